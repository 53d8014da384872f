"""A layout as a file of each format, written by other people's programs where there are any."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from pathlib import Path

import xlsxwriter
from imports.layouts import Cell, Layout

_ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FORMATS = ("xlsx", "docx", "html", "csv", "ods", "gbk.csv", "tab.txt")


def shown(cell: Cell) -> str:
    """What the cell shows, for formats that hold texts only."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return cell.value
    if "%" in cell.form:
        return f"{cell.value * 100:.10g}%"
    return f"{cell.value:.10g}"


def write(layout: Layout, path: Path, form: str) -> Path:
    path = path.with_suffix(f".{form}")
    text = {"csv": ("utf-8-sig", ","), "gbk.csv": ("gb18030", ","), "tab.txt": ("utf-16", "\t")}
    if form == "xlsx":
        _xlsx(layout, path)
    elif form == "docx":
        _docx(layout, path)
    elif form == "html":
        path.write_text(_html(layout), "utf-8")
    elif form == "ods":
        _ods(layout, path)
    else:
        encoding, delimiter = text[form]
        path.write_bytes(_csv(layout, delimiter).encode(encoding))
    return path


def _xlsx(layout: Layout, path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("自评表")
    for cell in layout.cells:
        form = book.add_format({"num_format": cell.form})
        if cell.height * cell.width > 1:
            sheet.merge_range(
                cell.row, cell.column, cell.row + cell.height - 1, cell.column + cell.width - 1,
                cell.value, form,
            )  # fmt: skip
        elif isinstance(cell.value, str):
            sheet.write_string(cell.row, cell.column, cell.value, form)
        elif cell.value is not None:
            sheet.write_number(cell.row, cell.column, cell.value, form)
    book.close()


def _places(layout: Layout) -> dict[tuple[int, int], Cell]:
    found: dict[tuple[int, int], Cell] = {}
    for cell in layout.cells:
        for row in range(cell.row, cell.row + cell.height):
            for column in range(cell.column, cell.column + cell.width):
                found.setdefault((row, column), cell)
    return found


def _docx(layout: Layout, path: Path) -> None:
    places = _places(layout)
    rows = []
    for row in range(layout.height):
        cells, column = [], 0
        while column < layout.width:
            cell = places.get((row, column))
            width = cell.width if cell else 1
            properties = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
            text = shown(cell) if cell and cell.row == row else ""
            if cell and cell.height > 1:
                properties += '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
            paragraphs = "".join(
                f"<w:p><w:r><w:t>{html.escape(part)}</w:t></w:r></w:p>" for part in text.split("\n")
            )
            cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>")
            column += width
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD}"><w:body><w:tbl>{"".join(rows)}</w:tbl></w:body>'
            "</w:document>",
        )


def _html(layout: Layout) -> str:
    places = _places(layout)
    rows = []
    for row in range(layout.height):
        cells = []
        for column in range(layout.width):
            cell = places.get((row, column))
            if cell is None:
                cells.append("<td></td>")
            elif (cell.row, cell.column) == (row, column):
                text = html.escape(shown(cell)).replace("\n", "<br>")
                cells.append(f"<td rowspan={cell.height} colspan={cell.width}>{text}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<html><meta charset=utf-8><body><table>{''.join(rows)}</table></body></html>"


def _csv(layout: Layout, delimiter: str) -> str:
    grid = [[""] * layout.width for _ in range(layout.height)]
    for cell in layout.cells:
        grid[cell.row][cell.column] = shown(cell)
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(grid)
    return target.getvalue()


def _ods(layout: Layout, path: Path) -> None:
    places = _places(layout)
    rows = []
    for row in range(layout.height):
        cells = []
        for column in range(layout.width):
            cell = places.get((row, column))
            if cell is None:
                cells.append("<table:table-cell/>")
            elif (cell.row, cell.column) != (row, column):
                cells.append("<table:covered-table-cell/>")
            else:
                cells.append(_ods_cell(cell))
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f"<office:document-content {_ODS}><office:body><office:spreadsheet>"
            f'<table:table table:name="自评表">{"".join(rows)}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )


def _ods_cell(cell: Cell) -> str:
    spans = (
        f' table:number-rows-spanned="{cell.height}" table:number-columns-spanned="{cell.width}"'
    )
    texts = "".join(f"<text:p>{html.escape(part)}</text:p>" for part in shown(cell).split("\n"))
    if isinstance(cell.value, float | int):
        kind = "percentage" if "%" in cell.form else "float"
        value = f' office:value-type="{kind}" office:value="{cell.value!r}"'
    else:
        value = ' office:value-type="string"'
    return f"<table:table-cell{spans}{value}>{texts}</table:table-cell>"
