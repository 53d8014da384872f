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
from yqxl.registry import Numbering
from yqxl.tables.sources import KEPT

Row = TypeVar("Row")

_RATES = (ColumnRef("rates", "code"), ColumnRef("rates", "base"))
_SURVEY = (ColumnRef("survey", "code"), ColumnRef("survey", "group"))
_OUTPUTS = (ColumnRef("outputs", "code"),)
#: 完成率 of an output stands on its plan
PLANNED = "计划值"
#: what :func:`base_text` refers to
BASE_REFS = (*_RATES, *_SURVEY, *_OUTPUTS)
_EVERY = (True, True, True)


def _look_up(source: str, code: int, found: str, otherwise: str) -> str:
    return f"IF(COUNTIF({{{code}}},{source})=1,{found},{otherwise})"


def _guarded(source: str, inner: str, nothing: str) -> str:
    return f'IF({source}="",{nothing},IF(ISNUMBER({source}),{nothing},{inner}))'


def base_text(source: str, first: int, tables: tuple[bool, ...] = _EVERY) -> str:
    """Return the formula of the base of a source, over references from ``first`` on.

    They are :data:`BASE_REFS`, without those of the ``tables`` that have no rows: 指标取值,
    满意度, 产出.
    """
    rates, survey, outputs = tables
    of_survey = first + 2 * rates
    text = '""'
    if outputs:
        text = _look_up(source, of_survey + 2 * survey, f'"{PLANNED}"', text)
    if survey:
        group = f"INDEX({{{of_survey + 1}}},MATCH({source},{{{of_survey}}},0))"
        text = _look_up(source, of_survey, f'"有效问卷("&{group}&")"', text)
    if rates:
        base = f'INDEX({{{first + 1}}},MATCH({source},{{{first}}},0))&""'
        text = _look_up(source, first, base, text)
    return _guarded(source, text, '""')


#: what :func:`share_text` refers to
SHARE_REFS = (_RATES[0], ColumnRef("rates", "formula_number"), _SURVEY[0], *_OUTPUTS)


def share_text(source: str, value: str, numbering: Numbering) -> str:
    """Return the formula that is 1 where the value of a source is a share, over SHARE_REFS.

    Several groups of a survey together (S01+S02) are one where they give a ``value``.
    """
    number = f"INDEX({{1}},MATCH({source},{{0}},0))"
    shares = "+".join(f"({number}={kind.number})" for kind in numbering.kinds if kind.traits.share)
    pooled = f'IF(ISNUMBER(FIND("+",{source})),IF(ISNUMBER({value}),1,0),0)'
    others = _look_up(source, 2, "1", _look_up(source, 3, "1", pooled))
    return _guarded(source, _look_up(source, 0, f"IFERROR({shares},0)", others), "0")


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
        share = found[1] if found else self._is_pooled(source)
        return Role.PERCENT if share else Role.NUMBER

    def _is_pooled(self, source: Value) -> bool:
        """Return whether several groups are taken together: S01+S02."""
        if not isinstance(source, str) or "+" not in source:
            return False
        return all(code.lower() in self._survey for code in source.split("+"))

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
    for there, columns in zip(tables, (_RATES, _SURVEY, _OUTPUTS), strict=True):
        refs += columns if there else ()
    return Formula(base_text("{0}", 1, tables), tuple(refs)) if any(tables) else None
