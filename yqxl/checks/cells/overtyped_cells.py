"""What the cells of 校验 can say of values typed over our formulas, without yqxl.

Whether a cell holds a formula is a question that no function of Excel 2010 answers, so the
cells compute again what should stand there: 得分 from 评定得分 or 规则得分, 取值 from its
source, 原值 and 值 of 指标取值 from 分子, 分母 and 封顶. A value that was typed over and is
the right one offends nothing here; yqxl, which sees formulas, tells of it all the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from yqxl.arithmetic import Value, round_half_up
from yqxl.errors import ErrorValue
from yqxl.grid import ColumnRef, Formula, WorkingRef
from yqxl.model.results import IndicatorResult, RateResult, Results
from yqxl.model.rows import Evaluation, Indicator, Rate
from yqxl.registry import LiveCheck, LiveRows

CODE = "YQ-023"
#: numbers that a spreadsheet calls equal: a pasted value has 15 digits of 17
_CLOSE = 2.0**-48


def _compared(expected: str, field: str) -> str:
    """Return what is 1 where a cell is not what its formula gives; errors are not told apart."""
    return f"IFERROR(IF({expected}=[{field}],0,1),IF(ISERROR([{field}]),0,1))"


_SCORE = (
    f'IF([code]="",0,IF([given]="",{_compared("[rule_score]", "score")},'
    # an item of weight 0 is a bonus or a deduction, which has its limit
    "IF(ISNUMBER([given]),IF(ISNUMBER([weight]),IF([weight]=0,0,"
    f"{_compared('ROUND([given],2)', 'score')}),0),0)))"
)
_VALUE = (
    'IF(ISNUMBER([result]),IFERROR(IF([value]="",1,IF(ISNUMBER([value]),'
    "IF([value]=[result],0,1),IF(COUNTIF({0},[value])=1,"
    "IF(INDEX({1},MATCH([value],{0},0))=[result],0,1),IF(COUNTIF({2},[value])=1,"
    "IF(INDEX({3},MATCH([value],{2},0))=[result],0,1),0)))),1),0)"
)
_RESULT = (
    'IF([code]="",0,IF(ISNUMBER([raw]),IF([cap]="",'
    f"{_compared('[raw]', 'result')},IF(ISNUMBER([cap]),"
    f"{_compared('MIN([cap],[raw])', 'result')},0)),0))"
)
_OF_VALUE = (
    ColumnRef("rates", "code"),
    ColumnRef("rates", "result"),
    ColumnRef("survey", "code"),
    ColumnRef("survey", "rate"),
)


def _differs(expected: Value, shown: Value) -> bool:
    """Return what :func:`_compared` says of the value that a formula gives and of the cell's."""
    if isinstance(shown, ErrorValue):
        return False
    if isinstance(expected, float | int) and isinstance(shown, float | int):
        return not math.isclose(expected, shown, rel_tol=_CLOSE)
    if isinstance(expected, str) and isinstance(shown, str):
        return expected.lower() != shown.lower()
    return expected != shown


def _score(row: Indicator, result: IndicatorResult, _results: Results, _of: Evaluation) -> bool:
    if not row.code:
        return False
    if row.given is None or row.given == "":
        return _differs(result.rule_score, result.score)
    given, weight = row.given, row.weight
    if not isinstance(given, float | int) or not isinstance(weight, float | int) or weight == 0:
        return False
    return _differs(round_half_up(given, 2), result.score)


def _value(row: Indicator, result: IndicatorResult, results: Results, of: Evaluation) -> bool:
    shown, source = result.result, row.value
    if not isinstance(shown, float | int):
        return False
    if not isinstance(source, str):
        return source is None or _differs(source, shown)
    for codes, values in (
        ([one.code for one in of.rates], [one.result for one in results.rates]),
        ([one.code for one in of.survey], [one.rate for one in results.survey]),
    ):
        found = [
            value
            for code, value in zip(codes, values, strict=True)
            if code and code.lower() == source.lower()
        ]
        if len(found) == 1:
            return _differs(found[0], shown)
    return False


def _result(row: Rate, result: RateResult, _results: Results, _of: Evaluation) -> bool:
    raw, cap = result.raw, row.cap
    if not row.code or not isinstance(raw, float | int):
        return False
    if cap is None or cap == "":
        return _differs(raw, result.result)
    return isinstance(cap, float | int) and _differs(min(cap, raw), result.result)


def _rows(table: str, field: str, text: str, judge: Callable[..., bool]) -> LiveRows:
    """Return the row formulas over a computed column; only what was typed over can offend."""

    def values(evaluation: Evaluation, results: Results) -> Sequence[Value]:
        rows, found = getattr(evaluation, table), getattr(results, table)
        typed = {row for key, row, name, _ in evaluation.overtyped if (key, name) == (table, field)}
        return [
            float(place in typed and judge(row, found[place], results, evaluation))
            for place, row in enumerate(rows)
        ]

    # an error among the inputs is told elsewhere
    return LiveRows(
        table, f"IFERROR({text},0)", _OF_VALUE if text is _VALUE else (), values, at=field
    )


_ROWS = (
    _rows("indicators", "score", _SCORE, _score),
    _rows("indicators", "result", _VALUE, _value),
    _rows("rates", "result", _RESULT, _result),
)


def _count(evaluation: Evaluation, results: Results) -> Value:
    return float(sum(sum(rows.values(evaluation, results)) for rows in _ROWS))  # type: ignore[arg-type, misc]  # all are numbers


OVERTYPED = LiveCheck(
    Formula(
        "+".join(f"SUM({{{part}}})" for part in range(len(_ROWS))),
        tuple(WorkingRef(CODE, part) for part in range(len(_ROWS))),
    ),
    _count,
    _ROWS,
)
