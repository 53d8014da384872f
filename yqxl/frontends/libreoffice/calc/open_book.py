"""An open Calc document as a book that the reader can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.reading.calculation import calculation_facts
from yqxl.evaluation.reading.first_texts import FirstText, first_texts
from yqxl.evaluation.reading.generated_sheets import TABLE_NAME
from yqxl.evaluation.reading.roster import sheet_counts
from yqxl.frontends.libreoffice.calc.excel_formulas import excel_formula
from yqxl.frontends.libreoffice.calc.values import CODES
from yqxl.model.contract import ROSTER_SHEET
from yqxl.model.facts import Fact
from yqxl.model.layout import column_letters, quoted_sheet
from yqxl.model.roster import RosterCounts

#: com.sun.star.sheet.FormulaResult: VALUE | STRING | ERROR
_ANY_RESULT = 7
_ERROR = 4
_ERRORS = {code: error for error, code in CODES.items()}
_YEAR_1904 = 1904
#: com.sun.star.util.NumberFormat.PERCENT
_PERCENT = 128


@dataclass(frozen=True, slots=True)
class OpenCell:
    """One cell; Calc does not tell TRUE from 1."""

    value: Value
    formula: str | None
    kind: str = "n"


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A database range, which is what Calc makes of a ListObject."""

    name: str
    ref: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """One sheet of an open document."""

    name: str
    cells: Mapping[tuple[int, int], OpenCell]
    tables: tuple[OpenTable, ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()

    def first_texts(self) -> Iterator[FirstText]:
        """Return the texts in the first rows."""
        return first_texts(self.cells)

    def sketch(self) -> None:
        """Return nothing: Calc writes formulas in its own way."""

    def fingerprint(self) -> None:
        """Return nothing: a fingerprint is made of the markup of a file."""


@dataclass(frozen=True, slots=True)
class OpenBook:
    """An open document, read as it is now."""

    sheets: Mapping[str, OpenSheet]
    names: Mapping[str, str]
    local_names: Mapping[tuple[str, str], str]
    date1904: bool
    properties: Mapping[str, str]
    #: the settings that change figures
    settings: tuple[Fact, ...] = ()
    #: tells of a sheet and a cell (row, column) whether it shows per cent
    shows_percent: Callable[[str, tuple[int, int]], bool] = lambda *_: False

    @property
    def draws_charts(self) -> bool:
        """Charts are written into files alone."""
        return False

    def custom_property(self, name: str) -> str | None:
        """Return a custom document property as text; None where there is none."""
        return self.properties.get(name)

    def roster(self) -> RosterCounts:
        """Return the counted answers of the sheet 问卷明细.

        Raises:
            InputRefusedError: the sheet has no usable header.
        """
        return sheet_counts(self.sheets.get(ROSTER_SHEET))

    def is_percent(self, sheet: str, cell: tuple[int, int]) -> bool:
        """Return whether a cell (row, column) shows its number as per cent."""
        return self.shows_percent(sheet, cell)

    def oddities(self) -> tuple[Fact, ...]:
        """Return the settings: Calc has read the file, so no cell of it is malformed."""
        return self.settings


def open_book(document: Any) -> OpenBook:  # noqa: ANN401 - a UNO object
    """Return what stands in an open document."""
    tables = _tables(document)
    sheets = {}
    marks = {}
    for number, sheet in enumerate(document.Sheets):
        cells = _cells(sheet)
        sheets[sheet.Name] = OpenSheet(
            sheet.Name,
            cells,
            tuple(tables.get(number, ())),
            not sheet.IsVisible,
            _hidden_rows(sheet, {row for row, _ in cells}),
        )
        for name in sheet.NamedRanges.ElementNames:
            own = sheet.NamedRanges.getByName(name)
            marks[name, sheet.Name] = (
                own.Content if name == TABLE_NAME else _reference(document, own)
            )
    names = document.NamedRanges
    referred = {
        name: reference
        for name in names.ElementNames
        if (reference := _reference(document, names.getByName(name)))
    }
    noted = document.DocumentProperties.UserDefinedProperties.PropertyValues
    properties = {one.Name: str(one.Value) for one in noted}
    settings = calculation_facts(
        rounded=document.CalcAsShown,
        manual=not document.isAutomaticCalculationEnabled(),
        iterating=document.IsIterationEnabled,
    )
    old = document.NullDate.Year == _YEAR_1904
    return OpenBook(
        sheets, referred, marks, old, properties, tuple(settings), partial(_percent, document)
    )


def _percent(document: Any, sheet: str, cell: tuple[int, int]) -> bool:  # noqa: ANN401 - a UNO object
    row, column = cell
    shown = document.Sheets.getByName(sheet).getCellByPosition(column - 1, row - 1)
    kind: int = document.NumberFormats.getByKey(shown.NumberFormat).Type
    return bool(kind & _PERCENT)


def _tables(document: Any) -> dict[int, list[OpenTable]]:  # noqa: ANN401 - a UNO object
    found: dict[int, list[OpenTable]] = {}
    ranges = document.DatabaseRanges
    for name in ranges.ElementNames:
        area = ranges.getByName(name).DataArea
        ref = (area.StartRow + 1, area.StartColumn + 1, area.EndRow + 1, area.EndColumn + 1)
        found.setdefault(area.Sheet, []).append(OpenTable(name, ref))
    return found


def _reference(document: Any, name: Any) -> str:  # noqa: ANN401 - UNO objects
    """Return a defined name's cells as Excel writes them; "" when it refers to none."""
    cells = name.getReferredCells()
    if cells is None:
        return ""
    area = cells.RangeAddress
    sheet = document.Sheets.getByIndex(area.Sheet).Name
    first = f"${column_letters(area.StartColumn + 1)}${area.StartRow + 1}"
    last = f"${column_letters(area.EndColumn + 1)}${area.EndRow + 1}"
    return f"{quoted_sheet(sheet)}!{first}" + ("" if first == last else f":{last}")


def _cells(sheet: Any) -> dict[tuple[int, int], OpenCell]:  # noqa: ANN401 - a UNO object
    """Return the cells that hold anything, by (row, column) counted from 1."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003 - UNO takes no keywords
    end = cursor.RangeAddress
    area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
    cells = {
        (row, column): OpenCell(value, None)
        for row, values in enumerate(area.getDataArray(), 1)
        for column, value in enumerate(values, 1)
        if value is not None and value != ""
    }
    texts = area.getFormulaArray()
    for row, column in _places(sheet.queryFormulaCells(_ANY_RESULT)):
        known = cells.get((row, column))
        value = known.value if known is not None else ""
        cells[row, column] = OpenCell(value, excel_formula(texts[row - 1][column - 1]))
    for row, column in _places(sheet.queryFormulaCells(_ERROR)):
        code = sheet.getCellByPosition(column - 1, row - 1).getError()
        # what only Calc knows (Err:504) is a wrong value to everybody else
        error = _ERRORS.get(code, ErrorValue.VALUE)
        cells[row, column] = OpenCell(error, cells[row, column].formula, "e")
    return cells


def _hidden_rows(sheet: Any, filled: set[int]) -> frozenset[int]:  # noqa: ANN401 - a UNO object
    """Return which of the rows that hold something no visible cell stands in."""
    for area in sheet.queryVisibleCells().getRangeAddresses():
        filled = {row for row in filled if not area.StartRow < row <= area.EndRow + 1}
    return frozenset(filled)


def _places(ranges: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - a UNO object
    for area in ranges.getRangeAddresses():
        for row in range(area.StartRow + 1, area.EndRow + 2):
            for column in range(area.StartColumn + 1, area.EndColumn + 2):
                yield row, column
