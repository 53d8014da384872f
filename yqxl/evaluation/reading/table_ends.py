"""What stands at the end of a table: beside the text of its closing row, and right below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yqxl.arithmetic import Value
from yqxl.evaluation.reading.table_finder import FoundTable
from yqxl.model.contract import CLOSING_TEXT
from yqxl.model.layout import ROWS_BELOW


def has_below(found: FoundTable) -> bool:
    """Return whether keys and data stand below a table, as a cell of 校验 counts them."""
    table = found.table
    keys = _filled_below(found, (table.key_column,))
    told = _filled_below(found, (one.field for one in table.told_by))
    if table.told_by[0].numeric:
        told = [value for value in told if isinstance(value, float | int)]
    return len(keys) > (table.key_column == table.closing_column) and bool(told)


def _filled_below(found: FoundTable, fields: Iterable[str]) -> list[Value]:
    """Return what stands in these columns from the closing row on."""
    cells, rows = found.sheet.cells, range(found.end, found.end + ROWS_BELOW + 1)
    numbers = [found.columns[name] for name in fields if name in found.columns]
    here = (cells.get((row, number)) for number in numbers for row in rows)
    return [cell.value for cell in here if cell is not None and cell.value not in (None, "")]


def beside_closing(found: FoundTable) -> Iterator[tuple[str, str, Value]]:
    """Yield what stands in the typed columns of the closing row, but its own text."""
    for column in found.table.typed if found.closed else ():
        number = found.columns.get(column.field)
        cell = found.sheet.cells.get((found.end, number)) if number else None
        if cell is not None and cell.value not in (None, "", CLOSING_TEXT):
            value = str(cell.value).upper() if cell.kind == "b" else cell.value
            yield found.table.key, column.field, value


def follows(other: FoundTable, found: FoundTable) -> bool:
    """Return whether the other table stands below this one, in the same sheet."""
    return (
        other.sheet is found.sheet
        and other.header_row > found.end
        and not set(other.columns.values()).isdisjoint(found.columns.values())
    )
