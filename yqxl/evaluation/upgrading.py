"""What an earlier workbook needs to keep today's contract: a plan, nothing is written here.

Formulas of ours get today's text in their own flavour, computed columns that today's
contract has and the sheet lacks come behind the table's last column, names span what they
span today, and rows of 参数 that yqxl ships today come into its blank rows. What a person
typed, over a formula too, stays and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from yqxl.arithmetic import Value
from yqxl.errors import InputRefusedError
from yqxl.evaluation.formulas.anchored_names import anchored_names
from yqxl.evaluation.formulas.column_formulas import NATIVE, UDF, formula_of
from yqxl.evaluation.formulas.contracts import PARAMETERS, contract
from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.formulas.named_formulas import named_formula
from yqxl.evaluation.parameter_rows import row_cells, row_value
from yqxl.evaluation.reading.book import Book
from yqxl.evaluation.reading.own_cells import OwnCell
from yqxl.evaluation.reading.tables import Reading
from yqxl.model.contract import BY_KEY, Column, Table, Type
from yqxl.model.contract_version import CONTRACT
from yqxl.model.layout import Layout, TableLayout, cell_name

_FIELD = re.compile(r"\[(\w+)\]")

Place = tuple[int, int]


class NewCell(NamedTuple):
    """What comes into a cell; ``like`` is the cell whose format it takes when it is new."""

    value: Value = None
    formula: str | None = None
    like: Place | None = None


class RowsToInsert(NamedTuple):
    """So many rows above the closing row of a table of 参数."""

    sheet: str
    above: int
    number: int


class NewColumn(NamedTuple):
    """A column that a table gets: its header, where, and whether people see it."""

    table: str
    header: str
    number: int
    hidden: bool


@dataclass
class Upgrade:
    """Everything that makes an earlier workbook one of today."""

    layout: Layout
    #: by sheet and place what comes into its cells
    cells: dict[str, dict[Place, NewCell]] = field(default_factory=dict)
    columns: list[NewColumn] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    #: how many formulas are renewed, which rows came into 参数, what had to stay
    renewed: int = 0
    rows: list[str] = field(default_factory=list)
    rows_renewed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    #: rows without formulas and closing rows that were lost, put in order with the rest
    mended: list[str] = field(default_factory=list)

    def put(self, sheet: str, place: Place, cell: NewCell) -> None:
        """Plan one cell."""
        self.cells.setdefault(sheet, {})[place] = cell


def upgrade_of(book: Book, reading: Reading) -> Upgrade:
    """Return what today's contract asks of a workbook that has the rows for it.

    Raises:
        InputRefusedError: there is no room beside a table for a column that it needs
            (YQ-234).
    """
    flavour = UDF if reading.calls_functions else NATIVE
    found = Upgrade(reading.layout)
    tables = {
        key: _with_new_columns(found, book, place) for key, place in reading.layout.tables.items()
    }
    tables = {key: _with_shipped_rows(found, reading, key, tables[key]) for key in tables}
    found.layout = Layout(tables, reading.layout.named)
    for key, place in tables.items():
        _fill_new_columns(found, place, BY_KEY[key], flavour)
    for own in reading.own_cells:
        _renew(found, book, reading, own, flavour)
    for fact_place in _not_ours(reading):
        found.kept.append(fact_place)
    found.names = {
        name: area
        for name, area in anchored_names(found.layout).items()
        if book.names.get(name, "").replace("$", "") != area.replace("$", "")
    }
    return found


def _not_ours(reading: Reading) -> Iterator[str]:
    """Yield the formula cells that a person wrote otherwise or typed over."""
    for fact in reading.facts:
        if fact.kind.name in ("FORMULA_DIFFERS", "FORMULA_REPLACED"):
            yield f"{fact.sheet}!{fact.cell}"


def _needed(table: Table) -> list[Column]:
    """Return the columns that no workbook of today may lack: computed ones and their inputs."""
    computed = [column for column in table.columns if not column.typed]
    read = {
        name for column in computed for name in _FIELD.findall(formula_of(table.key, column.field))
    }
    return [one for one in table.columns if not one.typed or one.field in read]


def _with_new_columns(found: Upgrade, book: Book, place: TableLayout) -> TableLayout:
    table = BY_KEY[place.table]
    columns = dict(place.columns)
    for column in _needed(table):
        if column.field in columns:
            continue
        number = max(columns.values()) + 1
        _refuse_filled(book, place, number, column.header)
        columns[column.field] = number
        found.columns.append(
            NewColumn(table.name, column.header, number, column.type is Type.HIDDEN)
        )
        header = place.header_row, number
        found.put(place.sheet, header, NewCell(column.header, like=(place.header_row, number - 1)))
    return replace(place, columns=columns)


def _refuse_filled(book: Book, place: TableLayout, number: int, header: str) -> None:
    cells = book.sheets[place.sheet].cells
    rows = range(place.header_row, place.last_row + 1)
    filled = next(((row, number) for row in rows if (row, number) in cells), None)
    if filled is not None:
        raise InputRefusedError(
            "YQ-234",
            f"升级要在表的右边加一列“{header}”，那里已经有内容。",
            remedy="请把表右边的内容移开一列以上，再升级。",
            sheet=place.sheet,
            cell=cell_name(*filled),
        )


def _fill_new_columns(found: Upgrade, place: TableLayout, table: Table, flavour: str) -> None:
    new = {one.number for one in found.columns if one.table == table.name}
    formulas = ContractFormulas()
    for column in table.columns:
        number = place.columns.get(column.field)
        if number not in new or column.typed:
            continue
        formula = formulas.column(table.key, column.field, place.columns)
        for row in (*place.rows, *place.blank_rows):
            text = formula.text(row, flavour)
            found.put(place.sheet, (row, number), NewCell(formula=text, like=(row, number - 1)))


def _renew(found: Upgrade, book: Book, reading: Reading, own: OwnCell, flavour: str) -> None:
    """Give a formula cell of ours today's text."""
    before = book.sheets[own.sheet].cells[own.cell].formula or ""
    if own.table == "project":
        after = _named_text(own.field, before, found.layout)
        if after is None:
            found.kept.append(f"{own.sheet}!{cell_name(*own.cell)}")
            return
    else:
        columns = found.layout.tables[own.table].columns
        known = reading.layout.tables[own.table].columns
        own_version = ContractFormulas(reading.evaluation.contract)
        written = own_version.column(own.table, own.field, known).flavour(before, own.cell[0])
        formula = ContractFormulas().column(own.table, own.field, columns)
        # a dependent of a shared formula has no text of its own
        after = formula.text(own.cell[0], written if before and written else flavour)
    if after and after != before:
        found.put(own.sheet, own.cell, NewCell(formula=after))
        found.renewed += 1


