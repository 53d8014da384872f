"""Sheets of ours that stand in a workbook twice, or under another name, are seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from yqxl.catalog import tables
from yqxl.pipeline.examine import check_file
from yqxl.pipeline.regenerate import Task, regenerate

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.xlsx"
SECOND = Path(__file__).parents[2] / "pipeline" / "one_answer" / "g1_second_project_sheets.xlsx"


def copied(book: Workbook) -> None:
    for sheet in ("指标体系", "满意度", "参数"):
        book.copy_worksheet(book[sheet]).title = f"{sheet} (2)"


def renamed(book: Workbook) -> None:
    book["指标体系"].title = "评分"


def renamed_without_its_name(book: Workbook) -> None:
    del book["趋势"].tables["yq_trends"]
    book["趋势"].title = "趋势数据"


def wholly_renamed(book: Workbook) -> None:
    """Copy three sheets by their values alone, as one does who pastes them elsewhere."""
    for number, name in enumerate(("产出", "成本标准", "指标体系"), start=1):
        target = book.create_sheet(f"Sheet{number}")
        for row in book[name].iter_rows(values_only=True):
            target.append(["" if str(cell).startswith("=") else cell for cell in row])


def without_the_original(book: Workbook) -> None:
    sheet = book["产出"]
    del sheet.tables["yq_outputs"]
    sheet.title = "任务完成"


def of_somebody_else(book: Workbook) -> None:
    sheet = book.create_sheet("资金台账")
    sheet.append(["单位", "日期", "凭证号", "金额", "经办人"])
    book.create_sheet("产出说明")
    book.create_sheet("预算").append(["项目", "单价", "数量", "依据", "金额"])
    book.create_sheet("名单").append(["编码", "专家", "得分"])
    book.create_sheet("远处").cell(40, 1, "编码")


@pytest.fixture
def seen(tmp_path: Path) -> Callable[[Path, Callable[[Workbook], None]], list[tuple[str, str]]]:
    def of(source: Path, change: Callable[[Workbook], None]) -> list[tuple[str, str]]:
        book = load_workbook(source)
        change(book)
        path = tmp_path / "评价.xlsx"
        book.save(path)
        found = check_file(str(path)).findings
        return [(one["code"], one["sheet"]) for one in found if one["code"] in ("YQ-038", "YQ-039")]

    return of


@pytest.mark.parametrize(
    ("source", "change", "expected"),
    [
        pytest.param(CASE, lambda _: None, [], id="model-case"),
        pytest.param(
            SECOND,
            lambda _: None,
            [("YQ-038", "资金 (2)"), ("YQ-038", "指标体系_项目2")],
            id="second-project",
        ),
        pytest.param(
            CASE,
            copied,
            [("YQ-038", "指标体系 (2)"), ("YQ-038", "满意度 (2)"), ("YQ-038", "参数 (2)")],
            id="copied-without-tables",
        ),
        pytest.param(CASE, renamed, [("YQ-039", "评分")], id="renamed"),
        pytest.param(
            CASE, renamed_without_its_name, [("YQ-038", "趋势数据")], id="renamed-and-nameless"
        ),
        pytest.param(
            CASE,
            wholly_renamed,
            [("YQ-038", "Sheet1"), ("YQ-038", "Sheet2"), ("YQ-038", "Sheet3")],
            id="pasted-under-other-names",
        ),
        pytest.param(
            CASE, without_the_original, [("YQ-038", "任务完成")], id="nothing-of-its-name"
        ),
        pytest.param(CASE, of_somebody_else, [], id="of-somebody-else"),
    ],
)
def test_what_counts_and_what_does_not_is_seen(
    source: Path,
    change: Callable[[Workbook], None],
    expected: list[tuple[str, str]],
    seen: Callable[[Path, Callable[[Workbook], None]], list[tuple[str, str]]],
) -> None:
    assert seen(source, change) == expected


def test_a_copied_cover_is_seen_by_the_names_that_it_took_along(
    seen: Callable[[Path, Callable[[Workbook], None]], list[tuple[str, str]]],
) -> None:
    def change(book: Workbook) -> None:
        from openpyxl.workbook.defined_name import DefinedName  # noqa: PLC0415 - here only

        sheet = book.copy_worksheet(book["首页"])
        sheet.title = "首页 (2)"
        name = DefinedName("yq_project_name", attr_text="'首页 (2)'!$C$5")
        sheet.defined_names["yq_project_name"] = name

    assert seen(CASE, change) == [("YQ-038", "首页 (2)")]


def test_no_table_that_yqxl_writes_is_taken_for_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "评价.xlsx"
    numbers = tuple(one.number for one in tables())
    outcome = regenerate(Task(str(CASE), str(path), tables=numbers))
    assert outcome.output is not None
    assert "YQ-038" not in {one["code"] for one in check_file(str(path)).findings}
