"""Puts formulas, names and closing rows of ours in order in the open workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yqxl.model.layout import cell_name

if TYPE_CHECKING:
    import xlwings

    from yqxl.evaluation.mending import MendedCell, Mends

#: MsoDocProperties.msoPropertyTypeString
_TEXT = 4


def mend(book: xlwings.Book, mends: Mends) -> None:
    """Write what of ours the workbook lacks."""
    for name, sheet in mends.hiding:
        book.sheets[sheet].names[name].delete()
    for name, area in mends.names.items():
        book.names.add(name, f"={area}")
    for (sheet, name), row in mends.ends.items():
        table: Any = book.sheets[sheet].tables[name]
        area = table.range
        table.resize(area.resize(row - area.row + 1, area.columns.count))
    for sheet, cells in mends.cells.items():
        for place, cell in cells.items():
            book.sheets[sheet].range(cell_name(*place)).value = _entry(cell)


def _entry(cell: MendedCell) -> float | str | None:
    """Return what is put into a cell: a formula, a text as such, a number, or nothing."""
    if cell.formula is not None:
        return f"={cell.formula}"
    if cell.value is None or isinstance(cell.value, float | int):
        return cell.value
    return f"'{cell.value}"


def set_property(book: xlwings.Book, name: str, value: str) -> None:
    """Note something among the properties that are kept with the workbook, where it has any."""
    properties = getattr(book.api, "CustomDocumentProperties", None)
    if properties is None:
        return
    for number in range(1, properties.Count + 1):
        if properties(number).Name == name:
            properties(number).Value = value
            return
    properties.Add(name, False, _TEXT, value)  # noqa: FBT003 - Excel's own order of arguments
