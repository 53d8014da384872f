"""The named cells of 首页, found by their defined names, else by their formulas or labels."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.reading.book import Book
from yqxl.model.contract import COVER_SHEET, INDICATORS, NAMED_CELLS, NamedCell, Type
from yqxl.model.facts import Fact, FactKind
from yqxl.model.headers import header_key
from yqxl.model.layout import cell_name
from yqxl.model.rows import Project

_REFERENCE = re.compile(r"^'?((?:[^'!]|'')+)'?!\$?([A-Z]{1,3})\$?(\d{1,7})$")
#: serial number 0 of the two date systems
_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
#: serial numbers of the years 1990 to 2100; anything else is no date of an evaluation
_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
_DATE_TEXT = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")

Named = dict[str, tuple[str, int, int]]
#: whether a text is what yqxl writes into the computed cell of a field
IsNamed = Callable[[str, str], bool]

NAMED_COMPUTED = frozenset(cell.field for cell in NAMED_CELLS if cell.type is Type.COMPUTED)
#: where the computed named cells stand
_COMPUTED_SHEETS = (COVER_SHEET, INDICATORS.sheet)


def _nothing_is(_field: str, _text: str) -> bool:
    return False


def read_named_cells(
    workbook: Book, is_named: IsNamed = _nothing_is
) -> tuple[Project, Named, tuple[Fact, ...]]:
    """Return the project, the place of every named cell, and what was odd.

    ``is_named`` knows the formulas of computed named cells; they tell the place of one
    whose name is lost.
    """
    places: Named = {}
    facts: list[Fact] = []
    for cell in NAMED_CELLS:
        place = _by_name(workbook, cell)
        if place is None and cell.type is Type.COMPUTED:
            place = _by_formula(workbook, cell, is_named)
        place = place or _by_label(workbook, cell)
        if place is not None:
            places[cell.field] = place
        elif cell.typed and not cell.optional and COVER_SHEET in workbook.sheets:
            facts.append(
                Fact(
                    FactKind.COLUMN_MISSING,
                    COVER_SHEET,
                    table="project",
                    column=cell.field,
                    expected=cell.label,
                )
            )
    if COVER_SHEET not in workbook.sheets:
        facts.append(
            Fact(FactKind.SHEET_MISSING, COVER_SHEET, table="project", expected=COVER_SHEET)
        )
    values = {
        cell.field: _value(workbook, cell, places[cell.field], facts)
        for cell in NAMED_CELLS
        if cell.type is not Type.COMPUTED and cell.field in places
    }
    return Project(**values), places, tuple(facts)  # type: ignore[arg-type]  # by the field's type


def _by_name(workbook: Book, cell: NamedCell) -> tuple[str, int, int] | None:
    match = _REFERENCE.match(workbook.names.get(cell.name, ""))
    if match is None:
        return None
    sheet = match[1].replace("''", "'")
    if sheet not in workbook.sheets:
        return None
    column = 0
    for letter in match[2]:
        column = column * 26 + ord(letter) - 64
    return sheet, int(match[3]), column


def _by_formula(workbook: Book, cell: NamedCell, is_named: IsNamed) -> tuple[str, int, int] | None:
    """Return the one cell that holds the formula of a computed named cell."""
    found = [
        (name, *place)
        for name in _COMPUTED_SHEETS
        if name in workbook.sheets
        for place, scanned in workbook.sheets[name].cells.items()
        if scanned.formula and is_named(cell.field, scanned.formula)
    ]
    return found[0] if len(found) == 1 else None


def _by_label(workbook: Book, cell: NamedCell) -> tuple[str, int, int] | None:
    """Return the cell right of its label on 首页, if the label stands there once."""
    sheet = workbook.sheets.get(COVER_SHEET)
    if sheet is None:
        return None
    found = [
        (row, column)
        for (row, column), scanned in sheet.cells.items()
        if isinstance(scanned.value, str) and header_key(scanned.value) == header_key(cell.label)
    ]
    if len(found) != 1:
        return None
    return COVER_SHEET, found[0][0], found[0][1] + 1


def _value(
    workbook: Book, cell: NamedCell, place: tuple[str, int, int], facts: list[Fact]
) -> Value:
    sheet, row, column = place
    scanned = workbook.sheets[sheet].cells.get((row, column))
    value = scanned.value if scanned is not None else None
    if scanned is not None and scanned.formula is not None:
        kind = FactKind.FORMULA_WITHOUT_VALUE if value is None else FactKind.FORMULA_IN_INPUT
        facts.append(_fact(kind, cell, place, "=" + scanned.formula))
    if isinstance(value, ErrorValue):
        facts.append(_fact(FactKind.ERROR_CELL, cell, place, value.value))
    if cell.type is Type.NUMBER:
        return None if value == "" else value
    if cell.date:
        return iso_date(value, date1904=workbook.date1904)
    if isinstance(value, float | int):
        return f"{value:.15g}"
    return value if isinstance(value, str) else ""


def _fact(kind: FactKind, cell: NamedCell, place: tuple[str, int, int], found: str) -> Fact:
    return Fact(kind, place[0], cell_name(place[1], place[2]), "project", cell.field, found)


def iso_date(value: Value, *, date1904: bool = False) -> str:
    """Return a date cell as ISO text; what is no date stays as it was typed.

    >>> iso_date(45016.0), iso_date("2023年3月31日"), iso_date("2023-03"), iso_date(None)
    ('2023-03-31', '2023-03-31', '2023-03', '')
    """
    if isinstance(value, str):
        match = _DATE_TEXT.fullmatch(value.strip())
        if match is None:
            return value
        try:
            return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
        except ValueError:
            return value
    if isinstance(value, float | int):
        limit = (_LAST - _EPOCHS[date1904]).days
        day = _EPOCHS[date1904] + timedelta(days=int(value)) if 0 < value <= limit else None
        return day.isoformat() if day is not None and day >= _FIRST else f"{value:.15g}"
    return ""
