"""Error values in cells that people fill in."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.cells.number_cells import errors
from yqxl.checks.recorded import column_of, column_text, found, recorded
from yqxl.checks.wording import header
from yqxl.model.contract import Type
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-010"
REMEDY = "请改正公式或直接填数；没有数据请留空。"


@check(code=CODE, level=Level.ERROR, title="单元格是错误值")
def error_cells(subject: Subject) -> Iterator[Finding]:
    """Error values in cells that people fill in.

    Number cells are told by the rows; a reader's fact speaks for all the others.
    """
    for cell in errors(subject.evaluation):
        name = header(cell.place.table, cell.place.column or "")
        message = f"“{name}”是错误值 {cell.value}。"
        yield Finding(CODE, Level.ERROR, message, REMEDY, cell.place)
    for fact in recorded(subject.facts, FactKind.ERROR_CELL):
        if not in_number_column(fact):
            message = f"{column_text(fact)}单元格是错误值 {fact.found}。"
            yield found(fact, CODE, Level.ERROR, message, REMEDY)


def in_number_column(fact: Fact) -> bool:
    """Return whether the rows themselves tell what stands in the fact's cell."""
    column = column_of(fact)
    return column is not None and column.type in (Type.NUMBER, Type.SOURCE)
