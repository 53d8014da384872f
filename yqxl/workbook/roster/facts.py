"""What the sheet 问卷明细 counts, as facts for the check; nothing where there is no such sheet."""

from __future__ import annotations

from yqxl.errors import InputRefusedError
from yqxl.model.contract import ROSTER_SHEET
from yqxl.model.facts import Fact, FactKind
from yqxl.model.roster import RosterCounts
from yqxl.workbook.scan.workbook import ScannedWorkbook

#: codes of a roster that is read but cannot be counted: the workbook itself is usable
_UNUSABLE = {"YQ-212", "YQ-213", "YQ-214"}


def roster_facts(workbook: ScannedWorkbook) -> tuple[Fact, ...]:
    """Return the counts of the sheet 问卷明细.

    Raises:
        InputRefusedError: the sheet is damaged or a trap.
    """
    if ROSTER_SHEET not in workbook.sheets:
        return ()
    from yqxl.workbook.roster.scan import scan_roster  # noqa: PLC0415 - numpy only with a roster

    try:
        return count_facts(scan_roster(workbook), ROSTER_SHEET)
    except InputRefusedError as error:
        if error.code not in _UNUSABLE:
            raise
        found = error.message.rstrip("。")
        return (Fact(FactKind.ROSTER_UNUSABLE, ROSTER_SHEET, found=found, expected=error.remedy),)


def count_facts(roster: RosterCounts, sheet: str) -> tuple[Fact, ...]:
    """Return one fact for each pair of 编码 and 选项; ``sheet`` is where they stand."""
    return tuple(
        Fact(FactKind.ROSTER_COUNT, sheet, found=str(answers), key=pair)
        for pair, answers in roster.counts.items()
    )
