"""Self score against review score: pure; differences with what the two workbooks give for them.

Indicators are matched by code (design §4). A reason is what stands in one of the two: the
扣分原因 that was written, another value, rule, parameter or weight, a 评定得分 over a rule.
Where nothing stands, that is said; no cause is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yqxl.arithmetic import Value, percent_text, round_half_up
from yqxl.checks.scores.printed_figures import ITEMS
from yqxl.errors import CellError
from yqxl.evaluation.scoring.evaluate import evaluate, shown_total, with_parameters
from yqxl.evaluation.scoring.schemes import grade_checks, grade_of
from yqxl.grid import Role
from yqxl.model.contract import BY_KEY
from yqxl.model.headers import header_key
from yqxl.model.number_text import value_text
from yqxl.model.results import IndicatorResult, LevelResult, Results
from yqxl.model.rows import Evaluation, Indicator
from yqxl.tables.value_bases import ValueBases

#: two scores are the same below half of their last decimal
_SAME = 0.005
_INDICATORS = BY_KEY["indicators"]
#: the typed fields that make a score, in the order in which a reviewer asks for them
_PARAMETERS = ("rule", "p1", "p2", "p3", "scheme")
UNEXPLAINED = "两份底稿都没有写原因"


@dataclass(frozen=True, slots=True)
class Printed:
    """A total or grade that stands somewhere as a text or number, and where."""

    item: str
    value: Value
    where: str


@dataclass(frozen=True)
class Side:
    """One of the two workbooks: ``name`` is 自评 or 复核."""

    name: str
    evaluation: Evaluation
    results: Results
    printed: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure of the self-evaluation and of the review; ``by`` is review less self."""

    own: Value
    review: Value

    @property
    def by(self) -> float | None:
        """Return review less self to two decimals; None unless both are numbers."""
        if isinstance(self.own, float | int) and isinstance(self.review, float | int):
            return round_half_up(self.review - self.own, 2)
        return None

    @property
    def differs(self) -> bool:
        """Whether they are not the same figure."""
        if isinstance(self.own, float | int) and isinstance(self.review, float | int):
            return abs(self.review - self.own) >= _SAME
        return self.own != self.review


@dataclass(frozen=True, slots=True)
class Differing:
    """An indicator whose score or weight is not the same, and why."""

    code: str
    name: str
    weight: Pair
    score: Pair
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """What self-evaluation and review have in common and what not."""

    #: how many indicators both have
    shared: int
    differing: tuple[Differing, ...]
    only_self: tuple[str, ...]
    only_review: tuple[str, ...]
    levels: tuple[tuple[str, Pair], ...]
    second_levels: tuple[tuple[str, Pair], ...]
    total: Pair
    grade: Pair
    #: printed totals that are not the sum, printed grades that are not the score's
    contradictions: tuple[str, ...]


def compare(own: Side, review: Side) -> Comparison:
    """Return how a review differs from the self-evaluation of the same thing."""
    there, here = _by_code(own), _by_code(review)
    shared = [code for code in there if code in here]
    differing = (_differing(own, review, there[code], here[code]) for code in shared)
    return Comparison(
        len(shared),
        tuple(one for one in differing if one.score.differs or one.weight.differs),
        tuple(_named(own, there[code]) for code in there if code not in here),
        tuple(_named(review, here[code]) for code in here if code not in there),
        tuple(_levels(own.results.levels, review.results.levels)),
        tuple(_levels(own.results.second_levels, review.results.second_levels)),
        Pair(
            shown_total(own.evaluation, own.results),
            shown_total(review.evaluation, review.results),
        ),
        Pair(own.results.grade, review.results.grade),
        (*_contradictions(own), *_contradictions(review)),
    )


def _by_code(side: Side) -> dict[str, int]:
    rows: dict[str, int] = {}
    for number, row in enumerate(side.evaluation.indicators):
        if row.code:
            rows.setdefault(row.code.lower(), number)
    return rows


def _named(side: Side, number: int) -> str:
    row = side.evaluation.indicators[number]
    return f"{row.code}{row.name}"


def _levels(
    own: Sequence[LevelResult], review: Sequence[LevelResult]
) -> Iterator[tuple[str, Pair]]:
    """Yield the levels by their codes, else by their labels: the label of the review shows."""
    was = {_level_key(level): level for level in own}
    now = {_level_key(level): level for level in review}
    for key in dict.fromkeys((*was, *now)):
        earlier, later = was.get(key), now.get(key)
        label = later.label if later else earlier.label if earlier else ""
        yield label, Pair(earlier.score if earlier else "", later.score if later else "")


