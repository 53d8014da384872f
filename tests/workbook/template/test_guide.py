"""填表指南: what it shows is what the workbook does, and it disturbs nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from yqxl.arithmetic import Value
from yqxl.evaluation.computing import compute
from yqxl.evaluation.scoring.evaluate import check_findings, evaluate
from yqxl.model.contract import CLOSING_TEXT, GUIDE_SHEET
from yqxl.model.findings import Finding, Level
from yqxl.model.rows import Cost, Evaluation, Trend
from yqxl.pipeline.create import create
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook
from yqxl.workbook.template.guide_text import (
    EXAMPLE,
    LEAD,
    MISTAKES,
    PARTS,
    PATHS,
    STEPS,
    TITLE,
    markdown,
    outcome,
)
from yqxl.workbook.template.writing import write_template

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "workbooks" / "template.xlsx"


def with_row(table: str, number: int, **changes: Value) -> Evaluation:
    """Return the example in which one row says something else."""
    rows = list(getattr(EXAMPLE, table))
    rows[number] = replace(rows[number], **changes)
    return replace(EXAMPLE, **{table: tuple(rows)})


def found_in(path: Path) -> tuple[list[Finding], Value]:
    with open_workbook(path) as workbook:
        computed = compute(FileBook(workbook))
    return list(computed.findings), computed.results.score_total


@pytest.fixture(scope="module")
def blank() -> openpyxl.Workbook:
    content, _ = write_template(Evaluation())
    return openpyxl.load_workbook(io.BytesIO(content))


def texts_of(sheet: Any) -> list[Value]:
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


def test_the_page_of_docs_is_the_same_text() -> None:
    assert (ROOT / "docs" / "filling.md").read_text(encoding="utf-8") == markdown()


def test_a_blank_workbook_shows_the_whole_guide_right_behind_its_first_page(
    blank: openpyxl.Workbook,
) -> None:
    assert blank.sheetnames[1] == GUIDE_SHEET
    texts = texts_of(blank[GUIDE_SHEET])
    for said in (TITLE, LEAD, outcome(), *(text for part in PARTS for text in part.heads)):
        assert said in texts
    for part in PARTS:
        assert {text for line in part.lines for text in line} <= set(texts)
    for number, step in enumerate(STEPS, 1):
        assert f"{number} {step.heading}：{step.say}" in texts
    assert GUIDE_SHEET in str(blank["首页"]["B2"].value)


def test_numbers_of_the_example_are_numbers(blank: openpyxl.Workbook) -> None:
    # a number that stands as a text would carry the green corner that the guide warns of
    for value in texts_of(blank[GUIDE_SHEET]):
        assert not isinstance(value, str) or not re.fullmatch(r"[\d.]+%?", value), value


def test_a_filled_workbook_has_no_guide() -> None:
    content, _ = write_template(EXAMPLE)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert GUIDE_SHEET not in book.sheetnames
    assert GUIDE_SHEET not in str(book["首页"]["B2"].value)


def test_ten_minutes_are_ten() -> None:
    assert LEAD.startswith("十分钟")
    assert sum(step.minutes for step in STEPS) == 10


def test_the_example_is_complete_and_without_a_fault(tmp_path: Path) -> None:
    create(EXAMPLE, tmp_path / "例子.xlsx", live=True)
    findings, total = found_in(tmp_path / "例子.xlsx")
    assert {one.level for one in findings} == {Level.NOTE}
    assert outcome() == f"例子的总分是 {total:g}，等级是优。"


#: what somebody does wrong in the example, by the code that the guide names for it
WRONG = {
    "YQ-092": with_row("indicators", 1, value=95.0),
    "YQ-054": replace(
        EXAMPLE,
        indicators=tuple(
            replace(row, weight=float(row.weight or 0) / 100) for row in EXAMPLE.indicators
        ),
    ),
    "YQ-067": with_row("funds", 0, spent=570000.0),
    "YQ-011": with_row("outputs", 0, actual="约180人"),
    "YQ-046": with_row("rates", 0, numerator="资金/合计/支出额"),
    "YQ-071": with_row("indicators", 0, reason=""),
}


@pytest.mark.parametrize("code", WRONG)
def test_each_mistake_shows_its_sign(code: str) -> None:
    findings = check_findings(WRONG[code], evaluate(WRONG[code]))
    assert code in {one.code for one in findings if one.level is Level.ERROR}


def test_mistakes_that_need_a_hand_show_theirs(tmp_path: Path) -> None:
    path = tmp_path / "错.xlsx"
    create(EXAMPLE, path)
    book = openpyxl.load_workbook(path)
    sheet = book["产出"]
    sheet["F5"] = 0.95
    closing = next(row for row in range(5, 99) if sheet.cell(row, 2).value == CLOSING_TEXT)
    for column, value in enumerate(("O02", "教材", 10, 10), 1):
        sheet.cell(closing + 1, column, value)
    book.save(path)
    findings, _ = found_in(path)
    assert {"YQ-005", "YQ-023"} <= {one.code for one in findings if one.level is Level.ERROR}


def test_every_mistake_of_the_guide_is_made_above() -> None:
    named = re.findall(r"YQ-\d{3}", str(MISTAKES.lines))
    assert len(named) == len(MISTAKES.lines) == 8
    assert set(named) == {*WRONG, "YQ-005", "YQ-023"}


def paths_of(lines: Iterable[tuple[str, ...]]) -> list[str]:
    return [path for written, *_ in lines for path in written.split("、")]


@pytest.mark.parametrize("path", paths_of(PATHS.lines))
def test_each_path_of_the_guide_gives_a_number(path: str) -> None:
    case = replace(
        with_row("indicators", 1, value=path),
        costs=(Cost("培训费", 500.0, "元/人", 180.0),),
        trends=(Trend("T01", "培训人数", "人", 2024.0, 180.0),),
    )
    assert isinstance(evaluate(case).indicators[1].result, float)


def test_the_guide_is_nobodys_table() -> None:
    # it shows rows under the headers of tables, and is no copy of their sheets
    findings, _ = found_in(TEMPLATE)
    assert {one.sheet for one in findings} <= {"首页"}
