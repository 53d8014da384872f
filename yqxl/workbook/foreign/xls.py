"""Sheets of .xls (BIFF, also a renamed .et) through xlrd with formatting.

xlrd is the one library that gives merges and number formats of BIFF files; it reads
nothing else and executes nothing.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from yqxl.errors import YqxlError
from yqxl.evaluation.importing.source_grid import SourceGrid, grid_of
from yqxl.workbook.foreign.cell_areas import Content, Place, placed, within_limits
from yqxl.workbook.foreign.number_formats import NumberFormat, number_format
from yqxl.workbook.package.limits import Limits
from yqxl.workbook.package.refusals import Refusal

_BLANKS = (0, 6)
_NUMBER, _DATE, _TRUTH, _ERROR = 2, 3, 4, 5


def xls_grids(path: Path, data: bytes, limits: Limits) -> list[SourceGrid]:
    """Return the visible sheets of a BIFF workbook as grids.

    Raises:
        InputRefusedError: the file is damaged, encrypted, or exceeds a limit; or this is
            the browser page, which has the standard library alone.
    """
    try:
        import xlrd  # noqa: PLC0415 - only who imports an .xls waits for it
    except ModuleNotFoundError as missing:
        raise Refusal.OLD_XLS.error(file=path) from missing

    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device, not a path
        try:
            book = xlrd.open_workbook(
                file_contents=data, formatting_info=True, logfile=nowhere, on_demand=True
            )
            return [
                _grid(book, sheet, path, limits)
                for sheet in (book.sheet_by_index(number) for number in range(book.nsheets))
                if not sheet.visibility
            ]
        except xlrd.XLRDError as fault:
            kind = Refusal.PASSWORD if "encrypted" in str(fault).lower() else Refusal.DAMAGED
            raise kind.error(str(fault)[:80], file=path) from fault
        except YqxlError:
            raise
        except Exception as fault:
            raise Refusal.DAMAGED.error(type(fault).__name__, file=path) from fault


def _grid(book: Any, sheet: Any, path: Path, limits: Limits) -> SourceGrid:  # noqa: ANN401 - xlrd has no types
    if sheet.nrows * max(1, sheet.ncols) > limits.cells:
        found = f"{sheet.nrows:,} 行 × {sheet.ncols:,} 列"
        raise Refusal.TOO_MANY_CELLS.error(found, file=path, sheet=sheet.name)
    hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    contents: dict[Place, Content] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.ncols):
            remark = "隐藏行" if row in hidden_rows else ""
            remark = "隐藏列" if column in hidden_columns else remark
            content = _content(book, sheet.cell(row, column), remark)
            if content is not None:
                contents[row, column] = content
    areas = [
        (top, left, bottom - 1, right - 1)
        for top, bottom, left, right in sheet.merged_cells
        if top < sheet.nrows and left < sheet.ncols
    ]
    cells = placed(contents, areas)
    within_limits(cells, limits, path, sheet.name)
    return grid_of(sheet.name, cells)


def _content(book: Any, cell: Any, remark: str) -> Content | None:  # noqa: ANN401 - xlrd has no types
    if cell.ctype in _BLANKS or (isinstance(cell.value, str) and not cell.value.strip()):
        return None
    if cell.ctype == _ERROR:
        return Content(None, remark="错误值")
    if cell.ctype == _TRUTH:
        return Content("是" if cell.value else "否", remark=remark)
    if cell.ctype == _DATE:
        return Content(_date_text(book, cell.value), remark=remark)
    if cell.ctype == _NUMBER:
        form = _format_of(book, cell)
        number = float(cell.value)
        return Content(number, form.percent, form.shown(number), remark)
    return Content(str(cell.value), remark=remark)


def _format_of(book: Any, cell: Any) -> NumberFormat:  # noqa: ANN401 - xlrd has no types
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return NumberFormat()
    key = book.xf_list[cell.xf_index].format_key
    known = book.format_map.get(key)
    return number_format(known.format_str) if known is not None else NumberFormat()


def _date_text(book: Any, number: float) -> str | float:  # noqa: ANN401 - xlrd has no types
    from xlrd.xldate import XLDateError, xldate_as_datetime  # noqa: PLC0415 - as above

    try:
        return str(xldate_as_datetime(number, book.datemode).date())
    except (XLDateError, ValueError, OverflowError):
        return number
