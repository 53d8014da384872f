"""What the command line prints: data on stdout, messages on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

_LEVELS = {"error": "错误", "warning": "警告", "note": "提示"}


def put_json(record: Mapping[str, Any] | list[Any], *, indent: int | None = None) -> None:
    """Print one object on one line, or indented."""
    print(json.dumps(record, ensure_ascii=False, indent=indent, allow_nan=False), flush=True)  # noqa: T201 - data goes to stdout


def put(text: str = "") -> None:
    """Print data."""
    print(text)  # noqa: T201 - data goes to stdout


def tell(text: str) -> None:
    """Print a message; data on stdout stays clean."""
    print(text, file=sys.stderr)  # noqa: T201 - messages go to stderr


def finding_line(finding: Mapping[str, Any]) -> str:
    """Return a finding as one line: level, code, place, what was found, what to do."""
    place = "!".join(part for part in (finding["sheet"], finding["cell"]) if part)
    head = f"{_LEVELS[finding['level']]} {finding['code']}"
    return " ".join(part for part in (head, place, finding["message"], finding["remedy"]) if part)


def finding_lines(findings: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the lines of all findings."""
    return [finding_line(finding) for finding in findings]


def counted(findings: Iterable[Mapping[str, Any]]) -> str:
    """Return how many findings there are of each level, or that there are none."""
    found = [finding["level"] for finding in findings]
    parts = [f"{text} {found.count(level)}" for level, text in _LEVELS.items() if level in found]
    return "，".join(parts) if parts else "未发现问题"
