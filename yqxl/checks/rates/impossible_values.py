"""Which indicators get no score because a value behind them cannot be meant.

The hidden column 不可能值 of 指标体系: 1 a typed 取值 and 2 a 参数1 that lack their per cent
sign, 3 a rate computed as 1,000 or more, 0 for everything else. 规则得分 and 得分 look at it,
and 提示 names the value (scoring, second edition). A typed 评定得分 with 扣分原因 releases.
"""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.arithmetic import Value, round_half_up
from yqxl.checks.rates.excessive_rates import EXCESSIVE, excessive_codes
from yqxl.checks.rates.typed_percents import (
    PERCENT_LIMIT,
    RELEASED,
    TypedPercents,
    is_released,
)
from yqxl.errors import ErrorValue
from yqxl.model.number_text import value_text
from yqxl.model.results import RateResult
from yqxl.model.rows import Evaluation, Indicator
from yqxl.model.traits import RuleTraits
from yqxl.registry import Numbering

VALUE, PARAMETER, RATE = 1.0, 2.0, 3.0
#: what 提示 says: the number as it was typed, or that it stands in 指标取值
_SIGN, _SOURCE, _UNITS = "像是漏了%", "取值", " ←比率算得不可能，请核对单位"
#: how many digits of it behind the point
_DIGITS = 6

_LIMIT = "INDEX(yq_rule_limit,MATCH([rule],yq_rule,0))"
#: the columns behind the names that a text 取值来源 is looked up by
_LOOKED_UP = {
    "rates": ("code", "numerator", "formula_number", "raw"),
    "survey": ("code",),
    "outputs": ("code",),
}


class ImpossibleValues:
    """Tells of each indicator which of its values cannot be meant, as its cell does."""

    def __init__(self, evaluation: Evaluation, rates: Sequence[RateResult]) -> None:
        """Look up what the indicators refer to."""
        self._typed = TypedPercents(evaluation, rates)
        self._excessive = excessive_codes(evaluation, rates)
        self._lost = _lost_tables(evaluation)

    def of(self, row: Indicator, number: Value, target: Value, traits: RuleTraits) -> float:
        """Return 1, 2, 3 or 0 for one row.

        Args:
            row: the indicator.
            number: what its cell 规则号 holds.
            target: what its cell 参1 holds.
            traits: those of its rule.
        """
        sourced = isinstance(row.value, str) and row.value != ""
        if not row.code or not isinstance(number, float) or is_released(row):
            return 0.0
        if sourced and "rates" in self._lost:
            return 0.0
        if sourced and str(row.value).lower() in self._excessive:
            return RATE
        place = self._typed.place(0, row, target, traits)
        if place is None:
            return 0.0
        if place.column == "p1":
            return 0.0 if self._lost else PARAMETER
        return VALUE


def _lost_tables(evaluation: Evaluation) -> frozenset[str]:
    """Return the tables in which no text 取值来源 can be looked up: a column is gone."""
    gone = {*evaluation.lost}
    gone |= {
        (table, field) for table, _, field, one in evaluation.overtyped if one is ErrorValue.REF
    }
    return frozenset(
        table for table, names in _LOOKED_UP.items() if any((table, one) in gone for one in names)
    )


def native_impossible(numbering: Numbering) -> str:
    """Return the same as a formula of a row of 指标体系.

    IFERROR stands around look-ups only: where one fails, there is no score anyway.
    """
    divided = [kind.number for kind in numbering.kinds if kind.traits.divides]
    plain = [kind.number for kind in numbering.kinds if kind.traits.plain]
    excessive = "+".join(
        f'COUNTIFS(yq_r_code,[value],yq_r_no,{one},yq_r_raw,">={EXCESSIVE:g}")' for one in divided
    )
    typed = "+".join(
        f'COUNTIFS(yq_r_code,[value],yq_r_no,{one},yq_r_from,">{PERCENT_LIMIT:g}")' for one in plain
    )
    rates = "+".join(f"COUNTIFS(yq_r_code,[value],yq_r_no,{one})" for one in divided)
    divides = f"{rates}+COUNTIF(yq_s_code,[value])+COUNTIF(yq_o_row,[value])"
    own = native_share(
        numbering,
        limit=f"IFERROR(ISNUMBER({_LIMIT}),1=0)",
        beyond=f"SUMPRODUCT((yq_b_name=[scheme])*(yq_b_lo>{PERCENT_LIMIT:g}))",
        known="COUNTIF(yq_b_name,[scheme])",
    )
    parameter = (
        f"IF(ISNUMBER([p1]),IF(ISNUMBER({_LIMIT}),IF([p1]>{_LIMIT},IF({divides}>0,2,0),0),0),0)"
    )
    by_code = f"IF({excessive}>0,3,IF({typed}>0,{own},{parameter}))"
    by_value = f"IF([value]>{PERCENT_LIMIT:g},{own},0)"
    source = f'IF(ISNUMBER([value]),{by_value},IF([value]="",0,{by_code}))'
    return f'IFERROR(IF([code]="",0,IF(ISNUMBER([rule_number]),IF({RELEASED},0,{source}),0)),0)'


def native_share(numbering: Numbering, *, limit: str, beyond: str, known: str) -> str:
    """Return 1 where the rule of a row compares its 取值 with a share, else 0.

    Args:
        numbering: the numbers of the rules.
        limit: whether 参数 gives the rule a limit for 参数1.
        beyond: how many bounds of the row's scheme are no share.
        known: how many schemes have the row's name.
    """
    banded = _is_one_of(numbering, banded=True)
    ranged = _is_one_of(numbering, banded=False)
    target = f"IF({limit},IF(ISNUMBER([a]),IF([a]<={PERCENT_LIMIT:g},1,0),0),0)"
    # a blank criterion finds blank cells in some programs
    in_band = f'IF([scheme]="",0,IF({known}>0,IF({beyond}=0,1,0),0))'
    return f"IF({ranged},1,IF({banded},{in_band},{target}))"


def _is_one_of(numbering: Numbering, *, banded: bool) -> str:
    """Return whether the row's rule is scored by bands, or by a factor that is a share."""
    found = [
        rule.number
        for rule in numbering.rules
        if rule.in_cells and (rule.traits.banded if banded else rule.traits.value_range is not None)
    ]
    return f"OR({','.join(f'[rule_number]={one}' for one in found)})"


def hint(row: Indicator, which: float) -> str:
    """Return what 提示 says of a value that cannot be meant.

    >>> hint(Indicator("A1", p1=60.0), PARAMETER), hint(Indicator("A1", value="R01"), VALUE)
    (' ←60像是漏了%', ' ←取值像是漏了%')
    """
    if which >= RATE:
        return _UNITS
    typed = row.p1 if which >= PARAMETER else row.value
    number = isinstance(typed, float | int)
    text = value_text(round_half_up(float(typed), _DIGITS)) if number else _SOURCE  # type: ignore[arg-type]  # a number
    return f" ←{text}{_SIGN}"


def native_hint() -> str:
    """Return the same as a formula, where ``[impossible]`` is above 0."""
    parameter, value = (
        f'IF(ISNUMBER({cell}),ROUND({cell},{_DIGITS}),"{_SOURCE}")' for cell in ("[p1]", "[value]")
    )
    typed = f"IF([impossible]>={PARAMETER:g},{parameter},{value})"
    return f'IF([impossible]>={RATE:g},"{_UNITS}"," ←"&{typed}&"{_SIGN}")'
