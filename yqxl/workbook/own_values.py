"""What the formula cells of ours show: the values to put beside the formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yqxl.arithmetic import Value
from yqxl.evaluation import check_state
from yqxl.evaluation.evaluate import shown_total
from yqxl.evaluation.reading import OwnCell
from yqxl.model.facts import Fact, FactKind
from yqxl.model.layout import cell_name
from yqxl.model.results import (
    CostResult,
    FundResult,
    IndicatorResult,
    OutputResult,
    RateResult,
    Results,
    SchemeResult,
    SurveyCountResult,
    SurveyResult,
)
from yqxl.model.rows import Evaluation
from yqxl.workbook.reading import Reading

#: what a row shows in which nobody typed anything
_BLANK_ROWS: Mapping[str, object] = {
    "funds": FundResult(),
    "outputs": OutputResult(),
    "survey": SurveyResult(),
    "survey_counts": SurveyCountResult(),
    "costs": CostResult(),
    "rates": RateResult(),
    "indicators": IndicatorResult(),
    "bands": SchemeResult(),
    "grades": SchemeResult(),
}


def own_values(
    cells: tuple[OwnCell, ...], evaluation: Evaluation, results: Results
) -> dict[str, dict[tuple[int, int], Value]]:
    """Return by sheet and cell what each formula cell of ours shows."""
    named = named_values(evaluation, results)
    rows = {key: getattr(results, key) for key in _BLANK_ROWS}
    values: dict[str, dict[tuple[int, int], Value]] = {}
    for own in cells:
        if own.table == "project":
            value = named[own.field]
        elif own.row is None:
            value = getattr(_BLANK_ROWS[own.table], own.field)
        else:
            value = getattr(rows[own.table][own.row], own.field)
        values.setdefault(own.sheet, {})[own.cell] = value
    return values


def named_values(evaluation: Evaluation, results: Results) -> dict[str, Value]:
    """Return what the computed named cells show."""
    return {
        "total": shown_total(evaluation, results),
        "grade": results.grade,
        "check_state": check_state(evaluation, results),
        "missing": results.missing,
        "weight_total": results.weight_total,
        "unscored": results.unscored,
        "score_total": results.score_total,
    }


def stale_facts(
    reading: Reading, values: Mapping[str, Mapping[tuple[int, int], Value]]
) -> Iterator[Fact]:
    """Yield a fact for each saved value that is not what its formula gives."""
    for own in reading.own_cells:
        scanned = reading.workbook.sheets[own.sheet].cells[own.cell]
        value = values[own.sheet][own.cell]
        if scanned.value is not None and scanned.value != value:
            yield Fact(
                FactKind.VALUE_STALE,
                own.sheet,
                cell_name(*own.cell),
                own.table,
                own.field,
                str(scanned.value),
                str(value),
            )
