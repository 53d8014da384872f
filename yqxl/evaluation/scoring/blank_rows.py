"""What a row shows in which nobody typed an input, though something may stand over a formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from yqxl.arithmetic import Value
from yqxl.evaluation.scoring.cells import TypedOver
from yqxl.evaluation.scoring.indicators import IndicatorTable
from yqxl.evaluation.scoring.rates import RateTable, survey_result
from yqxl.model.results import (
    CostResult,
    ExpertResult,
    FundResult,
    IndicatorResult,
    LevelScoreResult,
    OutputResult,
    RateResult,
    SchemeResult,
    SurveyCountResult,
    SurveyResult,
)
from yqxl.model.rows import Evaluation, Indicator, Rate, SurveyGroup, row_without_data

#: what a row shows in which there is nothing at all
EMPTY: Mapping[str, Any] = {
    "funds": FundResult(),
    "outputs": OutputResult(),
    "survey": SurveyResult(),
    "survey_counts": SurveyCountResult(),
    "costs": CostResult(),
    "rates": RateResult(),
    "indicators": IndicatorResult(),
    "level_scores": LevelScoreResult(),
    "experts": ExpertResult(),
    "bands": SchemeResult(),
    "grades": SchemeResult(),
}


class BlankRows:
    """The results of rows without data: empty, but for what follows from a cell typed over.

    Formulas look at the cell beside them, whether or not the row holds an evaluation's data:
    a value, or the ``#REF!`` that a deleted column leaves, goes on from cell to cell.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        """Know what stands over formulas in rows without data."""
        self._evaluation = evaluation
        self._typed = TypedOver(evaluation.overtyped)

    def value(self, table: str, sheet_row: int, field: str) -> Value:
        """Return what a computed cell of a blank row shows."""
        typed = self._typed.of(table, row_without_data(sheet_row))
        value: Value = getattr(self._result(table, typed) if typed else EMPTY[table], field)
        return value

    def _result(self, table: str, typed: Mapping[str, Value]) -> object:
        if table == "rates":
            return RateTable(self._evaluation).result(Rate(), typed)
        if table == "indicators":
            # without a code and a source nothing is looked up but the rule
            alone = replace(self._evaluation, rates=(), survey=(), outputs=())
            return IndicatorTable(alone, (), ()).result(Indicator(), typed)
        if table == "survey":
            return survey_result(SurveyGroup(), (), (), typed)
        return replace(EMPTY[table], **typed)
