"""The whole way inside Microsoft Excel: skipped where there is none.

docs/excel-checklist.md is the same by hand, with what only eyes can see.
"""

from __future__ import annotations

import math
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwings

from yqxl.catalog import standard_tables
from yqxl.frontends.excel import macros
from yqxl.frontends.excel.building import template
from yqxl.frontends.excel.diagnosis import find_excel
from yqxl.frontends.excel.self_test import self_test
from yqxl.frontends.excel.shipped_files import shipped
from yqxl.interchange.importing import load
from yqxl.pipeline.create import create
from yqxl.pipeline.regenerate import Task, regenerate

ROOT = Path(__file__).parents[3]
CASE = ROOT / "workbooks" / "yangquan_2022.json"
GENERATED = ("校验", *(table.sheet for table in standard_tables()))

pytestmark = [
    pytest.mark.excel,
    pytest.mark.skipif(
        find_excel() is None,
        reason="没有 Microsoft Excel（Windows 或 macOS）；手工检查见 docs/excel-checklist.md",
    ),
]
windows_only = pytest.mark.skipif(
    sys.platform != "win32", reason="xlwings 的自定义函数只在 Windows 的 Excel 中可用"
)


@pytest.fixture
def excel() -> Iterator[xlwings.App]:
    with xlwings.App(visible=False, add_book=False) as app:
        app.display_alerts = False
        yield app


@windows_only
def test_the_functions_give_what_python_gives() -> None:
    compared, different = self_test(shipped("template.xlsm"))
    assert compared > 400
    assert different == []


@windows_only
@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=YQ_COMPLETION_RATE(509,700)", 509 / 700),
        ("=YQ_COMPLETION_RATE(160,70,0)", 160 / 70),
        ('=YQ_SCORE("比例",4,639.79/733)', 3.49),
        ("=YQ_GRADE(77.73)", "中"),
        ("=YQ_ARRIVAL_RATE(1,0)", "#DIV/0!"),
        ('=YQ_ARRIVAL_RATE("文字",1)', "#VALUE!"),
        ('=YQ_SCORE("没有",4,1)', "#N/A"),
        ("=YQ_BALANCE(Z998,Z999)", 0.0),
        ("=SUM(YQ_RATES({1;3},{2;4}))", 1.25),
    ],
)
def test_a_cell_shows(excel: xlwings.App, tmp_path: Path, formula: str, shown: object) -> None:
    copy = Path(shutil.copy(shipped("template.xlsm"), tmp_path / "中文 模板.xlsm"))
    book = excel.books.open(copy)
    cell = book.sheets["首页"]["J40"]
    cell.formula2 = formula
    value = cell.options(err_to_str=True).value
    if isinstance(shown, float):
        assert math.isclose(value, shown, rel_tol=1e-9)
    else:
        assert value == shown


@windows_only
def test_the_model_case_in_the_template_computes_to_the_published_result(
    excel: xlwings.App, tmp_path: Path
) -> None:
    path = tmp_path / "case.xlsm"
    path.write_bytes(template(load(CASE)))
    book = excel.books.open(path)
    excel.calculate()
    assert book.names["yq_total"].refers_to_range.value == 77.73
    assert book.names["yq_grade"].refers_to_range.value == "中"


def test_the_macro_writes_what_the_command_writes(excel: xlwings.App, tmp_path: Path) -> None:
    source, by_file, by_macro = (tmp_path / f"{name}.xlsx" for name in ("book", "file", "macro"))
    create(load(CASE), source)
    regenerate(Task(str(source), str(by_file)))
    book = excel.books.open(source)
    macros.regenerate_all(book)
    macros.regenerate_all(book)
    assert excel.status_bar in (False, None)
    book.save(by_macro)
    ours, theirs = (openpyxl.load_workbook(path, data_only=True) for path in (by_macro, by_file))
    assert ours.sheetnames == theirs.sheetnames
    for name in GENERATED:
        assert {str(a) for a in ours[name].merged_cells.ranges} == {
            str(a) for a in theirs[name].merged_cells.ranges
        }
        assert ours[name].protection.sheet or sys.platform == "darwin"
        for row in theirs[name].iter_rows():
            for cell in row:
                mine = ours[name][cell.coordinate]
                assert (mine.value or "") == (cell.value or ""), f"{name}!{cell.coordinate}"
                if cell.value is not None:
                    assert mine.number_format == cell.number_format


@windows_only
def test_a_button_runs_its_macro(excel: xlwings.App, tmp_path: Path) -> None:
    path = tmp_path / "case.xlsm"
    path.write_bytes(template(load(CASE)))
    book = excel.books.open(path)
    book.macro("YqxlTable31")()
    assert "表3-1" in [sheet.name for sheet in book.sheets]
