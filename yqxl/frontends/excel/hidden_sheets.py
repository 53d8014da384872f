"""The hidden sheets of the template: settings of xlwings, texts for the function wizard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yqxl.catalog import functions
from yqxl.frontends.excel.commands import CATEGORY
from yqxl.frontends.excel.settings import SETTINGS_SHEET, sheet_settings
from yqxl.frontends.excel.vba.macro_shims import FUNCTION_SHEET
from yqxl.model.layout import cell_name
from yqxl.registry import MAX_SUMMARY
from yqxl.workbook.package.cell_markup import inline_string, number_text
from yqxl.workbook.package.markup import MAIN

Row = Sequence[str | float]


def settings_sheet(xlwings_version: str) -> bytes:
    """Return the sheet that xlwings reads its settings from."""
    return _sheet(sheet_settings(xlwings_version))


def function_sheet() -> bytes:
    """Return the sheet with name, category, description and argument texts of each function."""
    head: Row = ("name", "category", "description", "arguments")
    rows: list[Row] = [
        (
            function.name,
            CATEGORY,
            function.summary,
            float(len(function.arguments)),
            *(f"{a.label}：{a.help}"[:MAX_SUMMARY] for a in function.arguments),
        )
        for function in functions()
    ]
    return _sheet([head, *rows])


def _sheet(rows: Iterable[Row]) -> bytes:
    data = "".join(
        f'<row r="{number}">{"".join(_cell(number, n, v) for n, v in enumerate(row, 1))}</row>'
        for number, row in enumerate(rows, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'
    ).encode()


def _cell(row: int, column: int, value: str | float) -> str:
    at = f'<c r="{cell_name(row, column)}"'
    if isinstance(value, str):
        return f'{at} t="inlineStr">{inline_string(value)}'
    return f"{at}><v>{number_text(value)}</v></c>"


__all__ = ["FUNCTION_SHEET", "SETTINGS_SHEET", "function_sheet", "settings_sheet"]
