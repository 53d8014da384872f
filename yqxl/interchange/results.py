"""From what yqxl computed to the JSON that other programs read: ``yqxl-result/2``.

Every row says what was typed and what came of it, under the names of the contract;
numbers are unrounded, and what is no number yet is null. Two names differ: what stands
in 取值来源 is ``source`` here, because ``value`` is the value that it gave.
:mod:`yqxl.interchange.result_schema` says the same as a JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.scoring.cells import shown
from yqxl.evaluation.scoring.levels import rate_of
from yqxl.model.contract import YES
from yqxl.model.layout import Layout, TableLayout, cell_name
from yqxl.model.results import LevelResult, Results
from yqxl.model.rows import Evaluation

_Record = dict[str, Any]
#: columns of 指标体系 whose cells a record names
_SCORE_CELLS = ("result", "rule_score", "given", "score")


def details(evaluation: Evaluation, results: Results, layout: Layout) -> _Record:
    """Return everything of a record that the data give: from ``project`` to ``trends``."""
    cells = _Cells(layout)
    return {
        **summary(evaluation, results),
        "goals": [_typed(row) for row in evaluation.goals],
        "indicators": _indicators(evaluation, results, cells),
        "rates": {
            row.code: number_or_none(result.result)
            for row, result in zip(evaluation.rates, results.rates, strict=True)
            if row.code
        },
        "rate_rows": [
            _typed(row)
            | {
                "numerator_value": number_or_none(result.numerator_value),
                "denominator_value": number_or_none(result.denominator_value),
                "raw": number_or_none(result.raw),
                "value": number_or_none(result.result),
                "hint": str(result.hint),
                "cell": cells.name("rates", number, "result"),
            }
            for number, (row, result) in enumerate(
                zip(evaluation.rates, results.rates, strict=True)
            )
        ],
        "survey": _survey(evaluation, results, cells),
        "funds": [
            row | {"total": row["total"] == YES}
            for row in _computed("funds", evaluation.funds, results.funds, cells)
        ],
        "outputs": _computed("outputs", evaluation.outputs, results.outputs, cells),
        "costs": {
            "total": cost_total(results),
            "rows": _computed("costs", evaluation.costs, results.costs, cells),
        },
        "trends": [_typed(row) for row in evaluation.trends],
    }


def summary(evaluation: Evaluation, results: Results) -> _Record:
    """Return the part of a record that a line of a batch needs: the project and the levels."""
    rows = evaluation.indicators
    return {
        "project": _typed(evaluation.project),
        "weight": number_or_none(results.weight_total),
        "provisional": number_or_none(results.provisional),
        "unscored": number_or_none(results.unscored),
        "missing": number_or_none(results.missing),
        "levels": [_level(level) for level in results.levels],
        "second_levels": [
            {"level1": rows[level.rows[0]].level1} | _level(level)
            for level in results.second_levels
        ],
    }


def number_or_none(value: object) -> float | None:
    """Return a number as JSON carries it; what is none yet is null."""
    return float(value) if isinstance(value, float | int) else None


def plain_value(value: object) -> object:
    """Return what JSON says of a typed cell: integral numbers as such, blanks and errors null."""
    if isinstance(value, ErrorValue) or value == "":
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def cost_total(results: Results) -> float | None:
    """Return the sum of all costs, or None while one of them is an error."""
    if any(isinstance(row.amount, ErrorValue) for row in results.costs):
        return None
    return number_or_none(results.cost_total)


class _Cells:
    """The cells of rows, as ``sheet!A1``."""

    def __init__(self, layout: Layout) -> None:
        self._tables: Mapping[str, TableLayout] = layout.tables

    def name(self, table: str, row: int, field: str) -> str | None:
        """Return the cell of a field, None where the file has none."""
        found = self._tables.get(table)
        column = found.columns.get(field) if found else None
        if found is None or column is None or row >= len(found.rows):
            return None
        return f"{found.sheet}!{cell_name(found.rows[row], column)}"

    def names(self, table: str, row: int, columns: Iterable[str]) -> dict[str, str | None]:
        """Return the cells of several fields, by field."""
        return {field: self.name(table, row, field) for field in columns}


def _typed(row: Any) -> _Record:  # noqa: ANN401 - any of the row classes
    # the rows are frozen dataclasses without slots: their attributes are their fields
    return {name: plain_value(value) for name, value in vars(row).items()}


def _numbers(result: Any) -> dict[str, float | None]:  # noqa: ANN401 - any of the result classes
    return {name: number_or_none(value) for name, value in vars(result).items()}


def _computed(
    table: str, rows: Sequence[Any], results: Sequence[Any], cells: _Cells
) -> list[_Record]:
    """Return the rows of a table as typed, with its computed columns and their cells."""
    records = []
    for number, (row, result) in enumerate(zip(rows, results, strict=True)):
        numbers = _numbers(result)
        records.append(_typed(row) | numbers | {"cells": cells.names(table, number, numbers)})
    return records


def _indicators(evaluation: Evaluation, results: Results, cells: _Cells) -> list[_Record]:
    records = []
    pairs = zip(evaluation.indicators, results.indicators, strict=True)
    for number, (row, result) in enumerate(pairs):
        record = _typed(row)
        named = cells.names("indicators", number, _SCORE_CELLS)
        named["value"] = named.pop("result")
        record["source"] = record["value"]
        record["value"] = number_or_none(result.result)
        record["rule_score"] = number_or_none(result.rule_score)
        record["score"] = number_or_none(result.score)
        record["score_rate"] = number_or_none(_rate(result.score, row.weight))
        record["hint"] = str(result.hint)
        record["cells"] = named
        records.append(record)
    return records


def _rate(score: Value, weight: Value) -> Value:
    return shown(rate_of, score, weight) if isinstance(score, float) else ""


def _survey(evaluation: Evaluation, results: Results, cells: _Cells) -> list[_Record]:
    counts: dict[str, list[_Record]] = {}
    for row in evaluation.survey_counts:
        counts.setdefault(row.code.lower(), []).append(
            {
                "option": row.option,
                "count": plain_value(row.count),
                "weight": plain_value(row.weight),
            }
        )
    records = []
    pairs = zip(evaluation.survey, results.survey, strict=True)
    for number, (group, result) in enumerate(pairs):
        record = _typed(group)
        record["n"] = number_or_none(result.valid)
        record["rate"] = number_or_none(result.rate)
        record["counts"] = counts.get(group.code.lower(), [])
        record["cells"] = cells.names("survey", number, ("valid", "rate"))
        record["cells"]["n"] = record["cells"].pop("valid")
        records.append(record)
    return records


def _level(level: LevelResult) -> _Record:
    return {
        "code": level.code,
        "name": level.label[len(level.code or "") :] or level.label,
        "label": level.label,
        "weight": number_or_none(level.weight),
        "score": number_or_none(level.score),
        "score_rate": number_or_none(level.score_rate),
        "unscored": level.unscored,
    }
