"""Rates of 资金 that are of 实际到位, for 项目经费到位 is not filled."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.wording import header, listed
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.rows import Fund
from yqxl.registry import ComputedColumn, Subject, check

CODE = "YQ-098"
REMEDY = "项目经费另有数的，请填项目经费到位；没有的可以保留，报告中请写明口径。"


def _takes_another(column: ComputedColumn, fund: Fund, result: object) -> bool:
    """Return whether the column shows a rate with a cell that is not its own."""
    own = (column.inputs[name] for name in column.instead)
    blank = any(not isinstance(getattr(fund, field), float | int) for field in own)
    return blank and isinstance(getattr(result, column.field), float | int)


@check(code=CODE, level=Level.NOTE, title="资金的率按实际到位计算")
def fund_bases(subject: Subject) -> Iterator[Finding]:
    """Rates of 资金 on 实际到位 instead of 项目经费到位: one note for each column."""
    funds = subject.evaluation.funds
    for column in subject.numbering.columns:
        if column.table != "funds" or not column.instead:
            continue
        found = [
            number
            for number, (fund, result) in enumerate(zip(funds, subject.results.funds, strict=False))
            if _takes_another(column, fund, result)
        ]
        if found:
            units = listed([funds[number].unit for number in found])
            (name,) = column.instead
            own, other = header("funds", column.inputs[name]), header("funds", column.instead[name])
            what = f"“{header('funds', column.field)}”"
            message = f"{units}没有填{own}，{what}按{other}计算。"
            yield Finding(CODE, Level.NOTE, message, REMEDY, Place("funds", found[0], column.field))
