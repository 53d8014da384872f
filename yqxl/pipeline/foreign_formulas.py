"""Formulas of other people in a workbook that is regenerated: do they read what changes?

What yqxl writes is right when it is saved; what other people's formulas show was computed
before. Where one of them reads a cell that yqxl changed, the spreadsheet is asked to
compute everything when it opens the file, and the person to save it once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yqxl.arithmetic import Value
from yqxl.evaluation.computing import Computed, SheetToWrite
from yqxl.evaluation.formulas.function_probe import is_probe
from yqxl.model.findings import Finding, Level
from yqxl.model.layout import cell_name
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.graft.graft import Changes
from yqxl.workbook.graft.shared_parts import shared_parts
from yqxl.workbook.package.calculation import Position, first_reaching, with_calculation
from yqxl.workbook.package.package import Package

SAVE_ONCE = "YQ-027"


class ForeignFormulas(NamedTuple):
    """What other people's formulas in a workbook have to do with what is written."""

    there: bool
    #: sheet and cell of the first that reads something which changes
    reaching: tuple[str, Position] | None


def foreign_formulas(
    computed: Computed[FileBook], sheets: Sequence[SheetToWrite]
) -> ForeignFormulas:
    """Return what of other people's formulas reads what is about to change."""
    found = list(_foreign(computed, sheets))
    reaching = first_reaching(found, _changed(computed, sheets)) if found else None
    return ForeignFormulas(bool(found), reaching)


def calculated_on_load(package: Package, changes: Changes, foreign: ForeignFormulas) -> Changes:
    """Return the changes with what the workbook part says of calculation."""
    part = shared_parts(package).places.workbook
    before = changes.parts.get(part) or package.read(part)
    full = foreign.reaching is not None
    after = with_calculation(before, full=full, ours=not foreign.there)
    if after == before:
        return changes
    return Changes(changes.dropped, {**changes.parts, part: after})


def to_save_once(foreign: ForeignFormulas) -> tuple[Finding, ...]:
    """Return the line that asks for one save, or nothing."""
    if foreign.reaching is None:
        return ()
    sheet, position = foreign.reaching
    return (
        Finding(
            SAVE_ONCE,
            Level.NOTE,
            "这里的公式（不是本程序的）用到了本次更新的单元格，文件里还是它原来的结果。",
            "打开后请保存一次。",
            sheet=sheet,
            cell=cell_name(*position),
        ),
    )


def _foreign(
    computed: Computed[FileBook], sheets: Sequence[SheetToWrite]
) -> Iterator[tuple[str, Position, str]]:
    """Yield sheet, cell and text of the formulas that are not ours."""
    replaced = {sheet.replaces for sheet in sheets}
    for name, sheet in computed.book.sheets.items():
        own = computed.values.get(name, {})
        if name not in replaced and (sheet.was_read or sheet.may_compute):
            for position, cell in sheet.cells.items():
                formula = cell.formula
                if formula is not None and position not in own and not is_probe(formula):
                    yield name, position, formula


def _changed(
    computed: Computed[FileBook], sheets: Sequence[SheetToWrite]
) -> dict[str, set[Position]]:
    """Return, by sheet, the cells that show something else after the run."""
    book = computed.book.sheets
    changed = {
        name: {
            position
            for position, value in cells.items()
            if _differ(_shown(book[name].cells.get(position)), value)
        }
        for name, cells in computed.to_renew.items()
    }
    for sheet in sheets:
        written = {
            (row, column): cell.value
            for row, line in enumerate(sheet.grid.rows, start=1)
            for column, cell in enumerate(line, start=1)
        }
        before = book[sheet.replaces].cells if sheet.replaces else {}
        changed[sheet.replaces or sheet.grid.sheet] = {
            position
            for position in {*written, *before}
            if _differ(_shown(before.get(position)), written.get(position))
        }
    return changed


def _shown(cell: object) -> Value:
    value: Value = getattr(cell, "value", None)
    return value


def _differ(before: Value, after: Value) -> bool:
    return before != after and {before, after} != {None, ""}
