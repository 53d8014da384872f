"""The weight of an answer option that nobody typed: the one that 参数 gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from yqxl.arithmetic import Value, is_number
from yqxl.evaluation.formulas.contracts import contract
from yqxl.evaluation.scoring.cells import TypedOver, first_rows, lost_tables
from yqxl.model.rows import Evaluation, SurveyCount

_TABLE, _FIELD = "survey_counts", "default_weight"
_OPTIONS = "options"


def default_weights(evaluation: Evaluation) -> Callable[[SurveyCount], Value]:
    """Return what gives 默认权重 of a row: blank where 参数 is gone or lacks its option."""
    known = first_rows(evaluation.options, lambda row: row.option)
    there = contract(evaluation.contract).has(_TABLE, _FIELD)
    there = there and _OPTIONS not in lost_tables(evaluation)

    def default(row: SurveyCount) -> Value:
        option = known.get(row.option.lower()) if there and row.code and row.option else None
        return option.weight if option is not None and is_number(option.weight) else ""

    return default


def with_default_weights(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation with 默认权重 where no weight was typed.

    What was typed over 默认权重 is what the cells beside it see.
    """
    default, typed = default_weights(evaluation), TypedOver(evaluation.overtyped)

    def filled(number: int, row: SurveyCount) -> SurveyCount:
        weight = typed.of(_TABLE, number).get(_FIELD, default(row))
        return replace(row, weight=weight) if row.weight is None and is_number(weight) else row

    rows = tuple(filled(number, row) for number, row in enumerate(evaluation.survey_counts))
    return (
        evaluation if rows == evaluation.survey_counts else replace(evaluation, survey_counts=rows)
    )
