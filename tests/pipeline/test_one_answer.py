"""One file, one answer: workbooks as people damage them, regenerated and recalculated.

What yqxl writes is what LibreOffice computes from it, and running again changes nothing.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate

from yqxl.interchange.importing import load
from yqxl.pipeline.create import create
from yqxl.pipeline.examine import check_file
from yqxl.pipeline.outcome import Outcome
from yqxl.pipeline.regenerate import Task, regenerate

FOLDER = Path(__file__).with_name("one_answer")
#: evaluations as data, for the shapes that need no damaged file
DOMAIN = Path(__file__).with_name("domain")
TEMPLATE = Path(__file__).parents[2] / "workbooks" / "template.xlsx"


class Expected(NamedTuple):
    """What becomes of a workbook; total None: none is shown."""

    status: str
    total: float | None
    grade: str | None
    #: findings that must be among the errors and warnings
    codes: frozenset[str]


def _expected(status: str, total: float | None, grade: str | None, codes: str = "") -> Expected:
    return Expected(status, total, grade, frozenset(codes.split()))


EXPECTED = {
    # rows and names that the formulas did not see: mended and told
    "r2_blank_row_typed": _expected("findings", 79.73, "中", "YQ-035 YQ-050"),
    "r4_overwrites_closing": _expected("findings", 79.73, "中", "YQ-035 YQ-050"),
    "blank_insert_mid": _expected("findings", 81.63, "良", "YQ-035"),
    "names_all_gone": _expected("ok", 77.73, "中", "YQ-035"),
    "names_row20_instead_of_42": _expected("ok", 77.73, "中", "YQ-035"),
    # a value typed over a formula stays, and no total is shown
    "overtyped_clean": _expected("findings", None, None, "YQ-023"),
    # an impossible state shows no total, and one finding for the one cause
    "pct2": _expected("findings", None, None, "YQ-092"),
    "g3_weights_percent": _expected("findings", None, None, "YQ-054"),
    "m1_yuan_in_wanyuan": _expected("findings", None, None, "YQ-067"),
    "param_60": _expected("findings", None, None, "YQ-092"),
    # sheet and yqxl agree that something is wrong
    "below_clean": _expected("findings", 80.8, "良", "YQ-005"),
    "given_over_rule": _expected("findings", 86.53, "良", "YQ-071"),
    # a column that a person inserted and a path names
    "b5_inserted_column": _expected("ok", 91.92, "优"),
    # an initial budget of 0 by which no rate divides
    "b1_initial_budget_zero": _expected("ok", 91.92, "优"),
    # generated sheets are known again
    "pileup_header_得分": _expected("ok", 77.73, "中"),
    "fixed_header_stale_tables": _expected("ok", 77.73, "中"),
    "r5_sorted": _expected("ok", 77.73, "中"),
    "bracket_labels": _expected("ok", 77.73, "中"),
    "g1_second_project_sheets": _expected("ok", 77.73, "中", "YQ-038"),
    # full marks despite the data, rates beyond 130 %
    "n_full_despite_funds": _expected("findings", 100.0, "优", "YQ-095"),
    "m_over": _expected("ok", 100.0, "优", "YQ-096"),
    "m_72_312": _expected("ok", 100.0, "优", "YQ-096"),
    "g4_level_labels": _expected("ok", 77.73, "中"),
    # one answer in every engine, and an error that says what to do
    "numeric_code": _expected("findings", 77.73, "中", "YQ-018"),
    # a path that leads nowhere says what is wrong with its spelling
    "h2_linebreak": _expected("findings", None, None, "YQ-031 YQ-046"),
    "k3_paths": _expected("findings", None, None, "YQ-031 YQ-046"),
}


def workbook(name: str, folder: Path) -> Path:
    """Return the workbook of a case; one that is data is written first."""
    data = DOMAIN / f"{name}.json"
    if not data.exists():
        return FOLDER / f"{name}.xlsx"
    path = folder / f"{name}.xlsx"
    create(load(data), path)
    return path


def run(source: Path, target: Path) -> Outcome:
    return regenerate(Task(str(source), str(target)))


def sheets(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return re.findall(r'<sheet name="([^"]*)"', package.read("xl/workbook.xml").decode())


@pytest.mark.parametrize("name", EXPECTED)
def test_the_outcome_is_the_right_one(name: str, tmp_path: Path) -> None:
    expected = EXPECTED[name]
    outcome = run(workbook(name, tmp_path), tmp_path / "out.xlsx")
    assert (outcome.status, outcome.total, outcome.grade) == expected[:3]
    told = {one["code"] for one in outcome.findings if one["level"] != "note"}
    assert expected.codes <= told


@pytest.mark.parametrize("name", EXPECTED)
def test_a_recalculation_changes_no_cell(name: str, calc: Calc, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    run(workbook(name, tmp_path), target)
    recalculate(calc, target).assert_same(at_least=500)


@pytest.mark.parametrize("name", EXPECTED)
def test_running_again_changes_nothing(name: str, tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{number}.xlsx" for number in range(3))
    run(workbook(name, tmp_path), first)
    run(first, second)
    run(second, third)
    assert second.read_bytes() == first.read_bytes()
    assert third.read_bytes() == first.read_bytes()
    assert sheets(third) == sheets(first)


def test_the_official_names_hold_the_newest_tables(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    run(FOLDER / "fixed_header_stale_tables.xlsx", target)
    assert {"表1-1", "表2-1", "表3-1", "表3-2"} <= set(sheets(target))


@pytest.mark.parametrize("name", EXPECTED)
def test_what_was_mended_is_told_once(name: str, tmp_path: Path) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    run(workbook(name, tmp_path), first)
    again = run(first, second)
    assert not [one for one in again.findings if one["code"] in ("YQ-024", "YQ-034", "YQ-035")]


def test_an_impossible_value_has_no_score_in_its_cell_and_the_hint_names_it(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    run(workbook("pct2", tmp_path), target)
    sheet = openpyxl.load_workbook(target, data_only=True)["指标体系"]
    columns = {cell.value: cell.column for cell in sheet[4]}

    def column(header: str) -> list[object]:
        return [sheet.cell(row, columns[header]).value for row in range(5, 9)]

    assert column("得分") == ["#N/A", 25, "#N/A", "#N/A"]
    assert column("规则得分") == column("得分")
    told = [str(hint).partition("←")[2] for hint in column("提示")]
    assert told == ["95像是漏了%", "", "72.71像是漏了%", "64.83像是漏了%"]


def test_one_cause_is_counted_once_by_the_live_checks_too(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    run(workbook("pct2", tmp_path), target)
    checks = openpyxl.load_workbook(target, data_only=True)["校验"].iter_rows(values_only=True)
    offended = [row[0] for row in checks if row[4] == "不符"]
    assert offended == ["YQ-092", "—"]


def test_without_an_indicator_nothing_is_written(tmp_path: Path) -> None:
    source, target = FOLDER / "three_cells.xlsx", tmp_path / "out.xlsx"
    outcome = run(source, target)
    assert (outcome.status, outcome.exit_code, outcome.total) == ("refused", 1, None)
    assert [(one["code"], one["sheet"], one["cell"]) for one in outcome.findings] == [
        ("YQ-036", "指标体系", "A4")
    ]
    assert not target.exists()
    assert check_file(str(source)).exit_code == 1


def test_in_place_it_stays_as_it_is_without_an_indicator(tmp_path: Path) -> None:
    path = tmp_path / "评价.xlsx"
    shutil.copy(FOLDER / "three_cells.xlsx", path)
    before = path.read_bytes()
    assert run(path, path).exit_code == 1
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_untouched_template_is_not_refused(tmp_path: Path) -> None:
    outcome = run(TEMPLATE, tmp_path / "out.xlsx")
    assert outcome.status == "findings"
    assert (tmp_path / "out.xlsx").exists()


def test_a_workbook_of_somebody_else_is_refused(tmp_path: Path) -> None:
    outcome = run(FOLDER / "foreign.xlsx", tmp_path / "out.xlsx")
    assert (outcome.status, outcome.exit_code) == ("refused", 1)
    assert [one["code"] for one in outcome.findings] == ["YQ-230"]
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("h2_linebreak", ["表头里有换行或空格，请写成“项目经费到位”"]),
        ("k3_paths", ["“／”是全角的", "“ O02 ”前后有空格", "分隔号应为 /"]),
    ],
)
def test_a_path_that_leads_nowhere_names_the_cause(
    name: str, said: list[str], tmp_path: Path
) -> None:
    outcome = run(FOLDER / f"{name}.xlsx", tmp_path / "out.xlsx")
    told = [one["message"] for one in outcome.findings if one["code"] == "YQ-046"]
    assert all(any(words in message for message in told) for words in said), told


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("r5_sorted", ["A政策制定(20)", "B政策实施(30)", "C政策效果(40)", "D政策可持续性(10)"]),
        ("g4_level_labels", None),
        ("bracket_labels", None),
    ],
)
def test_levels_stand_once_with_their_weight_once(
    name: str, levels: list[str] | None, tmp_path: Path
) -> None:
    target = tmp_path / "out.xlsx"
    run(FOLDER / f"{name}.xlsx", target)
    sheet = openpyxl.load_workbook(target, data_only=True)["表2-1"]
    shown = [row[0].value for row in sheet.iter_rows(min_row=4, max_col=1) if row[0].value]
    shown = shown[: shown.index("合计")]
    assert len(shown) == len(set(shown)) == 4
    assert all(label.count("(") == 1 and "（" not in label for label in shown)
    assert levels is None or sorted(shown) == levels


def test_a_row_over_the_closing_row_is_in_the_table_that_excel_shows(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    outcome = run(FOLDER / "r4_overwrites_closing.xlsx", target)
    table = openpyxl.load_workbook(target)["指标体系"].tables["yq_indicators"]
    assert table.ref == table.autoFilter.ref == "A4:Y42"
    told = [one["message"] for one in outcome.findings if one["code"] == "YQ-035"]
    assert "表 yq_indicators 的区域没有包括第 42 行，已补齐。" in told
