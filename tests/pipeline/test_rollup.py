"""Many evaluations in one workbook: ranks, means, the heat map, who has not reported."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
from chart_linter import lint
from twenty_evaluations import FALLING, MANY_LEVELS, NO_SECOND, ROADS, SUBSIDY, UNSCORED

from yqxl.errors import InputRefusedError, OutputFailedError, UsageError
from yqxl.evaluation import evaluate
from yqxl.interchange.results import details
from yqxl.model.layout import Layout
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.pipeline.outcome import SCHEMA
from yqxl.pipeline.rollup.entries import Entry, Level, Loss, entry, read_records
from yqxl.pipeline.rollup.portfolio_book import portfolio_book
from yqxl.pipeline.rollup.portfolio_charts import portfolio_charts
from yqxl.pipeline.rollup.rolling_up import RolledUp, roll_up
from yqxl.pipeline.rollup.roster import not_reported, roster_names
from yqxl.pipeline.rollup.sheets import ranking, sheets

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.xlsx"


def record(evaluation: Evaluation, path: str = "a.xlsx") -> dict[str, object]:
    """Return an evaluation as its result record, what a portfolio reads of it."""
    results = evaluate(evaluation)
    total = results.score_total if isinstance(results.score_total, float) else None
    return {
        "schema": SCHEMA, "input": path, "status": "ok", "reason": None, "total": total,
        "grade": results.grade if total is not None else None,
        "score_rate": results.score_rate if total is not None else None,
        **details(evaluation, results, Layout()),
    }  # fmt: skip


def rolled(folder: Path, files: Iterable[object], roster: Path | None = None) -> RolledUp:
    return roll_up([str(one) for one in files], folder / "汇总.xlsx", roster, lambda *_: None)


def shown(path: Path, sheet: str) -> list[list[object]]:
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def records_file(folder: Path, *evaluations: Evaluation) -> Path:
    path = folder / "结果.jsonl"
    lines = (
        json.dumps(record(one, f"{number}.xlsx"), ensure_ascii=False)
        for number, one in enumerate(evaluations)
    )
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_workbooks_and_records_come_together(tmp_path: Path) -> None:
    create(ROADS, tmp_path / "公路.xlsx", "native")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    records = records_file(tmp_path, SUBSIDY, UNSCORED)
    done = rolled(tmp_path, [CASE, tmp_path / "公路.xlsx", tmp_path / "坏.xlsx", records])
    assert (len(done.entries), done.finished, done.missing) == (5, 3, None)
    ranks = shown(tmp_path / "汇总.xlsx", "排名")[3:6]
    assert [row[0] for row in ranks] == [1, 1, 3]
    assert [row[4] for row in ranks] == [90.75, 90.75, 77.73]
    assert ranks[2][6:9] == ["中", "A2政策目标", 0.5]
    states = {row[1]: row[2:4] for row in shown(tmp_path / "汇总.xlsx", "报送情况")[3:]}
    assert states["没有评完的项目"] == ["未评完", "1 项没有得分"]
    assert states["坏"][0] == "没有读出"


def test_what_is_unfinished_enters_neither_rank_nor_mean(tmp_path: Path) -> None:
    rolled(tmp_path, [records_file(tmp_path, ROADS, NO_SECOND, UNSCORED)])
    names = [row[1] for row in shown(tmp_path / "汇总.xlsx", "排名")[3:5]]
    assert names == ["某县农村公路改造项目", "部门整体支出"]
    overview = {row[0]: row[1:] for row in shown(tmp_path / "汇总.xlsx", "总览")}
    assert overview["优"] == [1, 0.5, 90.75, 90.75, 90.75]
    assert overview["合计"] == [2, 1, 89.38, 88, 90.75]
    (note,) = [text for text in overview if text and text.startswith("注：")]
    assert note.startswith("注：已评完 2 个，未评完 1 个，没有读出 0 个。")


def test_ranks_are_shared_by_equal_rates_and_compare_different_full_marks() -> None:
    entries = [
        Entry("a", "甲", total=160.0, score_rate=0.8),
        Entry("b", "乙", total=85.0, score_rate=0.85),
        Entry("c", "丙", total=80.0, score_rate=0.8), Entry("d", "丁", total=70.0, score_rate=0.7),
    ]  # fmt: skip
    assert [(rank, one.name) for rank, one in ranking(entries)] == [
        (1, "乙"), (2, "丙"), (2, "甲"), (4, "丁"),
    ]  # fmt: skip


def test_the_heat_map_has_a_block_for_each_indicator_system(tmp_path: Path) -> None:
    rolled(tmp_path, [records_file(tmp_path, ROADS, SUBSIDY, MANY_LEVELS)])
    rows = shown(tmp_path / "汇总.xlsx", "热力表")
    assert rows[2][:3] == ["指标体系1：2 个", "A1立项", "A2目标"]
    assert rows[5][:3] == ["平均", 1, 0.8]
    assert rows[6][0] == "指标体系2：1 个"
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    scales = [
        (str(area.sqref), [point.val for point in rule.colorScale.cfvo])
        for area, rules in book["热力表"].conditional_formatting._cf_rules.items()
        for rule in rules
        if rule.type == "colorScale"
    ]
    assert scales == [("B4:G6", [0.5, 0.8, 1]), ("B8:CC9", [0.5, 0.8, 1])]


def chart_titles(*entries: Entry) -> list[str]:
    grid = portfolio_charts(entries)
    return [str(grid.rows[one.title[0]][one.title[1]].value) for one in grid.charts]


def _entry(rate: float, grade: str, **levels: float) -> Entry:
    shown = tuple(Level(name, 10.0, score) for name, score in levels.items())
    lost = tuple(Loss(f"A1{name}", 10.0 - score) for name, score in levels.items() if score < 10.0)
    return Entry(
        "a", grade, total=rate * 100, score_rate=rate, grade=grade, levels=shown, losses=lost
    )


@pytest.mark.parametrize(
    ("entries", "titles"),
    [
        ((), []),
        (
            (_entry(0.95, "优", 甲=10.0, 乙=9.0), _entry(0.75, "中", 甲=9.0, 乙=6.0)),
            [
                "优1个、中1个", "平均得分率85%，最高95%，最低75%", "乙平均得分率最低，75%",
                "A1乙：2个评价失分，占100%",
            ],
        ),
        (
            (_entry(0.9, "优", 甲=9.0, 乙=9.0),),
            [
                "优1个", "平均得分率90%，最高90%，最低90%", "2个二级指标平均得分率并列最低，90%",
                "2个指标并列，各有1个评价失分，占100%",
            ],
        ),
        (
            (_entry(1.0, "", 甲=10.0),),
            ["没有等级1个", "平均得分率100%，最高100%，最低100%", "各二级指标均得满分"],
        ),
        ((_entry(0.6, "差"),), ["差1个", "平均得分率60%，最高60%，最低60%"]),
    ],
    ids=["none", "two", "ties", "no loss", "no second levels"],
)  # fmt: skip
def test_charts_say_what_they_show(entries: tuple[Entry, ...], titles: list[str]) -> None:
    assert chart_titles(*entries) == titles


def test_a_rate_at_a_bound_is_in_the_higher_class() -> None:
    grid = portfolio_charts([_entry(rate, "良") for rate in (0.0, 0.5999, 0.6, 0.7, 0.8, 0.9, 1.0)])
    area = grid.charts[1].series[0].values
    assert [grid.rows[row][area[1]].value for row in range(area[0], area[2] + 1)] == [2, 1, 1, 1, 2]


def test_the_charts_are_what_office_takes(tmp_path: Path) -> None:
    rolled(tmp_path, [records_file(tmp_path, ROADS, SUBSIDY, NO_SECOND, MANY_LEVELS, UNSCORED)])
    assert not lint(tmp_path / "汇总.xlsx")
    with zipfile.ZipFile(tmp_path / "汇总.xlsx") as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/")]
        types = package.read("[Content_Types].xml").decode()
    assert len(charts) == 4
    assert all(f'PartName="/{name}"' in types for name in charts)


def test_it_prints_the_charts_alone_and_headers_on_every_page(tmp_path: Path) -> None:
    rolled(tmp_path, [records_file(tmp_path, ROADS, SUBSIDY)])
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    # the formulas stand from column L on
    assert re.fullmatch(r"'图表'!\$A\$1:\$K\$\d+", str(book["图表"].print_area))
    assert {name: book[name].print_title_rows for name in ("排名", "报送情况", "图表")} == {
        "排名": "$1:$3", "报送情况": "$1:$3", "图表": None,
    }  # fmt: skip


def test_no_chart_has_more_bars_than_can_be_read() -> None:
    many = _entry(0.5, "差", **{f"第{n}项": 5.0 for n in range(13)})
    areas = [one.series[0].values for one in portfolio_charts([many]).charts]
    assert [bottom - top + 1 for top, _, bottom, _ in areas] == [4, 5, 10, 10]


def test_shared_losses_count_evaluations(tmp_path: Path) -> None:
    rolled(tmp_path, [records_file(tmp_path, ROADS, SUBSIDY, NO_SECOND)])
    first = shown(tmp_path / "汇总.xlsx", "共性问题")[3]
    assert first == ["D05覆盖率", 2, pytest.approx(2 / 3), 4.75, 9.5]


def test_who_has_not_reported_is_named(tmp_path: Path) -> None:
    roster = tmp_path / "名单.csv"
    roster.write_text(
        "序号,项目名称\n1,农村公路改造项目\n2,水库除险加固\n3,水库除险加固\n", "utf-8"
    )
    done = rolled(tmp_path, [records_file(tmp_path, ROADS)], roster)
    assert done.missing == ("水库除险加固",)
    assert shown(tmp_path / "汇总.xlsx", "报送情况")[3][1:3] == ["水库除险加固", "未报送"]


def test_a_list_without_a_header_is_its_first_column(tmp_path: Path) -> None:
    roster = tmp_path / "名单.txt"
    roster.write_text("甲项目\n乙项目\n", "utf-8")
    assert roster_names(roster) == ("甲项目", "乙项目")
    assert not_reported(["（甲项目）"], [Entry("a", "甲项目")]) == ()


def test_an_empty_list_is_refused(tmp_path: Path) -> None:
    roster = tmp_path / "名单.csv"
    roster.write_text("名称,部门\n,\n", "utf-8")
    with pytest.raises(InputRefusedError) as refused:
        roster_names(roster)
    assert refused.value.code == "YQ-240"


def test_links_lead_to_the_files_from_the_workbooks_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "市 县"
    folder.mkdir()
    create(ROADS, folder / "公路#1.xlsx", "native")
    rolled(tmp_path, [folder])
    with zipfile.ZipFile(tmp_path / "汇总.xlsx") as package:
        links = package.read("xl/worksheets/_rels/sheet2.xml.rels").decode()
    assert re.findall('Target="([^"]+)"', links) == [
        "%E5%B8%82%20%E5%8E%BF/%E5%85%AC%E8%B7%AF%231.xlsx"
    ]


def test_the_same_evaluations_give_the_same_bytes(tmp_path: Path) -> None:
    entries = [entry(record(one)) for one in (ROADS, FALLING)]
    books = {portfolio_book(sheets(entries, ("甲",)), tmp_path / "a.xlsx") for _ in range(2)}
    assert len(books) == 1


def test_an_evaluation_without_levels_is_ranked_all_the_same() -> None:
    one = Entry("a", "甲", total=80.0, score_rate=0.8)
    other = Entry("b", "乙", total=90.0, score_rate=0.9, levels=(Level("A1", 10.0, 9.0),))
    grids = {sheet.grid.sheet: sheet.grid for sheet in sheets([one, other], None)}
    assert [row[1].value for row in grids["排名"].rows[3:5]] == ["乙", "甲"]


@pytest.mark.parametrize("line", ["{", "[]", '{"schema": "other/1"}', "[" * 100_000])
def test_what_is_no_record_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps(record(ROADS))}\n{line}\n", "utf-8")
    with pytest.raises(InputRefusedError, match="第 2 行") as refused:
        list(read_records(path))
    assert refused.value.code == "YQ-239"


def test_a_file_of_records_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError):
        list(read_records(tmp_path / "没有.jsonl"))


def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as suffix:
        roll_up([str(CASE)], tmp_path / "a.csv", None, lambda *_: None)
    with pytest.raises(UsageError) as nothing:
        roll_up([str(tmp_path)], tmp_path / "a.xlsx", None, lambda *_: None)
    (tmp_path / "b.xlsx").write_bytes(b"")
    with pytest.raises(OutputFailedError) as there:
        roll_up([str(CASE)], tmp_path / "b.xlsx", None, lambda *_: None)
    codes = [one.value.code for one in (suffix, nothing, there)]
    assert codes == ["YQ-497", "YQ-498", "YQ-322"]