def _named_text(name: str, before: str, layout: Layout) -> str | None:
    """Return today's formula of a named cell; None where a person wrote another one."""
    return named_formula(name, layout) if ContractFormulas().is_named(name, before) else None


def rows_to_insert(reading: Reading) -> list[RowsToInsert]:
    """Return where 参数 needs more rows than its tables have blank ones, the lowest first."""
    found = []
    for key in PARAMETERS:
        place = reading.layout.tables.get(key)
        if place is not None:
            more = len(_missing_rows(reading, key)) - len(place.blank_rows)
            if more > 0:
                found.append(RowsToInsert(place.sheet, place.last_row, more))
    return sorted(found, key=lambda one: -one.above)


def _missing_rows(reading: Reading, key: str) -> list[object]:
    """Return the rows that yqxl ships today and the workbook lacks."""
    name = BY_KEY[key].key_column
    present = {str(getattr(row, name)).lower() for row in getattr(reading.evaluation, key)}
    shipped = getattr(contract(CONTRACT).parameters, key)
    return [row for row in shipped if str(getattr(row, name)).lower() not in present]


def _with_shipped_rows(
    found: Upgrade, reading: Reading, key: str, place: TableLayout
) -> TableLayout:
    """Bring the rows of 参数 that the workbook lacks into the blank rows of their table."""
    if key not in PARAMETERS:
        return place
    table = BY_KEY[key]
    _renew_shipped_rows(found, reading, table, place)
    missing = _missing_rows(reading, key)
    for row, number in zip(missing, place.blank_rows, strict=False):
        found.rows.append(f"{table.name}“{getattr(row, table.key_column)}”")
        _put_row(found, place, row, number)
    taken = place.blank_rows[: len(missing)]
    return replace(place, rows=(*place.rows, *taken), blank_rows=place.blank_rows[len(missing) :])


def _renew_shipped_rows(found: Upgrade, reading: Reading, table: Table, place: TableLayout) -> None:
    """Give rows as their version shipped them, never a person's, what today's version says."""
    name = table.key_column
    earlier, today = (
        {str(getattr(row, name)).lower(): row for row in getattr(version.parameters, table.key)}
        for version in (contract(reading.evaluation.contract), contract(CONTRACT))
    )
    rows = getattr(reading.evaluation, table.key)
    for row, number in zip(rows, place.rows, strict=True):
        key = str(getattr(row, name)).lower()
        new = today.get(key)
        if new is None or row == new or row != earlier.get(key):
            continue
        found.rows_renewed.append(f"{table.name}“{getattr(row, name)}”")
        for column in table.columns:
            at = place.columns.get(column.field)
            if at is not None and column.typed:
                value = row_value(new, column.field)
                if value != row_value(row, column.field):
                    found.put(place.sheet, (number, at), NewCell(value))


def _put_row(found: Upgrade, place: TableLayout, row: object, number: int) -> None:
    """Plan a row of 参数."""
    for cell in row_cells(place, row, number, CONTRACT):
        found.put(place.sheet, cell.place, NewCell(cell.value, cell.formula, cell.like))
