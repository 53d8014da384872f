"""Money spent beyond what arrived or was budgeted."""

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

CODE = "YQ-062"
REMEDY = "请核对口径与单位；用了上年结转资金的，请在备注或扣分原因中说明。"
_COLUMNS = ("spent", "arrived_project", "arrived", "budget")


def _exceeded(fund: Fund) -> list[tuple[str, float]]:
    """Return the columns that the row's spending exceeds, with their amounts."""
    spent = fund.spent
    if not isinstance(spent, float | int):
        return []
    project = isinstance(fund.arrived_project, float | int)
    bases = ("arrived_project" if project else "arrived", "budget")
    amounts = [(base, getattr(fund, base)) for base in bases]
    return [
        (base, amount)
        for base, amount in amounts
        if isinstance(amount, float | int) and spent > amount
    ]


def _live_value(evaluation: Evaluation, _results: Results) -> Value:
    """Return how many units spent more than a base; 1 where an error value hides it."""
    cells = [getattr(row, field) for row in evaluation.funds for field in _COLUMNS]
    if any(isinstance(cell, ErrorValue) for cell in cells):
        return 1.0
    return float(sum(bool(_exceeded(row)) for row in evaluation.funds))


_LIVE = LiveCheck(
    Formula(
        f"IFERROR(SUMPRODUCT({is_number_in(0)}*({is_number_in(1)}*({{0}}>{{1}})"
        f"+(1-{is_number_in(1)})*{is_number_in(2)}*({{0}}>{{2}})"
        f"+{is_number_in(3)}*({{0}}>{{3}})>0)),1)",
        tuple(ColumnRef("funds", field) for field in _COLUMNS),
    ),
    _live_value,
)


@check(code=CODE, level=Level.WARNING, title="支出超过到位或预算", live=_LIVE)
def overspending(subject: Subject) -> Iterator[Finding]:
    """Money spent beyond what arrived or was budgeted; carry-over makes that possible."""
    impossible = impossible_rows(subject.evaluation)
    for row_number, fund in enumerate(subject.evaluation.funds):
        # amounts that are not in one unit cannot be compared: told there
        exceeded = () if row_number in impossible else _exceeded(fund)
        for base, amount in exceeded:
            name = header("funds", base)
            spent = number(float(fund.spent))  # type: ignore[arg-type]  # a number, or nothing is exceeded
            message = f"{quoted(fund.unit)}实际支出 {spent}，超过{name} {number(amount)}。"
            nothing = amount == 0 and base != "budget"
            level = Level.ERROR if nothing else Level.WARNING
            yield Finding(CODE, level, message, REMEDY, Place("funds", row_number, "spent"))
