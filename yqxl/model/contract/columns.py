"""How a column of the contract is declared: once, in the class of its table's rows.

The attribute is the JSON name; beside it stand header, kind, look, choices and limits.
Reader, template, validations, JSON, its schema and the checks all ask here. Texts are
Chinese because they stand in the cells.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from functools import cached_property
from typing import Any, cast

from yqxl.arithmetic import Value
from yqxl.model.headers import header_key

#: a cell takes a text of so many UTF-16 units
MAX_TEXT = 32_767
#: a scheme has at most so many bounds, factors or grades
STEPS = 6
#: shown like these, a number is an amount: 封顶 and 年度 are none
_AMOUNTS = frozenset(("money", "number", "integer", "score"))


class Type(Enum):
    """What people type into a column, or that they do not."""

    TEXT = "text"
    NUMBER = "number"
    #: a number, or a text that says where the number stands
    SOURCE = "source"
    YES_NO = "yes/no"
    COMPUTED = "computed"
    #: computed, and of no interest to a reader: grouped and hidden
    HIDDEN = "hidden"


# Columns and tables are compared by identity: there is one of each, and many look-ups.
@dataclass(frozen=True, eq=False)
class Column:
    """One column of a contract table."""

    field: str
    header: str
    type: Type = Type.TEXT
    #: how it shows: text, phrase (as typed: 95% stays 95%), code, money, number, percent, score, integer, year
    shows: str = "text"
    required: bool = False
    #: whether it is required only where one of the table's rows has it: two-level systems
    if_any: bool = False
    #: the column that, filled in the same row, makes this one unneeded
    unless: str = ""
    #: the computed column that serves where this one is blank, once it is a number
    default: str = ""
    width: float = 12
    #: prompt of the data validation, and description in the JSON Schema
    prompt: str = ""
    #: other header texts that mean this column
    aliases: tuple[str, ...] = ()
    #: the drop-down list, by its defined name
    choices: str = ""
    #: whether the list only suggests: a questionnaire has options of its own
    suggested: bool = False
    #: whether a path or a code names rows by it: unique, without the signs of a path
    names_rows: bool = False
    #: the least and the most that a number may be; None = anything
    least: float | None = 0
    most: float | None = None
    #: whether a blank cell means 否: true and false in JSON
    flag: bool = False
    #: whether JSON leaves a blank out instead of saying null
    unsaid: bool = False
    #: whether only workbooks that use it have the column; absent, it is as if blank
    optional: bool = False
    #: what a computed column is there for, and only where that is: an optional column of its
    #: table, or the key of a table that not every workbook has
    beside: str = ""
    #: the JSON name where it is no name of an attribute: ``from``
    in_json: str = ""
    #: the attribute that holds this step of a scheme, and the step counted from 0
    step: tuple[str, int] | None = None

    @property
    def typed(self) -> bool:
        """Whether people type into this column."""
        return self.type not in (Type.COMPUTED, Type.HIDDEN)

    @property
    def numeric(self) -> bool:
        """Whether only a number belongs into this column."""
        return self.type is Type.NUMBER

    @property
    def amount(self) -> bool:
        """Whether it holds an amount, a quantity, a count or a weight: never below zero."""
        return self.numeric and self.least == 0 and self.shows in _AMOUNTS

    @property
    def attribute(self) -> str:
        """Return the attribute of a row that holds this column."""
        return self.field if self.step is None else self.step[0]

    @property
    def json_name(self) -> str:
        """Return the name of its value in JSON."""
        return self.in_json or self.attribute

    def wanted(self, rows: Iterable[object]) -> bool:
        """Return whether a blank of this column in one of these rows is a gap."""
        if not self.required or not self.if_any:
            return self.required
        return any(self.value_in(row) not in (None, "") for row in rows)

    def is_missing_in(self, row: object) -> bool:
        """Return whether a row lacks a value of this column, which is required."""
        waived = self.unless and getattr(row, self.unless) not in (None, "")
        return not waived and self.value_in(row) in (None, "")

    def value_in(self, row: object) -> Value:
        """Return what a row holds for this column; 下限3 is the third of ``lower``."""
        if self.step is None:
            return cast("Value", getattr(row, self.field))
        name, number = self.step
        steps: tuple[Value, ...] = getattr(row, name)
        return steps[number] if number < len(steps) else None


@dataclass(frozen=True, eq=False)
class Table:
    """One contract table: its key in JSON, its ListObject name, its sheet and columns."""

    key: str
    name: str
    sheet: str
    row: type
    #: the column that names a row; a row without it is not finished
    key_column: str
    #: the column that carries the text of the closing row
    closing_column: str
    optional: bool = False
    #: whether a new workbook has its sheet only if the data have rows for it
    where_used: bool = False
    #: whether a source names its cells as sheet/row/column
    by_path: bool = False

    @cached_property
    def every_column(self) -> tuple[Column, ...]:
        """Return the columns in the order of the sheet, the optional ones at its right."""
        found = tuple(_columns_of(self.row))
        return (
            *(one for one in found if not one.optional),
            *(one for one in found if one.optional),
        )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns that every workbook has, in the order of the sheet."""
        return tuple(column for column in self.every_column if not column.optional)

    @cached_property
    def _by_field(self) -> Mapping[str, Column]:
        return {column.field: column for column in self.every_column}

    def used_columns(
        self, rows: Iterable[object], tables: Container[str] = ()
    ) -> tuple[Column, ...]:
        """Return the columns of a workbook with these rows: optional ones that one of them fills.

        ``tables`` are the keys of the workbook's tables, beside which computed columns stand.
        """
        filled = tuple(rows)

        def used(column: Column) -> bool:
            if column.beside and column.beside not in self._by_field:
                return column.beside in tables
            asked = self.column(column.beside) if column.beside else column
            return any(asked.value_in(row) not in (None, "") for row in filled)

        return tuple(one for one in self.every_column if not one.optional or used(one))

    @cached_property
    def by_header(self) -> Mapping[str, str]:
        """Return the field of each header text, aliases included, as they are compared."""
        found = {
            header_key(alias): column.field
            for column in self.every_column
            for alias in column.aliases
        }
        return found | {header_key(column.header): column.field for column in self.every_column}

    def column(self, field: str) -> Column:
        """Return the column of this field name (KeyError if there is none)."""
        return self._by_field[field]

    @cached_property
    def typed(self) -> tuple[Column, ...]:
        """Return the columns that people type into, optional ones included."""
        return tuple(column for column in self.every_column if column.typed)

    @cached_property
    def told_by(self) -> tuple[Column, ...]:
        """Return the columns by which a row is data and no remark: its numbers, else its texts."""
        typed = [one for one in self.columns if one.typed and one.field != self.key_column]
        return tuple([one for one in typed if one.numeric] or typed)

    @cached_property
    def amounts(self) -> tuple[str, ...]:
        """Return the fields that hold amounts, quantities, counts or weights."""
        return tuple(column.field for column in self.every_column if column.amount)

    @cached_property
    def money(self) -> tuple[str, ...]:
        """Return the typed fields in the money unit of 首页."""
        return tuple(one.field for one in self.columns if one.typed and one.shows == "money")

    @cached_property
    def path_fields(self) -> tuple[str, ...]:
        """Return the inputs among which a path looks up its column.

        Of the optional ones those that hold numbers or dates.
        """
        named = (
            one.field
            for one in self.typed
            if (one.numeric or one.shows == "date" if one.optional else one.type is not Type.YES_NO)
        )
        return tuple(named) if self.by_path else ()

    @cached_property
    def path_headers(self) -> tuple[str, ...]:
        """Return the header texts of the path fields."""
        return tuple(self.column(field).header for field in self.path_fields)

    def row_of(self, values: Mapping[str, Value]) -> Any:  # noqa: ANN401 - any of the row classes
        """Return a row from the values of its columns; the steps of a scheme stand together."""
        if not self._steps:
            return self.row(**values)
        plain = {name: value for name, value in values.items() if name not in self._in_steps}
        for name, (blank, columns) in self._steps.items():
            plain[name] = tuple(values.get(column, blank) for column in columns)  # type: ignore[assignment]  # a scheme's steps
        return self.row(**plain)

    @cached_property
    def _steps(self) -> Mapping[str, tuple[Value, tuple[str, ...]]]:
        """Return the blank and the columns of each attribute that holds steps."""
        found: dict[str, tuple[Value, tuple[str, ...]]] = {}
        for column in self.columns:
            if column.step is not None:
                blank = None if column.numeric else ""
                _, before = found.get(column.step[0], (blank, ()))
                found[column.step[0]] = blank, (*before, column.field)
        return found

    @cached_property
    def _in_steps(self) -> frozenset[str]:
        return frozenset(name for _, columns in self._steps.values() for name in columns)


def _columns_of(row: type) -> Iterator[Column]:
    """Yield the columns of a row class; the computed ones are its class variables."""
    declared = {one.name: one for one in fields(row)}
    for name in row.__annotations__:
        one = declared.get(name)
        if one is None:
            yield replace(getattr(row, name), field=name)
        elif isinstance(one.default, tuple):
            column: Column = one.metadata["column"]
            for number in range(STEPS):
                yield replace(
                    column,
                    field=f"{name}{number + 1}",
                    header=f"{column.header}{number + 1}",
                    step=(name, number),
                )
        else:
            yield replace(one.metadata["column"], field=name)
