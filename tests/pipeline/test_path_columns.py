"""A path finds every column within reach of its table's name, in the sheet as in yqxl."""

from __future__ import annotations

from pathlib import Path

import pytest
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate
from openpyxl import load_workbook
from pipeline.recalculated_workbooks import exact

from yqxl.model.rows import Evaluation, Fund, Output, Rate
from yqxl.pipeline.create import create
from yqxl.pipeline.examine import examine_file
from yqxl.pipeline.regenerate import Task, regenerate

TESTS = Path(__file__).parents[1]
#: a column 全年预算数 of the person's own, inserted inside 资金 of a workbook of version 1
INSERTED = TESTS / "cases" / "contract_1" / "inserted_column.xlsx"

FUNDS = (
    Fund("市本级", 700.0, 733.0, 732.99, None, 414.77, budget_final=740.0, year=2022.0),
    Fund("县", 10.0, 12.0, 11.0, None, 9.0, budget_final="若干"),
)
PATHS = {
    "资金/市本级/全年预算数": 740.0,
    "资金/市本级/经费年度": 2022.0,
    "资金/市本级/到位率(年初预算)": 732.99 / 733.0,
    "资金/市本级/结余(年初预算)": 733.0 - 414.77,
    "资金/县/全年预算数": None,
    "资金/县/经费年度": None,
    "资金/县/是否合计": None,
    "资金/县/年初预算项目经费": None,
    "产出/O01/完成率": 0.5,
    "产出/O01/计划日期": 44926.0,
    "产出/O01/分项": None,
}


def test_an_inserted_column_gives_one_answer(calc: Calc, tmp_path: Path) -> None:
    target = tmp_path / "book.xlsx"
    outcome = regenerate(Task(str(INSERTED), str(target)))
    assert outcome.record()["total"] == 91.92
    assert outcome.record()["grade"] == "优"
    assert not [one for one in outcome.findings if one["code"] == "YQ-046"]
    recalculate(calc, target, exact).assert_same(at_least=400)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rates = tuple(
        Rate(f"R{number:02}", path, "直接值", path) for number, path in enumerate(PATHS, 1)
    )
    # a date is a number of days: the reach of 产出 ends with its last date
    outputs = (Output("O01", "甲", 2.0, 1.0, "次", planned_date="2022-12-31"),)
    path = tmp_path_factory.mktemp("paths") / "book.xlsx"
    create(Evaluation(funds=FUNDS, outputs=outputs, rates=rates), path)
    return path


def test_optional_and_computed_columns_are_within_reach(book: Path) -> None:
    record = examine_file(book).outcome.record()["rates"]
    assert list(record.values()) == list(PATHS.values())


def test_the_sheet_gives_the_same(calc: Calc, book: Path) -> None:
    recalculate(calc, book, exact).assert_same(at_least=100)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("资金/县/经费年度", "所指的单元格还空着"),
        ("资金/县/年初预算项目经费", "：资金表没有“年初预算项目经费”这一列"),
        ("资金/县/是否合计", "所指的单元格还空着"),
        ("产出/O01/分项", "：产出表没有“分项”这一列"),
    ],
)
def test_a_path_that_finds_no_number_says_why(book: Path, path: str, why: str) -> None:
    found = examine_file(book).outcome.findings
    told = [one["message"] for one in found if f"“{path}”" in one["message"]]
    assert told == [f"R{[*PATHS].index(path) + 1:02} 的分子来源“{path}”{why}。"]


def test_an_own_column_may_hold_what_a_person_likes(tmp_path: Path) -> None:
    """A number is taken, a text, a truth value and a blank are told and give no rate."""
    path = tmp_path / "own.xlsx"
    workbook = load_workbook(INSERTED)
    sheet = workbook["资金"]
    assert sheet["D4"].value == "全年预算数"
    sheet["D5"].value = "约 3"
    workbook.save(path)
    examined = examine_file(path)
    assert examined.outcome.record()["total"] is None
    told = [one["message"] for one in examined.outcome.findings if one["code"] == "YQ-046"]
    assert told == ["R01 的分母来源“资金/年度资金总额/全年预算数”所指的是文字列。"]
