"""A change made in LibreOffice gives there what yqxl gives for the same change."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from libreoffice.office import Calc

from yqxl.arithmetic import Value
from yqxl.evaluation.computing import compute
from yqxl.interchange.importing import load
from yqxl.model.layout import cell_name
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json"
Place = tuple[str, int, str]


def changed(evaluation: Evaluation, change: str) -> Evaluation:
    if change == "O02 实际值 509 → 700":
        outputs = tuple(
            replace(row, actual=700.0) if row.code == "O02" else row for row in evaluation.outputs
        )
        return replace(evaluation, outputs=outputs)
    indicators = tuple(
        replace(row, rule=change.rsplit(maxsplit=1)[-1]) if row.code == "B203" else row
        for row in evaluation.indicators
    )
    return replace(evaluation, indicators=indicators)


def regenerated(evaluation: Evaluation, folder: Path) -> Path:
    folder.mkdir()
    create(evaluation, folder / "case.xlsx")
    outcome = regenerate(Task(str(folder / "case.xlsx"), str(folder / "done.xlsx")))
    assert outcome.output is not None
    return folder / "done.xlsx"


def cell_of(path: Path, change: str) -> tuple[str, str, Value]:
    with open_workbook(path) as workbook:
        reading = compute(FileBook(workbook)).reading
    table, code, column = (
        ("outputs", "O02", "actual") if change.startswith("O02") else ("indicators", "B203", "rule")
    )
    rows = getattr(reading.evaluation, table)
    number = next(n for n, row in enumerate(rows) if row.code == code)
    place = reading.layout.tables[table]
    value: Value = 700.0 if column == "actual" else change.rsplit(maxsplit=1)[-1]
    return place.sheet, cell_name(place.rows[number], place.columns[column]), value


@pytest.mark.parametrize(
    "change",
    ["O02 实际值 509 → 700", "B203 规则 分档 → 比例", "B203 规则 分档 → 门槛比例"],
)
def test_a_change_in_the_sheet_is_what_yqxl_computes(
    calc: Calc, tmp_path: Path, change: str
) -> None:
    original = regenerated(load(CASE), tmp_path / "before")
    sheet, cell, value = cell_of(original, change)
    copy = tmp_path / "live.xlsx"
    shutil.copy(original, copy)
    with calc.open(copy, editable=True) as document:
        document.set(sheet, **{cell: value})
        live = document.read()
    expected = calc.read(regenerated(changed(load(CASE), change), tmp_path / "after"))
    before = calc.read(original)
    for name in ("首页", "表3-1", "表3-2"):
        assert live[name].rows == expected[name].rows
    assert live["表3-1"].rows != before["表3-1"].rows
