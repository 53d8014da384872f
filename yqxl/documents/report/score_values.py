"""Values of a report by name: cover, total, scores of levels and indicators, rates."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, is_number, percent_text
from yqxl.evaluation.rendering.text_table import display_text
from yqxl.evaluation.scoring.cells import shown
from yqxl.evaluation.scoring.levels import rate_of
from yqxl.grid import Role
from yqxl.model.contract import NAMED_CELLS
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation

_WEIGHT, _SCORE, _SHARE, _VALUE = "权重", "得分", "得分率", "取值"


def score_values(evaluation: Evaluation, results: Results) -> Iterator[tuple[str, str, str]]:
    """Yield name, code and text: ("得分", "B", "20.99"), ("总分", "", "77.73").

    What has no value yet has the text of nothing, so that a document shows no error value.
    """
    yield from _cover(evaluation)
    yield "总分", "", _number(results.score_total)
    yield "等级", "", str(results.grade) if isinstance(results.grade, str) else ""
    yield _SHARE, "", _percent(results.score_rate)
    yield "权重合计", "", _number(results.weight_total)
    for level in (*results.levels, *results.second_levels):
        if level.code:
            yield _WEIGHT, level.code, _number(level.weight)
            yield _SCORE, level.code, _number(level.score)
            yield _SHARE, level.code, _percent(level.score_rate)
    for row, result in zip(evaluation.indicators, results.indicators, strict=True):
        if row.code:
            yield _WEIGHT, row.code, _number(row.weight)
            yield _SCORE, row.code, _number(result.score)
            yield _SHARE, row.code, _percent(shown(rate_of, result.score, row.weight))
    yield from _values(evaluation, results)


def _values(evaluation: Evaluation, results: Results) -> Iterator[tuple[str, str, str]]:
    for rate, value in zip(evaluation.rates, results.rates, strict=True):
        if rate.code:
            text = _percent if value.kind.share else _number
            yield _VALUE, rate.code, text(value.result)
    for output, done in zip(evaluation.outputs, results.outputs, strict=True):
        if output.code:
            yield _VALUE, output.code, _percent(done.completion)
    for group, answers in zip(evaluation.survey, results.survey, strict=True):
        if group.code:
            yield _VALUE, group.code, _percent(answers.rate)


def _cover(evaluation: Evaluation) -> Iterator[tuple[str, str, str]]:
    for cell in NAMED_CELLS:
        if cell.typed:
            value: Value = getattr(evaluation.project, cell.field)
            yield cell.label, "", display_text(value, Role.NUMBER)


def _number(value: Value) -> str:
    return display_text(value, Role.NUMBER) if is_number(value) else ""


def _percent(value: Value) -> str:
    return percent_text(value) if is_number(value) else ""  # type: ignore[arg-type]  # a number
