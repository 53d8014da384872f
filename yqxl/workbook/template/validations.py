"""Data validation: Chinese prompts, drop-down lists, and formulas that refuse typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openpyxl.worksheet.datavalidation import DataValidation

from yqxl.model.contract import (
    FUNDS,
    INLINE_LISTS,
    LISTS,
    OUTPUTS,
    Column,
    ColumnList,
    FixedList,
    NamedCell,
    Table,
    Type,
)
from yqxl.model.layout import Layout, TableLayout, cell_name, column_letters
from yqxl.workbook.template.layout import cells_on

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: what Excel shows of a prompt or a message: its title and its text
MAX_TITLE, MAX_TEXT = 32, 255

#: what the sources of a rate mostly are: columns of the row of sums, and a column of 产出
_TOTAL = "合计"
_OFFERED = {
    "numerator": (("arrived", "spent", "arrived_project"), "actual"),
    "denominator": (("budget", "arrived", "contract"), "planned"),
}
_FORBIDDEN = ("/", "*", "?", "~")
_LARGEST = "1E+15"
_YEARS = ("1900", "2200")


def validate_table(sheet: Worksheet, table: Table, place: TableLayout) -> None:
    """Give every column of a table its validation, spare rows included."""
    first, last = place.header_row + 1, place.last_row - 1
    for field, number in place.columns.items():
        column, letters = table.column(field), column_letters(number)
        rule = _column_rule(column, letters, (first, last))
        if rule is not None:
            rule.add(f"{letters}{first}:{letters}{last}")
            sheet.add_data_validation(rule)


def _column_rule(column: Column, letters: str, rows: tuple[int, int]) -> DataValidation | None:
    if not column.typed:
        return _formula_rule()
    if column.type is Type.SOURCE:
        rule = _source_rule(column)
    elif column.choices:
        rule = _list_rule(column.choices, stops=not column.suggested)
    elif column.names_rows:
        rule = _name_rule(letters, rows)
    elif column.type is Type.NUMBER:
        rule = _number_rule(column)
    elif column.prompt:
        rule = DataValidation(allow_blank=True)
    else:
        return None
    return _prompted(rule, column.header, column.prompt)


def _prompted(rule: DataValidation, title: str, text: str) -> DataValidation:
    if text:
        rule.showInputMessage = True
        rule.promptTitle = title[:MAX_TITLE]
        rule.prompt = text[:MAX_TEXT]
    return rule


def _refusing(
    rule: DataValidation, title: str, text: str, style: Literal["stop", "warning"] = "stop"
) -> DataValidation:
    rule.showErrorMessage = True
    rule.errorStyle = style
    rule.errorTitle = title
    rule.error = text
    return rule


def _formula_rule() -> DataValidation:
    rule = DataValidation(type="custom", formula1="FALSE", allow_blank=False)
    return _refusing(rule, "此列为公式", "此列自动计算，请勿填写；要改结果，请改黄色格中的数据。")


def _list_rule(name: str, *, stops: bool) -> DataValidation:
    formula = name
    found = LISTS[name]
    if found in INLINE_LISTS and isinstance(found, FixedList):
        formula = f'"{",".join(found.choices)}"'
    elif isinstance(found, ColumnList):
        formula = _filled_part(name)
    # a list with blank cells would let everything pass if blanks were allowed
    rule = DataValidation(type="list", formula1=formula, allow_blank=not stops)
    if stops:
        return _refusing(rule, "请从列表选择", "此格只能从下拉列表中选择；列表的内容在参数表。")
    return rule


def _source_rule(column: Column) -> DataValidation:
    """Offer what most sources are; any other path, code or number may be typed all the same.

    A list of its own cells would take a sheet that says them all; 提示 tells of what is not there.
    """
    own = _OFFERED.get(column.field)
    if own is None:
        return DataValidation(type="list", formula1=_filled_part("yq_r_code", 1), allow_blank=True)
    fields, output = own
    paths = [f"{FUNDS.sheet}/{_TOTAL}/{FUNDS.column(field).header}" for field in fields]
    header = OUTPUTS.column(output).header
    for number in range(1, 100):
        path = f"{OUTPUTS.sheet}/O{number:02}/{header}"
        if len(",".join([*paths, path])) > MAX_TEXT:
            break
        paths.append(path)
    return DataValidation(type="list", formula1=f'"{",".join(paths)}"', allow_blank=True)


def _filled_part(name: str, skipped: int = 0) -> str:
    """Return a column down to its last filled row: a formula here makes no cell volatile."""
    filled = f'SUMPRODUCT(MAX(({name}<>"")*(ROW({name})-MIN(ROW({name}))+1)))'
    return f"OFFSET({name},{skipped},0,MAX(1,{filled}{f'-{skipped}' if skipped else ''}),1)"


def _name_rule(letters: str, rows: tuple[int, int]) -> DataValidation:
    cell, area = f"{letters}{rows[0]}", f"${letters}${rows[0]}:${letters}${rows[1]}"
    signs = ",".join(f'ISERROR(FIND("{sign}",{cell}))' for sign in _FORBIDDEN)
    formula = f"AND({signs},COUNTIF({area},{cell})<2)"
    rule = DataValidation(type="custom", formula1=formula, allow_blank=True)
    return _refusing(rule, "编码或名称不合要求", "不得与其他行重复，也不得含 / * ? ~。")


def _number_rule(column: Column) -> DataValidation:
    if column.shows == "year":
        rule = DataValidation("whole", operator="between", allow_blank=True)
        rule.formula1, rule.formula2 = _YEARS
        return _refusing(rule, "请填年度", "请填四位数的年度，如 2022。")
    if column.most == 1:
        rule = DataValidation("decimal", "0", "1", operator="between", allow_blank=True)
        return _refusing(rule, "请填 0 至 1", "请填 0 至 1 之间的数：计为满意填 1，否则填 0。")
    if column.least is None:
        rule = DataValidation("decimal", f"-{_LARGEST}", _LARGEST, operator="between")
        rule.allow_blank = True
        return _refusing(rule, "请填数字", "此格只能填数字，不带单位、不带“约”等文字。")
    kind: Literal["whole", "decimal"] = "whole" if column.shows == "integer" else "decimal"
    rule = DataValidation(kind, "0", operator="greaterThanOrEqual", allow_blank=True)
    return _refusing(rule, "请填数字", "此格只能填不小于 0 的数字，不带单位、不带“约”等文字。")


def validate_cover(sheet: Worksheet, layout: Layout) -> None:
    """Give the named cells of 首页 their validation."""
    for cell, row, column in cells_on(layout, sheet.title):
        rule = _cover_rule(cell)
        if rule is not None:
            rule.add(cell_name(row, column))
            sheet.add_data_validation(rule)


def validate_totals(sheet: Worksheet, layout: Layout) -> None:
    """Refuse typing over the totals above the header of 指标体系."""
    rule = _formula_rule()
    for _, row, column in cells_on(layout, sheet.title):
        rule.add(cell_name(row, column))
    sheet.add_data_validation(rule)


def _cover_rule(cell: NamedCell) -> DataValidation | None:
    if not cell.typed:
        return _formula_rule()
    if cell.date:
        rule = DataValidation(
            "date", "DATE(1990,1,1)", "DATE(2199,12,31)", operator="between", allow_blank=True
        )
        _refusing(rule, "请填日期", "评价基准日请填日期，如 2023-03-31。", "warning")
    elif cell.year:
        rule = DataValidation("whole", *_YEARS, operator="between", allow_blank=True)
        _refusing(rule, "请填年度", "请填四位数的年度，如 2022。")
    elif cell.choices:
        rule = _list_rule(cell.choices, stops=not cell.suggested)
    elif cell.prompt:
        rule = DataValidation(allow_blank=True)
    else:
        return None
    return _prompted(rule, cell.label, cell.prompt)
