"""Whether one file gives one answer: what yqxl wrote, beside what Calc computes from it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from libreoffice.office import Calc, CalcError, SheetReading
from libreoffice.recalculation import Difference, cached_formulas, compare

from yqxl.errors import ErrorValue
from yqxl.pipeline.outcome import Outcome
from yqxl.pipeline.regenerate import Task, regenerate

_TOTAL = re.compile(r'<definedName [^>]*\bname="yq_total"[^>]*>([^<]*)</definedName>')


def run(source: Path, target: Path) -> Outcome:
    """Regenerate a workbook."""
    return regenerate(Task(str(source), str(target)))


def sheets(path: Path) -> list[str]:
    """Return the names of the sheets."""
    with zipfile.ZipFile(path) as package:
        return re.findall(r'<sheet name="([^"]*)"', package.read("xl/workbook.xml").decode())


def broken_promises(calc: Calc, source: Path, folder: Path) -> Iterator[str]:
    """Yield how yqxl breaks its word on a workbook: nothing where it is kept.

    It is refused with a sentence, or: no formula cell differs from what Calc computes, the
    total is the sheet's, and a second run changes no byte.
    """
    first, second = (folder / f"{source.stem}.{number}.xlsx" for number in (1, 2))
    outcome = run(source, first)
    if outcome.output is None:
        if outcome.status != "refused" or first.exists():
            yield f"{outcome.status}: {outcome.findings[:1]}"
        return
    read = calc.read(first)
    different = [one for one in compare(cached_formulas(first), read).differences if not _none(one)]
    if different:
        yield f"{len(different)} 格不同：{different[0]}"
    shown = _total(first, read)
    if shown != (outcome.total if outcome.total is not None else ""):
        yield f"总分：表中 {shown}，yqxl {outcome.total}"
    run(first, second)
    if second.read_bytes() != first.read_bytes():
        more = [name for name in sheets(second) if name not in sheets(first)]
        yield f"第二次运行有变化 {more}"


def _none(one: Difference) -> bool:
    """Return whether a difference is only one of writing.

    Both are errors, Calc's one that no file can hold (``Err:504``); or it is a truth value
    that somebody typed, which Calc keeps as a formula; or Calc saved another value than it
    computes for a formula that lost its cells, which is not ours any more.
    """
    if "#REF!" in one.formula:
        return True
    if one.cached is None:
        return one.formula in ("=TRUE()", "=FALSE()")
    return isinstance(one.computed, CalcError) and isinstance(one.cached, ErrorValue)


def _total(path: Path, read: dict[str, SheetReading]) -> object:
    """Return the total that the sheet shows; "" where it shows none."""
    with zipfile.ZipFile(path) as package:
        match = _TOTAL.search(package.read("xl/workbook.xml").decode())
    if match is None:
        return ""
    sheet, _, cell = match[1].replace("$", "").rpartition("!")
    if sheet.strip("'") not in read:
        return ""
    value = read[sheet.strip("'")][cell]
    return value if isinstance(value, float) else ""
