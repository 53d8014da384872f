"""层级评分: rows that mean no level, score nothing, or differ from what their members give."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, is_number, round_half_up
from yqxl.checks.wording import number, quoted
from yqxl.errors import ErrorValue
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.level_methods import BLEND, GIVEN, METHODS
from yqxl.model.results import LevelScoreResult
from yqxl.model.rows import LevelScore
from yqxl.registry import Subject, check

CODE = "YQ-077"
REMEDY = (
    "请核对“层级评分”：编码是一级或二级指标的编码（A、B2）或名称，一个层级一行；"
    "直接评分填评定得分，混合另填份额。"
)


@check(code=CODE, level=Level.ERROR, title="层级评分")
def level_scores(subject: Subject) -> Iterator[Finding]:
    """Rows without a level, without a score or with too much; a score other than the sum."""
    rows = subject.evaluation.level_scores
    results = subject.results.level_scores
    for place, (row, one) in enumerate(zip(rows, results, strict=False)):
        if not row.code:
            continue
        fault, field = _fault(row, one, results)
        if fault:
            at = Place("level_scores", place, field)
            yield Finding(CODE, Level.ERROR, f"层级评分 {row.code}：{fault}。", REMEDY, at)
        elif note := _note(row, one, results):
            at = Place("level_scores", place, "score")
            yield Finding(CODE, Level.NOTE, f"层级评分 {row.code}：{note}。", REMEDY, at)


def _fault(
    row: LevelScore, one: LevelScoreResult, results: tuple[LevelScoreResult, ...]
) -> tuple[str, str]:
    """Return what is wrong with a row and in which column; nothing where it is sound."""
    return next(_faults(row, one, results), ("", ""))


def _faults(
    row: LevelScore, one: LevelScoreResult, results: tuple[LevelScoreResult, ...]
) -> Iterator[tuple[str, str]]:
    same = [(other.depth, other.first, other.second) for other in results]
    if one.depth == 0:
        yield f"指标体系中没有{quoted(row.code)}这个一级或二级指标", "code"
    if same.count((one.depth, one.first, one.second)) > 1:
        yield f"{one.level} 有几行，只能有一行", "code"
    if row.method and row.method not in METHODS:
        yield f"没有{quoted(row.method)}这种方法，可以填 {'、'.join(METHODS)}", "method"
    if row.method == GIVEN and not is_number(row.given):
        yield "方法是直接评分，没有评定得分", "given"
    if row.method == BLEND and not (is_number(row.given) and is_number(row.share)):
        yield "方法是混合，要填评定得分和它的份额", "share"
    if isinstance(one.score, ErrorValue):
        yield f"得分算不出（{one.score.value}）", "score"
    if is_number(one.score) and is_number(one.weight) and _more(one):
        yield f"得分 {_text(one.score)} 超过权重 {_text(one.weight)}", "score"


def _text(value: Value) -> str:
    return number(float(value))  # type: ignore[arg-type]  # asked for numbers only


def _more(one: LevelScoreResult) -> bool:
    return round_half_up(float(one.score) - float(one.weight), 6) > 0  # type: ignore[arg-type]  # both are numbers


def _note(row: LevelScore, one: LevelScoreResult, results: tuple[LevelScoreResult, ...]) -> str:
    above = any(other.depth == 1 and other.first == one.first for other in results)
    if one.depth != 1 and above:
        return "它的一级指标另有一行，总分只算那一行"
    both = is_number(one.score) and is_number(one.members)
    if both and one.score != one.members:
        by = "评定" if is_number(row.given) else row.method
        return f"得分 {_text(one.score)}（{by}），成员得分之和是 {_text(one.members)}"
    return ""
