"""``yqxl survey``: a counted roster, beside or into a workbook's 满意度.

Blank 人数 are filled in, numbers that a person typed stay unless their replacement is
asked for, and then the workbook is regenerated. Every answer sheet that was counted is
accounted for, in a cell or in a finding.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yqxl.checks.answers.roster_counts import CODE, Comparison, comparisons, counted, roster_counts
from yqxl.checks.wording import quoted, shown
from yqxl.errors import InputRefusedError
from yqxl.evaluation.computing import Computed, compute
from yqxl.evaluation.reading.roster import count_facts
from yqxl.evaluation.rendering.places import address, located
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.roster import RosterCounts, answer_key
from yqxl.model.rows import SurveyCount
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.pipeline.outcome import REFUSED, Outcome, finding_record, level_counts, success
from yqxl.pipeline.regenerate import changes_of, refreshed_parts, write
from yqxl.registry import Subject
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.graft.fill import fill_cells
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.saving.saving import check_target
from yqxl.workbook.scan.workbook import ScannedWorkbook, open_workbook

SCHEMA = "yqxl-survey/1"
FILLED, SAME, REPLACED, DIFFERENT, UNMATCHED = (
    "filled", "same", "replaced", "different", "unmatched",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """What was counted for one option, and what became of it; ``status`` "" without a workbook."""

    code: str
    option: str
    answers: int
    status: str = ""
    sheet: str = ""
    cell: str = ""

    def record(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "code": self.code,
            "option": self.option,
            "count": self.answers,
            "status": self.status or None,
            "sheet": self.sheet,
            "cell": self.cell,
        }


@dataclass(frozen=True)
class Survey:
    """A counted roster; ``outcome`` is that of the workbook it went into, if any."""

    roster: str
    answers: int
    lines: tuple[Line, ...]
    outcome: Outcome | None = None

    def record(self) -> dict[str, Any]:
        """Return the JSON object; the counts add up to the answers."""
        return {
            "schema": SCHEMA,
            "roster": self.roster,
            "answers": self.answers,
            "counts": [line.record() for line in self.lines],
            "workbook": self.outcome.record() if self.outcome else None,
        }


def survey_of(name: str, roster: RosterCounts) -> Survey:
    """Return a roster on its own."""
    lines = (Line(*pair, answers) for pair, answers in roster.counts.items())
    return Survey(name, roster.answers, tuple(lines))


def fill_in(name: str, roster: RosterCounts, book: Path, target: Path, *, replace: bool) -> Survey:
    """Fill the blank 人数 of a workbook from a roster, and regenerate it into ``target``.

    Args:
        name: the roster's file, for messages.
        roster: what was counted.
        book: the workbook; ``target`` equal to it means in place, with a backup.
        target: the file to write.
        replace: overwrite numbers that differ; else they are refused, and nothing is written.

    Raises:
        InputRefusedError: the workbook cannot be read, or has no table of options.
        OutputFailedError: nothing was written.
    """
    started = time.perf_counter()
    check_target(target)
    plan = _Plan(name, roster, replace=replace)
    with tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        filled, draft = (Path(folder) / f"{name}{book.suffix}" for name in ("filled", "draft"))
        with open_workbook(book, bounds().limits) as workbook:
            lines, findings = plan.write(workbook, filled)
        if findings:
            records = tuple(map(finding_record, findings))
            refused = Outcome(
                str(book), None, REFUSED, 1, findings=records, counts=level_counts(records)
            )
            return Survey(name, roster.answers, lines, refused)
        try:
            _renew(filled, draft)
            with open_workbook(draft) as workbook:
                computed = compute(FileBook(workbook))
                write(workbook.package, changes_of(computed), book, target)
        except InputRefusedError as error:
            error.file = str(book)
            raise
    parts = (computed.evaluation, computed.results, computed.reading.layout)
    all_findings = (*computed.findings, *plan.unmatched(computed))
    outcome = success((str(book), str(target)), parts, all_findings, started)
    return Survey(name, roster.answers, lines, outcome)


def _renew(filled: Path, draft: Path) -> None:
    """Renew what follows from the new numbers: else every formula would be told as stale."""
    with open_workbook(filled) as workbook, draft.open("wb") as file:
        assemble(workbook.package, set(), refreshed_parts(compute(FileBook(workbook))), file)


class _Plan:
    """What goes into a workbook."""

    def __init__(self, name: str, roster: RosterCounts, *, replace: bool) -> None:
        self._replace = replace
        self._facts = count_facts(roster, name)
        self._counts, self._texts = counted(self._facts)

    def write(
        self, workbook: ScannedWorkbook, draft: Path
    ) -> tuple[tuple[Line, ...], list[Finding]]:
        """Write the workbook with its 人数 filled in, unless a person typed other numbers.

        Returns what becomes of every answer, and the findings that stand against it.
        """
        computed = compute(FileBook(workbook))
        layout = computed.reading.layout.tables.get("survey_counts")
        if layout is None or "count" not in layout.columns:
            raise InputRefusedError(
                "YQ-222",
                "工作簿里找不到满意度选项表（yq_survey_counts）的“人数”列。",
                remedy="请用 yqxl new 的模板，或恢复该表的表头。",
                file=workbook.file,
                sheet="满意度",
            )
        rows = computed.evaluation.survey_counts
        compared = comparisons(rows, self._counts)
        lines = tuple(self._lines(computed, compared))
        others = [one for one in compared if self._status(one) == DIFFERENT]
        if others:
            found = (_conflict(rows[one.row], one) for one in others)
            return lines, list(located(found, computed.reading.layout))
        numbers = {
            (layout.rows[one.row], layout.columns["count"]): float(one.answers)
            for one in compared
            if not one.equal
        }
        part = workbook.sheets[layout.sheet].part
        filled = fill_cells(workbook.package.read(part), numbers)
        with draft.open("wb") as file:
            assemble(workbook.package, set(), {part: filled}, file)
        return lines, []

    def unmatched(self, computed: Computed[FileBook]) -> list[Finding]:
        """Return what the roster holds that the workbook has no row for."""
        return list(roster_counts(Subject(computed.evaluation, computed.results, self._facts)))

    def _status(self, one: Comparison) -> str:
        if one.equal:
            return SAME
        if one.blank:
            return FILLED
        return REPLACED if self._replace else DIFFERENT

    def _lines(
        self, computed: Computed[FileBook], compared: Iterable[Comparison]
    ) -> Iterator[Line]:
        rows = computed.evaluation.survey_counts
        matched = set()
        for one in compared:
            row = rows[one.row]
            matched.add(answer_key(row.code, row.option))
            place = address(Place("survey_counts", one.row, "count"), computed.reading.layout)
            yield Line(row.code, row.option, one.answers, self._status(one), *place)
        for key, answers in self._counts.items():
            if key not in matched:
                code, option = self._texts[key].key
                yield Line(code, option, answers, UNMATCHED)


def _conflict(row: SurveyCount, one: Comparison) -> Finding:
    message = (
        f"{row.code} {quoted(row.option)}已填 {shown(row.count)}，明细中有 {one.answers:,} 份。"
    )
    remedy = "请核对；确以明细为准的，加 --replace。"
    return Finding(CODE, Level.ERROR, message, remedy, Place("survey_counts", one.row, "count"))
