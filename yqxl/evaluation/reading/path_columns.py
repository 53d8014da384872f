"""The columns of 资金 and 产出 among which a source path looks up its own.

A path finds every column that stands within the reach of the table's name, whoever put it
there: inputs of the contract, a person's own columns, computed ones.
"""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.arithmetic import Value
from yqxl.evaluation.reading.table_finder import FoundTable
from yqxl.model.rows import PathColumn

#: the attribute of an evaluation that holds the headers of a table that paths name
_HEADERS = {"funds": "fund_headers", "outputs": "output_headers"}


def header_texts(found: FoundTable) -> dict[str, tuple[str, ...]]:
    """Return the headers of the inputs as the file has them; of an absent optional one ``""``."""
    table = found.table
    if not table.by_path:
        return {}
    texts = tuple(
        found.headers.get(field, "" if table.column(field).optional else table.column(field).header)
        for field in table.path_fields
    )
    return {_HEADERS[table.key]: texts}


def other_columns(found: FoundTable, rows: Sequence[int]) -> tuple[PathColumn, ...]:
    """Return the columns within reach that are no inputs of the contract.

    Args:
        found: the table.
        rows: the sheet rows of its data.
    """
    inputs = {found.columns[field] for field in found.table.path_fields if field in found.columns}
    if not inputs:
        return ()
    fields = {number: field for field, number in found.columns.items()}
    own = []
    for number in range(min(inputs), max(inputs) + 1):
        header = found.sheet.cells.get((found.header_row, number))
        if number in inputs or header is None or not isinstance(header.value, str):
            continue
        field = fields.get(number, "")
        # an input that no path names is as good as the person's own
        field = "" if field and found.table.column(field).typed else field
        values = () if field else tuple(_value(found, row, number) for row in rows)
        own.append(PathColumn(found.table.key, header.value, field, values))
    return tuple(own)


def _value(found: FoundTable, row: int, number: int) -> Value:
    cell = found.sheet.cells.get((row, number))
    # a look-up takes the mean of its cell, and a truth value is no number there
    return None if cell is None or cell.kind == "b" else cell.value
