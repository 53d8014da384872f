"""What became of one file, as the one JSON object that ``--json`` prints for it."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yqxl.errors import YqxlError, shown_text
from yqxl.evaluation.rendering.stamp import data_digest
from yqxl.interchange.results import details, number_or_none, summary
from yqxl.model.findings import Finding, Level
from yqxl.model.layout import Layout
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation

SCHEMA = "yqxl-result/2"
OK, FINDINGS, REFUSED, FAILED = "ok", "findings", "refused", "failed"


@dataclass(frozen=True)
class Outcome:
    """What became of one file; plain data, so that it crosses processes and fits JSON.

    ``input`` and ``output`` are paths as Python has them: a name whose bytes are no
    UTF-8 carries them as surrogates (``os.fsencode`` gives them back).
    """

    input: str
    output: str | None
    status: str
    exit_code: int
    total: float | None = None
    grade: str | None = None
    score_rate: float | None = None
    #: eight hexadecimal digits of the data, as the generated sheets carry them
    digest: str | None = None
    #: what the data give: ``project``, ``levels``, ``indicators`` …; empty without them
    details: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Mapping[str, Any], ...] = ()
    #: how many findings there are of each level; a resumed file has no others
    counts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    #: a table as text, where the task asked for one; no part of the record
    table: str = ""
    #: whether an earlier run had done it, and this one found it unchanged
    resumed: bool = False
    #: the total of the last run with the same output, if there was one
    previous_total: float | None = None
    #: digests of what was read and of what was written, where the task asked for them;
    #: no part of the record
    contents: tuple[bytes | None, bytes | None] | None = None
    #: how a list names the file so that its output gets the same place
    again: str | None = None

    @property
    def levels(self) -> Sequence[Mapping[str, Any]]:
        """The first-level indicators with weight, score and rate."""
        found: Sequence[Mapping[str, Any]] = self.details.get("levels", ())
        return found

    @property
    def reason(self) -> str | None:
        """Why nothing was written, None if something was or should not be."""
        if self.status not in (REFUSED, FAILED):
            return None
        return "；".join(str(finding["message"]) for finding in self.findings) or None

    def record(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "schema": SCHEMA,
            "input": shown_text(self.input),
            "file_bytes": undecodable(self.input),
            "output": None if self.output is None else shown_text(self.output),
            "output_bytes": None if self.output is None else undecodable(self.output),
            "status": self.status,
            "reason": self.reason,
            "total": self.total,
            "grade": self.grade,
            "score_rate": self.score_rate,
            "digest": self.digest,
            **(self.details or _NO_DETAILS),
            "findings": list(self.findings),
            "seconds": self.seconds,
        }


def undecodable(path: str) -> str | None:
    r"""Return the bytes of a path in hex where its characters do not say them.

    >>> undecodable("b\udcd1.xlsx"), undecodable("阳泉.xlsx")
    ('62d12e786c7378', None)
    """
    return None if shown_text(path) == path else os.fsencode(path).hex()


def finding_record(finding: Finding) -> dict[str, Any]:
    """Return the JSON object of a finding."""
    return {
        "code": finding.code,
        "level": finding.level.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "message": finding.message,
        "remedy": finding.remedy,
    }


def level_counts(records: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return how many findings there are of each level."""
    levels = [record["level"] for record in records]
    return {level.value: levels.count(level.value) for level in Level}


def success(
    names: tuple[str, str | None],
    computed: tuple[Evaluation, Results, Layout],
    findings: Sequence[Finding],
    started: float,
    *,
    whole: bool = True,
    digest: str | None = None,
) -> Outcome:
    """Return the outcome of a file that was computed.

    Args:
        names: the input, and the output if there is one.
        computed: what the file holds, what it gives, and where it stands.
        findings: every finding of the file.
        started: a perf_counter.
        whole: with every row of the data, not only project and levels.
        digest: of the data, where it is known already.
    """
    evaluation, results, layout = computed
    wrong = any(finding.level is Level.ERROR for finding in findings)
    total = number_or_none(results.score_total) if evaluation.indicators else None
    graded = total is not None and isinstance(results.grade, str)
    data = details(evaluation, results, layout) if whole else summary(evaluation, results)
    records = tuple(finding_record(finding) for finding in findings)
    return Outcome(
        *names,
        FINDINGS if wrong else OK,
        1 if wrong else 0,
        total,
        str(results.grade) if graded else None,
        number_or_none(results.score_rate),
        digest or data_digest(evaluation),
        data,
        records,
        level_counts(records),
        round(time.perf_counter() - started, 6),
    )


def failure(source: str, error: YqxlError, started: float) -> Outcome:
    """Return the outcome of a file that was refused, or whose output failed."""
    refused = error.exit_code == 1
    records = (
        {
            "code": error.code,
            "level": Level.ERROR.value,
            "sheet": error.sheet,
            "cell": error.cell,
            "message": error.message,
            "remedy": error.remedy,
        },
    )
    return Outcome(
        source,
        None,
        REFUSED if refused else FAILED,
        error.exit_code,
        findings=records,
        counts=level_counts(records),
        seconds=round(time.perf_counter() - started, 6),
    )


#: the same keys whatever became of the file
_NO_DETAILS = details(Evaluation(), Results(), Layout()) | {
    "project": None, "weight": None, "provisional": None, "unscored": None, "missing": None,
    "costs": {"total": None, "rows": []},
}  # fmt: skip
