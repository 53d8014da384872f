"""Opens the template in Excel, fills in a few rows, and compares the cells with Python."""

from __future__ import annotations

import math
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from yqxl.arithmetic import Value
from yqxl.evaluation import evaluate
from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.reading.tables import read_book
from yqxl.evaluation.scoring.evaluate import with_parameters
from yqxl.evaluation.scoring.own_values import own_values
from yqxl.frontends.excel.open_book import OpenBook
from yqxl.model.layout import cell_name

if TYPE_CHECKING:
    import xlwings

#: the model case's money and outputs: enough for five functions
_ROWS: Mapping[str, Mapping[str, str | float]] = {
    "funds": {
        "unit": "合计", "contract": 733.0, "budget": 230.0, "arrived": 639.79,
        "arrived_project": 639.79, "spent": 133.06,
    },
    "outputs": {"code": "O01", "name": "培训人数", "planned": 700.0, "actual": 509.0},
    "rates": {
        "code": "R01", "name": "完成率", "kind": "完成率", "numerator": 509.0,
        "denominator": 700.0,
    },
    "indicators": {
        "code": "A101", "level1": "A政策制定", "level2": "A1立项", "name": "完成率",
        "weight": 4.0, "rule": "比例", "value": "R01",
    },
}  # fmt: skip


def self_test(template: Path) -> tuple[int, list[str]]:
    """Return how many cells were compared, and which differ; Excel is closed again.

    Runs on Windows with Excel. A copy of the template is used.
    """
    import xlwings  # noqa: PLC0415 - inside Excel's Python only

    with tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        copy = Path(shutil.copy(template, Path(folder) / template.name))
        with xlwings.App(visible=False, add_book=False) as app:
            book = app.books.open(copy)
            try:
                fill(book)
                app.calculate()
                return differences(book)
            finally:
                book.close()


def fill(book: xlwings.Book) -> None:
    """Type the rows into the first blank rows of their tables."""
    layout = read_book(OpenBook(book), ContractFormulas()).layout
    for table, values in _ROWS.items():
        place = layout.tables[table]
        row = place.blank_rows[0]
        for field, value in values.items():
            # the apostrophe keeps Excel from making something else of a text
            typed = f"'{value}" if isinstance(value, str) else value
            book.sheets[place.sheet].range((row, place.columns[field])).value = typed


def differences(book: xlwings.Book) -> tuple[int, list[str]]:
    """Return how many formula cells of ours an open book has, and those that differ from Python."""
    opened = OpenBook(book)
    reading = read_book(opened, ContractFormulas())
    evaluation = with_parameters(reading.evaluation)
    # what to do next is a sentence of 校验, which is not filled here
    own = tuple(one for one in reading.own_cells if one.field != "next_step")
    expected = own_values(own, evaluation, evaluate(evaluation))
    compared, different = 0, []
    for name, cells in expected.items():
        shown = opened.sheets[name].cells
        for place, value in cells.items():
            compared += 1
            cell = shown.get(place)
            if not _same(cell.value if cell is not None else None, value):
                different.append(f"{name}!{cell_name(*place)}")
    return compared, different


def _same(shown: Value, value: Value) -> bool:
    if isinstance(shown, float) and isinstance(value, float):
        return math.isclose(shown, value, rel_tol=1e-9, abs_tol=1e-9)
    return shown == value or {shown, value} == {None, ""}
