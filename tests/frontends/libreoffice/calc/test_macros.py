"""The menu 绩效评价 over an open document: the same tables as evaluation gives, live."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import pytest
from libreoffice.addresses import address
from libreoffice.office import Calc, Computed, Document, SheetReading
from libreoffice.plain_workbook import write

from yqxl.arithmetic import Value
from yqxl.catalog import standard_tables
from yqxl.evaluation.commands import ALL
from yqxl.evaluation.computing import CHECK, compute, sheets_to_write
from yqxl.evaluation.reading.generated_sheets import TABLE_NAME
from yqxl.frontends.libreoffice.identity import MENU
from yqxl.grid import Grid
from yqxl.interchange.importing import load
from yqxl.model.contract import WORKING_SHEET
from yqxl.pipeline.create import create
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

CASE = Path(__file__).parents[4] / "workbooks" / "yangquan_2022.xlsx"
TABLES = [table.sheet for table in standard_tables()]
INPUT_SHEETS = 11


@cache
def _grids(*also: str) -> dict[str, Grid]:
    """Return what evaluation gives for the model case, read from its file."""
    with open_workbook(CASE) as workbook:
        wanted = sheets_to_write(compute(FileBook(workbook), also=also))
    return {one.grid.sheet: one.grid for one in wanted if not one.grid.hidden}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    copy = tmp_path / "case.xlsx"
    copy.write_bytes(CASE.read_bytes())
    return copy


def _menu(document: Document, command: str) -> dict[str, SheetReading]:
    document.dispatch(f"service:{MENU}?{command}")
    return document.read()


def _same(shown: Computed, expected: Value) -> bool:
    if isinstance(shown, float) and isinstance(expected, int | float):
        return math.isclose(shown, expected, rel_tol=1e-12, abs_tol=1e-12)
    return shown == ("" if expected is None else expected)


def _differences(sheet: SheetReading, grid: Grid) -> list[object]:
    """Return every cell that shows another value, or lacks its formula."""
    found: list[object] = []
    for row, column, cell in grid.shown():
        place = address(row + 1, column + 1)
        if not _same(sheet[place], cell.value):
            found.append((grid.sheet, place, sheet[place], cell.value))
        if (cell.formula is not None) != (place in sheet.formulas):
            found.append((grid.sheet, place, cell.formula, sheet.formulas.get(place)))
    return found


def test_all_tables_are_what_evaluation_gives(yqxl_calc: Calc, case: Path) -> None:
    grids = _grids()
    with yqxl_calc.open(case, editable=True, hidden=False) as document:
        before = list(document.read())
        sheets = _menu(document, ALL)
        assert list(sheets) == [*before, *TABLES]
        for name, grid in grids.items():
            assert _differences(sheets[name], grid) == []
            assert sheets[name].rows[len(grid.rows) :] == []
            spans = {(one.row, one.column, one.rows, one.columns) for one in grid.spans}
            wide = {span for span in spans if span[2:] != (1, 1)}
            title = {(0, 0, 1, len(grid.widths))}
            assert set(document.merged(name)) == wide | title
        assert sheets["表3-1"]["F5"] == 77.73
        assert sheets["首页"]["F6"] == "中"


def test_hidden_workings_are_not_printed(yqxl_calc: Calc, case: Path) -> None:
    with yqxl_calc.open(case, editable=True, hidden=False) as document:
        _menu(document, ALL)
        areas = document.print_areas()
        assert [areas[name] for name in TABLES] == [1] * len(TABLES)
        assert areas[WORKING_SHEET] == 0


def test_live_tables_are_replaced_where_they_stand(yqxl_calc: Calc, tmp_path: Path) -> None:
    path = tmp_path / "live.xlsx"
    create(load(CASE.with_suffix(".json")), path, live=True)
    grids = _grids()
    with yqxl_calc.open(path, editable=True, hidden=False) as document:
        before = document.read()
        one = _menu(document, "3-1")
        assert _differences(one["表3-1"], grids["表3-1"]) == []
        assert one["表2-1"].rows == before["表2-1"].rows
        sheets = _menu(document, ALL)
        assert list(sheets) == list(before)
        for name, grid in grids.items():
            assert _differences(sheets[name], grid) == []
            assert sheets[name].rows[len(grid.rows) :] == []


def test_a_table_on_request_is_written_and_then_renewed(yqxl_calc: Calc, case: Path) -> None:
    with yqxl_calc.open(case, editable=True, hidden=False) as document:
        assert math.isclose(float(str(_menu(document, "1-2")["表1-2"]["L6"])), 68.85)
        assert "72.71%" in str(_menu(document, "4-1")["问题清单"]["C4"])
        sheets = _menu(document, ALL)
        assert {"表1-2", "问题清单", "表3-1"} <= set(sheets)
        assert "表1-3" not in sheets


def test_every_run_is_one_step_to_undo(yqxl_calc: Calc, case: Path) -> None:
    with yqxl_calc.open(case, editable=True, hidden=False) as document:
        before = document.read()
        _menu(document, "3-1")
        document.set("指标体系", N5=1.0)
        _menu(document, "3-1")
        assert document.steps()[0] == document.steps()[-1] == "绩效评价：生成表3-1"
        while document.undo():
            pass
        after = document.read()
        assert {name: sheet.rows for name, sheet in after.items()} == {
            name: sheet.rows for name, sheet in before.items()
        }


@pytest.mark.parametrize(
    ("command", "sheet"), [("1-1", "表1-1"), ("3-1", "表3-1"), ("4-1", "问题清单")]
)
def test_one_table_makes_one_sheet(yqxl_calc: Calc, case: Path, command: str, sheet: str) -> None:
    with yqxl_calc.open(case, editable=True, hidden=False) as document:
        before = list(document.read())
        sheets = _menu(document, command)
        assert list(sheets) == [*before, sheet]
        assert _differences(sheets[sheet], _grids(command)[sheet]) == []
        assert document.steps() == [f"绩效评价：生成{sheet}"]


def test_the_check_lists_what_it_finds(yqxl_calc: Calc, case: Path) -> None:
    with yqxl_calc.open(case, editable=True, hidden=False) as document:
        before = list(document.read())
        # C102 has no weight any more, and the total no score
        document.set("指标体系", E21="三分")
        sheets = _menu(document, CHECK)
        assert list(sheets) == before
        texts = [cell for row in sheets["校验"].rows for cell in row]
        assert "指标体系!E21" in texts
        assert sheets["首页"]["F5"] == "未完成"


def test_the_tables_live_and_are_renewed_in_place(yqxl_calc: Calc, case: Path) -> None:
    with yqxl_calc.open(case, editable=True, hidden=False) as document:
        first = _menu(document, ALL)
        document.set("产出", D5=0.0)
        changed = document.read()
        assert changed["表3-1"]["F5"] != 77.73
        assert changed["表3-1"]["F5"] == changed["首页"]["F5"]
        again = _menu(document, ALL)
        assert list(again) == list(first)
        assert again["表3-1"].rows == changed["表3-1"].rows
        assert again["首页"].formulas == first["首页"].formulas


def test_a_sheet_of_somebody_else_is_left_alone(yqxl_calc: Calc, case: Path) -> None:
    with yqxl_calc.open(case, editable=True, hidden=False) as document:
        document.insert("表3-1")
        document.set("表3-1", A1="我的表")
        sheets = _menu(document, "3-1")
        assert sheets["表3-1"].rows == [["我的表"]]
        assert sheets["表3-1 (2)"]["F5"] == 77.73


def test_what_a_person_wrote_into_a_generated_sheet_stays(yqxl_calc: Calc, case: Path) -> None:
    with yqxl_calc.open(case, editable=True, hidden=False) as document:
        _menu(document, "3-1")
        document.unprotect("表3-1")
        document.set("表3-1", H2="请复核")
        sheets = _menu(document, "3-1")
        assert sheets["表3-1（人工修改）"]["H2"] == "请复核"
        assert sheets["表3-1"]["H2"] == ""
        assert sheets["表3-1"]["F5"] == 77.73


def test_a_sheet_with_a_password_is_not_rewritten(yqxl_calc: Calc, case: Path) -> None:
    with yqxl_calc.open(case, editable=True, hidden=False) as document:
        first = _menu(document, "3-1")
        document.unprotect("表3-1")
        document.protect("表3-1", "口令")
        document.set("产出", D5=0.0)
        changed = document.read()
        assert changed["表3-1"].rows != first["表3-1"].rows
        again = _menu(document, "3-1")
        assert list(again) == list(first)
        assert again["表3-1"].formulas == first["表3-1"].formulas
        # the other tables do not mind, though no style of percentages can be added
        assert _menu(document, "1-1")["表1-1"].rows


def test_a_saved_file_still_knows_its_tables(yqxl_calc: Calc, case: Path, tmp_path: Path) -> None:
    with yqxl_calc.open(case, editable=True, hidden=False) as document:
        names = list(_menu(document, "3-1"))
        saved = document.save(tmp_path / "saved.xlsx")
    with open_workbook(saved) as workbook:
        names_of_sheets = workbook.local_names.items()
        marks = {sheet: text for (name, sheet), text in names_of_sheets if name == TABLE_NAME}
    assert marks == {WORKING_SHEET: '"working"', "校验": '"check"', "表3-1": '"3-1"'}
    with yqxl_calc.open(saved, editable=True, hidden=False) as document:
        assert list(_menu(document, "3-1")) == names


def test_a_document_without_our_tables_stays_as_it_is(yqxl_calc: Calc, tmp_path: Path) -> None:
    book = write(tmp_path / "other.xlsx", {"数据": [["单位", 1.0]]})
    with yqxl_calc.open(book, editable=True, hidden=False) as document:
        assert list(_menu(document, ALL)) == ["数据"]
        assert document.steps() == []


def test_a_read_only_document_stays_as_it_is(yqxl_calc: Calc, case: Path) -> None:
    with yqxl_calc.open(case, hidden=False) as document:
        before = list(document.read())
        assert list(_menu(document, ALL)) == before
        # 校验 and its hidden workings
        assert len(before) == INPUT_SHEETS + 2
