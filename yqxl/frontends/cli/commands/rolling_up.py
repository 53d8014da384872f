"""``yqxl rollup``: many evaluations in one workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yqxl.errors import shown_text
from yqxl.frontends.cli.printing import put_json, tell, tell_passed

SCHEMA = "yqxl-rollup/1"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    files: Sequence[str]
    output: Path
    roster: Path | None
    jobs: int
    force: bool
    as_json: bool


def roll_up(request: Request) -> int:
    """Write the portfolio; return the exit code."""
    # the workbook room only here
    from yqxl.pipeline.rollup import rolling_up  # noqa: PLC0415

    done = rolling_up.roll_up(
        request.files,
        request.output,
        request.roster,
        tell_passed,
        force=request.force,
        jobs=request.jobs,
    )
    unread = [one for one in done.entries if one.reason]
    if request.as_json:
        put_json(
            {
                "schema": SCHEMA,
                "output": str(request.output),
                "evaluations": len(done.entries),
                "finished": done.finished,
                "unread": [shown_text(one.path) for one in unread],
                "not_reported": None if done.missing is None else list(done.missing),
            }
        )
        return 1 if unread else 0
    tell(f"已写入 {shown_text(str(request.output))}")
    missing = "" if done.missing is None else f"，未报送 {len(done.missing)} 个"
    unfinished = len(done.entries) - done.finished - len(unread)
    tell(f"已评完 {done.finished} 个，未评完 {unfinished} 个，没有读出 {len(unread)} 个{missing}。")
    for one in unread:
        tell(f"  {shown_text(one.path)}：{one.reason}")
    return 1 if unread else 0
