"""``yqxl compare``: a self-evaluation and its review, each read in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from yqxl.errors import UsageError, YqxlError
from yqxl.evaluation.comparing import Comparison, Printed, Side, compare
from yqxl.evaluation.computing import Computed, compute
from yqxl.model.layout import cell_name
from yqxl.pipeline.examine import isolated
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

#: the computed cells of 首页 and 指标体系 that show a total or a grade, and what it is
_SHOWN = {"total": "总分", "grade": "等级", "score_total": "总分"}


def compare_files(own: Path, review: Path) -> Comparison:
    """Return how the review differs from the self-evaluation.

    Raises:
        UsageError: both are the same file (YQ-490).
        InputRefusedError: one of them cannot be read.
    """
    if own.exists() and review.exists() and own.samefile(review):
        raise UsageError(
            "YQ-490",
            "自评和复核是同一个文件。",
            remedy="请先写自评的工作簿，再写复核的工作簿。",
            file=str(own),
        )
    sides = []
    names = [str(own), str(review)]
    for path, role, side in zip(names, ("自评", "复核"), isolated(read, names), strict=True):
        if isinstance(side, YqxlError):
            side.file = side.file or path
            raise side
        sides.append(Side(role, side.evaluation, side.results, side.printed))
    return compare(*sides)


def read(path: str) -> Side:
    """Return one workbook with the totals and grades that it shows; it has no name yet."""
    with open_workbook(path, bounds().limits) as workbook:
        computed = compute(FileBook(workbook))
        return Side("", computed.evaluation, computed.results, tuple(_shown(computed)))


def _shown(computed: Computed[FileBook]) -> Iterator[Printed]:
    """Yield what the cells for total and grade hold, typed over or computed once."""
    for field, item in _SHOWN.items():
        place = computed.reading.layout.named.get(field)
        if place is None:
            continue
        sheet, row, column = place
        cell = computed.book.sheets[sheet].cells.get((row, column))
        if cell is not None and cell.value not in (None, ""):
            yield Printed(item, cell.value, f"{sheet}!{cell_name(row, column)}")
