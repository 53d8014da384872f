"""Sheets of an OpenDocument spreadsheet, spans and types from its own XML."""

from __future__ import annotations

from dataclasses import replace

from yqxl.evaluation.importing.source_grid import SourceGrid, grid_of
from yqxl.workbook.foreign.cell_areas import Area, Content, Place, placed, within_limits
from yqxl.workbook.foreign.xml_tree import Node, read_tree
from yqxl.workbook.package.package import Package

CONTENT = "content.xml"
#: rows and cells that repeat more often only fill the sheet
_MOST_REPEATS = 200
_NUMBERS = ("float", "percentage", "currency")
_NOT_SHOWN = ("collapse", "filter")
_COLUMN_GROUPS = ("table-column-group", "table-header-columns", "table-columns")
_ROW_GROUPS = ("table-row-group", "table-header-rows", "table-rows")


def ods_grids(package: Package) -> list[SourceGrid]:
    """Return the sheets of a spreadsheet as grids.

    Raises:
        InputRefusedError: the document is damaged or exceeds a limit.
    """
    part = package.find(CONTENT) or CONTENT
    root = read_tree(package, part)
    body = root.first("body")
    spreadsheet = body.first("spreadsheet") if body else None
    grids: list[SourceGrid] = []
    hidden = _hidden_styles(root)
    for table in spreadsheet.all("table") if spreadsheet else ():
        if table.attributes.get("style-name") in hidden:
            continue
        name = table.attributes.get("name", f"表{len(grids) + 1}")
        contents: dict[Place, Content] = {}
        areas: list[Area] = []
        _rows(table, 0, contents, areas)
        _remark_hidden(table, contents)
        cells = placed(contents, areas)
        within_limits(cells, package.limits, package.path, name)
        grids.append(grid_of(name, cells))
    return grids


def _hidden_styles(root: Node) -> set[str]:
    """Return the styles of tables that are not displayed (ODF 1.3, 20.276 table:display)."""
    styles = root.first("automatic-styles")
    return {
        style.attributes.get("name", "")
        for style in (styles.all("style") if styles else ())
        for properties in style.all("table-properties")
        if properties.attributes.get("display") == "false"
    }


def _remark_hidden(table: Node, contents: dict[Place, Content]) -> None:
    """Mark what stands in columns that are not displayed."""
    hidden: list[tuple[int, int]] = []
    _columns(table, 0, hidden)
    for (row, column), content in contents.items():
        if any(first <= column < end for first, end in hidden):
            contents[row, column] = replace(content, remark=content.remark or "隐藏列")


def _columns(node: Node, column: int, hidden: list[tuple[int, int]]) -> int:
    for child in node.children:
        if child.tag in _COLUMN_GROUPS:
            column = _columns(child, column, hidden)
        elif child.tag == "table-column":
            first, column = column, column + _whole(child, "number-columns-repeated")
            if child.attributes.get("visibility") in _NOT_SHOWN:
                hidden.append((first, column))
    return column


def _rows(node: Node, row: int, contents: dict[Place, Content], areas: list[Area]) -> int:
    for child in node.children:
        if child.tag in _ROW_GROUPS:
            row = _rows(child, row, contents, areas)
        elif child.tag == "table-row":
            repeats = _whole(child, "number-rows-repeated")
            found: dict[Place, Content] = {}
            _cells(child, row, found, areas)
            for again in range(min(repeats, _MOST_REPEATS) if found else 0):
                contents.update({(at + again, column): c for (at, column), c in found.items()})
            row += repeats
    return row


def _cells(row_node: Node, row: int, contents: dict[Place, Content], areas: list[Area]) -> None:
    column = 0
    hidden = row_node.attributes.get("visibility") in _NOT_SHOWN
    for cell in row_node.children:
        if cell.tag not in ("table-cell", "covered-table-cell"):
            continue
        repeats = _whole(cell, "number-columns-repeated")
        content = _content(cell, "隐藏行" if hidden else "")
        if content is not None:
            for again in range(min(repeats, _MOST_REPEATS)):
                contents[row, column + again] = content
        height, width = _whole(cell, "number-rows-spanned"), _whole(cell, "number-columns-spanned")
        if height * width > 1:
            areas.append((row, column, row + height - 1, column + width - 1))
            contents.setdefault((row, column), Content(None))
        column += repeats


def _content(cell: Node, remark: str) -> Content | None:
    kind = cell.attributes.get("value-type")
    if kind == "error":
        return Content(None, remark="错误值")
    text = "\n".join(_text(paragraph) for paragraph in cell.all("p"))
    if kind in _NUMBERS:
        try:
            number = float(cell.attributes.get("value", ""))
        except ValueError:
            return Content(text, remark=remark) if text.strip() else None
        shown = text.strip() if _has_words(text) else ""
        return Content(number, kind == "percentage", shown, remark)
    if kind == "date":
        return Content(cell.attributes.get("date-value", text)[:10], remark=remark)
    return Content(text, remark=remark) if text.strip() else None


def _has_words(text: str) -> bool:
    """Return whether the format shows words beside the digits."""
    return any(letter.isalpha() or letter in "≥≤><" for letter in text)


def _text(node: Node) -> str:
    pieces: list[str] = []
    for part in node.parts:
        if isinstance(part, str):
            pieces.append(part)
        elif part.tag == "s":
            pieces.append(" " * min(_whole(part, "c"), _MOST_REPEATS))
        elif part.tag in ("line-break", "tab"):
            pieces.append("\n" if part.tag == "line-break" else "\t")
        elif part.tag != "annotation":
            pieces.append(_text(part))
    return "".join(pieces)


def _whole(node: Node, name: str) -> int:
    text = node.attributes.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < 8 else 1  # noqa: PLR2004 - beyond any sheet
