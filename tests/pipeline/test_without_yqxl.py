"""What a workbook says to somebody who has no yqxl: LibreOffice alone opens it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from engines.spreadsheets import gnumeric, ironcalc, ssconvert
from libreoffice.office import Calc, Computed, SheetReading
from libreoffice.recalculation import recalculate

from yqxl.evaluation.computing import compute
from yqxl.evaluation.rendering.check_grid import NOT_RUN
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.pipeline.upgrade import upgrade
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

FOLDER = Path(__file__).with_name("one_answer")


class Shown(NamedTuple):
    """What 首页 shows; the state is how 校验状态 begins."""

    total: Computed
    state: str


#: workbooks of 0.1.0 as people damaged them, and what 首页 shows after an upgrade
UPGRADED = {
    "overtyped_clean": Shown("未完成", "有"),
    "param_60": Shown("未完成", "有"),
    "given_over_rule": Shown(86.53, "有"),
    "below_clean": Shown(80.8, "有"),
    "three_cells": Shown("", "有"),
    # a row typed into an inserted blank row gets its formulas
    "blank_insert_mid": Shown(81.63, "有"),
    "numeric_code": Shown(77.73, "有"),
}


def shown(path: Path, sheets: dict[str, SheetReading], field: str) -> Computed:
    """Return what LibreOffice shows in a named cell of 首页."""
    with open_workbook(path) as workbook:
        sheet, row, column = compute(FileBook(workbook)).reading.layout.named[field]
    return sheets[sheet].rows[row - 1][column - 1]


@pytest.mark.parametrize("name", UPGRADED)
def test_an_upgraded_workbook_tells_the_truth_by_itself(
    name: str, calc: Calc, tmp_path: Path
) -> None:
    path = tmp_path / f"{name}.xlsx"
    done = upgrade(FOLDER / f"{name}.xlsx", path)
    sheets = calc.read(path)
    total, state = UPGRADED[name]
    assert shown(path, sheets, "total") == total
    assert str(shown(path, sheets, "check_state")).startswith(state)
    told = [change for change in done.changes if change.startswith("补齐")]
    mended = ["补齐 1 处：指标体系!L8：第 8 行缺少公式 10 个。"]
    assert told == (mended if name == "blank_insert_mid" else [])


def test_an_upgrade_leaves_nothing_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "upgraded.xlsx"
    upgrade(FOLDER / "blank_insert_mid.xlsx", path)
    with open_workbook(path) as workbook:
        computed = compute(FileBook(workbook))
    assert not computed.mends
    assert [one for one in computed.findings if one.code in ("YQ-024", "YQ-034")] == []


def test_a_code_typed_as_a_number_is_the_same_in_three_programs(calc: Calc, tmp_path: Path) -> None:
    path = tmp_path / "upgraded.xlsx"
    upgrade(FOLDER / "numeric_code.xlsx", path)
    assert shown(path, calc.read(path), "total") == 77.73
    recalculate(calc, path).assert_same()
    ironcalc(path).assert_same()
    if ssconvert() is not None:
        gnumeric(path).assert_same()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Today's template, filled with a small evaluation without a fault."""
    evaluation = load(FOLDER / "roads.json")
    known = {row.code for row in evaluation.indicators}
    goals = (
        replace(row, indicator=row.indicator if row.indicator in known else "")
        for row in evaluation.goals
    )
    path = tmp_path_factory.mktemp("small") / "small.xlsx"
    create(replace(evaluation, goals=tuple(goals)), path)
    return path


class Edit(NamedTuple):
    """What somebody types into which sheet, and what 首页 and 校验 say to it."""

    sheet: str
    cells: dict[str, float | str | None]
    total: Computed
    offended: set[str]
    #: what 首页 says to do next, and the cell that it leads to
    step: str
    leads_to: str = "'校验'!A1"


