"""What the 取值 of an indicator stands on: its base 口径, and whether it is a share.

A value that a code names comes from 指标取值 or, failing that, from 满意度; a code that is
not unique names nothing. The live formula looks the code up, as the value itself does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.grid import ColumnRef, Formula, Ref, Role
from yqxl.model.contract_version import follows_paths
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.tables.sources import KEPT

Row = TypeVar("Row")

_RATES = (ColumnRef("rates", "code"), ColumnRef("rates", "base"))
_SURVEY = (ColumnRef("survey", "code"), ColumnRef("survey", "group"))
_OUTPUTS = (ColumnRef("outputs", "code"),)
#: 完成率 of an output stands on its plan
PLANNED = "计划值"
_GUARDED = 'IF({{0}}="","",IF(ISNUMBER({{0}}),"",{}))'


def _look_up(code: int, found: str, otherwise: str) -> str:
    return f"IF(COUNTIF({{{code}}},{{0}})=1,{found},{otherwise})"


def _of_rates(otherwise: str) -> str:
    return _look_up(1, 'INDEX({2},MATCH({0},{1},0))&""', otherwise)


def _of_survey(code: int, otherwise: str) -> str:
    group = f"INDEX({{{code + 1}}},MATCH({{0}},{{{code}}},0))"
    return _look_up(code, f'"有效问卷("&{group}&")"', otherwise)


class ValueBases:
    """The bases of one evaluation's values."""

    def __init__(self, evaluation: Evaluation, results: Results) -> None:
        """Index 指标取值 and 满意度 by their codes, ignoring case."""
        self._rates = _unique(
            ((row.code, row.base) for row in evaluation.rates),
            (result.kind.share for result in results.rates),
        )
        self._survey = _unique(
            ((row.code, f"有效问卷({row.group})") for row in evaluation.survey),
            (True for _ in results.survey),
        )
        outputs = evaluation.outputs if follows_paths(evaluation.contract) else ()
        self._outputs = _unique(((row.code, PLANNED) for row in outputs), (True for _ in outputs))
        self._tables = (bool(evaluation.rates), bool(evaluation.survey), bool(outputs))

    def base(self, source: Value) -> Value:
        """Return the base of the value that a source names."""
        if isinstance(source, ErrorValue):
            return source
        found = self._found(source)
        return found[0] if found else ""

    def role(self, source: Value) -> Role:
        """Return how the value shows: a share as percent, anything else as a number."""
        found = self._found(source)
        return Role.PERCENT if found and found[1] else Role.NUMBER

    def formula(self, row: int) -> Formula | None:
        """Return the live formula of row ``row`` of 指标体系; None where nothing can be named."""
        return _formula(row, *self._tables)

    def _found(self, source: Value) -> tuple[str, bool] | None:
        if not isinstance(source, str) or not source:
            return None
        code = source.lower()
        return self._rates.get(code) or self._survey.get(code) or self._outputs.get(code)


def _unique(
    rows: Iterable[tuple[str, str]], shares: Iterable[bool]
) -> Mapping[str, tuple[str, bool]]:
    listed = [
        (code.lower(), (base, share)) for (code, base), share in zip(rows, shares, strict=True)
    ]
    times = Counter(code for code, _ in listed)
    return {code: found for code, found in listed if times[code] == 1}


@lru_cache(maxsize=KEPT)
def _formula(row: int, *tables: bool) -> Formula | None:
    """Return the look-up of a base in 指标取值, 满意度 and 产出, as far as they have rows."""
    refs: list[Ref | ColumnRef] = [Ref("indicators", row, "value")]
    places = []
    for there, columns in zip(tables, (_RATES, _SURVEY, _OUTPUTS), strict=True):
        places.append(len(refs))
        refs += columns if there else ()
    if len(refs) == 1:
        return None
    text = '""'
    if tables[2]:
        text = _look_up(places[2], f'"{PLANNED}"', text)
    if tables[1]:
        text = _of_survey(places[1], text)
    if tables[0]:
        text = _of_rates(text)
    return Formula(_GUARDED.format(text), tuple(refs))
