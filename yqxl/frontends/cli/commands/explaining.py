"""``yqxl explain``: how one score came about."""

from __future__ import annotations

from pathlib import Path

from yqxl.frontends.cli.printing import put
from yqxl.pipeline.examine import examine_file
from yqxl.pipeline.explanation import explanation


def explain(file: Path, code: str) -> int:
    """Print the explanation; return the exit code."""
    examined = examine_file(file)
    for label, text in explanation(examined, code):
        put(f"{label}: {text}")
    return 0
