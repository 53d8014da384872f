"""What became of one file, as the one JSON object that ``--json`` prints for it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yqxl.errors import ErrorValue, YqxlError
from yqxl.model.findings import Finding, Level
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation

SCHEMA = "yqxl-result/1"
OK, FINDINGS, REFUSED, FAILED = "ok", "findings", "refused", "failed"


@dataclass(frozen=True)
class Outcome:
    """What became of one file; plain data, so that it crosses processes and fits JSON."""

    input: str
    output: str | None
    status: str
    exit_code: int
    total: float | None = None
    grade: str | None = None
    score_rate: float | None = None
    levels: tuple[Mapping[str, Any], ...] = ()
    rates: Mapping[str, float | None] = field(default_factory=dict)
    costs: Mapping[str, float | None] = field(default_factory=dict)
    findings: tuple[Mapping[str, Any], ...] = ()
    seconds: float = 0.0

    def record(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "schema": SCHEMA,
            "input": self.input,
            "output": self.output,
            "status": self.status,
            "total": self.total,
            "grade": self.grade,
            "score_rate": self.score_rate,
            "levels": list(self.levels),
            "rates": dict(self.rates),
            "costs": dict(self.costs),
            "findings": list(self.findings),
            "seconds": self.seconds,
        }


def number_or_none(value: object) -> float | None:
    """Return a number as JSON carries it; what is none yet is null."""
    return float(value) if isinstance(value, float | int) else None


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


def success(
    source: str,
    output: str | None,
    computed: tuple[Evaluation, Results],
    findings: Sequence[Finding],
    started: float,
) -> Outcome:
    """Return the outcome of a file that was computed; ``started`` is a perf_counter."""
    evaluation, results = computed
    wrong = any(finding.level is Level.ERROR for finding in findings)
    total = number_or_none(results.score_total) if evaluation.indicators else None
    graded = total is not None and isinstance(results.grade, str)
    return Outcome(
        source,
        output,
        FINDINGS if wrong else OK,
        1 if wrong else 0,
        total,
        str(results.grade) if graded else None,
        number_or_none(results.score_rate),
        tuple(
            {
                "code": level.code,
                "name": level.label[len(level.code or "") :] or level.label,
                "weight": number_or_none(level.weight),
                "score": number_or_none(level.score),
                "score_rate": number_or_none(level.score_rate),
            }
            for level in results.levels
        ),
        {
            row.code: number_or_none(result.result)
            for row, result in zip(evaluation.rates, results.rates, strict=True)
            if row.code
        },
        {"total": None if _has_errors(results) else number_or_none(results.cost_total)},
        tuple(finding_record(finding) for finding in findings),
        round(time.perf_counter() - started, 6),
    )


def _has_errors(results: Results) -> bool:
    return any(isinstance(row.amount, ErrorValue) for row in results.costs)


def failure(source: str, error: YqxlError, started: float) -> Outcome:
    """Return the outcome of a file that was refused, or whose output failed."""
    refused = error.exit_code == 1
    return Outcome(
        source,
        None,
        REFUSED if refused else FAILED,
        error.exit_code,
        findings=(
            {
                "code": error.code,
                "level": Level.ERROR.value,
                "sheet": error.sheet,
                "cell": error.cell,
                "message": error.message,
                "remedy": error.remedy,
            },
        ),
        seconds=round(time.perf_counter() - started, 6),
    )
