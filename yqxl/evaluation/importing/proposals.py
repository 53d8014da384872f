"""Which scoring rule a printed row follows, and whether its score can be right.

财预〔2020〕10号 第十六条: met → full marks, not met → in proportion. From the operator of
the target: ≥ or = n → 比例 or 达标满分, ≤ → 反向比例 or 不超满分, = 0 → 等于目标, > → 高于满分,
else 直接评分. Steps and bands are never fitted to a single number. The printed score stands;
the rule's score is put beside it, so that full marks on a missed target show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from yqxl.arithmetic import round_half_up
from yqxl.catalog.score import clamped, find_rule, resolved_parameters
from yqxl.errors import CellError
from yqxl.evaluation.importing.points import ratio_of
from yqxl.evaluation.importing.taken import CERTAIN, GUESSED, IndicatorRow, Taken
from yqxl.evaluation.importing.values import Kind, Measure, measure_of, measure_of_text
from yqxl.registry import RuleInput

DIRECT = "直接评分"
_TOLERANCE = 0.0051
_EXACT = 1e-9
#: from here on a bare actual value beside a target in per cent is per cent itself
_RATIO = 1.5
_NO_DIRECTION, _CONTRADICTED, _ONE_DECIMAL = 0.8, 0.6, 0.9


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule for one indicator.

    Attributes:
        rule: its name.
        target: parameter 1 of the rule, None for 直接评分.
        value: the actual value as the rule reads it, a ratio for per cent.
        score: what the rule gives.
        sure: how well the printed row bears it out.
        why: on what grounds, or why no rule was proposed.
        contradiction: what cannot be right, "" for nothing.
    """

    rule: str = DIRECT
    target: float | None = None
    value: float | None = None
    score: float | None = None
    sure: float = 1.0
    why: str = ""
    contradiction: str = ""


def measures_of(row: IndicatorRow) -> tuple[Measure, Measure]:
    """Return what target and actual value of an indicator say."""
    unit, direction = row.text("unit"), row.text("direction")
    return (
        _measure(row.cells.get("target"), unit, direction),
        _measure(row.cells.get("actual"), unit, ""),
    )


def _measure(taken: Taken | None, unit: str, direction: str) -> Measure:
    if taken is None or taken.value is None:
        return Measure(Kind.BLANK)
    cell = taken.cell
    if cell is not None and not isinstance(cell.value, str):
        return measure_of(cell, unit, direction)
    return measure_of_text(str(taken.value), unit, direction)


def propose(row: IndicatorRow) -> Proposal:
    """Return the rule that the target of an indicator asks for, compared with its score."""
    target, actual = measures_of(row)
    if actual.operator:
        contradiction = "实际完成值带比较符号，是目标不是结果，不能取数" if target.numeric else ""
        return Proposal(sure=0.5, why="实际完成值带比较符号", contradiction=contradiction)
    weight = row.number("weight")
    if not (target.numeric and actual.numeric) or weight is None:
        return Proposal(why="定性，或取不到数")
    comparable, why = _comparable(target, actual)
    if comparable is None:
        return Proposal(why=why)
    candidates = _candidates(target)
    if not candidates or comparable.number < 0 or target.number < 0:
        return Proposal(why="没有合适的规则")
    sure = min(target.sure, comparable.sure)
    all_of_it = target.kind is Kind.PERCENT and target.number == 1
    if not target.operator and target.number != 0 and not all_of_it:
        sure, why = min(sure, _NO_DIRECTION), "目标没有写方向，按越高越好"
    return _fitted(row, candidates, (weight, comparable.number, target.number), (sure, why))


def _comparable(target: Measure, actual: Measure) -> tuple[Measure | None, str]:
    """Return the actual value in the terms of the target, or why it has none."""
    if target.kind is actual.kind:
        if target.unit and actual.unit and target.unit != actual.unit:
            return None, f"单位不同：{target.unit}／{actual.unit}"
        return actual, actual.why
    if target.kind is Kind.NUMBER:
        return None, f"单位不同：{target.unit or '数'}／%"
    if actual.unit:
        return None, f"单位不同：%／{actual.unit}"
    if actual.number > _RATIO or actual.number == 0:
        why = "实际值没有写 %，按百分数"
        number = ratio_of(actual.number)
        return replace(actual, kind=Kind.PERCENT, number=number, sure=GUESSED), why
    return None, "实际值不知是比率还是百分数"


def _candidates(target: Measure) -> tuple[str, ...]:
    if target.operator in ("≥", "=", ""):
        if target.number == 0:
            return ("等于目标",) if target.operator == "=" else ()
        return ("比例", "达标满分")
    if target.operator == ">":
        return ("高于满分",)
    if target.operator == "≤":
        return ("反向比例", "不超满分") if target.number else ("不超满分",)
    return ()


def rule_score(rule: str, weight: float, value: float, target: float) -> float | None:
    """Return what a rule of one parameter gives, None where it gives an error.

    >>> rule_score("比例", 15.0, 46.0, 50.0), rule_score("达标满分", 15.0, 46.0, 50.0)
    (13.8, 0.0)
    """
    named = find_rule(rule)
    try:
        first, second, third = resolved_parameters(named, (target, None, None))
        return clamped(named.rule, RuleInput(weight, value, first, second, third, 1.0))
    except CellError:
        return None


def _fitted(
    row: IndicatorRow,
    candidates: Sequence[str],
    numbers: tuple[float, float, float],
    doubt: tuple[float, str],
) -> Proposal:
    """Choose among the rules by the printed score."""
    (weight, value, target), (sure, why) = numbers, doubt
    scores = {rule: rule_score(rule, weight, value, target) for rule in candidates}
    printed = row.number("score")
    if printed is None:
        rule = candidates[0]
        proposal = Proposal(rule, target, value, scores[rule], sure, why)
        return replace(proposal, sure=min(sure, _NO_DIRECTION), why=why or "没有打印得分可对")
    fitting = [r for r, s in scores.items() if s is not None and abs(s - printed) < _TOLERANCE]
    near = [
        r
        for r, s in scores.items()
        if s is not None and abs(round_half_up(s, 1) - printed) < _EXACT
    ]
    if fitting:
        return Proposal(
            fitting[0], target, value, scores[fitting[0]], min(sure, CERTAIN), why or "与得分相符"
        )
    if near:
        sure = min(sure, _ONE_DECIMAL)
        return Proposal(near[0], target, value, scores[near[0]], sure, "按一位小数与得分相符")
    rule = candidates[0]
    missed = scores[rule] is not None and (scores[rule] or 0.0) < weight
    full = abs(printed - weight) < _TOLERANCE and missed
    said = "没有达到目标却得满分" if full else "与规则得分不同"
    contradiction = f"打印的得分 {printed:g}，按“{rule}”应为 {scores[rule]:g}（{said}）"
    return Proposal(
        rule, target, value, scores[rule], min(sure, _CONTRADICTED), why or said, contradiction
    )
