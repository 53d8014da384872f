"""What in a table cannot all be right: totals, sums of levels, the execution rate."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from yqxl.arithmetic import divide, percent_text, round_half_up, total
from yqxl.evaluation.importing.taken import Draft, FundRow, IndicatorRow, Taken

#: printed points have two decimals, printed rates too
_SLACK = 0.0051
_FULL = 100
_WORDS = {"weight": "分值", "score": "得分"}


def find_contradictions(draft: Draft) -> None:
    """Add every contradiction of a project to it."""
    for kind, place, message in (
        *_totals(draft),
        *_levels(draft),
        *_scores_over_weight(draft.rows),
        *_execution(draft),
        *_parts_of_funds(draft.funds),
    ):
        draft.contradict(kind, place, message)


def names_execution(row: IndicatorRow) -> bool:
    """Return whether an indicator is the 预算执行率 itself."""
    name = row.text("name")
    return "预算" in name and "执行率" in name


def _number(taken: Taken | None) -> float | None:
    return taken.value if taken and isinstance(taken.value, float | int) else None


def _all(draft: Draft, role: str) -> list[float | None]:
    """Return the points of every indicator, and of the execution rate where it is apart."""
    numbers = [row.number(role) for row in draft.rows]
    apart = not any(names_execution(row) for row in draft.rows)
    if apart and draft.execution.get("weight"):
        numbers.append(_number(draft.execution.get(role)))
    return numbers


def _known(numbers: Iterable[float | None]) -> list[float]:
    return [number for number in numbers if number is not None]


def _totals(draft: Draft) -> Iterator[tuple[str, str, str]]:
    weights = _all(draft, "weight")
    known = _known(weights)
    printed = draft.total.get("weight")
    if known and len(known) == len(weights):
        added = round_half_up(math.fsum(known), 6)
        if abs(added - _FULL) > _SLACK:
            place = draft.rows[0].cells["weight"].place if draft.rows else ""
            yield "分值合计", place, f"各指标分值相加为 {added:g}，不是 100"
        said = _number(printed)
        if printed and said is not None and abs(said - added) > _SLACK:
            yield "分值合计", printed.place, f"打印的分值合计 {said:g}，相加为 {added:g}"
    yield from _score_total(draft)


def _score_total(draft: Draft) -> Iterator[tuple[str, str, str]]:
    scores, printed = _all(draft, "score"), draft.total.get("score")
    known, said = _known(scores), _number(printed)
    if printed is None or said is None or not known:
        return
    missing = len(scores) - len(known)
    if missing:
        message = f"有 {missing} 个指标没有得分，打印的总分 {said:g} 未能核对"
        yield "总分", printed.place, message
        return
    added = total(known)
    if abs(added - said) > _SLACK:
        yield "总分", printed.place, f"打印的总分 {said:g}，各项得分相加为 {added:g}"


def _levels(draft: Draft) -> Iterator[tuple[str, str, str]]:
    for name, points in draft.levels.items():
        children = [row for row in draft.rows if name in (row.text("level1"), row.text("level2"))]
        for role, word in _WORDS.items():
            printed = points.get(role)
            said = _number(printed)
            numbers = [row.number(role) for row in children]
            known = _known(numbers)
            if printed is None or said is None or not known or len(known) < len(numbers):
                continue
            added = total(known)
            if abs(added - said) > _SLACK:
                message = f"“{name}”写 {said:g}，下属指标相加为 {added:g}"
                yield f"层级{word}", printed.place, message


def _scores_over_weight(rows: Iterable[IndicatorRow]) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        weight, score = row.number("weight"), row.number("score")
        if weight is not None and score is not None and score > weight + _SLACK:
            message = f"{row.text('name')}：得分 {score:g} 大于分值 {weight:g}"
            yield "得分超分值", row.cells["score"].place, message


def _execution(draft: Draft) -> Iterator[tuple[str, str, str]]:
    row = next((each for each in draft.funds if each.total), None)
    rate = execution_rate(row) if row else None
    if row is None or rate is None:
        return
    printed = row.cells.get("rate")
    said = _number(printed)
    if printed and said is not None and abs(said - rate) > _SLACK:
        message = f"打印的执行率 {percent_text(said)}，按支出 ÷ 预算为 {percent_text(rate)}"
        yield "执行率", printed.place, message
    score, weight = draft.execution.get("score"), _number(draft.execution.get("weight"))
    given = _number(score)
    if score is None or given is None or weight is None:
        return
    due = round_half_up(min(weight, weight * rate))
    if abs(due - given) > _SLACK and abs(round_half_up(due, 1) - given) > _SLACK:
        message = f"打印的得分 {given:g}，{weight:g} × {percent_text(rate)} = {due:g}"
        yield "执行率得分", score.place, message


def execution_rate(row: FundRow) -> float | None:
    """Return 全年执行数 ÷ 全年预算数 (else 年初预算数) of a row of funds [ratio].

    Source: 财预〔2020〕10号 附1.
    """
    base = row.number("final") or row.number("budget")
    spent = row.number("spent")
    return divide(spent, base) if base and spent is not None else None


def _parts_of_funds(funds: list[FundRow]) -> Iterator[tuple[str, str, str]]:
    whole = next((row for row in funds if row.total), None)
    parts = [row for row in funds if not row.total]
    if whole is None:
        return
    for role, word in (("budget", "年初预算"), ("final", "全年预算"), ("spent", "执行数")):
        said = whole.number(role)
        numbers = [row.number(role) for row in parts]
        known = _known(numbers)
        if said is None or not known or len(known) < len(numbers):
            continue
        added = round_half_up(math.fsum(known), 6)
        if abs(added - said) > _SLACK * len(known):
            place = whole.cells[role].place
            yield "资金合计", place, f"{word}总额 {said:g}，各项相加为 {added:g}"
