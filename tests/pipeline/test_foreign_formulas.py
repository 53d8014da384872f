"""A full calculation on opening: where a person's formula reads what changed, and only there."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from yqxl.pipeline.foreign_formulas import SAVE_ONCE
from yqxl.pipeline.regenerate import Task, regenerate

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.xlsx"


def calculation(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        found = re.findall(r"<calcPr[^>]*>", package.read("xl/workbook.xml").decode())
    assert len(found) == 1
    return str(found[0])


def with_formulas(path: Path, *formulas: str) -> Path:
    """The model case with a person's sheet of formulas."""
    book = openpyxl.load_workbook(CASE)
    sheet = book.create_sheet("我的")
    for row, formula in enumerate(formulas, start=1):
        sheet.cell(row, 1).value = f"={formula}"
    book.calculation.fullCalcOnLoad = False
    book.save(path)
    return path


@pytest.mark.parametrize("name", ["template.xlsx", "yangquan_2022.xlsx", "template.xlsm"])
def test_a_workbook_that_is_wholly_ours_is_not_computed_on_opening(name: str) -> None:
    assert calculation(CASE.with_name(name)) == '<calcPr calcId="191029"/>'


def test_a_regenerated_one_neither_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    once, twice = tmp_path / "once.xlsx", tmp_path / "twice.xlsx"
    regenerate(Task(str(CASE), str(once)))
    outcome = regenerate(Task(str(once), str(twice)))
    assert calculation(once) == calculation(twice) == '<calcPr calcId="191029"/>'
    assert SAVE_ONCE not in [finding["code"] for finding in outcome.findings]


@pytest.mark.parametrize(
    ("formula", "asked"),
    [
        ("'表3-1'!C5*2", True),
        ("SUM('表3-1'!A:D)", True),
        ("yq_total", True),
        ('INDIRECT("表3-1!C5")', True),
        ("资金!B5", False),
        ("1+1", False),
        ('"表3-1!C5"&TRUE', False),
    ],
)
def test_a_persons_formula_asks_for_it_where_it_reads_what_changed(
    tmp_path: Path, formula: str, asked: bool
) -> None:
    source, target = with_formulas(tmp_path / "mine.xlsx", formula), tmp_path / "new.xlsx"
    outcome = regenerate(Task(str(source), str(target)))
    assert ('fullCalcOnLoad="1"' in calculation(target)) is asked
    told = [one for one in outcome.findings if one["code"] == SAVE_ONCE]
    assert [(one["sheet"], one["cell"]) for one in told] == ([("我的", "A1")] if asked else [])
    assert all("保存一次" in one["remedy"] for one in told)
