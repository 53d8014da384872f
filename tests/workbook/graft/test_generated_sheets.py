"""What a person typed into a generated sheet survives the next regeneration."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from yqxl.interchange.importing import load
from yqxl.pipeline.create import create
from yqxl.pipeline.outcome import Outcome
from yqxl.pipeline.regenerate import Task, regenerate

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
Edit = tuple[str, str, object]


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    create(load(CASE), folder / "case.xlsx")
    assert run(folder / "case.xlsx", folder / "done.xlsx").status == "ok"
    return folder / "done.xlsx"


def run(source: Path, target: Path) -> Outcome:
    return regenerate(Task(str(source), str(target)))


def edited(path: Path, target: Path, edit: Edit) -> Path:
    book = openpyxl.load_workbook(path)
    sheet, cell, value = edit
    book[sheet][cell] = value
    book.save(target)
    return target


def sheets(path: Path) -> list[str]:
    return openpyxl.load_workbook(path).sheetnames


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(("表3-1", "J9", "请局长审阅"), id="a remark beside the table"),
        pytest.param(("表3-1", "B30", 77.0), id="a number below the table"),
        pytest.param(("表3-1", "C6", 18.5), id="a number typed over a formula"),
        pytest.param(("校验", "K3", "已核对"), id="a remark beside the findings"),
    ],
)
def test_a_sheet_that_a_person_wrote_in_is_kept(
    regenerated: Path, tmp_path: Path, edit: Edit
) -> None:
    source = edited(regenerated, tmp_path / "edited.xlsx", edit)
    outcome = run(source, tmp_path / "again.xlsx")
    assert outcome.total == 77.73
    book = openpyxl.load_workbook(tmp_path / "again.xlsx")
    kept = f"{edit[0]}（人工修改）"
    assert book[kept][edit[1]].value == edit[2]
    assert edit[0] in book.sheetnames
    assert [one["sheet"] for one in outcome.findings if one["code"] == "YQ-026"] == [edit[0]]
    third = run(tmp_path / "again.xlsx", tmp_path / "third.xlsx")
    assert third.total == 77.73
    assert sheets(tmp_path / "third.xlsx") == book.sheetnames


def test_an_untouched_sheet_is_replaced(regenerated: Path, tmp_path: Path) -> None:
    source = edited(regenerated, tmp_path / "edited.xlsx", ("绩效目标", "C5", "改了的目标"))
    outcome = run(source, tmp_path / "again.xlsx")
    assert sheets(tmp_path / "again.xlsx") == sheets(regenerated)
    values = openpyxl.load_workbook(tmp_path / "again.xlsx", data_only=True)["表1-1"]
    assert "改了的目标" in [cell.value for row in values for cell in row]
    assert not [one for one in outcome.findings if one["code"] == "YQ-026"]


def test_a_kept_sheet_is_reported(regenerated: Path, tmp_path: Path) -> None:
    source = edited(regenerated, tmp_path / "edited.xlsx", ("表3-2", "Z3", "备注"))
    findings = run(source, tmp_path / "again.xlsx").findings
    assert [(one["sheet"], one["cell"]) for one in findings if one["code"] == "YQ-026"] == [
        ("表3-2", "Z3")
    ]
