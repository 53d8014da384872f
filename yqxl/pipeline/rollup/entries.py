"""What a portfolio keeps of one evaluation: a result record ``yqxl-result/2`` cut down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yqxl.errors import InputRefusedError
from yqxl.pipeline.outcome import SCHEMA
from yqxl.system_reasons import system_reason

RECORDS = (".jsonl", ".json")
_UNREAD = ("refused", "failed")


@dataclass(frozen=True, slots=True)
class Level:
    """A second-level indicator: its label, points and score."""

    label: str
    weight: float
    score: float


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that a third-level indicator lost."""

    indicator: str
    points: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One evaluation: who, which result, and what is missing."""

    path: str
    name: str = ""
    department: str = ""
    year: str = ""
    #: None while a score is missing or an error withholds it
    total: float | None = None
    score_rate: float | None = None
    grade: str = ""
    unscored: int = 0
    #: why it was not read; "" where it was
    reason: str = ""
    levels: tuple[Level, ...] = ()
    losses: tuple[Loss, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether it has a total: only then it is ranked and averaged."""
        return self.total is not None and self.score_rate is not None and not self.reason

    @property
    def system(self) -> tuple[str, ...]:
        """The second levels by which it is grouped with others."""
        return tuple(level.label for level in self.levels)


def entry(record: Mapping[str, Any]) -> Entry:
    """Return what a portfolio keeps of a record."""
    project: Mapping[str, Any] = record.get("project") or {}
    unread = record.get("status") in _UNREAD
    return Entry(
        str(record.get("input") or ""),
        _text(project.get("name")),
        _text(project.get("department")),
        _text(project.get("year")),
        _number(record.get("total")),
        _number(record.get("score_rate")),
        _text(record.get("grade")),
        int(_number(record.get("unscored")) or 0),
        _text(record.get("reason")) or ("读不出来" if unread else ""),
        tuple(_levels(record.get("second_levels") or ())),
        tuple(_losses(record.get("indicators") or ())),
    )


def _levels(records: Iterable[Mapping[str, Any]]) -> Iterator[Level]:
    for one in records:
        weight, score = _number(one.get("weight")), _number(one.get("score"))
        if weight and score is not None:
            yield Level(_text(one.get("label")), weight, score)


def _losses(records: Iterable[Mapping[str, Any]]) -> Iterator[Loss]:
    for one in records:
        weight, score = _number(one.get("weight")), _number(one.get("score"))
        code, name = _text(one.get("code")), _text(one.get("name"))
        if code and weight is not None and score is not None and score < weight:
            yield Loss(name if name.startswith(code) else f"{code}{name}", weight - score)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def read_records(path: Path) -> Iterator[Entry]:
    """Yield the entries of a file of records, one JSON object a line (or the only one).

    Raises:
        InputRefusedError: a line is no result record (YQ-239), or the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield entry(_record(line, number, path))
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(path, "读不出来", system_reason(error)) from error


def _record(line: str, number: int, path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _refused(path, f"第 {number} 行", "不是一个 JSON 对象") from error
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise _refused(path, f"第 {number} 行", f"不是结果记录 {SCHEMA}")
    return found


def _refused(path: Path, where: str, what: str) -> InputRefusedError:
    return InputRefusedError(
        "YQ-239",
        f"不是结果记录的文件：{where}{what}。",
        remedy="请给出工作簿，或 yqxl check --json、regenerate --json 的输出（每行一个对象）。",
        file=str(path),
    )
