"""The formula cells of ours: which there are, which are missing, and what stands over others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.reading.book import Book, BookCell
from yqxl.evaluation.reading.formula_columns import ColumnFormula, ColumnFormulas
from yqxl.evaluation.reading.table_finder import FoundTable
from yqxl.model.contract import CHECK_SHEET
from yqxl.model.facts import Fact, FactKind
from yqxl.model.layout import cell_name, quoted_sheet
from yqxl.model.number_text import value_text
from yqxl.model.rows import NO_ROW, row_without_data


class OwnCell(NamedTuple):
    """A formula cell of ours: where it stands and what it shows.

    ``row`` counts the evaluation's rows; None is a row in which nobody typed anything.
    """

    sheet: str
    cell: tuple[int, int]
    table: str
    row: int | None
    field: str


def _official(formula: str | None, check: str) -> str:
    """Return a formula as it is where 校验 has its own name."""
    text = formula or ""
    if check == CHECK_SHEET:
        return text
    return text.replace(quoted_sheet(check), CHECK_SHEET).replace(f"{check}!", f"{CHECK_SHEET}!")


def _lost_its_cells(formula: str | None) -> bool:
    """Return whether a formula over names of ours lost cells, as of a sheet that was deleted."""
    text = (formula or "").lower()
    return "#ref" in text and "yq_" in text


class OwnCells:
    """Collects the formula cells of ours while a workbook is read."""

    def __init__(self, formulas: ColumnFormulas, facts: list[Fact]) -> None:
        """Know what a formula should be, and where to note what is odd."""
        self._formulas = formulas
        self._facts = facts
        self.cells: list[OwnCell] = []
        #: cells that should hold a formula and are blank
        self.bare: list[OwnCell] = []
        #: cells whose formula lacks an optional column that somebody added since
        self.outgrown: list[OwnCell] = []
        #: whether any cell calls a YQ_ function
        self.calls_functions = False
        #: the columns in which there are such cells
        self._outgrown: set[tuple[str, str]] = set()
        self._over: list[tuple[str, int, str, Value]] = []

    @property
    def overtyped(self) -> tuple[tuple[str, int, str, Value], ...]:
        """What stands in our cells instead of their formulas."""
        return tuple(self._over)

    def row(
        self,
        found: FoundTable,
        row: int,
        ordinal: int | None,
        keyed: bool,  # noqa: FBT001 - a plain property of the row
        computed: Sequence[tuple[str, int, ColumnFormula]],
    ) -> None:
        """Note which formula cells of a row are ours, and which are not what they should be.

        ``ordinal`` counts the rows with data from 0; ``computed`` are field, column and
        formula of each computed column.
        """
        absent: list[OwnCell] = []
        sheet, key, cells = found.sheet.name, found.table.key, found.sheet.cells
        for name, number, formula in computed:
            cell = cells.get((row, number))
            own = OwnCell(sheet, (row, number), key, ordinal, name)
            if cell is None or (cell.formula is None and cell.value is None):
                absent.append(own)
                continue
            text = cell.formula
            flavour = None if text is None else formula.flavour(text, row) if text else "native"
            if (flavour is None or not text) and self._is_outgrown(own, text, formula):
                continue
            if flavour is None:
                right = "" if text is None else formula.text(row)
                self._typed_over(own, cell, right and "=" + right)
                continue
            self.calls_functions = self.calls_functions or flavour != "native"
            self.cells.append(own)
        if absent and ordinal is not None:
            self.bare += absent
        if absent and keyed:
            first = absent[0]
            place = cell_name(*first.cell)
            self._facts.append(Fact(FactKind.FORMULA_MISSING, sheet, place, key, first.field))

    def _is_outgrown(self, own: OwnCell, text: str | None, formula: ColumnFormula) -> bool:
        """Note a formula that was ours before an optional column came; whether it is one."""
        column = own.table, own.field
        flavour = formula.outgrown(text, own.cell[0]) if text else None
        if flavour:
            self._outgrown.add(column)
            self.calls_functions = self.calls_functions or flavour != "native"
        # a child of a shared formula has no text of its own: it goes with the first
        elif text != "" or column not in self._outgrown:
            return False
        self.outgrown.append(own)
        return True

    def lost(self, table: str, ordinal: int, fields: Sequence[str]) -> None:
        """Note computed columns that somebody deleted: what looks at them is #REF!."""
        self._over += [(table, ordinal, field, ErrorValue.REF) for field in fields]

    def named(self, book: Book, name: str, place: tuple[str, int, int], check: str) -> None:
        """Note whether a computed cell of 首页 or row 2 of 指标体系 is ours.

        ``check`` is what the sheet 校验 is called in this workbook.
        """
        sheet, row, column = place
        cell = book.sheets[sheet].cells.get((row, column))
        own = OwnCell(sheet, (row, column), "project", None, name)
        if (
            cell is None
            or (cell.formula is None and cell.value is None)
            or _lost_its_cells(cell.formula)
        ):
            self.bare.append(own)
        # a child of a shared formula has no text of its own
        elif cell.formula == "" or self._formulas.is_named(name, _official(cell.formula, check)):
            self.cells.append(own)
        else:
            self._typed_over(own, cell, "")

    def _typed_over(self, own: OwnCell, cell: BookCell, expected: str) -> None:
        if own.row is not None:
            self._over.append((own.table, own.row, own.field, cell.value))
        elif own.table == "project":
            # a named cell of 首页 or 指标体系, which is in no row
            self._over.append((own.table, NO_ROW, own.field, cell.value))
        else:
            row = row_without_data(own.cell[0])
            self._over.append((own.table, row, own.field, cell.value))
        typed = cell.formula is None
        kind = FactKind.FORMULA_REPLACED if typed else FactKind.FORMULA_DIFFERS
        text = value_text(cell.value) if typed else f"={cell.formula}"
        place = cell_name(*own.cell)
        self._facts.append(Fact(kind, own.sheet, place, own.table, own.field, text, expected))
