"""Writes formulas and values into single cells of a sheet and leaves every other byte alone.

A cell that is there keeps its format and loses what it held; one that is not takes the
format of the cell that it is to look like. Rows come where the order of the sheet asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from yqxl.arithmetic import Value
from yqxl.model.layout import cell_name
from yqxl.workbook.package.addresses import COLUMNS
from yqxl.workbook.package.cell_markup import number_text, text_markup
from yqxl.workbook.package.markup import Edit, Element, append_children, parse, prefixed, splice
from yqxl.workbook.package.refusals import Refusal

Place = tuple[int, int]

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class CellToWrite(Protocol):
    """What comes into a cell."""

    @property
    def value(self) -> Value:
        """Return the value; for a formula None."""
        ...

    @property
    def formula(self) -> str | None:
        """Return the formula without its ``=``."""
        ...

    @property
    def like(self) -> Place | None:
        """Return the cell whose format a new one takes."""
        ...


def write_cells(sheet_xml: bytes, cells: Mapping[Place, CellToWrite]) -> bytes:
    """Return the sheet with these cells written; formulas carry no saved value yet."""
    data = parse(sheet_xml).first("sheetData")
    if data is None:
        raise Refusal.STRUCTURE.error("sheetData")
    rows = dict(_rows(data))
    there = {(number, column): cell for number, row in rows.items() for column, cell in _cells(row)}
    edits: list[Edit] = []
    added: dict[int, dict[int, str]] = {}
    for place, cell in sorted(cells.items()):
        old = there.get(place)
        like = there.get(cell.like) if cell.like is not None else None
        shown = old if old is not None else like
        markup = _markup(place, cell, shown.attributes.get("s") if shown is not None else None)
        if old is not None:
            edits.append((old.start, old.end, prefixed(markup, old.prefix).encode()))
        else:
            added.setdefault(place[0], {})[place[1]] = markup
    for number, new in added.items():
        row = rows.get(number)
        edits += _new_row(data, rows, number, new) if row is None else _into_row(row, new)
    return splice(sheet_xml, edits)


def _rows(data: Element) -> Iterator[tuple[int, Element]]:
    number = 0
    for row in data.all("row"):
        number = int(row.attributes.get("r", number + 1))
        yield number, row


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    column = 0
    for cell in row.all("c"):
        address = _ADDRESS.fullmatch(cell.attributes.get("r", ""))
        column = COLUMNS[address[1]] if address else column + 1
        yield column, cell


def _markup(place: Place, cell: CellToWrite, style: str | None) -> str:
    start = f'<c r="{cell_name(*place)}"' + (f' s="{style}"' if style else "")
    if cell.formula is not None:
        return f"{start}><f>{text_markup(cell.formula)}</f></c>"
    if cell.value is None:
        return f"{start}/>"
    if isinstance(cell.value, float | int):
        return f"{start}><v>{number_text(cell.value)}</v></c>"
    text = text_markup(str(cell.value))
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _into_row(row: Element, new: Mapping[int, str]) -> Iterator[Edit]:
    """Yield the edits that put cells between those of a row; the last ones together."""
    there = list(_cells(row))
    last = ""
    for column, markup in sorted(new.items()):
        behind = next((cell.start for place, cell in there if place > column), None)
        if behind is None:
            last += prefixed(markup, row.prefix)
        else:
            yield behind, behind, prefixed(markup, row.prefix).encode()
    if last:
        yield append_children(row, last)


def _new_row(
    data: Element, rows: Mapping[int, Element], number: int, new: Mapping[int, str]
) -> Iterator[Edit]:
    cells = "".join(markup for _, markup in sorted(new.items()))
    markup = prefixed(f'<row r="{number}">{cells}</row>', data.prefix)
    behind = min((other for other in rows if other > number), default=None)
    if behind is None:
        yield append_children(data, markup)
    else:
        at = rows[behind].start
        yield at, at, markup.encode()
