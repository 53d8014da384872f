"""Two amounts of one row a thousand times apart: 元 in a table in 万元, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yqxl.arithmetic import Value, divide
from yqxl.checks.wording import header, number, quoted
from yqxl.grid import Formula, WorkingRef
from yqxl.model.contract import FUNDS
from yqxl.model.findings import HERE, Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Fund
from yqxl.registry import LiveCheck, LiveRows, Subject, check

CODE = "YQ-067"
REMEDY = "请核对该数的单位，资金表一律用首页“金额单位”。"

#: two amounts of a row, both non-zero, in such a ratio cannot both be in one unit
_LEAST, _MOST = 1_000.0, 50_000.0
#: the amounts that every workbook has, and those with the optional columns
_EVERYWHERE = FUNDS.money
_MONEY = tuple(one.field for one in FUNDS.typed if one.shows == "money")


def _amounts(row: Fund, fields: Sequence[str]) -> dict[str, float]:
    found = {field: getattr(row, field) for field in fields}
    return {
        field: float(value)
        for field, value in found.items()
        if isinstance(value, float | int) and value > 0
    }


def _is_impossible(amounts: Sequence[float]) -> bool:
    return any(
        _LEAST <= divide(greater, less) <= _MOST
        for greater in amounts
        for less in amounts
        if greater > less
    )


def impossible_rows(evaluation: Evaluation) -> list[int]:
    """Return the rows of 资金 in which two amounts cannot both be in one unit."""
    return [
        number
        for number, row in enumerate(evaluation.funds)
        if _is_impossible(tuple(_amounts(row, _MONEY).values()))
    ]


def _values(evaluation: Evaluation, _results: Results) -> list[Value]:
    """Return 1 for each row whose greatest and least amount stand in such a ratio."""
    return [float(_reaches_too_far(row)) for row in evaluation.funds]


def _reaches_too_far(row: Fund) -> bool:
    amounts = [*_amounts(row, _EVERYWHERE).values()]
    return len(amounts) > 1 and _LEAST <= divide(max(amounts), min(amounts)) <= _MOST


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    return sum(_values(evaluation, results))  # type: ignore[arg-type]  # all are numbers


def _row_text() -> str:
    cells = [f"[{field}]" for field in _EVERYWHERE]
    most = f"MAX({','.join(_if_positive(cell, '0') for cell in cells)})"
    least = f"MIN({','.join(_if_positive(cell, '9E+307') for cell in cells)})"
    ratio = f"{most}/{least}"
    return f"IF({most}>0,IF({ratio}>={_LEAST:g},IF({ratio}<={_MOST:g},1,0),0),0)"


def _if_positive(cell: str, otherwise: str) -> str:
    return f"IF(ISNUMBER({cell}),IF({cell}>0,{cell},{otherwise}),{otherwise})"


_LIVE = LiveCheck(
    Formula("SUM({0})", (WorkingRef(CODE),)),
    _live_value,
    (LiveRows("funds", _row_text(), (), _values, at="unit"),),
)


@check(code=CODE, level=Level.ERROR, title="同一行金额单位不同", live=_LIVE, withholds=True)
def money_ratios(subject: Subject) -> Iterator[Finding]:
    """Amounts of a row that cannot all be in one unit: no total until corrected."""
    evaluation = subject.evaluation
    smaller = evaluation.project.money_unit == "元"
    for place in impossible_rows(evaluation):
        row = evaluation.funds[place]
        amounts = _amounts(row, _MONEY)
        field = _odd_one(amounts, smaller=smaller)
        like = next(value for one, value in amounts.items() if _apart(value, amounts[field]))
        words = (
            f"{quoted(row.unit)}的“{header('funds', field)}”填的是 {number(amounts[field])}，"
            f"同一行另有 {number(like)}，元与万元多半混用"
        )
        message = f"总分暂不显示：{HERE} {words}。改好即显示。"
        where = Place("funds", place, field)
        yield Finding(CODE, Level.ERROR, message, REMEDY, where, withholds=True)


def _apart(first: float, second: float) -> bool:
    return _LEAST <= divide(max(first, second), min(first, second)) <= _MOST


def _odd_one(amounts: dict[str, float], *, smaller: bool) -> str:
    """Return the amount that stands apart from most others; of two, by the unit."""

    def others(field: str) -> int:
        return sum(_apart(value, amounts[field]) for value in amounts.values())

    most = max(map(others, amounts))
    found = [field for field in amounts if others(field) == most]
    return (min if smaller else max)(found, key=amounts.__getitem__)
