"""``yqxl report FILE --check REPORT``: the three lists on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yqxl.frontends.cli.printing import put, put_json

if TYPE_CHECKING:
    from yqxl.documents.checking.verdicts import Verdict, Verdicts

SCHEMA = "yqxl-report-check/1"


def check(workbook: Path, report: Path, *, as_json: bool) -> int:
    """Print what agrees; return the exit code: 1 where something contradicts."""
    # the workbook room only here
    from yqxl.documents.checking.report_check import check_report  # noqa: PLC0415

    found = check_report(workbook, report)
    if as_json:
        put_json(_record(workbook, report, found))
    else:
        for line in _lines(found):
            put(line)
    return 1 if found.contradicting else 0


def _lines(found: Verdicts) -> Iterator[str]:
    yield f"不符 {len(found.contradicting)}"
    for one in found.contradicting:
        cell = f"（{one.cell}）" if one.cell else ""
        yield f"  …{one.context}…  {one.against}应为 {one.expected}{cell}"
    yield f"一致 {len(found.agreeing)}"
    for one in found.agreeing:
        yield f"  …{one.context}…  {one.against}"
    yield f"没有对应数据 {len(found.without_data)}"
    for one in found.without_data:
        yield f"  …{one.context}…"


def _record(workbook: Path, report: Path, found: Verdicts) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "input": str(workbook),
        "report": str(report),
        "contradicting": _listed(found.contradicting),
        "agreeing": _listed(found.agreeing),
        "without_data": _listed(found.without_data),
    }


def _listed(verdicts: Sequence[Verdict]) -> list[dict[str, object]]:
    return [
        {
            "printed": one.printed,
            "context": one.context,
            "place": one.start,
            "against": one.against,
            "expected": one.expected,
            "cell": one.cell,
        }
        for one in verdicts
    ]
