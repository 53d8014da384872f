"""What a batch remembers and sums up of one file: a line, not the whole result."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yqxl.pipeline.outcome import Outcome

Level = tuple[str, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Line:
    """The few things that name a file's evaluation and its result."""

    status: str
    reason: str | None = None
    project: str | None = None
    year: Any = None
    department: str | None = None
    total: float | None = None
    grade: str | None = None
    score_rate: float | None = None
    #: label, score and rate of each first-level indicator
    levels: tuple[Level, ...] = ()
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, outcome: Outcome) -> Line:
        """Return the line of an outcome."""
        project: Mapping[str, Any] = outcome.details.get("project") or {}
        counts = outcome.counts
        return cls(
            outcome.status,
            outcome.reason,
            project.get("name"),
            project.get("year"),
            project.get("department"),
            outcome.total,
            outcome.grade,
            outcome.score_rate,
            tuple((one["label"], one["score"], one["score_rate"]) for one in outcome.levels),
            counts["error"],
            counts["warning"],
            counts["note"],
            outcome.seconds,
        )

    def packed(self) -> bytes:
        """Return the line in few bytes: a record of a million files fits a disk."""
        return zlib.compress(json.dumps([getattr(self, name) for name in self.__slots__]).encode())

    @classmethod
    def unpacked(cls, content: bytes) -> Line:
        """Return the line that was packed."""
        values = json.loads(zlib.decompress(content))
        named = dict(zip(cls.__slots__, values, strict=True))
        return cls(**named | {"levels": tuple(map(tuple, named["levels"]))})

    def outcome(self, source: str, output: str) -> Outcome:
        """Return what a run says of a file that an earlier one has done."""
        project = {"name": self.project, "year": self.year, "department": self.department}
        levels = [
            {"label": label, "score": score, "score_rate": rate}
            for label, score, rate in self.levels
        ]
        return Outcome(
            source,
            output,
            self.status,
            1 if self.errors else 0,
            self.total,
            self.grade,
            self.score_rate,
            details={"project": project, "levels": levels},
            counts={"error": self.errors, "warning": self.warnings, "note": self.notes},
            seconds=self.seconds,
            resumed=True,
            previous_total=self.total,
        )
