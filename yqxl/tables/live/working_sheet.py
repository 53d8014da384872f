"""Columns of the hidden working sheet: where they stand, and how their formulas are written.

In the text of a column, ``[name]`` is the cell of another column in the same row, ``[name-]``
the one above it and ``[name+]`` the one below, ``[name:]`` the whole column, ``[name^]`` all
that stands above this row, ``[name$]`` its last cell and ``[#]`` the number of the row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yqxl.arithmetic import Value
from yqxl.grid import Cell, Formula, Reference, Role
from yqxl.model.contract import WORKING_SHEET
from yqxl.model.layout import column_letters, quoted_sheet

#: rows of the sheet, counted from 1: labels, what stands above the first row, the first row
LABEL_ROW, SEED_ROW, FIRST_ROW = 2, 3, 4
#: the columns of the live tables begin here, behind those of the checks, whose number grows
FIRST_COLUMN = 101
#: capacity of the live tables
INDICATORS, GOALS, LEVELS = 80, 60, 8
#: rows of 指标体系 and of 绩效目标 that are looked at, blank ones included
POSITIONS = 200

_TOKEN = re.compile(r"\[(#|\w+[-+:^$]?)\]")
_PREFIX = quoted_sheet(WORKING_SHEET) + "!"


@dataclass(frozen=True)
class WorkingColumn:
    """A column of the working sheet: its formula in each of its rows."""

    name: str
    rows: int
    text: str
    refs: tuple[Reference, ...] = ()
    #: what stands above the first row, for formulas that look up
    seed: Value = None


class WorkingColumns:
    """The columns of all live tables, in their order."""

    def __init__(self, columns: Sequence[WorkingColumn]) -> None:
        """Give each column its letters."""
        self.columns = tuple(columns)
        self._letters = {
            column.name: column_letters(FIRST_COLUMN + place)
            for place, column in enumerate(columns)
        }
        self._rows = {column.name: column.rows for column in columns}
        self._texts: dict[tuple[str, int, bool], str] = {}
        self._formulas: dict[tuple[str, int], Formula] = {}

    def text(self, template: str, number: int, *, elsewhere: bool = True) -> str:
        """Return a formula's text for row ``number``, counted from 1; each is kept.

        ``elsewhere``: the formula stands in another sheet.
        """
        key = template, number, elsewhere
        text = self._texts.get(key)
        if text is None:
            prefix = _PREFIX if elsewhere else ""
            text = _TOKEN.sub(lambda token: self._place(token[1], number, prefix), template)
            self._texts[key] = text
        return text

    def _formula(self, column: WorkingColumn, number: int) -> Formula:
        """Return the formula of a column in row ``number``, the same object every time."""
        key = column.name, number
        formula = self._formulas.get(key)
        if formula is None:
            text = self.text(column.text, number, elsewhere=False)
            formula = self._formulas[key] = Formula(text, column.refs)
        return formula

    def _place(self, sign: str, number: int, prefix: str) -> str:
        if sign == "#":
            return str(number)
        name = sign.rstrip("-+:^$")
        letters, row = self._letters[name], FIRST_ROW + number - 1
        last = FIRST_ROW + self._rows[name] - 1
        return (
            prefix
            + {
                "": f"{letters}{row}",
                "-": f"{letters}{row - 1}",
                "+": f"{letters}{row + 1}",
                ":": f"${letters}${FIRST_ROW}:${letters}${last}",
                "^": f"{letters}${SEED_ROW}:{letters}{row - 1}",
                "$": f"${letters}${last}",
            }[sign[len(name) :]]
        )

    def cells(self, values: Mapping[str, Sequence[Value]]) -> list[list[Cell]]:
        """Return the cells of each column from :data:`LABEL_ROW` on."""
        return [self._cells(column, values[column.name]) for column in self.columns]

    def _cells(self, column: WorkingColumn, values: Sequence[Value]) -> list[Cell]:
        # formulas, for a constant beside the columns of the checks would be a person's
        label = Cell(column.name, Formula(f'"{column.name}"'), Role.LABEL)
        return [
            label,
            _seed(column.seed),
            *(
                Cell(value, self._formula(column, number), Role.NUMBER)
                for number, value in enumerate(values, 1)
            ),
        ]


def _seed(value: Value) -> Cell:
    if value is None:
        return Cell(None, None, Role.BLANK)
    text = f'"{value}"' if isinstance(value, str) else f"{value:g}"
    return Cell(value, Formula(text), Role.NUMBER)


def padded(values: Sequence[Value], rows: int, rest: Value) -> list[Value]:
    """Return the values of a column, cut or filled up to its rows."""
    return [*values[:rows], *[rest] * (rows - len(values))]
