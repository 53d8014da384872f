"""The hidden sheet in which 校验 counts row by row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pipeline.recalculated_workbooks import regenerated

from yqxl.evaluation.rendering.working_columns import (
    BEYOND_ROW,
    FIRST_ROW,
    working_column,
    working_parts,
)
from yqxl.evaluation.rendering.working_grid import NOTE
from yqxl.grid import WorkingRef
from yqxl.interchange.importing import load
from yqxl.model.contract import CHECK_SHEET, WORKING_SHEET

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"


def test_a_column_is_addressed_from_its_first_row_down() -> None:
    first = working_parts()[0][0]
    assert working_column(first) == f"'{WORKING_SHEET}'!$A${FIRST_ROW}:$A$2003"
    with pytest.raises(ValueError, match="YQ-000"):
        working_column(WorkingRef("YQ-000"))


def test_the_sheet_is_hidden_and_counts_each_repeated_row(tmp_path: Path) -> None:
    case = load(CASE)
    first, second, *others = case.indicators
    twice = (first, replace(second, code=first.code.lower()), *others)
    path = regenerated(replace(case, indicators=twice), tmp_path, "case")
    book = load_workbook(path, data_only=True)
    sheet = book[WORKING_SHEET]
    assert sheet.sheet_state == "hidden"
    assert sheet["A1"].value == NOTE
    column = next(
        column
        for column, (ref, rows) in enumerate(working_parts(), 1)
        if ref.check == "YQ-040" and rows.table == "indicators"
    )
    counted = [sheet.cell(row, column).value for row in range(FIRST_ROW, sheet.max_row + 1)]
    assert counted[:3] == [1, 1, 0]
    assert sheet.cell(BEYOND_ROW, column).value == 0
    live = next(row for row in book[CHECK_SHEET].iter_rows(values_only=True) if row[0] == "YQ-040")
    assert live[3:5] == (2, "不符")