def _level_key(level: LevelResult) -> str:
    return (level.code or level.label).lower()


def _differing(own: Side, review: Side, there: int, here: int) -> Differing:
    was, row = own.evaluation.indicators[there], review.evaluation.indicators[here]
    earlier, later = own.results.indicators[there], review.results.indicators[here]
    weight, score = Pair(was.weight, row.weight), Pair(earlier.score, later.score)
    reasons: list[str] = []
    if row.reason:
        reasons.append(f"{review.name}扣分原因：{row.reason}")
    if was.reason and was.reason != row.reason:
        reasons.append(f"{own.name}扣分原因：{was.reason}")
    if weight.differs:
        reasons.append(f"权重 {_text(was.weight)} → {_text(row.weight)}")
    values = Pair(earlier.result, later.result)
    if values.own != values.review:
        shown = (_value(own, was, earlier), _value(review, row, later))
        reasons.append("取值 " + " → ".join(shown))
    reasons += _other_rule(was, row)
    for side, one, result in ((own, was, earlier), (review, row, later)):
        reasons += _given(side, one, result)
    return Differing(row.code, row.name, weight, score, tuple(reasons) or (UNEXPLAINED,))


def _value(side: Side, row: Indicator, result: IndicatorResult) -> str:
    share = ValueBases(side.evaluation, side.results).role(row.value) is Role.PERCENT
    if share and isinstance(result.result, float | int):
        return percent_text(result.result)
    return _text(result.result)


def _other_rule(was: Indicator, row: Indicator) -> Iterator[str]:
    """Yield rule, parameters and scheme where the two workbooks score by different ones."""
    for field in _PARAMETERS:
        before, after = getattr(was, field), getattr(row, field)
        if (before or None) != (after or None):
            yield f"{_INDICATORS.column(field).header} {_text(before)} → {_text(after)}"


def _given(side: Side, row: Indicator, result: IndicatorResult) -> Iterator[str]:
    """Yield that a score was decided and is not what its rule gives."""
    pair = Pair(result.rule_score, row.given)
    if pair.by is not None and pair.differs:
        yield f"{side.name}评定得分 {_text(row.given)}，规则得分 {_text(result.rule_score)}"


def _contradictions(side: Side) -> Iterator[str]:
    """Yield printed totals that are not the sum, and printed grades that are not earned."""
    # a total that somebody typed over is withheld elsewhere; here it is held against the sum
    summed = evaluate(side.evaluation)
    printed = (*side.printed, *_in_report(side))
    totals = [one for one in printed if one.item == "总分"]
    for one in totals:
        pair = Pair(summed.score_total, one.value)
        if pair.differs and isinstance(one.value, float | int):
            yield (
                f"{side.name}：{one.where}的总分是 {_text(one.value)}，"
                f"各指标得分相加为 {_text(shown_total(side.evaluation, summed))}"
            )
    for one in (one for one in printed if one.item == "等级"):
        scores = {"各指标得分相加": summed.score_total}
        scores |= {f"{total.where}的总分": total.value for total in totals}
        for what, score in scores.items():
            earned = _earned(side, score)
            if earned and one.value not in ("", earned):
                said = f"{side.name}：{one.where}的等级是{one.value}"
                yield f"{said}，{what} {_text(score)} 是{earned}"


def _in_report(side: Side) -> Iterator[Printed]:
    """Yield the total and the grade that 报告数据 copied from a printed report."""
    for row in side.evaluation.printed_figures:
        item = ITEMS.get(header_key(row.item))
        if item is not None and row.printed not in (None, ""):
            yield Printed(item, row.printed, f"报告数据“{row.item}”")


def _earned(side: Side, score: Value) -> str:
    """Return the grade of a score in the workbook's own scheme; nothing where there is none."""
    full = side.results.weight_total
    if not isinstance(score, float | int) or not isinstance(full, float | int):
        return ""
    evaluation = with_parameters(side.evaluation)
    try:
        return grade_of(evaluation, grade_checks(evaluation), float(score), float(full))
    except CellError:
        return ""


def _text(value: Value) -> str:
    if value is None or value == "":
        return "空白"
    return value_text(value)
