"""What the command line prints: data on stdout, messages on stderr."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from yqxl.errors import shown_text
from yqxl.model.findings import repeated_text, repeats

_LEVELS = {"error": "错误", "warning": "警告", "note": "提示"}


def put_json(record: Mapping[str, Any] | list[Any], *, indent: int | None = None) -> None:
    """Print one object on one line, or indented."""
    text = json.dumps(record, ensure_ascii=False, indent=indent, allow_nan=False)
    print(_UNSEEN.sub(_json_escape, text), flush=True)  # noqa: T201 - data goes to stdout


#: what JSON leaves as it is and a terminal would obey: C1 controls, writing directions …
_UNSEEN = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def _json_escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def put(text: str = "") -> None:
    """Print data; what would steer a terminal is shown escaped."""
    print(_safe(text))  # noqa: T201 - data goes to stdout


def _safe(text: str) -> str:
    """Return a text of one or more lines that a terminal shows and does not obey."""
    if text.isprintable():
        return text
    return "\n".join("\t".join(map(shown_text, line.split("\t"))) for line in text.split("\n"))


def tell(text: str) -> None:
    """Print a message; data on stdout stays clean, and a closed terminal stops nothing."""
    with suppress(OSError):
        print(_safe(text), file=sys.stderr)  # noqa: T201 - messages go to stderr


def tell_passed(path: str, reason: str) -> None:
    """Name a file that was met in a folder and is no input."""
    tell(f"略过 {shown_text(path)}：{reason}")


def finding_line(finding: Mapping[str, Any], repeated: str = "") -> str:
    """Return a finding as one line: level, code, place, what was found, what to do.

    ``repeated`` says where the same was found too.
    """
    place = "!".join(part for part in (finding["sheet"], finding["cell"]) if part)
    head = f"{_LEVELS[finding['level']]} {finding['code']}"
    parts = (head, place, finding["message"] + repeated, finding["remedy"])
    return shown_text(" ".join(part for part in parts if part))


def finding_lines(findings: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the lines of all findings; the same thing down a column is one line."""
    known = list(findings)
    places = [(one["code"], one["level"], one["sheet"], one["cell"]) for one in known]
    return [
        finding_line(known[group[0]], repeated_text([known[one]["cell"] for one in group]))
        for group in repeats(places)
    ]


def counted(findings: Iterable[Mapping[str, Any]]) -> str:
    """Return how many findings there are of each level, or that there are none."""
    return counted_levels(Counter(finding["level"] for finding in findings))


def counted_levels(counts: Mapping[str, int]) -> str:
    """Return how many findings there are of each level, or that there are none."""
    parts = [f"{text} {counts[level]}" for level, text in _LEVELS.items() if counts.get(level)]
    return "，".join(parts) if parts else "未发现问题"
