"""Puts formulas, names and closing rows of ours in order in an open document."""

from __future__ import annotations

from typing import Any

from yqxl.arithmetic import Value
from yqxl.evaluation.mending import Mends

#: com.sun.star.sheet.AddressConvention.XL_OOX: formulas as .xlsx files have them
_EXCEL = 3
#: com.sun.star.beans.PropertyAttribute.REMOVABLE
_REMOVABLE = 128


def mend(document: Any, mends: Mends) -> None:  # noqa: ANN401 - a UNO object
    """Write what of ours the document lacks."""
    for sheet, names in _by_sheet(mends).items():
        own = document.Sheets.getByName(sheet).NamedRanges
        for name in names:
            own.removeByName(name)
    for name, area in mends.names.items():
        set_name(document, name, area)
    for (_, name), row in mends.ends.items():
        table = document.DatabaseRanges.getByName(name)
        area = table.DataArea
        area.EndRow = row - 1
        table.setDataArea(area)
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish = True
    parser.FormulaConvention = _EXCEL
    for sheet, cells in mends.cells.items():
        target = document.Sheets.getByName(sheet)
        for (row, column), cell in cells.items():
            place = target.getCellByPosition(column - 1, row - 1)
            if cell.formula is None:
                _set(place, cell.value)
            else:
                place.setTokens(parser.parseFormula(cell.formula, place.CellAddress))


def _set(place: Any, value: Value) -> None:  # noqa: ANN401 - a UNO object
    """Put a number or a text into a cell; nothing empties it."""
    if isinstance(value, float | int):
        place.setValue(float(value))
    else:
        place.setString("" if value is None else str(value))


def _by_sheet(mends: Mends) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, sheet in mends.hiding:
        found.setdefault(sheet, []).append(name)
    return found


def set_name(document: Any, name: str, area: str) -> None:  # noqa: ANN401 - a UNO object
    """Have a name of the document mean an area that is written as Excel writes it."""
    sheet, _, cells = area.rpartition("!")
    content = f"${sheet}.{cells}"
    names = document.NamedRanges
    if names.hasByName(name):
        names.getByName(name).setContent(content)
    else:
        start = document.Sheets.getByIndex(0).getCellByPosition(0, 0).CellAddress
        names.addNewByName(name, content, start, 0)


def set_property(document: Any, name: str, value: str) -> None:  # noqa: ANN401 - a UNO object
    """Note something among the properties that are kept with the document."""
    known = document.DocumentProperties.UserDefinedProperties
    if known.PropertySetInfo.hasPropertyByName(name):
        known.setPropertyValue(name, value)
    else:
        known.addProperty(name, _REMOVABLE, value)
