"""Where a rate's numerator and denominator come from: a number or a path."""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.arithmetic import Value
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.scoring.cells import is_blank
from yqxl.model.contract import FUNDS, OUTPUTS
from yqxl.model.rows import Evaluation

FUND_PREFIX = f"{FUNDS.sheet}/"
OUTPUT_PREFIX = f"{OUTPUTS.sheet}/"


class Sources:
    """Resolves the paths of one evaluation as INDEX/MATCH over its tables does."""

    def __init__(self, evaluation: Evaluation) -> None:
        """Index the rows of 资金 and 产出 by their keys, ignoring case."""
        self._funds = _table(
            evaluation.fund_headers,
            [tuple(getattr(row, name) for name in FUNDS.path_fields) for row in evaluation.funds],
        )
        self._outputs = _table(
            evaluation.output_headers,
            [
                tuple(getattr(row, name) for name in OUTPUTS.path_fields)
                for row in evaluation.outputs
            ],
        )

    def value(self, source: Value) -> Value:
        """Return the number of a source, ``""`` for a blank one; #N/A when it leads nowhere."""
        if is_blank(source):
            return ""
        if not isinstance(source, str):
            return source
        if source.startswith(FUND_PREFIX):
            return _look_up(self._funds, source[len(FUND_PREFIX) :])
        if source.startswith(OUTPUT_PREFIX):
            return _look_up(self._outputs, source[len(OUTPUT_PREFIX) :])
        raise CellError(ErrorValue.NA)


_Table = tuple[dict[str, Sequence[Value]], dict[str, int]]


def _table(headers: Sequence[str], rows: Sequence[tuple[Value, ...]]) -> _Table:
    by_key: dict[str, Sequence[Value]] = {}
    # MATCH runs over the header row too: a key equal to its text finds the header
    for row in (tuple(headers), *rows):
        by_key.setdefault(str(row[0]).lower(), row)
    by_key.pop("", None)
    columns: dict[str, int] = {}
    for number, header in enumerate(headers):
        columns.setdefault(header.lower(), number)
    return by_key, columns


def _look_up(table: _Table, path: str) -> float:
    key, slash, header = path.partition("/")
    row = table[0].get(key.lower()) if slash else None
    column = table[1].get(header[:99].lower())
    if row is None or column is None:
        raise CellError(ErrorValue.NA)
    found = row[column]
    if isinstance(found, float | int):
        return float(found)
    raise CellError(ErrorValue.NA)
