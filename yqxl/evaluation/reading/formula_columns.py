"""What the reader asks about a computed column: is this text ours, and what should it be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class ColumnFormula(Protocol):
    """What yqxl writes into one computed column of one workbook."""

    def flavour(self, text: str, row: int) -> str | None:
        """Return the flavour that this text is in this row; None when it is not ours."""
        ...

    def outgrown(self, text: str, row: int) -> str | None:
        """Return the flavour of a text of ours that lacks optional columns which came later."""
        ...

    def text(self, row: int) -> str:
        """Return the formula of this row as it should be."""
        ...


class ColumnFormulas(Protocol):
    """The computed columns of the workbooks that keep one version of the contract."""

    @property
    def number(self) -> int:
        """Return the version."""
        ...

    def has(self, table: str, field: str) -> bool:
        """Return whether the version knows a column, computed or typed into."""
        ...

    def column(self, table: str, field: str, columns: Mapping[str, int]) -> ColumnFormula:
        """Return the formula of a computed column, given the column numbers by field."""
        ...

    def columns_in(
        self, table: str, field: str, text: str, row: int, columns: Mapping[str, int]
    ) -> Mapping[str, int]:
        """Return which columns a formula of ours looks at, by field; none if it is not ours."""
        ...

    def spans(self, table: str) -> Mapping[str, tuple[str, ...]]:
        """Return the columns that the names over a table span, by name."""
        ...

    def is_named(self, field: str, text: str) -> bool:
        """Return whether this text is what some version writes into a named cell."""
        ...
