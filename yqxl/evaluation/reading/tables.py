"""From the cells of a workbook to the rows of an evaluation, their places, and what was odd.

Only input cells and text paths are read; a formula cell of ours is recomputed, never
trusted. The reader records facts and judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.reading.book import Book, BookCell
from yqxl.evaluation.reading.formula_columns import ColumnFormula, ColumnFormulas
from yqxl.evaluation.reading.generated_sheets import sheet_of_table
from yqxl.evaluation.reading.lost_headers import unheaded, with_renamed_columns
from yqxl.evaluation.reading.named_cells import NAMED_COMPUTED, iso_date, read_named_cells
from yqxl.evaluation.reading.own_cells import OwnCell, OwnCells
from yqxl.evaluation.reading.path_columns import header_texts, other_columns
from yqxl.evaluation.reading.scheme_steps import with_steps_in_reach
from yqxl.evaluation.reading.table_ends import beside_closing, follows, has_below
from yqxl.evaluation.reading.table_finder import FoundTable, find_tables
from yqxl.model.contract import (
    CHECK_SHEET,
    CHECK_TABLE,
    FORM,
    PARAMETERS,
    TABLES,
    Column,
    Table,
    Type,
)
from yqxl.model.dates import text_date
from yqxl.model.facts import Fact, FactKind
from yqxl.model.layout import ROWS_BELOW, Layout, TableLayout, cell_name
from yqxl.model.rows import Evaluation, PathColumn, row_without_data

_NUMERIC = frozenset((Type.NUMBER, Type.SOURCE))


@dataclass(frozen=True)
class Reading:
    """What was read from one workbook."""

    evaluation: Evaluation
    layout: Layout
    facts: tuple[Fact, ...]
    own_cells: tuple[OwnCell, ...]
    #: cells that should hold a formula of ours and are blank
    bare_cells: tuple[OwnCell, ...]
    #: those whose formula lacks an optional column that somebody added since
    outgrown_cells: tuple[OwnCell, ...]
    #: whether any cell of ours calls a YQ_ function
    calls_functions: bool


def read_book(book: Book, column_formulas: ColumnFormulas) -> Reading:
    """Return the evaluation that stands in a workbook, with the place of every row."""
    return _Reader(book, column_formulas).read()


class _Reader:
    def __init__(self, book: Book, column_formulas: ColumnFormulas) -> None:
        self.book = book
        self.column_formulas = column_formulas
        self.facts: list[Fact] = []
        self.lost: list[tuple[str, str]] = []
        self.own = OwnCells(column_formulas, self.facts)

    def read(self) -> Reading:
        rows: dict[str, Any] = {}
        layouts = {}
        path_columns: list[PathColumn] = []
        missing_sheets: set[str] = set()
        found_tables = {
            key: found and with_renamed_columns(found, self.book, self.column_formulas, self.facts)
            for key, found in find_tables(self.book, self.column_formulas.has).items()
        }
        for table in TABLES:
            found = found_tables[table.key]
            if found is None:
                self._note_missing(table, missing_sheets)
                continue
            self._note_data_below(found, found_tables.values())
            rows[table.key], layouts[table.key] = self._read_table(found)
            rows |= header_texts(found)
            if table.by_path:
                path_columns += other_columns(found, layouts[table.key].rows)
        project, named, facts = read_named_cells(self.book, self.column_formulas.is_named)
        self.facts.extend(facts)
        check = sheet_of_table(self.book, CHECK_TABLE, CHECK_SHEET)
        for name, place in named.items():
            if name in NAMED_COMPUTED:
                self.own.named(self.book, name, place, check)
        number, own = self.column_formulas.number, self.own
        return Reading(
            Evaluation(
                project=project,
                contract=number,
                overtyped=own.overtyped,
                lost=tuple(self.lost),
                unheaded=tuple(
                    one for found in found_tables.values() if found for one in unheaded(found)
                ),
                below=tuple(
                    table.key
                    for table in FORM
                    if (found := found_tables[table.key]) and has_below(found)
                ),
                closing=tuple(
                    one for found in found_tables.values() if found for one in beside_closing(found)
                ),
                emptied=tuple(
                    table.key
                    for table in PARAMETERS
                    if table.key in layouts and not rows[table.key]
                ),
                path_columns=tuple(path_columns),
                **rows,
            ),
            Layout(layouts, named),
            tuple(self.facts),
            tuple(own.cells),
            tuple(own.bare),
            tuple(own.outgrown),
            own.calls_functions,
        )

    def _note_missing(self, table: Table, missing_sheets: set[str]) -> None:
        if not self.column_formulas.has(table.key, table.key_column):
            return
        if self._names_broken(table):
            self.lost.append((table.key, table.key_column))
        if table.sheet in self.book.sheets:
            self._fact(FactKind.TABLE_MISSING, table, table.name)
        elif not table.optional and table.sheet not in missing_sheets:
            missing_sheets.add(table.sheet)
            self._fact(FactKind.SHEET_MISSING, table, table.sheet)

    def _names_broken(self, table: Table) -> bool:
        """Return whether a name over a table lost its cells."""
        names = self.column_formulas.spans(table.key)
        return any("#REF!" in self.book.names.get(name, "") for name in names)

    def _fact(self, kind: FactKind, table: Table, expected: str) -> None:
        self.facts.append(Fact(kind, table.sheet, table=table.key, expected=expected))

    def _read_table(self, found: FoundTable) -> tuple[tuple[Any, ...], TableLayout]:
        self._note_columns(found)
        typed = [
            (column, column.field, found.columns[column.field], column.type in _NUMERIC)
            for column in found.table.typed
            if column.field in found.columns
        ]
        computed = [
            (column.field, found.columns[column.field], self._formula(found, column.field))
            for column in found.table.every_column
            if not column.typed and column.field in found.columns
        ]
        lost = [
            column.field
            for column in found.table.columns
            if not column.typed
            and column.field not in found.columns
            and self.column_formulas.has(found.table.key, column.field)
        ]
        broken = self._broken_by_names(found)
        looked_up = bool(computed) or self._names_broken(found.table)
        rows, places, blank = [], [], []
        cells = found.sheet.cells
        for row in range(found.header_row + 1, found.end):
            values: dict[str, Value] = dict(broken)
            filled = False
            for column, name, number, numeric in typed:
                cell = cells.get((row, number))
                if cell is None:
                    continue
                value = cell.value
                plain = cell.formula is None and (
                    (value.__class__ is str and column.shows != "date")
                    or (numeric and cell.kind == "n")
                )
                if not plain or (numeric and value == ""):
                    value = self._typed(found, row, column, cell)
                filled = filled or cell.value is not None or cell.formula is not None
                values[name] = value
            if filled:
                rows.append(found.table.row_of(values))
                places.append(row)
                ordinal: int | None = len(rows) - 1
                keyed = bool(values.get(found.table.key_column))
            else:
                blank.append(row)
                ordinal, keyed = None, False
            self.own.row(found, row, ordinal, keyed, computed)
            if looked_up:
                counted = row_without_data(row) if ordinal is None else ordinal
                self.own.lost(found.table.key, counted, lost)
        layout = TableLayout(
            found.table.key,
            found.sheet.name,
            found.header_row,
            found.columns,
            tuple(places),
            found.end,
            tuple(blank),
        )
        return with_steps_in_reach(found, rows, places), layout

    def _broken_by_names(self, found: FoundTable) -> Mapping[str, Value]:
        """Return number columns that were deleted, as the names over them see them.

        A path that leads nowhere is #N/A, whatever the cell would be.
        """
        if found.table.by_path:
            return {}
        return {
            field: ErrorValue.REF
            for name, fields in self.column_formulas.spans(found.table.key).items()
            if "#REF!" in self.book.names.get(name, "")
            for field in fields
            if field not in found.columns and found.table.column(field).type in _NUMERIC
        }

    def _formula(self, found: FoundTable, field: str) -> ColumnFormula:
        return self.column_formulas.column(found.table.key, field, found.columns)

    def _note_columns(self, found: FoundTable) -> None:
        sheet, table = found.sheet.name, found.table.key
        for column in found.table.columns:
            if not self.column_formulas.has(table, column.field):
                continue
            number, kind = found.columns.get(column.field), FactKind.COLUMN_MISSING
            if column.field in found.renamed:
                kind = FactKind.COLUMN_RENAMED
            elif number is not None:
                continue
            else:
                self.lost.append((table, column.field))
                if column.type is Type.HIDDEN:
                    continue
            cell = cell_name(found.header_row, number) if number is not None else ""
            text = found.headers.get(column.field, "")
            self.facts.append(Fact(kind, sheet, cell, table, column.field, text, column.header))
        for name in found.twice:
            self.facts.append(
                Fact(
                    FactKind.COLUMN_TWICE,
                    sheet,
                    cell_name(found.header_row, found.columns[name]),
                    table,
                    name,
                    found.headers[name],
                )
            )

    def _typed(self, found: FoundTable, row: int, column: Column, cell: BookCell) -> Value:
        """Return what an input cell holds, recording what is odd about it."""
        number = found.columns[column.field]
        if cell.formula is not None:
            kind = (
                FactKind.FORMULA_WITHOUT_VALUE if cell.value is None else FactKind.FORMULA_IN_INPUT
            )
            self._cell_fact(kind, found, (row, number), column.field, "=" + cell.formula)
        value = cell.value
        if isinstance(value, ErrorValue):
            self._cell_fact(FactKind.ERROR_CELL, found, (row, number), column.field, value.value)
        if column.type in _NUMERIC:
            if cell.kind == "b":
                return "TRUE" if value else "FALSE"
            return None if value == "" else value
        if column.shows == "date":
            iso = iso_date(value, date1904=self.book.date1904)
            # to the sheet a date typed as a text is none
            return text_date(iso) if isinstance(value, str) else iso
        if isinstance(value, float | int):
            percent = column.shows == "phrase" and self.book.is_percent(
                found.sheet.name, (row, number)
            )
            text = f"{value * 100:.15g}%" if percent else plain_number(value)
            self._cell_fact(FactKind.NUMBER_IN_TEXT, found, (row, number), column.field, text)
            return text
        return value if isinstance(value, str) else ""

    def _cell_fact(
        self, kind: FactKind, found: FoundTable, cell: tuple[int, int], column: str, text: str
    ) -> None:
        self.facts.append(
            Fact(kind, found.sheet.name, cell_name(*cell), found.table.key, column, text)
        )

    def _note_data_below(self, found: FoundTable, others: Iterable[FoundTable | None]) -> None:
        """Record the first row typed directly below the end of a table."""
        start = found.end + 1 if found.closed else found.end
        stop = min(
            # another table's title stands up to three rows above its header
            (other.header_row - 3 for other in others if other and follows(other, found)),
            default=start + ROWS_BELOW,
        )
        for row in range(start, min(stop, start + ROWS_BELOW)):
            present = {
                name: cell.value
                for name, number in found.columns.items()
                if (cell := found.sheet.cells.get((row, number))) and cell.value is not None
            }
            if found.table.key_column in present and _is_data(found.table, present):
                first = (row, min(found.columns[name] for name in present))
                text = str(found.sheet.cells[first].value)
                column = found.table.key_column
                self._cell_fact(FactKind.DATA_BELOW_TABLE, found, first, column, text)
                return


def _is_data(table: Table, present: Mapping[str, Value]) -> bool:
    """Return whether a row below a table is data rather than a title or a remark."""
    numeric = [column.field for column in table.columns if column.numeric]
    if numeric:
        return any(isinstance(present.get(name), float | int) for name in numeric)
    return len(present) > 1


def plain_number(number: float) -> str:
    """Return a number as a cell of format General shows it.

    >>> plain_number(101.0), plain_number(2.5)
    ('101', '2.5')
    """
    return f"{number:.15g}"
