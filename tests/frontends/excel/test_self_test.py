"""The comparison that the doctor makes inside Excel, here on the model of Excel's objects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import xlwings
from excel_desk.desk import model_of

from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.reading.tables import read_book
from yqxl.evaluation.scoring.evaluate import evaluate, with_parameters
from yqxl.frontends.excel.open_book import OpenBook
from yqxl.frontends.excel.self_test import differences, fill
from yqxl.frontends.excel.shipped_files import shipped
from yqxl.interchange.importing import load
from yqxl.pipeline.create import create

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
Open = Callable[[Path], xlwings.Book]


def test_a_book_that_shows_what_python_computes_has_no_differences(
    opened: Open, tmp_path: Path
) -> None:
    create(load(CASE), tmp_path / "book.xlsx", "udf")
    compared, different = differences(opened(tmp_path / "book.xlsx"))
    assert compared > 400
    assert different == []


def test_a_cell_that_shows_something_else_is_named(opened: Open, tmp_path: Path) -> None:
    create(load(CASE), tmp_path / "book.xlsx", "udf")
    book = opened(tmp_path / "book.xlsx")
    shown = model_of(book).Worksheets._default("资金")._shown
    assert shown[5, 11] == 133.06 / 230
    shown[5, 11] = 133.06 / 230 + 1e-6
    assert differences(book)[1] == ["资金!K5"]
    # the text of an exception, as the module of xlwings itself would leave it
    shown[5, 11] = "Unexpected Python Error"
    assert differences(book)[1] == ["资金!K5"]


def test_the_rows_that_are_typed_reach_five_functions(opened: Open) -> None:
    book = opened(shipped("template.xlsm"))
    fill(book)
    reading = read_book(OpenBook(book), ContractFormulas())
    results = evaluate(with_parameters(reading.evaluation))
    assert results.funds[0].execution_budget == 133.06 / 230
    assert results.outputs[0].completion == 509 / 700
    assert results.rates[0].result == 509 / 700
    assert results.indicators[0].score == 2.91
    # nothing has computed the book since, so what it shows is not what Python says
    assert differences(book)[1]
