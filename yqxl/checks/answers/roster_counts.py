"""The counted answer sheets of 问卷明细 against the 人数 that somebody typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yqxl.checks.recorded import recorded
from yqxl.checks.wording import quoted, shown
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.roster import AnswerKey, answer_key
from yqxl.model.rows import SurveyCount
from yqxl.registry import Subject, check

CODE = "YQ-066"
REMEDY = "请核对明细与人数（明细含无效问卷的，应先剔除）；空白的人数可用 yqxl survey 填入。"

#: so many pairs without a row are told one by one
_MOST_UNMATCHED = 20


@dataclass(frozen=True)
class Comparison:
    """One row of 满意度 beside the answer sheets that were counted for it."""

    row: int
    answers: int
    blank: bool
    equal: bool


def comparisons(rows: Iterable[SurveyCount], counts: Counter[AnswerKey]) -> list[Comparison]:
    """Return the rows whose code occurs in the roster; of equal rows none."""
    known = {code for code, _ in counts}
    keyed = [(number, answer_key(row.code, row.option), row) for number, row in enumerate(rows)]
    often = Counter(key for _, key, _ in keyed)
    return [
        Comparison(number, counts[key], row.count is None, row.count == counts[key])
        for number, key, row in keyed
        if key[0] in known and all(key) and often[key] == 1
    ]


def counted(facts: Iterable[Fact]) -> tuple[Counter[AnswerKey], dict[AnswerKey, Fact]]:
    """Return the counts by their keys, and a fact that shows each key's own texts."""
    counts: Counter[AnswerKey] = Counter()
    texts: dict[AnswerKey, Fact] = {}
    for fact in facts:
        code, option = fact.key or ("", "")
        key = answer_key(code, option)
        counts[key] += int(fact.found or 0)
        texts.setdefault(key, fact)
    return counts, texts


@check(code=CODE, level=Level.WARNING, title="问卷明细与人数不符")
def roster_counts(subject: Subject) -> Iterator[Finding]:
    """The counted answer sheets of 问卷明细 against the 人数 that somebody typed."""
    for fact in recorded(subject.facts, FactKind.ROSTER_UNUSABLE):
        message = f"问卷明细没有统计：{fact.found}。"
        yield Finding(CODE, Level.WARNING, message, fact.expected or REMEDY, sheet=fact.sheet)
    counts, texts = counted(recorded(subject.facts, FactKind.ROSTER_COUNT))
    if not counts:
        return
    rows = subject.evaluation.survey_counts
    for one in comparisons(rows, counts):
        if not one.equal:
            yield _differing(rows[one.row], one)
    yield from _unmatched(rows, counts, texts)


def _differing(row: SurveyCount, one: Comparison) -> Finding:
    head = f"{row.code} {quoted(row.option)}的人数"
    level = Level.NOTE if one.blank else Level.WARNING
    typed = "空白" if one.blank else f"为 {shown(row.count)}"
    message = f"{head}{typed}，问卷明细中有 {one.answers:,} 份。"
    return Finding(CODE, level, message, REMEDY, Place("survey_counts", one.row, "count"))


def _unmatched(
    rows: Iterable[SurveyCount], counts: Counter[AnswerKey], texts: dict[AnswerKey, Fact]
) -> Iterator[Finding]:
    """Yield what is counted but has no row, the most frequent first; no answer is left out."""
    often = Counter(answer_key(row.code, row.option) for row in rows)
    for key in [key for key in counts if often[key] > 1]:
        message = f"{_pair(texts[key])}在满意度表中有 {often[key]} 行，未核对 {counts[key]:,} 份。"
        yield Finding(CODE, Level.WARNING, message, REMEDY, sheet=texts[key].sheet)
    missing = sorted((key for key in counts if not often[key]), key=lambda key: -counts[key])
    for key in missing[:_MOST_UNMATCHED]:
        fact = texts[key]
        message = f"明细中{_pair(fact)}的 {counts[key]:,} 份在满意度表中没有对应的行。"
        yield Finding(CODE, Level.WARNING, message, REMEDY, sheet=fact.sheet, cell=fact.cell)
    rest = missing[_MOST_UNMATCHED:]
    if rest:
        answers = sum(counts[key] for key in rest)
        message = f"明细中另有 {len(rest):,} 种编码与选项共 {answers:,} 份没有对应的行。"
        yield Finding(CODE, Level.WARNING, message, REMEDY, sheet=texts[rest[0]].sheet)


def _pair(fact: Fact) -> str:
    code, option = fact.key or ("", "")
    return f"编码{quoted(code)}、选项{quoted(option)}"
