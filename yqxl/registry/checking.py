"""Checks of an evaluation, and what they say live in 校验."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yqxl.arithmetic import Value
from yqxl.model.findings import Finding, Level
from yqxl.registry.computed_columns import NO_NUMBERING, Numbering
from yqxl.registry.declaring import DeclarationError, Function, attach

if TYPE_CHECKING:
    from yqxl.grid import ColumnRef, Formula, NamedRef, WorkingRef
    from yqxl.model.facts import Fact
    from yqxl.model.results import Results
    from yqxl.model.rows import Evaluation

_CHECK_CODE = re.compile(r"YQ-0\d\d")


@dataclass(frozen=True)
class Subject:
    """What a check looks at: the rows, the results and what the reader saw."""

    evaluation: Evaluation
    results: Results
    facts: tuple[Fact, ...] = ()
    numbering: Numbering = NO_NUMBERING


@dataclass(frozen=True)
class LiveRows:
    """What a live check counts row by row: a formula for each row of a table.

    What programs other than Excel cannot do over a whole column (COUNTIF by many criteria,
    SEARCH, ISNUMBER) they all do for one cell. The formulas stand in the hidden working
    sheet; the check adds them up through a :class:`~yqxl.grid.WorkingRef`.
    """

    table: str
    #: ``[field]`` is the cell of that column in this row, 0 where a workbook lacks an optional
    #: column; ``{0}`` … are the ``columns``; a blank row must give 0
    text: str
    columns: tuple[ColumnRef | WorkingRef, ...]
    #: the same in Python: a number for every row of the table, or a text that others look up
    values: Callable[[Evaluation, Results], Sequence[Value]]
    #: the column whose cell somebody should look at, where a row gives 1; "" is none
    at: str = ""


@dataclass(frozen=True)
class FirstCell:
    """A cell to look at first while a live check counts: of those that offend, the first.

    ``{0}`` … in ``when`` are the ``refs``; the cell is that of the last of them, of a column
    its header.
    """

    when: str
    refs: tuple[ColumnRef | NamedRef, ...]
    #: the same in Python
    holds: Callable[[Evaluation, Results], bool]


@dataclass(frozen=True)
class LiveCheck:
    """What a check says live in 校验: a formula that counts offences (0 = none).

    ``value`` gives the same number in Python; the two are compared in three spreadsheet
    programs. ``rows`` are the row formulas that the formula adds up, if it needs any.
    """

    formula: Formula
    value: Callable[[Evaluation, Results], Value]
    rows: tuple[LiveRows, ...] = ()
    #: where to look first, where no row formula says it
    first: tuple[FirstCell, ...] = ()


def _no_rows(_numbering: Numbering) -> tuple[LiveRows, ...]:
    return ()


@dataclass(frozen=True)
class NumberedLiveCheck:
    """A live check whose formulas must name numbers of kinds or rules, or inputs of columns.

    A check does not know them; the catalog does and makes the formula.
    """

    formula: Callable[[Numbering], Formula]
    value: Callable[[Evaluation, Results], Value]
    #: the row formulas that the formula adds up, if it needs any
    rows: Callable[[Numbering], tuple[LiveRows, ...]] = _no_rows


@dataclass(frozen=True)
class Check:
    """A check: its code, its usual level, what it looks for and the function.

    ``live`` is what a formula in 校验 can say of it without yqxl; where the check
    ``withholds``, no total is shown as long as that formula counts anything.
    """

    code: str
    level: Level
    title: str
    function: Callable[[Subject], Iterable[Finding]]
    live: LiveCheck | None = None
    numbered: NumberedLiveCheck | None = None
    withholds: bool = False


def check(
    *,
    code: str,
    level: Level,
    title: str,
    live: LiveCheck | NumberedLiveCheck | None = None,
    withholds: bool = False,
) -> Callable[[Function], Function]:
    """Declare a check; ``withholds``: while its live formula counts, no total is shown."""
    if not _CHECK_CODE.fullmatch(code):
        raise DeclarationError(f"{code!r} is no code for a check")

    def attached(function: Function) -> Function:
        plain = live if isinstance(live, LiveCheck) else None
        numbered = live if isinstance(live, NumberedLiveCheck) else None
        return attach(function, Check(code, level, title, function, plain, numbered, withholds))  # type: ignore[arg-type]  # a check takes a Subject

    return attached
