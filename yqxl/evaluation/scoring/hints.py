"""提示 of 指标体系: what the rule expects, and what is missing or odd."""

from __future__ import annotations

from yqxl.arithmetic import Value, is_number
from yqxl.catalog.rule_numbers import is_beyond_cells
from yqxl.checks.rates.impossible_values import hint
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.scoring.cells import number_of
from yqxl.model.rows import Indicator, RuleRow
from yqxl.rules.scores.numbering import NO_RULE

#: how a text compares that was typed over a number: to a spreadsheet it is above any number
ABOVE_ALL = 1e9


def which_impossible(cell: Value) -> float:
    """Return what a comparison sees in 不可能值."""
    return ABOVE_ALL if isinstance(cell, str) else number_of(cell)


def hint_text(
    row: Indicator,
    rule: RuleRow | None,
    cells: tuple[Value, ...],
    *,
    earlier: bool,
    lost: bool = False,
) -> str:
    """Return what the cell 提示 of a row shows.

    Args:
        row: the indicator.
        rule: the row of 参数 that its 评分规则 names.
        cells: what 规则号, 取值, 规则得分 and 不可能值 show.
        earlier: whether it is of the first contract, which looks at 参数1 alone.
        lost: whether 参数 has no column of what rules expect.

    Raises:
        CellError: 规则号 or 不可能值 is an error, or the column of what rules expect is lost.
    """
    number, value, _, impossible = cells
    if not row.code:
        return ""
    if isinstance(number, ErrorValue):
        return "评分规则不在参数表中"
    if not row.rule:
        return "请选评分规则"
    kind = number_of(number)
    if kind == NO_RULE or is_beyond_cells(kind):
        asked = "请填评定得分" if kind == NO_RULE else "此规则由 yqxl 计算，单元格内请填评定得分"
        return "" if is_number(row.given) else asked
    if lost:
        raise CellError(ErrorValue.REF)
    expected = rule.hint if rule else ""
    which = which_impossible(impossible)
    if which > 0:
        return expected + hint(row, which)
    more = _above_limit(row, rule) if earlier else ""
    return expected + _complaint(value, cells[2]) + more


def _complaint(value: Value, score: Value) -> str:
    if isinstance(score, ErrorValue):
        return " ←取值有误" if isinstance(value, ErrorValue) else " ←权重、参数或方案有误"
    return " ←请填权重或取值" if score == "" else ""


def _above_limit(row: Indicator, rule: RuleRow | None) -> str:
    limit = rule.limit1 if rule else None
    above = isinstance(row.p1, float | int) and isinstance(limit, float | int) and row.p1 > limit
    return " ←参数1像是漏了%" if above else ""
