"""Amounts, quantities, counts and weights below zero."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

from yqxl.arithmetic import Value
from yqxl.checks.wording import header, number
from yqxl.grid import ColumnRef, EachColumn, Formula
from yqxl.model.contract import INPUTS
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.natures import DEDUCTION
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Indicator
from yqxl.registry import LiveCheck, Subject, check

CODE = "YQ-060"
REMEDY = "请核对正负号；退回、调减的资金请从原数中减去后填写。"

_COLUMNS = tuple((table.key, table.amounts) for table in INPUTS if table.amounts)
_Getter = Callable[[object], tuple[Value, ...]]


def _getter(fields: tuple[str, ...]) -> _Getter:
    get: _Getter = attrgetter(*fields)
    return (lambda row: (get(row),)) if len(fields) == 1 else get  # type: ignore[return-value]  # one field comes bare


_NUMBERS = (float, int)
_GETTERS = tuple((key, fields, _getter(fields)) for key, fields in _COLUMNS)


def _deducts(row: object, field: str) -> bool:
    """Return whether a negative score is meant: a deduction item takes points away."""
    return isinstance(row, Indicator) and field == "given" and row.nature == DEDUCTION


def _negative(evaluation: Evaluation) -> Iterator[tuple[Place, float]]:
    for key, fields, get in _GETTERS:
        for number_of_row, row in enumerate(getattr(evaluation, key)):
            for position, value in enumerate(get(row)):
                if (
                    value.__class__ in _NUMBERS
                    and value < 0
                    and not _deducts(row, fields[position])
                ):
                    yield Place(key, number_of_row, fields[position]), float(value)


def _live_value(evaluation: Evaluation, _results: Results) -> Value:
    beside = sum(
        (key, field) in _LIVE_CELLS and isinstance(value, float | int) and value < 0
        for key, field, value in evaluation.closing
    )
    return float(beside + sum(1 for _ in _negative(evaluation)))


_LIVE_CELLS = frozenset((key, field) for key, fields in _COLUMNS for field in fields)
_LIVE_COLUMNS = tuple(ColumnRef(key, field) for key, fields in _COLUMNS for field in fields)
_DEDUCTED = f'COUNTIFS({{0}},"{DEDUCTION}",yq_i_given,"<0")'
_LIVE = LiveCheck(
    Formula(
        "{0}-({1})",
        (
            EachColumn('COUNTIF({0},"<0")', _LIVE_COLUMNS),
            EachColumn(_DEDUCTED, (ColumnRef("indicators", "nature"),)),
        ),
    ),
    _live_value,
)


@check(code=CODE, level=Level.ERROR, title="负数", live=_LIVE)
def negative_amounts(subject: Subject) -> Iterator[Finding]:
    """Amounts, quantities, counts and weights below zero."""
    for place, value in _negative(subject.evaluation):
        message = f"“{header(place.table, place.column or '')}”是负数 {number(value)}。"
        yield Finding(CODE, Level.ERROR, message, REMEDY, place)
