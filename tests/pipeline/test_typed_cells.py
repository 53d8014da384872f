"""A small evaluation, typed into the blank template: how many cells a newcomer types."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from libreoffice.office import Calc

from yqxl.interchange.importing import load
from yqxl.model.contract import INPUTS, NAMED_CELLS
from yqxl.model.dates import day_number
from yqxl.model.layout import cell_name
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.workbook.template.layout import place_everything

DATA = Path(__file__).with_name("one_answer") / "roads.json"
#: what 0.1.0 took: a rate for each output
BEFORE = 219
#: the rates of outputs that are not needed any more: 取值来源 names the output
DIRECT = {"R01": "O01", "R02": "O02", "R03": "O03", "R04": "O04"}


def small() -> Evaluation:
    """Return it as today's template takes it."""
    given = load(DATA)
    indicators = (
        replace(row, value=DIRECT.get(str(row.value), row.value)) for row in given.indicators
    )
    rates = (row for row in given.rates if row.code not in DIRECT)
    # the weights of these options are those of 参数
    counts = (replace(row, weight=None) for row in given.survey_counts)
    return replace(
        given, rates=tuple(rates), indicators=tuple(indicators), survey_counts=tuple(counts)
    )


def typed_cells(evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """Return by sheet what somebody types who fills the blank template from the top."""
    layout = place_everything(Evaluation())
    found: dict[str, dict[str, Any]] = {}
    for cell in NAMED_CELLS:
        value = getattr(evaluation.project, cell.field, None) if cell.typed else None
        if value not in (None, ""):
            sheet, row, column = layout.named[cell.field]
            shown = day_number(value) if cell.date else value
            found.setdefault(sheet, {})[cell_name(row, column)] = shown
    for table in INPUTS:
        place = layout.tables.get(table.key)
        for number, row in enumerate(getattr(evaluation, table.key) if place else ()):
            for column in table.typed:
                value = column.value_in(row)
                if value not in (None, "") and place:
                    name = cell_name(place.blank_rows[number], place.columns[column.field])
                    found.setdefault(place.sheet, {})[name] = value
    return found


def test_the_small_evaluation_takes_fewer_cells(calc: Calc, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    create(Evaluation(), path, live=True)
    cells = typed_cells(small())
    with calc.open(path, editable=True) as document:
        for sheet, own in cells.items():
            document.set(sheet, **own)
        sheets = document.read()
    layout = place_everything(Evaluation())
    shown = {
        field: sheets[sheet][cell_name(row, column)]
        for field, (sheet, row, column) in layout.named.items()
    }
    assert (shown["total"], shown["grade"], shown["missing"]) == (80.8, "良", 0)
    assert (sum(map(len, cells.values())), sum(map(len, typed_cells(load(DATA)).values()))) == (
        189,
        BEFORE,
    )
