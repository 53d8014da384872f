"""``yqxl rollup``: workbooks or result records into one portfolio workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from yqxl.errors import UsageError
from yqxl.pipeline.batch.inputs import PassedOver, expand
from yqxl.pipeline.examine import check_files
from yqxl.pipeline.isolation.confined import confined
from yqxl.pipeline.rollup.entries import RECORDS, Entry, entry, read_records
from yqxl.pipeline.rollup.portfolio_book import portfolio_book
from yqxl.pipeline.rollup.roster import not_reported, roster_names
from yqxl.pipeline.rollup.sheets import sheets
from yqxl.workbook.saving.output_failures import refuse_standing
from yqxl.workbook.saving.saving import check_target, save

_SUFFIX = ".xlsx"


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What a portfolio holds, and who has not reported (None without a list)."""

    entries: tuple[Entry, ...]
    missing: tuple[str, ...] | None

    @property
    def finished(self) -> int:
        """How many evaluations have a total."""
        return sum(1 for one in self.entries if one.finished)


def roll_up(  # noqa: PLR0913 - the options of the command
    files: Sequence[str],
    target: Path,
    roster: Path | None,
    passed: PassedOver,
    *,
    force: bool = False,
    jobs: int = 1,
    step: Callable[[], None] = lambda: None,
) -> RolledUp:
    """Write the portfolio; return what it holds.

    Raises:
        UsageError: the target is no .xlsx (YQ-497), or there is no input (YQ-498).
        InputRefusedError: a file of records or the list cannot be read.
        OutputFailedError: the target exists or cannot be written.
    """
    if target.suffix.lower() != _SUFFIX:
        raise UsageError(
            "YQ-497",
            f"输出 {target} 的扩展名不是 .xlsx。",
            remedy="请把输出写成 名称.xlsx。",
        )
    refuse_standing(target, overwrite=force)
    check_target(target)
    names = None if roster is None else confined(roster, roster_names, roster)
    found = []
    for one in _entries(files, target, passed, jobs):
        found.append(one)
        step()
    if not found:
        raise UsageError(
            "YQ-498", "没有可以汇总的评价。", remedy="请给出工作簿、文件夹或结果记录（.jsonl）。"
        )
    missing = None if names is None else not_reported(names, found)
    data = portfolio_book(sheets(found, missing), target)

    def content(file: BinaryIO) -> None:
        file.write(data)

    save(target, content, lambda _path: None)
    return RolledUp(tuple(found), missing)


def _entries(files: Sequence[str], target: Path, passed: PassedOver, jobs: int) -> Iterator[Entry]:
    records = [name for name in files if name.lower().endswith(RECORDS)]
    for name in records:
        yield from read_records(Path(name))
    paths = [
        path
        for path in expand([name for name in files if name not in records], passed)
        if path.absolute() != target.absolute()
    ]
    for outcome in check_files(paths, jobs):
        yield entry(outcome.record())
