"""Where a rate's numerator and denominator come from: a number or a path."""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.arithmetic import Value
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.scoring.cells import is_blank
from yqxl.model.contract import FUNDS, OUTPUTS, Table
from yqxl.model.rows import Evaluation

FUND_PREFIX = f"{FUNDS.sheet}/"
OUTPUT_PREFIX = f"{OUTPUTS.sheet}/"


class Sources:
    """Resolves the paths of one evaluation as INDEX/MATCH over its tables does."""

    def __init__(
        self, evaluation: Evaluation, funds: Sequence[object] = (), outputs: Sequence[object] = ()
    ) -> None:
        """Index the rows of 资金 and 产出 by their keys, ignoring case.

        ``funds`` and ``outputs`` are their results: a computed column may stand within reach.
        """
        self._funds = _Lookup(evaluation, FUNDS, evaluation.fund_headers, funds)
        self._outputs = _Lookup(evaluation, OUTPUTS, evaluation.output_headers, outputs)

    def value(self, source: Value) -> Value:
        """Return the number of a source, ``""`` for a blank one; #N/A when it leads nowhere."""
        if is_blank(source):
            return ""
        if not isinstance(source, str):
            return source
        if source.startswith(FUND_PREFIX):
            return self._funds.number(source[len(FUND_PREFIX) :])
        if source.startswith(OUTPUT_PREFIX):
            return self._outputs.number(source[len(OUTPUT_PREFIX) :])
        raise CellError(ErrorValue.NA)


class _Lookup:
    """The rows of one table by their keys, and its columns by their headers."""

    def __init__(
        self,
        evaluation: Evaluation,
        table: Table,
        headers: Sequence[str],
        results: Sequence[object],
    ) -> None:
        rows: Sequence[object] = getattr(evaluation, table.key)
        self._columns: dict[str, Sequence[Value]] = {}
        for header, name in zip(headers, table.path_fields, strict=False):
            self._columns.setdefault(header.lower(), [getattr(row, name) for row in rows])
        for one in evaluation.path_columns:
            if one.table != table.key:
                continue
            values = [getattr(row, one.field) for row in results] if one.field else one.values
            self._columns.setdefault(one.header.lower(), values)
        # an optional column that is not there has no header
        self._columns.pop("", None)
        # MATCH runs over the header row too: a key equal to its text finds the header
        self._rows: dict[str, int | None] = {headers[0].lower(): None} if headers else {}
        for number, row in enumerate(rows):
            self._rows.setdefault(str(getattr(row, table.key_column)).lower(), number)
        self._rows.pop("", None)

    def number(self, path: str) -> float:
        """Return the number of ``row/header``; #N/A where there is none."""
        key, _, header = path.partition("/")
        row = self._rows.get(key.lower())
        values = self._columns.get(header[:99].lower(), ())
        if row is None or row >= len(values):
            raise CellError(ErrorValue.NA)
        found = values[row]
        if isinstance(found, float | int):
            return float(found)
        raise CellError(ErrorValue.NA)
