"""Types numbers into input cells of a sheet and leaves every other byte alone.

The sibling of :mod:`yqxl.workbook.graft.refresh`, which renews formula cells only: this one
never touches a formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from yqxl.model.layout import cell_name
from yqxl.workbook.package.addresses import COLUMNS
from yqxl.workbook.package.cell_markup import number_text
from yqxl.workbook.package.markup import Edit, Element, append_children, parse, prefixed, splice
from yqxl.workbook.package.refusals import Refusal

#: Row and column of a cell, counted from 1.
Place = tuple[int, int]

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TYPE = re.compile(rb"""\st\s*=\s*(?:"[^"]*"|'[^']*')""")


def fill_cells(sheet_xml: bytes, numbers: Mapping[Place, float]) -> bytes:
    """Return the sheet with these numbers typed into its cells.

    Args:
        sheet_xml: the part as it is.
        numbers: what to type by (row, column), both counted from 1. A cell keeps its
            format; one that is not there yet is put into its row.

    Raises:
        InputRefusedError: a cell holds a formula, or the sheet has no such row.
    """
    data = parse(sheet_xml).first("sheetData")
    wanted: dict[int, dict[int, float]] = {}
    for (number, column), value in numbers.items():
        wanted.setdefault(number, {})[column] = value
    edits: list[Edit] = []
    number = 0
    for row in data.all("row") if data else ():
        number = int(row.attributes.get("r", number + 1))
        if number in wanted:
            edits += _row_edits(sheet_xml, row, number, wanted.pop(number))
    if wanted:
        raise Refusal.STRUCTURE.error(f"没有第 {min(wanted)} 行")
    return splice(sheet_xml, edits)


def _row_edits(source: bytes, row: Element, number: int, cells: Mapping[int, float]) -> list[Edit]:
    there: dict[int, Element] = {}
    column = 0
    for cell in row.all("c"):
        address = _ADDRESS.fullmatch(cell.attributes.get("r", ""))
        column = COLUMNS[address[1]] if address else column + 1
        there[column] = cell
    edits: list[Edit] = []
    appended = ""
    for column, value in sorted(cells.items()):
        if column in there:
            edits += _cell_edits(source, there[column], cell_name(number, column), value)
        else:
            markup = f'<c r="{cell_name(number, column)}"><v>{number_text(value)}</v></c>'
            behind = [cell.start for place, cell in there.items() if place > column]
            if behind:
                at = min(behind)
                edits.append((at, at, prefixed(markup, row.prefix).encode()))
            else:
                appended += prefixed(markup, row.prefix)
    return [*edits, append_children(row, appended)] if appended else edits


def _cell_edits(source: bytes, cell: Element, name: str, value: float) -> list[Edit]:
    if cell.first("f"):
        raise Refusal.STRUCTURE.error("要填的单元格里是公式", cell=name)
    tag = source[cell.start : cell.opened].removesuffix(b"/>").removesuffix(b">")
    stored = prefixed(f"<v>{number_text(value)}</v>", cell.prefix).encode()
    edits: list[Edit] = [(cell.start, cell.opened, _TYPE.sub(b"", tag).rstrip() + b">" + stored)]
    if cell.empty:
        end = f"</{cell.tag}>".encode()
        return [(cell.start, cell.opened, edits[0][2] + end)]
    old = [child for child in cell.children if child.name in ("v", "is")]
    return edits + [(child.start, child.end, b"") for child in old]
