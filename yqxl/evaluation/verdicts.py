"""What the live checks and the findings of a run come to: 校验状态, and whether a total shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from yqxl.arithmetic import Value
from yqxl.catalog import checks
from yqxl.checks.no_indicators import CODE as NO_INDICATORS
from yqxl.checks.no_indicators import has_indicators
from yqxl.errors import ErrorValue
from yqxl.model.findings import Finding, Level
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import Check

#: what the grade shows while there is a reason
UNGRADED = "暂不定级"
#: what a check shows that counts nothing, and 校验状态 without errors begins with
PASSED = "通过"
#: what 校验状态 shows while nobody has begun, and the version from which it does
UNFINISHED, _SAYS_IDLE = "未完成", 2

#: the live checks with what they count
Counts = tuple[tuple[Check, Value], ...]


@dataclass(frozen=True)
class Verdicts:
    """The live checks with what they count, and what only the run knows."""

    live: Counts
    #: kinds of errors of the run that no live check counts
    run_errors: int = 0
    #: reasons of the run why no total may be shown
    run_reasons: int = 0
    #: whether nobody has begun
    idle: bool = False

    def offended(self, level: Level) -> int:
        """Return how many live checks of a level count anything, or fail."""
        return sum(value != 0 for check, value in self.live if check.level is level)

    @property
    def errors(self) -> int:
        """How many checks are offended, live or in the run."""
        return self.offended(Level.ERROR) + self.run_errors

    @property
    def reasons(self) -> int:
        """How many reasons there are why no total may be shown: ``yq_blocked``."""
        return sum(value != 0 for check, value in self.live if check.withholds) + self.run_reasons

    @property
    def state(self) -> str:
        """What 首页 shows as 校验状态."""
        if self.idle:
            return UNFINISHED
        if self.errors:
            return f"有{self.errors}项不符"
        warnings = self.offended(Level.WARNING)
        return f"{PASSED}，有{warnings}项提醒" if warnings else PASSED


def live_counts(evaluation: Evaluation, results: Results) -> Counts:
    """Return what each live check counts.

    None looks at a total, so that withholding one changes no count.
    """
    return tuple(
        (check, check.live.value(evaluation, results))
        for check in checks()
        if check.live is not None
    )


def verdicts(
    evaluation: Evaluation,
    results: Results,
    findings: Iterable[Finding] = (),
    live: Counts | None = None,
) -> Verdicts:
    """Return what the checks come to.

    Args:
        evaluation: the rows.
        results: what they give.
        findings: those of the run that the next reader is told of.
        live: what the live checks count, where it is known already.
    """
    if live is None:
        live = live_counts(evaluation, results)
    counted = {check.code for check, value in live if value != 0}
    reasons = {check.code for check, value in live if value != 0 and check.withholds}
    errors, withheld = set(), 0
    for finding in findings:
        if finding.level is Level.ERROR and finding.code not in counted:
            errors.add(finding.code)
        withheld += finding.withholds and finding.code not in reasons
    idle = evaluation.contract >= _SAYS_IDLE and _is_idle(evaluation, live)
    return Verdicts(live, len(errors), withheld, idle)


def _is_idle(evaluation: Evaluation, live: Iterable[tuple[Check, Value]]) -> bool:
    """Return whether there is no indicator, and the live check for it counts nothing."""
    counts = (value for check, value in live if check.code == NO_INDICATORS)
    return not has_indicators(evaluation) and not any(counts)


def withheld(results: Results, reasons: int) -> Results:
    """Return the results as they may be shown: without total and grade if there is a reason."""
    if not reasons:
        return results
    return replace(
        results,
        score_total=ErrorValue.NA,
        score_rate=ErrorValue.NA,
        grade=UNGRADED,
        blocked=float(reasons),
    )
