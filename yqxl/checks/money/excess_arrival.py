"""Money that arrived beyond the budget, or a part of it beyond the whole."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.live_texts import is_number_in
from yqxl.checks.money.money_ratios import impossible_rows
from yqxl.checks.wording import header, number, quoted
from yqxl.errors import ErrorValue
from yqxl.grid import ColumnRef, Formula
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Fund
from yqxl.registry import LiveCheck, Subject, check

CODE = "YQ-063"
REMEDY = "请核对金额与单位；有追加或调整预算的，请在备注中说明。"
_PAIRS = (
    ("arrived", "budget", Level.WARNING),
    ("arrived_project", "contract", Level.WARNING),
    ("arrived_project", "arrived", Level.ERROR),
)
_COLUMNS = ("arrived", "arrived_project", "budget", "contract")


def _exceeded(fund: Fund) -> list[tuple[str, float, str, float, Level]]:
    found = []
    for field, limit, level in _PAIRS:
        amount, most = getattr(fund, field), getattr(fund, limit)
        numbers = isinstance(amount, float | int) and isinstance(most, float | int)
        if numbers and amount > most:
            found.append((field, float(amount), limit, float(most), level))
    return found


def _live_value(evaluation: Evaluation, _results: Results) -> Value:
    """Return how many units have an excess; 1 where an error value hides it."""
    cells = [getattr(row, field) for row in evaluation.funds for field in _COLUMNS]
    if any(isinstance(cell, ErrorValue) for cell in cells):
        return 1.0
    return float(sum(bool(_exceeded(row)) for row in evaluation.funds))


_LIVE = LiveCheck(
    Formula(
        f"IFERROR(SUMPRODUCT(--({is_number_in(0)}*{is_number_in(2)}*({{0}}>{{2}})"
        f"+{is_number_in(1)}*{is_number_in(3)}*({{1}}>{{3}})"
        f"+{is_number_in(1)}*{is_number_in(0)}*({{1}}>{{0}})>0)),1)",
        tuple(ColumnRef("funds", field) for field in _COLUMNS),
    ),
    _live_value,
)


@check(code=CODE, level=Level.WARNING, title="到位超过预算", live=_LIVE)
def excess_arrival(subject: Subject) -> Iterator[Finding]:
    """Money that arrived beyond the budget, or a part of it beyond the whole."""
    impossible = impossible_rows(subject.evaluation)
    for row_number, fund in enumerate(subject.evaluation.funds):
        # amounts that are not in one unit cannot be compared: told there
        exceeded = () if row_number in impossible else _exceeded(fund)
        for field, amount, limit, most, level in exceeded:
            over = f"{quoted(fund.unit)}{header('funds', field)} {number(amount)}"
            message = f"{over}，超过{header('funds', limit)} {number(most)}。"
            yield Finding(CODE, level, message, REMEDY, Place("funds", row_number, field))
