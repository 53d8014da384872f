"""图表: native charts beside live formulas, in files and through regenerations."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from chart_linter import faults, lint
from chart_variants import DATA, NO_LOSS, TIES, VARIANTS, regenerated

from yqxl.catalog import chart_rules
from yqxl.catalog.chart_sheet import EMPTY, chart_sheet
from yqxl.evaluation import evaluate
from yqxl.model.rows import Evaluation, Fund, Output, Trend
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.registry.charting import ChartRule, chart_rule
from yqxl.registry.declaring import DeclarationError

ROOT = Path(__file__).parents[2]
CASE = ROOT / "workbooks" / "yangquan_2022.xlsx"


def titles(evaluation: Evaluation) -> list[str]:
    grid = chart_sheet(evaluation, evaluate(evaluation))
    return [str(grid.rows[one.title[0]][one.title[1]].value) for one in grid.charts]


def run(source: Path, target: Path, tables: tuple[str, ...] = ()) -> None:
    outcome = regenerate(Task(str(source), str(target), tables=tables))
    assert outcome.output == str(target), outcome.findings


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("样板", [
            "政策实施得分率最低，69.97%，低于总得分率7.76个百分点",
            "失分22.27分，政策实施最多，9.01分，占40.46%",
            "资金到位率87.28%，到位资金执行64.83%",
            "4项产出2项没有完成，其中1项没有开展",
            "一本(大文大理)达线率逐年上升，2023年15.78%，较2020年提高2.43个百分点",
        ]),
        ("十四年", [
            "各一级指标均得满分", "没有失分", "资金到位率1.9%，到位资金执行0%",
            "12项产出3项没有完成，其中1项没有开展",
            "农村公共服务设施运行维护费用（全市合计）2024年1899999.75元，较2011年提高665432.5元",
            "参保率逐年上升，2024年73%，较2011年提高13个百分点",
            "产值2024年1234560.25万元，较2017年下降7万元",
        ]),
        ("名称很长", [
            "产出得分率最低，50%，低于总得分率5个百分点", "失分45分，产出最多，40分，占88.89%",
            "14项产出3项没有完成，其中1项没有开展", "参保率2024年60%，与2011年持平",
        ]),
        ("没有失分", [
            "各一级指标均得满分", "没有失分", "1项产出全部完成", "床位2024年9张，与2023年持平",
        ]),
        ("并列", ["2个一级指标得分率并列最低，50%，低于总得分率23.13个百分点",
                "失分21.5分，级B、级C等并列最多"]),
    ],
)  # fmt: skip
def test_titles_say_what_the_data_show(name: str, expected: list[str]) -> None:
    assert titles(VARIANTS[name]) == expected


def test_bars_lie_where_names_would_turn() -> None:
    grids = {name: chart_sheet(one, evaluate(one)) for name, one in VARIANTS.items()}
    lying = {name: grid.charts[0].horizontal for name, grid in grids.items()}
    assert lying == {
        "样板": False,
        "名称很长": True,
        "没有失分": False,
        "并列": True,
        "十四年": False,
    }


def test_red_is_for_the_lowest_and_for_every_one_of_them() -> None:
    def red(evaluation: Evaluation) -> list[int]:
        first = chart_sheet(evaluation, evaluate(evaluation)).charts[0].series[0]
        return sorted(place for place, _ in first.points)

    assert (red(DATA), red(TIES), red(NO_LOSS)) == ([3], [6, 7], [])


def test_what_is_missing_has_no_chart() -> None:
    grid = chart_sheet(Evaluation(), evaluate(Evaluation()))
    assert (grid.charts, grid.rows[3][0].value) == ((), EMPTY)
    unscored = replace(
        DATA, indicators=(replace(DATA.indicators[0], given=None), *DATA.indicators[1:])
    )
    assert titles(unscored)[0].startswith("资金到位率")
    funds = replace(DATA, funds=(Fund("合计", contract=0.0, arrived=1.0, spent=1.0, total="是"),))
    assert not any("到位" in title for title in titles(funds))


def test_a_title_longer_than_excel_takes_is_cut() -> None:
    name = "名" * 400
    level = [replace(row, level1=f"B{name}") for row in NO_LOSS.indicators[1:]]
    losing = [replace(row, given=25.0) for row in level]
    grid = chart_sheet(
        one := replace(NO_LOSS, indicators=(NO_LOSS.indicators[0], *losing)), evaluate(one)
    )
    row, column = grid.charts[0].title
    cell = grid.rows[row][column]
    assert cell.value == f"{name[:254]}…"
    assert cell.formula is not None
    assert cell.formula.text.endswith(',254)&"…"')


def test_units_are_texts_whatever_they_hold() -> None:
    odd = 'a"{0}'
    trends = tuple(
        Trend("T1", "量", odd, year, value) for year, value in ((2023.0, 1.0), (2024.0, 2.0))
    )
    one = replace(NO_LOSS, trends=trends)
    grid = chart_sheet(one, evaluate(one))
    row, column = grid.charts[-1].title
    title, footer = grid.rows[row][column], grid.rows[row + 1][column]
    assert title.value == f"量逐年上升，2024年2{odd}，较2023年提高1{odd}"
    for cell in (title, footer):
        assert cell.formula is not None
        assert '"a""{"&"0}"' in cell.formula.text


def test_of_very_many_outputs_the_first_are_drawn_and_said_to_be() -> None:
    outputs = tuple(
        Output(f"O{n}", f"第{n}项名称很长的产出任务和工作", 10.0, float(n % 20), "个")
        for n in range(40)
    )
    one = replace(NO_LOSS, outputs=outputs)
    assert "前25项产出15项没有完成，其中2项没有开展" in titles(one)
    chart = next(made for made in chart_sheet(one, evaluate(one)).charts if made.key == "完成情况")
    top, left, bottom, _ = chart.series[0].categories
    rows = chart_sheet(one, evaluate(one)).rows
    assert bottom - top + 1 == 25
    assert (rows[top][left].value, rows[top + 9][left].value) == (
        "第0项名称很长的产出任务和…（0%）", "第9项名称很长的产出任务和…",
    )  # fmt: skip


def test_blocks_do_not_lie_over_each_other() -> None:
    for one in VARIANTS.values():
        frames = [chart.frame for chart in chart_sheet(one, evaluate(one)).charts]
        assert all(upper[2] < lower[0] for upper, lower in pairwise(frames))


# ---------------------------------------------------------------------- files


@pytest.mark.parametrize("name", VARIANTS)
def test_written_charts_are_clean(tmp_path: Path, name: str) -> None:
    path = regenerated(tmp_path, VARIANTS[name])
    assert lint(path) == []
    with zipfile.ZipFile(path) as package:
        charts = [part for part in package.namelist() if part.startswith("xl/charts/")]
    assert len(charts) == len(titles(VARIANTS[name]))


def test_the_second_run_changes_no_byte(tmp_path: Path) -> None:
    run(CASE, tmp_path / "a.xlsx", ("5-1",))
    # a sheet that stands is renewed without being asked for
    run(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_new_data_are_drawn_and_nothing_piles_up(tmp_path: Path) -> None:
    first = regenerated(tmp_path, DATA)
    book = openpyxl.load_workbook(first)
    assert "图表" in book.sheetnames
    with zipfile.ZipFile(first) as package:
        before = package.namelist()
        parts = {name: package.read(name) for name in before}
    changed = tmp_path / "c.xlsx"
    outputs = next(
        name
        for name in before
        if name.startswith("xl/worksheets/sheet") and b">509<" in parts[name]
    )
    parts[outputs] = parts[outputs].replace(b">509<", b">700<")
    with zipfile.ZipFile(changed, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    run(changed, tmp_path / "d.xlsx")
    with zipfile.ZipFile(tmp_path / "d.xlsx") as package:
        assert sorted(package.namelist()) == sorted(before)
        charts = b"".join(package.read(name) for name in before if name.startswith("xl/charts/"))
    assert "4项产出1项没有完成".encode() in charts
    assert lint(tmp_path / "d.xlsx") == []


def test_other_peoples_charts_are_not_touched(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(CASE)
    sheet = book.create_sheet("我的图")
    sheet.append([1])
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(sheet, min_col=1, min_row=1, max_row=1))
    sheet.add_chart(chart, "C3")
    book.save(tmp_path / "a.xlsx")
    run(tmp_path / "a.xlsx", tmp_path / "b.xlsx", ("5-1",))
    with (
        zipfile.ZipFile(tmp_path / "a.xlsx") as before,
        zipfile.ZipFile(tmp_path / "b.xlsx") as after,
    ):
        theirs = [name for name in before.namelist() if re.search("/(charts|drawings)/", name)]
        assert theirs
        assert all(before.read(name) == after.read(name) for name in theirs)
        assert sum(1 for name in after.namelist() if "charts/yqxl_" in name) == 5


# ---------------------------------------------------------------------- the linter itself

SEEDED: dict[str, Callable[[str], str]] = {
    "label position": lambda xml: xml.replace('dLblPos val="ctr"', 'dLblPos val="t"', 1),
    "varyColors": lambda xml: xml.replace('<c:varyColors val="0"/>', "", 1),
    "invertIfNegative": lambda xml: xml.replace('<c:invertIfNegative val="0"/>', "", 1),
    "flag": lambda xml: xml.replace('<c:showBubbleSize val="0"/>', "", 1),
    "crossAx": lambda xml: xml.replace('crossAx val="112"', 'crossAx val="9"', 1),
    "order": lambda xml: xml.replace('order val="1"', 'order val="0"', 1),
    "cached": lambda xml: xml.replace("<c:v>0.85</c:v>", "<c:v>0.86</c:v>", 1),
    "points": lambda xml: xml.replace('ptCount val="4"', 'ptCount val="5"', 1),
    "number format": lambda xml: xml.replace('formatCode="0.00%"', 'formatCode="0.00[x"', 1),
    "title over": lambda xml: xml.replace("政策实施得分率最低", "长" * 256, 1),
    "East Asian": lambda xml: xml.replace('<a:ea typeface="宋体"/>', "", 1),
    "turn": lambda xml: xml.replace('<a:bodyPr rot="0" vert="horz"/>', "<a:bodyPr/>"),
    "plotVisOnly": lambda xml: xml.replace('plotVisOnly val="0"', 'plotVisOnly val="1"', 1),
    "no sheet": lambda xml: xml.replace("图表!", "别处!", 1).replace("'图表'!", "'别处'!", 1),
}


@pytest.fixture(scope="module")
def first_chart(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, openpyxl.Workbook]:
    path = regenerated(tmp_path_factory.mktemp("charts"), DATA)
    with zipfile.ZipFile(path) as package:
        name = min(part for part in package.namelist() if part.startswith("xl/charts/"))
        return package.read(name).decode(), openpyxl.load_workbook(path, data_only=True)


@pytest.mark.parametrize("fault", SEEDED)
def test_the_linter_finds_seeded_faults(
    fault: str, first_chart: tuple[str, openpyxl.Workbook]
) -> None:
    xml, book = first_chart
    seeded = SEEDED[fault](xml)
    assert seeded != xml
    assert not list(faults(ET.fromstring(xml), book))
    assert any(fault in found for found in faults(ET.fromstring(seeded), book))


@pytest.mark.parametrize("rule", chart_rules(), ids=lambda rule: rule.name)
def test_every_chart_says_where_it_comes_from(rule: ChartRule) -> None:
    assert rule.source
    assert rule.function.__doc__
    assert any(title for title in titles(DATA))


def test_a_chart_without_a_source_is_refused() -> None:
    with pytest.raises(DeclarationError):
        chart_rule(name="甲", place=9, source="")
