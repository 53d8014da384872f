"""What a change does to scores, levels, total and grade.

Only what people typed is replaced and everything is computed again, so a score that the
evaluators decided (评定得分) stays as it is: what its rule would give then is told beside.
A change that makes an error gives neither total nor grade (design §3a).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yqxl.arithmetic import Value, round_half_up
from yqxl.evaluation.scoring.evaluate import (
    check_findings,
    evaluate,
    shown_total,
    with_parameters,
)
from yqxl.evaluation.whatif.cell_paths import Change, changed
from yqxl.grid import Role
from yqxl.model.findings import Finding, Level
from yqxl.model.results import LevelResult, Results
from yqxl.model.rows import Evaluation
from yqxl.tables.frame import ILLUSTRATIVE
from yqxl.tables.value_bases import ValueBases


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure before and after; ``by`` is None unless both are numbers [points]."""

    before: Value
    after: Value

    @property
    def by(self) -> float | None:
        """Return after less before, to two decimals."""
        if isinstance(self.before, float | int) and isinstance(self.after, float | int):
            return round_half_up(self.after - self.before, 2)
        return None


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """What becomes of one indicator."""

    code: str
    name: str
    weight: Difference
    value: Difference
    rule_score: Difference
    score: Difference
    #: whether its value is a share of something, shown as percent
    share: bool
    #: whether the workbook says that this score is an example
    illustrative: bool

    @property
    def held(self) -> bool:
        """Whether the rule gives another score and 评定得分 holds the old one."""
        return (
            self.rule_score.before != self.rule_score.after
            and self.score.before == self.score.after
        )


@dataclass(frozen=True)
class WhatIf:
    """What the changes do; nothing is written anywhere."""

    changes: tuple[Change, ...]
    scores: tuple[ScoreChange, ...]
    levels: tuple[tuple[str, Difference], ...]
    total: Difference
    grade: Difference
    #: whether scores of the workbook are examples and not the evaluation's
    illustrative: bool
    #: what the checks find only after the change
    findings: tuple[Finding, ...]

    @property
    def withheld(self) -> bool:
        """Whether the change makes an error, so that no total and no grade may be told."""
        return any(one.level is Level.ERROR for one in self.findings)


def what_if(evaluation: Evaluation, texts: Sequence[str]) -> WhatIf:
    """Return what would be if these cells held these values (``产出/O02/实际值=700``).

    Raises:
        UsageError: a path leads nowhere, or its cell takes no such value (YQ-480 to 482).
    """
    before = with_parameters(evaluation)
    after, changes = changed(before, texts)
    old, new = evaluate(before), evaluate(after)
    known = {(one.code, one.place) for one in check_findings(before, old)}
    findings = check_findings(after, new)
    return WhatIf(
        changes,
        tuple(_scores(before, after, old, new)),
        tuple(_levels(old.levels, new.levels)),
        Difference(shown_total(before, old), shown_total(after, new)),
        Difference(old.grade, new.grade),
        any(row.code and ILLUSTRATIVE in row.note for row in before.indicators),
        tuple(one for one in findings if (one.code, one.place) not in known),
    )


def _scores(
    before: Evaluation, after: Evaluation, old: Results, new: Results
) -> Iterator[ScoreChange]:
    """Yield the indicators whose value, rule score or score differs."""
    bases = ValueBases(after, new)
    rows = zip(before.indicators, after.indicators, old.indicators, new.indicators, strict=True)
    for was, row, earlier, later in rows:
        change = ScoreChange(
            row.code,
            row.name,
            Difference(was.weight, row.weight),
            Difference(earlier.result, later.result),
            Difference(earlier.rule_score, later.rule_score),
            Difference(earlier.score, later.score),
            bases.role(row.value) is Role.PERCENT,
            ILLUSTRATIVE in row.note,
        )
        figures = (change.weight, change.value, change.rule_score, change.score)
        if row.code and any(one.before != one.after for one in figures):
            yield change


def _levels(
    old: Sequence[LevelResult], new: Sequence[LevelResult]
) -> Iterator[tuple[str, Difference]]:
    """Yield the first-level scores that differ; a level that comes or goes has no figure there."""
    was = {level.label: level.score for level in old}
    now = {level.label: level.score for level in new}
    for label in dict.fromkeys((*was, *now)):
        difference = Difference(was.get(label, ""), now.get(label, ""))
        if difference.before != difference.after:
            yield label, difference
