"""From the facts that a reader recorded to findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yqxl.checks.wording import quoted
from yqxl.model.contract import BY_KEY, COVER_SHEET, NAMED_CELLS, Column, NamedCell, Table
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Finding, Level


def recorded(facts: Iterable[Fact], kind: FactKind) -> Iterator[Fact]:
    """Yield the facts of one kind."""
    return (fact for fact in facts if fact.kind is kind)


def found(
    fact: Fact, code: str, level: Level, message: str, remedy: str, *, withholds: bool = False
) -> Finding:
    """Return a finding at the cell that the fact names."""
    return Finding(
        code, level, message, remedy, sheet=fact.sheet, cell=fact.cell, withholds=withholds
    )


def column_of(fact: Fact) -> Column | NamedCell | None:
    """Return the contract column, or the named cell of 首页, that the fact names."""
    if fact.table == "project":
        return next((cell for cell in NAMED_CELLS if cell.field == fact.column), None)
    table = BY_KEY.get(fact.table)
    columns = table.columns if table is not None else ()
    return next((column for column in columns if column.field == fact.column), None)


def column_text(fact: Fact) -> str:
    """Return how a message names the column of a fact: its header, else nothing.

    >>> column_text(Fact(FactKind.ERROR_CELL, "资金", "F5", "funds", "spent"))
    '“实际支出”列的'
    >>> column_text(Fact(FactKind.ERROR_CELL, "首页", "B4", "project", "year"))
    '“评价年度”的'
    """
    column = column_of(fact)
    if isinstance(column, NamedCell):
        return f"“{column.label}”的"
    return f"“{column.header}”列的" if column is not None else ""


def table_text(fact: Fact) -> str:
    """Return how a message names the table of a fact.

    >>> table_text(Fact(FactKind.TABLE_MISSING, "资金", table="funds"))
    '“资金”表（yq_funds）'
    """
    table = BY_KEY.get(fact.table)
    if table is None:
        return quoted(fact.sheet)
    return f"“{table.sheet}”表（{table.name}）"


def what(text: str) -> str:
    """Return the quoted text that a reader found, or nothing where it found none."""
    return quoted(text) if text else ""


def instead(text: str) -> str:
    """Return what a fact expected, as the end of a sentence."""
    return f"，应为{quoted(text)}" if text else ""


def needed(fact: Fact) -> Level:
    """Return how grave it is that the fact's table or sheet is missing.

    Without a table that formulas look things up in there is no score, whatever yqxl knows.
    """
    lost = _lost_tables(fact)
    if not lost:
        return Level.ERROR if fact.sheet == COVER_SHEET else Level.NOTE
    return Level.NOTE if all(table.optional for table in lost) else Level.ERROR


def looked_up(fact: Fact) -> bool:
    """Return whether a score may rest on the table, or a table of the sheet, that is lost."""
    if fact.sheet == COVER_SHEET:
        return True
    return any(
        not column.typed or (column.required and column.numeric)
        for table in _lost_tables(fact)
        if not table.optional
        for column in table.columns
    )


def _lost_tables(fact: Fact) -> list[Table]:
    table = BY_KEY.get(fact.table)
    return (
        [table]
        if table is not None
        else [one for one in BY_KEY.values() if one.sheet == fact.sheet]
    )
