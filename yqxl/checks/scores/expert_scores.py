"""Experts' scores: what they propose, scores that are impossible, experts who differ much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yqxl.arithmetic import divide, percent_text, round_half_up
from yqxl.checks.keys import tolerance
from yqxl.checks.wording import number, quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import ExpertResult
from yqxl.model.rows import ExpertScore, Indicator
from yqxl.registry import Subject, check

Rows = Sequence[tuple[int, ExpertScore, ExpertResult]]

CODE = "YQ-076"
REMEDY = "评定得分由评价组确定：请参考平均分填写；专家分歧大的先复议，把处理办法写进扣分原因。"
_NAME, _DEFAULT = "专家分差上限", 0.3


@check(code=CODE, level=Level.WARNING, title="专家评分")
def expert_scores(subject: Subject) -> Iterator[Finding]:
    """The proposal where 评定得分 is open, scores beyond the weight, experts who differ."""
    evaluation = subject.evaluation
    rows: dict[str, list[tuple[int, ExpertScore, ExpertResult]]] = {}
    for place, (row, result) in enumerate(
        zip(evaluation.experts, subject.results.experts, strict=False)
    ):
        if row.code:
            rows.setdefault(row.code.lower(), []).append((place, row, result))
    indicators = {row.code.lower(): (n, row) for n, row in enumerate(evaluation.indicators)}
    most = tolerance(evaluation, _NAME, _DEFAULT)
    for code, own in rows.items():
        if code not in indicators:
            message = f"专家评分的编码{quoted(own[0][1].code)}不在指标体系中。"
            yield Finding(CODE, Level.ERROR, message, REMEDY, Place("experts", own[0][0], "code"))
            continue
        yield from _beyond(own, indicators[code][1])
        yield from _told(own, *indicators[code], most)


def _beyond(own: Rows, row: Indicator) -> Iterator[Finding]:
    for place, expert, _ in own:
        both = isinstance(expert.score, float | int) and isinstance(row.weight, float | int)
        if both and expert.score > row.weight and not row.nature:  # type: ignore[operator]  # both are numbers
            given, weight = number(float(expert.score)), number(float(row.weight))  # type: ignore[arg-type]  # likewise
            message = f"{row.code} 的专家得分 {given} 超过权重 {weight}。"
            yield Finding(CODE, Level.ERROR, message, REMEDY, Place("experts", place, "score"))


def _told(own: Rows, place: int, row: Indicator, most: float) -> Iterator[Finding]:
    scores = [float(one.score) for _, one, _ in own if isinstance(one.score, float | int)]
    one = own[0][2]
    mean, how = (one.trimmed, "去掉最高最低后平均") if one.trimmed != "" else (one.mean, "平均")
    if not scores or not isinstance(mean, float):
        return
    at = Place("indicators", place, "given")
    if row.given is None or row.given == "":
        message = f"{row.code} 有 {len(scores)} 位专家评分，{how} {number(mean)}，还没有评定得分。"
        yield Finding(CODE, Level.WARNING, message, REMEDY, at)
    elif isinstance(row.given, float | int) and round_half_up(row.given - mean, 2):
        message = (
            f"{row.code} 的评定得分 {number(float(row.given))} 与专家{how} {number(mean)} 不同。"
        )
        yield Finding(CODE, Level.NOTE, message, REMEDY, at)
    if not isinstance(row.weight, float | int) or row.weight <= 0:
        return
    spread = divide(max(scores) - min(scores), float(row.weight))
    if round_half_up(spread - most, 10) > 0:
        message = (
            f"{row.code} 的专家得分从 {number(min(scores))} 到 {number(max(scores))}，"
            f"相差权重的 {percent_text(spread)}，超过 {percent_text(most)}。"
        )
        yield Finding(CODE, Level.WARNING, message, REMEDY, Place("experts", own[0][0], "score"))
