"""Where a value comes from: a number, or a path to one."""

from __future__ import annotations

from collections.abc import Container, Sequence

from yqxl.arithmetic import Value
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.formulas.source_formulas import (
    COST_COLUMNS,
    NO_COLUMN,
    NO_NUMBER,
    NO_PATH,
    NO_ROW,
    NO_SHEET,
    NO_YEAR,
    TOO_SHORT,
)
from yqxl.evaluation.scoring.cells import is_blank
from yqxl.model.contract import COSTS, FUNDS, OUTPUTS, TRENDS, Table
from yqxl.model.contract_version import follows_paths
from yqxl.model.dates import day_number
from yqxl.model.results import CostResult
from yqxl.model.rows import Cost, Evaluation

FUND_PREFIX = f"{FUNDS.sheet}/"
OUTPUT_PREFIX = f"{OUTPUTS.sheet}/"
COST_PREFIX = f"{COSTS.sheet}/"
TREND_PREFIX = f"{TRENDS.sheet}/"
_COST_FIELDS = {COSTS.column(field).header: field for field in COST_COLUMNS}


class Sources:
    """Resolves the paths of one evaluation as INDEX/MATCH over its tables does."""

    def __init__(
        self,
        evaluation: Evaluation,
        funds: Sequence[object] = (),
        outputs: Sequence[object] = (),
        costs: Sequence[CostResult] = (),
    ) -> None:
        """Index the rows of the tables by their keys, ignoring case.

        ``funds``, ``outputs`` and ``costs`` are their results: a computed column may stand
        within reach.
        """
        self._anywhere = follows_paths(evaluation.contract)
        self._costs: dict[str, tuple[Cost, CostResult]] = {}
        for row, result in zip(evaluation.costs, costs, strict=False):
            self._costs.setdefault(row.item.lower(), (row, result))
        self._trends = evaluation.trends
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
        if self._anywhere and source.startswith(COST_PREFIX):
            return self._cost(source[len(COST_PREFIX) :])
        if self._anywhere and source.startswith(TREND_PREFIX):
            return self._trend(source[len(TREND_PREFIX) :])
        raise CellError(ErrorValue.NA)

    def wrong_part(self, source: str) -> str:
        """Return which part of a path leads nowhere, as 提示 of 指标取值 says it."""
        sheet, slash, path = source.partition("/")
        known = self._parts().get(sheet)
        if known is None or not slash:
            return NO_SHEET if slash else NO_PATH
        key, slash, header = path.partition("/")
        if not slash or key.lower() not in known[0]:
            return key.join((sheet + NO_ROW[0], NO_ROW[1])) if slash else TOO_SHORT
        columns = known[1]
        if columns is not None and header[:99].lower() not in columns:
            return header[:99].join((sheet + NO_COLUMN[0], NO_COLUMN[1]))
        return NO_YEAR if columns is None else NO_NUMBER

    def _parts(self) -> dict[str, tuple[Container[str], Container[str] | None]]:
        """Return by sheet the rows and the columns that a path names; a year is no column."""
        return {
            FUNDS.sheet: self._funds.parts,
            OUTPUTS.sheet: self._outputs.parts,
            COSTS.sheet: (self._costs, frozenset(one.lower() for one in _COST_FIELDS)),
            TRENDS.sheet: (frozenset(row.code.lower() for row in self._trends), None),
        }

    def _cost(self, path: str) -> float:
        """Return 单价, 数量 or 金额 of an item of 成本标准."""
        key, _, header = path.partition("/")
        field = _COST_FIELDS.get(header[:99])
        row, result = self._costs.get(key.lower(), (None, None))
        if not field or not key or row is None:
            raise CellError(ErrorValue.NA)
        return _plain(getattr(result if field == "amount" else row, field))

    def _trend(self, path: str) -> float:
        """Return the one number of a series in a year."""
        code, _, year = path.partition("/")
        if not year.isascii() or not year.isdigit():
            raise CellError(ErrorValue.NA)
        found = [
            row.value
            for row in self._trends
            if row.code.lower() == code.lower()
            and row.year == float(year)
            and isinstance(row.value, float | int)
        ]
        errors = any(isinstance(row.year, ErrorValue) or isinstance(row.value, ErrorValue)
                     for row in self._trends)  # fmt: skip
        if len(found) != 1 or errors:
            raise CellError(ErrorValue.NA)
        return float(found[0])


def _number(found: Value) -> float:
    """Return the number of a cell, of a date the number of its day; #N/A for anything else."""
    if isinstance(found, str):
        found = day_number(found)
    if isinstance(found, float | int):
        return float(found)
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
        self._dates = {
            header.lower()
            for header, name in zip(headers, table.path_fields, strict=False)
            if table.column(name).shows == "date"
        }
        # an optional column that is not there has no header
        self._columns.pop("", None)
        # MATCH runs over the header row too: a key equal to its text finds the header
        self._rows: dict[str, int | None] = {headers[0].lower(): None} if headers else {}
        for number, row in enumerate(rows):
            self._rows.setdefault(str(getattr(row, table.key_column)).lower(), number)
        self._rows.pop("", None)

    @property
    def parts(self) -> tuple[Container[str], Container[str]]:
        """The keys of the rows and the headers that a path can name, in lower case."""
        return self._rows, self._columns

    def number(self, path: str) -> float:
        """Return the number of ``row/header``; #N/A where there is none."""
        key, _, header = path.partition("/")
        row = self._rows.get(key.lower())
        values = self._columns.get(header[:99].lower(), ())
        if row is None or row >= len(values):
            raise CellError(ErrorValue.NA)
        return _number(values[row]) if header.lower() in self._dates else _plain(values[row])


def _plain(found: Value) -> float:
    if isinstance(found, float | int):
        return float(found)
    raise CellError(ErrorValue.NA)