DONE = "填完了：结果在表1-1、表2-1、表3-1、表3-2，看过后把本文件交给临江县财政局。"
#: the same edits in today's template, without yqxl
EDITS = {
    "nothing": Edit("首页", {}, 80.8, set(), DONE),
    "a score typed over": Edit(
        "指标体系", {"P11": 15.0}, "未完成", {"YQ-023"},
        "有 1 项不符，先改：公式被键入的内容代替，点这里到 指标体系!P11", "'指标体系'!P11",
    ),
    "a value typed over": Edit(
        "指标体系", {"M8": 0.99}, "未完成", {"YQ-023"},
        "有 1 项不符，先改：公式被键入的内容代替，点这里到 指标体系!M8", "'指标体系'!M8",
    ),
    "a rate typed over": Edit(
        "指标取值", {"L6": 1.0}, "未完成", {"YQ-023"},
        "有 1 项不符，先改：公式被键入的内容代替，点这里到 指标取值!L6", "'指标取值'!L6",
    ),
    "60 for 60 %": Edit(
        "指标体系", {"I11": 60.0}, "未完成", {"YQ-092"},
        "有 1 项不符，先改：比率填得不可能，点这里到 指标体系!G11", "'指标体系'!G11",
    ),
    "a score above the rule's": Edit(
        "指标体系", {"O11": 15.0}, 86.53, {"YQ-071"},
        "有 1 项不符，先改：评定得分没有写扣分原因，点这里到 指标体系!O11", "'指标体系'!O11",
    ),
    "a score below the rule's": Edit(
        "指标体系", {"O11": 5.0}, 76.53, {"YQ-071"},
        "有 1 项不符，先改：评定得分没有写扣分原因，点这里到 指标体系!O11", "'指标体系'!O11",
    ),
    "a row below the closing row": Edit(
        "指标体系", {"A18": "D101", "E18": 5.0}, 80.8, {"YQ-005"},
        "有 1 项不符，先改：表格下方有数据未纳入", "'校验'!A4",
    ),
    "a blank weight": Edit(
        "指标体系", {"E11": None}, "未完成", {"YQ-030", "YQ-031", "YQ-050"},
        "还差 1 格没有填（橙底的格），点这里到 指标体系!E4", "'指标体系'!E4",
    ),
    "a parameter that its rule needs": Edit(
        "指标体系", {"I12": None, "I11": None}, "未完成", {"YQ-030", "YQ-031"},
        "还差 1 格没有填（橙底的格），点这里到 指标体系!I4", "'指标体系'!I4",
    ),
    "a scheme that its rule needs": Edit(
        "指标体系", {"L8": None}, "未完成", {"YQ-030", "YQ-031"},
        "还差 1 格没有填（橙底的格），点这里到 指标体系!G4", "'指标体系'!G4",
    ),
    "text for a number": Edit(
        "产出", {"D5": "约500"}, "未完成", {"YQ-011", "YQ-031"},
        "有 2 项不符，先改：数字列里是文字", "'校验'!A5",
    ),
    "a code twice": Edit(
        "指标体系", {"A6": "A101"}, 80.8, {"YQ-040"},
        "有 1 项不符，先改：编码重复，点这里到 指标体系!A5", "'指标体系'!A5",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_told_by_the_workbook_itself(
    name: str, small: Path, calc: Calc, tmp_path: Path
) -> None:
    edit = EDITS[name]
    path = tmp_path / "edited.xlsx"
    shutil.copy(small, path)
    with calc.open(path, editable=True) as document:
        document.set(edit.sheet, **edit.cells)
        sheets = document.read()
    assert shown(path, sheets, "total") == edit.total
    state = f"有{len(edit.offended)}项不符" if edit.offended else "通过"
    assert shown(path, sheets, "check_state") == state
    live = {str(row[0]) for row in sheets["校验"].rows if row[4] in ("不符", "有误")}
    assert live - {"—", "YQ-053"} == edit.offended
    assert shown(path, sheets, "next_step") == edit.step
    step = next(row for row in sheets["校验"].rows if row[1] == "下一步")
    assert step[5] == edit.leads_to


def test_three_cells_of_the_cover_are_no_finished_evaluation(calc: Calc, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    create(Evaluation(), path)
    with calc.open(path, editable=True) as document:
        before = document.read()
        document.set("首页", C5="农村公路养护项目", C6="项目", C7=2023.0)
        after = document.read()
    assert shown(path, before, "check_state") == "未完成"
    assert str(shown(path, before, "next_step")).startswith("先填本页左边的黄格")
    assert NOT_RUN in [row[0] for row in before["校验"].rows]
    assert shown(path, after, "next_step") == "还差 1 格没有填（橙底的格），点这里到 首页!C12"
    assert str(shown(path, after, "check_state")).startswith("有")
