"""Weights as points of a hundred, marks of a hundred as points: where the sums confirm it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from yqxl.arithmetic import divide, round_half_up
from yqxl.evaluation.importing.points import Form
from yqxl.evaluation.importing.taken import GUESSED, Draft, IndicatorRow, Leftover, Taken

#: a sum of printed points may be off by so much
_SLACK = 0.0051
_SHARE_SLACK = 0.01
#: above it weights are hardly points of a hundred
_MOST_POINTS = 110
_CONFIRMED = 0.8
#: so many scores above their weights, of all, are marks of a hundred
_OVER = 0.6
_FULL = 100


def settle_points(draft: Draft, rows: Sequence[IndicatorRow]) -> None:
    """Bring the weights and scores of one table to points of a hundred, in place."""
    _per_cent_labels(rows)
    _per_cent_cells(rows)
    _nested_hundreds(draft, rows)
    _shares_of_one(draft, rows)
    _too_many_points(rows)
    _per_cent_scores(draft, rows)
    _marks_of_a_hundred(draft, rows)


def _with(rows: Iterable[IndicatorRow], role: str) -> list[IndicatorRow]:
    return [row for row in rows if row.number(role) is not None]


def _numbers(rows: Iterable[IndicatorRow], role: str) -> list[float]:
    return [number for row in rows if (number := row.number(role)) is not None]


def _set(row: IndicatorRow, role: str, number: float, sure: float = 1.0, why: str = "") -> None:
    old = row.cells[role]
    new = Taken(round_half_up(number, 6), old.place, old.sure, old.why, Form.POINTS, old.cell)
    row.cells[role] = new.doubted(sure, why) if sure < 1 else new


def _per_cent_labels(rows: Sequence[IndicatorRow]) -> None:
    """Keep "(25%)" behind a name as a weight only where all of them make a hundred."""
    labelled = [
        row
        for row in _with(rows, "weight")
        if row.cells["weight"].cell is row.cells["name"].cell
        and row.cells["weight"].form is Form.PERCENT
    ]
    total = math.fsum(_numbers(labelled, "weight"))
    if not labelled or (len(labelled) == len(rows) and abs(total - 1) < _SHARE_SLACK):
        return
    for row in labelled:
        cell = row.cells.pop("weight").cell
        if cell is not None:
            old = row.cells["name"]
            row.cells["name"] = Taken(
                " ".join(cell.text.split()), old.place, old.sure, old.why, old.form, cell
            )


def _per_cent_cells(rows: Sequence[IndicatorRow]) -> None:
    weighted = _with(rows, "weight")
    per_cent = [row for row in weighted if row.cells["weight"].form is Form.PERCENT]
    mixed = len(per_cent) not in (0, len(weighted))
    for row in per_cent:
        number = row.number("weight") or 0.0
        sure, why = (0.5, "有的分值带百分号，有的不带") if mixed else (1.0, "")
        _set(row, "weight", number * _FULL, sure, why)


def _nested_hundreds(draft: Draft, rows: Sequence[IndicatorRow]) -> None:
    """Multiply out: each first level is a hundred of its own, and they share a hundred."""
    weighted = _with(rows, "weight")
    names = list(dict.fromkeys(row.text("level1") for row in weighted))
    shares = {name: _level_weight(draft, name) for name in names}
    known = [share for share in shares.values() if share is not None]
    if len(names) < 2 or len(known) < len(names):  # noqa: PLR2004 - one level shares nothing
        return
    if abs(math.fsum(known) - _FULL) > _SHARE_SLACK or len(weighted) < len(rows):
        return
    own = {
        name: math.fsum(
            row.number("weight") or 0.0 for row in weighted if row.text("level1") == name
        )
        for name in names
    }
    if any(abs(total - _FULL) > _SHARE_SLACK for total in own.values()):
        return
    for row in weighted:
        share = shares[row.text("level1")] or 0.0
        number = divide((row.number("weight") or 0.0) * share, _FULL)
        why = f"每个一级指标内合计 100，按其权重 {share:g} 折算"
        _set(row, "weight", number, GUESSED, why)
    for name in {row.text("level2") for row in weighted} - set(names):
        draft.levels.pop(name, None)
    message = "每个一级指标内的分值合计为 100，已按一级指标权重折算，请核对"
    draft.contradict("分值换算", rows[0].cells["weight"].place, message)


def _level_weight(draft: Draft, name: str) -> float | None:
    taken = draft.levels.get(name, {}).get("weight")
    return float(taken.value) if taken and isinstance(taken.value, float | int) else None


def _shares_of_one(draft: Draft, rows: Sequence[IndicatorRow]) -> None:
    weights = _numbers(rows, "weight")
    if not weights or max(weights) >= 1 or abs(math.fsum(weights) - 1) > _SLACK:
        return
    for row in _with(rows, "weight"):
        number = (row.number("weight") or 0.0) * _FULL
        _set(row, "weight", number, GUESSED, "份额合计为 1，换算为百分制")
    total = draft.total.get("weight")
    if total is not None and total.value == 1:
        draft.total["weight"] = Taken(float(_FULL), total.place, GUESSED, "份额换算为百分制")


def _too_many_points(rows: Sequence[IndicatorRow]) -> None:
    total = math.fsum(_numbers(rows, "weight"))
    if total > _MOST_POINTS:
        for row in _with(rows, "weight"):
            why = f"分值合计 {total:g}，可能不是百分制"
            row.cells["weight"] = row.cells["weight"].doubted(GUESSED - 0.1, why)


def _per_cent_scores(draft: Draft, rows: Sequence[IndicatorRow]) -> None:
    """Leave scores in per cent alone: rates of scoring or points, nobody can tell."""
    for row in _with(rows, "score"):
        if row.cells["score"].form is Form.PERCENT:
            _leave_score(draft, row, "得分带百分号，不知是得分还是得分率")


def _marks_of_a_hundred(draft: Draft, rows: Sequence[IndicatorRow]) -> None:
    """Turn marks of a hundred into points if the printed total confirms it, else leave them."""
    scored = [row for row in _with(rows, "score") if row.number("weight") is not None]
    pairs = [(row.number("weight") or 0.0, row.number("score") or 0.0) for row in scored]
    over = sum(score > weight + _SLACK for weight, score in pairs)
    plain = all(row.cells["score"].form is Form.POINTS for row in scored)
    if not plain or over < max(2, len(pairs) * _OVER) or max(s for _, s in pairs) > _FULL:
        return
    total = draft.total.get("score")
    weighted = divide(math.fsum(weight * score for weight, score in pairs), _FULL)
    printed = total.value if total and isinstance(total.value, float | int) else None
    confirmed = printed is not None and abs(weighted - printed) <= 0.005 * len(pairs) + 0.01
    for row in scored:
        if confirmed:
            number = divide((row.number("weight") or 0.0) * (row.number("score") or 0.0), _FULL)
            _set(row, "score", number, _CONFIRMED, "百分制打分 × 权重，与打印总分相符")
        else:
            _leave_score(draft, row, "得分大于分值，像是百分制打分，没有总分可以证实")


def _leave_score(draft: Draft, row: IndicatorRow, why: str) -> None:
    taken = row.cells.pop("score")
    text = taken.cell.text if taken.cell else f"{taken.value}"
    draft.leftovers.append(Leftover(taken.place, text, why))
