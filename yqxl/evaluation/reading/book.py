"""What a workbook must show to be read: sheets, cells, tables, names.

A file that was scanned and a document that is open in a spreadsheet program both show
it, so that one reader serves both. What a host can see of its workbook is asked for here
and nowhere else: that is why every host finds the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from yqxl.arithmetic import Value
from yqxl.model.facts import Fact
from yqxl.model.roster import RosterCounts


class BookCell(Protocol):
    """One cell that is not blank.

    ``formula`` is without its ``=``; "" where the text is not at hand. ``kind`` is ``b``
    for TRUE and FALSE.
    """

    @property
    def value(self) -> Value:
        """Return what the cell shows; None for a formula that was never computed."""
        ...

    @property
    def formula(self) -> str | None:
        """Return the formula, or None."""
        ...

    @property
    def kind(self) -> str:
        """Return the kind of the value."""
        ...


class BookTable(Protocol):
    """A named table: a ListObject or a database range."""

    @property
    def name(self) -> str:
        """Return its name."""
        ...

    @property
    def ref(self) -> tuple[int, int, int, int]:
        """Return first row, first column, last row, last column, counted from 1."""
        ...


class BookSheet(Protocol):
    """One sheet."""

    @property
    def name(self) -> str:
        """Return its name."""
        ...

    @property
    def cells(self) -> Mapping[tuple[int, int], BookCell]:
        """Return the cells that are not blank by (row, column), counted from 1."""
        ...

    @property
    def tables(self) -> Sequence[BookTable]:
        """Return its named tables."""
        ...

    @property
    def hidden(self) -> bool:
        """Return whether people do not see the sheet's tab."""
        ...

    @property
    def hidden_rows(self) -> AbstractSet[int]:
        """Return the numbers of the rows that people do not see, counted from 1."""
        ...

    def first_texts(self) -> Iterable[tuple[int, int, str]]:
        """Return row, column and text of the texts in the first rows.

        See :mod:`yqxl.evaluation.reading.first_texts`. A host does not read the whole
        sheet for it where there is a shorter way.
        """
        ...

    def sketch(self) -> str | None:
        """Return the sketch of the sheet as it stands, where the host has it quickly.

        See :func:`yqxl.evaluation.reading.sheet_digest.sketch`.
        """
        ...

    def fingerprint(self) -> object | None:
        """Return what is equal only for sheets of the same constants and formulas.

        None where the host has nothing of the kind at hand.
        """
        ...


class Book(Protocol):
    """A workbook."""

    @property
    def sheets(self) -> Mapping[str, BookSheet]:
        """Return the sheets by name, in order."""
        ...

    @property
    def names(self) -> Mapping[str, str]:
        """Return the workbook's defined names and what they refer to, as Excel writes it."""
        ...

    @property
    def local_names(self) -> Mapping[tuple[str, str], str]:
        """Return the defined names of single sheets, by (name, sheet)."""
        ...

    @property
    def draws_charts(self) -> bool:
        """Return whether a sheet with charts can be written into it."""
        ...

    @property
    def date1904(self) -> bool:
        """Return whether dates count from 1904."""
        ...

    def custom_property(self, name: str) -> str | None:
        """Return a custom document property as text; None where there is none."""
        ...

    def roster(self) -> RosterCounts:
        """Return the counted answers of the sheet 问卷明细; none without such a sheet.

        Raises:
            InputRefusedError: the sheet is damaged, or has no usable header.
        """
        ...

    def is_percent(self, sheet: str, cell: tuple[int, int]) -> bool:
        """Return whether a cell (row, column) shows its number as per cent."""
        ...

    def oddities(self) -> Iterable[Fact]:
        """Return what only this host sees of the sheets that were read so far."""
        ...
