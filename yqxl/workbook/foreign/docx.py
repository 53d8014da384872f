"""Tables of a Word document through zip and XML alone.

A library would lose rows inside content controls and tracked insertions; here both are
looked through, deleted rows and texts are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from yqxl.evaluation.importing.source_grid import SourceCell, SourceGrid, grid_of
from yqxl.workbook.foreign.cell_areas import within_limits
from yqxl.workbook.foreign.xml_tree import Node, read_tree
from yqxl.workbook.package.package import Package

DOCUMENT = "word/document.xml"
_LOOKED_THROUGH = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_DELETED = frozenset({"del", "moveFrom", "delText", "instrText"})
#: symbols of check boxes that stand for a tick
_TICKS = frozenset({"F0FE", "F052", "00FE", "0052"})
_PARAGRAPHS_KEPT = 6


@dataclass(slots=True)
class _Open:
    """A cell that may go on below."""

    text: str
    row: int
    column: int
    last_row: int
    last_column: int
    remark: str = ""


@dataclass
class _Document:
    """What has been read so far."""

    package: Package
    grids: list[SourceGrid] = field(default_factory=list)
    before: list[str] = field(default_factory=list)

    def walk(self, parent: Node) -> None:
        for node in parent.children:
            if node.tag == "p":
                text = _text(node).strip()
                if text:
                    self.before.append(text)
            elif node.tag == "tbl":
                self._table(node, tuple(self.before[-_PARAGRAPHS_KEPT:]))
                self.before = []
            elif node.tag in _LOOKED_THROUGH:
                self.walk(node)

    def _table(self, node: Node, before: tuple[str, ...]) -> None:
        name = f"表{len(self.grids) + 1}"
        cells = _cells(node)
        within_limits(cells, self.package.limits, self.package.path, name)
        self.grids.append(grid_of(name, cells, sheet=False, before=before))
        for row in _within(node, "tr"):
            for cell in _within(row, "tc"):
                for inner in cell.all("tbl"):
                    self._table(inner, ())


def docx_grids(package: Package) -> list[SourceGrid]:
    """Return the tables of a document as grids, with the paragraphs before each.

    Raises:
        InputRefusedError: the document is damaged or exceeds a limit.
    """
    part = package.find(DOCUMENT) or DOCUMENT
    document = _Document(package)
    body = read_tree(package, part).first("body")
    if body is not None:
        document.walk(body)
    return document.grids


def docx_text(package: Package) -> str:
    """Return what a document says, a paragraph a line; cells of a row are parted by ``|``.

    Raises:
        InputRefusedError: the document is damaged or exceeds a limit.
    """
    body = read_tree(package, package.find(DOCUMENT) or DOCUMENT).first("body")
    return "" if body is None else "\n".join(_lines(body))


def _lines(parent: Node) -> Iterator[str]:
    for node in parent.children:
        if node.tag == "p":
            yield from _text(node).split("\n")
        elif node.tag == "tbl":
            for row in _within(node, "tr"):
                cells = [_cell_text(cell) for cell in _within(row, "tc")]
                yield f"{' | '.join(cells)} |"
        elif node.tag in _LOOKED_THROUGH:
            yield from _lines(node)


def _cell_text(cell: Node) -> str:
    """Return the text of a cell, with a ``|`` for every further column that it covers."""
    properties = cell.first("tcPr")
    span = _whole(properties.value("gridSpan") if properties else None, 1)
    return " ".join(_lines(cell)).strip() + " | " * (span - 1)


def _within(node: Node, tag: str) -> Iterator[Node]:
    """Yield the children of a name, looking through controls and insertions."""
    for child in node.children:
        if child.tag == tag:
            yield child
        elif child.tag in _LOOKED_THROUGH:
            yield from _within(child, tag)


def _text(node: Node) -> str:
    """Return the text of a paragraph, without deleted parts and field codes."""
    pieces: list[str] = []
    for child in node.children:
        if child.tag == "t":
            pieces += [part for part in child.parts if isinstance(part, str)]
        elif child.tag in ("br", "cr"):
            pieces.append("\n")
        elif child.tag == "tab":
            pieces.append("\t")
        elif child.tag in ("noBreakHyphen", "softHyphen"):
            pieces.append("-" if child.tag == "noBreakHyphen" else "")
        elif child.tag == "sym":
            pieces.append("√" if child.attributes.get("char", "").upper() in _TICKS else "")
        elif child.tag not in _DELETED and child.tag not in ("pPr", "rPr", "AlternateContent"):
            pieces.append(_text(child))
    return "".join(pieces)


def _cells(table: Node) -> list[SourceCell]:
    cells: list[_Open] = []
    going_on: dict[int, _Open] = {}
    number = 0
    for row in _within(table, "tr"):
        properties = row.first("trPr")
        if properties is not None and properties.first("del") is not None:
            continue
        column = _whole(properties.value("gridBefore") if properties else None, 0)
        for node in _within(row, "tc"):
            column = _take(node, number, column, cells, going_on)
        number += 1
    return [
        SourceCell(
            each.text or None, each.row, each.column, each.last_row, each.last_column,
            remark=each.remark,
        )
        for each in cells
    ]  # fmt: skip


def _take(node: Node, row: int, column: int, cells: list[_Open], going_on: dict[int, _Open]) -> int:
    """Add a cell, or lengthen the one above it; return the next column."""
    properties = node.first("tcPr")
    span = _whole(properties.value("gridSpan") if properties else None, 1)
    merge = properties.value("vMerge", "continue") if properties else None
    text = "\n".join(_text(paragraph) for paragraph in _within(node, "p")).strip()
    last = column + max(1, span) - 1
    above = going_on.get(column)
    if merge == "continue" and above and above.last_column == last and above.last_row == row - 1:
        above.last_row = row
        if text:
            above.remark = f"合并的下方单元格另有文字：{text[:40]}"
        return last + 1
    cell = _Open(text, row, column, row, last)
    cells.append(cell)
    for covered in range(column, last + 1):
        going_on.pop(covered, None)
    if merge is not None:
        going_on[column] = cell
    return last + 1


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else default  # noqa: PLR2004 - no table is that wide
