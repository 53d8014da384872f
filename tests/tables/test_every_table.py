"""What holds for every table that discovery finds, and the golden file of each.

``YQXL_UPDATE_GOLDEN=1`` writes the golden files anew; the diff is the review.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from tables.golden_text import render_golden
from tables.sample_evaluations import BLANK, SAMPLES, random_evaluation

from yqxl.catalog import tables
from yqxl.evaluation import evaluate
from yqxl.grid import ColumnRef, Grid, Here, HereRange, NamedRef, Ref, Role
from yqxl.model.contract import BY_KEY, NAMED_CELLS
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import TableDeclaration

GOLDEN = Path(__file__).parents[1] / "golden"
EVERY = pytest.mark.parametrize("table", tables(), ids=lambda table: table.number)
#: functions that are volatile, or that Excel 2010 lacks
AVOIDED = {
    "NOW", "TODAY", "RAND", "RANDBETWEEN", "INDIRECT", "OFFSET", "CELL", "INFO",
    "XLOOKUP", "XMATCH", "FILTER", "UNIQUE", "SORT", "SORTBY", "SEQUENCE", "LET", "LAMBDA",
    "TEXTJOIN", "CONCAT", "IFS", "SWITCH", "MAXIFS", "MINIFS", "IFNA", "ISFORMULA", "NUMBERVALUE",
}  # fmt: skip


def test_the_report_s_tables_are_found() -> None:
    numbers = [table.number for table in tables()]
    assert {"1-1", "2-1", "3-1", "3-2"} <= set(numbers)
    assert len(set(numbers)) == len(numbers)


@EVERY
def test_the_golden_file_says_what_the_table_says(
    table: TableDeclaration, case: Evaluation, case_results: Results
) -> None:
    path = GOLDEN / f"{table.sheet}.txt"
    text = render_golden(table.function(case, case_results))
    if os.environ.get("YQXL_UPDATE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@EVERY
def test_number_sheet_and_title_belong_together(
    table: TableDeclaration, case: Evaluation, case_results: Results
) -> None:
    grid = table.function(case, case_results)
    assert (grid.table, grid.sheet) == (table.number, table.sheet)
    title = grid.rows[0][0]
    assert title.role is Role.TITLE
    if table.sheet == f"表{table.number}":
        assert str(title.value).startswith(f"{table.sheet} ")
    else:
        assert table.sheet == table.title
    assert str(title.value).endswith(table.title)


@EVERY
def test_a_test_module_of_its_own_exists(table: TableDeclaration) -> None:
    _, room, module = table.function.__module__.split(".")
    assert (Path(__file__).parents[1] / room / f"test_{module}.py").is_file()


@EVERY
def test_every_number_is_live(
    table: TableDeclaration, case: Evaluation, case_results: Results
) -> None:
    for row in table.function(case, case_results).rows:
        for cell in row:
            assert cell.formula is not None or not isinstance(cell.value, float | int), cell


@EVERY
def test_formulas_name_what_the_contract_has(
    table: TableDeclaration, case: Evaluation, case_results: Results
) -> None:
    names = {cell.field for cell in NAMED_CELLS}
    for reference in _references(table.function(case, case_results)):
        match reference:
            case Ref(key, _, column) | ColumnRef(key, column):
                assert BY_KEY[key].column(column)
            case NamedRef(name):
                assert name in names


@EVERY
def test_formulas_use_no_function_that_a_spreadsheet_may_lack(
    table: TableDeclaration, case: Evaluation, case_results: Results
) -> None:
    used = {
        word
        for row in table.function(case, case_results).rows
        for cell in row
        if cell.formula
        for word in _called(cell.formula.text)
    }
    assert used
    assert not used & AVOIDED


@EVERY
def test_a_blank_evaluation_gives_a_table_that_says_so(table: TableDeclaration) -> None:
    grid = table.function(BLANK, evaluate(BLANK))
    assert "还没有" in str(grid.rows[3][0].value)
    assert all(cell.value is None for cell in grid.rows[3][1:])


@EVERY
@pytest.mark.parametrize("name", SAMPLES)
def test_every_row_has_a_height_and_every_reference_a_row(
    table: TableDeclaration, name: str
) -> None:
    evaluation = SAMPLES[name]
    grid = table.function(evaluation, evaluate(evaluation))
    _check_shape(grid, evaluation)


@EVERY
@pytest.mark.parametrize("seed", range(60))
def test_odd_cells_never_stop_a_table(table: TableDeclaration, seed: int) -> None:
    evaluation = random_evaluation(seed)
    _check_shape(table.function(evaluation, evaluate(evaluation)), evaluation)


def _check_shape(grid: Grid, evaluation: Evaluation) -> None:
    assert sorted(grid.heights) == list(range(len(grid.rows)))
    assert all(15 < height <= 409 for height in grid.heights.values())
    for reference in _references(grid):
        match reference:
            case Ref(key, row, _):
                assert row < len(getattr(evaluation, key))
            case Here(row, column):
                assert row < len(grid.rows)
                assert column < len(grid.widths)
            case HereRange(first, last):
                assert first.row <= last.row < len(grid.rows)
                assert first.column <= last.column < len(grid.widths)


def _references(grid: Grid) -> list[object]:
    return [ref for row in grid.rows for cell in row if cell.formula for ref in cell.formula.refs]


def _called(text: str) -> list[str]:
    return re.findall(r"([A-Z]+)\(", text)
