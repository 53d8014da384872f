"""Gives tables (ListObjects) more columns and rows, in their part and among the sheet's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from yqxl.model.layout import column_letters
from yqxl.workbook.package.markup import (
    Edit,
    Element,
    append_children,
    escaped,
    parse,
    prefixed,
    set_attribute,
    splice,
)
from yqxl.workbook.package.refusals import Refusal

_WIDTH = 12
_LAST = re.compile(r":([A-Z]+)([0-9]+)$")
#: what may stand between the format of the sheet and its column widths: nothing
_BEFORE_COLS = ("sheetFormatPr", "sheetViews", "dimension", "sheetPr")


class ColumnToAdd(Protocol):
    """A column behind the last one of a table."""

    @property
    def header(self) -> str:
        """Return its header, which the header cell holds too."""
        ...

    @property
    def number(self) -> int:
        """Return its number in the sheet, counted from 1."""
        ...

    @property
    def hidden(self) -> bool:
        """Return whether it is grouped and hidden."""
        ...


def with_columns(table_xml: bytes, columns: Sequence[ColumnToAdd]) -> bytes:
    """Return a table part with more columns behind its last (ECMA-376 part 1, 18.5.1)."""
    table = parse(table_xml)
    holder = table.first("tableColumns")
    if holder is None:
        raise Refusal.STRUCTURE.error("tableColumns")
    present = list(holder.all("tableColumn"))
    number = max((int(one.attributes.get("id", "0")) for one in present), default=0)
    markup = "".join(
        f'<tableColumn id="{number + place}" name="{escaped(column.header)}"/>'
        for place, column in enumerate(columns, 1)
    )
    edits = set_attribute(table_xml, holder, "count", str(len(present) + len(columns)))
    edits.append(append_children(holder, prefixed(markup, holder.prefix)))
    for element in (table, table.first("autoFilter")):
        if element is not None and "ref" in element.attributes:
            area = _widened(element.attributes["ref"], columns[-1].number)
            edits += set_attribute(table_xml, element, "ref", area)
    return splice(table_xml, edits)


def with_last_row(table_xml: bytes, row: int) -> bytes:
    """Return a table part whose area ends with a row of the sheet, its filter's too."""
    table = parse(table_xml)
    edits: list[Edit] = []
    for element in (table, table.first("autoFilter")):
        if element is not None and "ref" in element.attributes:
            area = _LAST.sub(lambda match: f":{match[1]}{row}", element.attributes["ref"])
            edits += set_attribute(table_xml, element, "ref", area)
    return splice(table_xml, edits)


def _widened(area: str, column: int) -> str:
    """Return an area that reaches to a column.

    >>> _widened("A4:Y41", 27)
    'A4:AA41'
    """
    return _LAST.sub(lambda match: f":{column_letters(column)}{match[2]}", area)


def with_column_widths(sheet_xml: bytes, columns: Sequence[ColumnToAdd]) -> bytes:
    """Return a sheet that shows or hides its new columns; one that is set already stays."""
    sheet = parse(sheet_xml)
    holder = sheet.first("cols")
    spans = [
        (int(one.attributes.get("min", "0")), int(one.attributes.get("max", "0")))
        for one in (holder.all("col") if holder is not None else ())
    ]
    new = [one for one in columns if not any(first <= one.number <= last for first, last in spans)]
    # columns must rise: where others are set behind, nobody hides this one
    new = [one for one in new if all(last < one.number for _, last in spans)]
    if not new:
        return sheet_xml
    markup = "".join(
        f'<col min="{one.number}" max="{one.number}" width="{_WIDTH}" customWidth="1"'
        + (' hidden="1" outlineLevel="1"/>' if one.hidden else "/>")
        for one in new
    )
    return splice(sheet_xml, [_placed(sheet, holder, markup)])


def _placed(sheet: Element, holder: Element | None, markup: str) -> Edit:
    if holder is not None:
        return append_children(holder, prefixed(markup, holder.prefix))
    whole = prefixed(f"<cols>{markup}</cols>", sheet.prefix).encode()
    ahead = [one.end for name in _BEFORE_COLS for one in sheet.all(name)]
    at = max(ahead, default=sheet.opened)
    return at, at, whole
