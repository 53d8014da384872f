"""What a row of 指标体系 holds that cannot be meant, as formulas: the one text of that logic.

The hidden column 不可能值 reads the tables by the names of the workbook, the live checks by
their columns, so that they count where a name or the hidden column is gone, and in workbooks
of the first contract, which have none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yqxl.checks.rates.typed_percents import PERCENT_LIMIT, RELEASED
from yqxl.registry import Numbering, ScoringRule

#: a typed 取值 and a 参数1 that lack their per cent sign, a rate computed too large, and a
#: typed 取值 that its rule cannot take
VALUE, PARAMETER, RATE, BEYOND = 1.0, 2.0, 3.0, 4.0
#: a true 1,200 % (planned 1, actual 12) is possible, 100,000 % is not
EXCESSIVE = 1_000.0


@dataclass(frozen=True)
class Areas:
    """The columns that are looked into, as texts of a formula."""

    rule: str
    limit: str
    rate: str
    formula_number: str
    typed: str
    raw: str
    group: str
    output: str
    scheme: str
    bounds: tuple[str, ...]

    @property
    def has_limit(self) -> str:
        """Whether 参数 gives the row's rule a limit for 参数1."""
        return f"IFERROR(ISNUMBER({self.own_limit}),1=0)"

    @property
    def own_limit(self) -> str:
        """The limit of the row's rule."""
        return f"INDEX({self.limit},MATCH([rule],{self.rule},0))"

    def rates(self, numbers: Iterable[int], *more: str) -> str:
        """Return how many rates of these kinds the row's 取值来源 names."""
        return _rates(self.rate, self.formula_number, numbers, *more)


NAMED = Areas(
    "yq_rule", "yq_rule_limit", "yq_r_code", "yq_r_no", "yq_r_from", "yq_r_raw",
    "yq_s_code", "yq_o_row", "yq_b_name", ("yq_b_lo",),
)  # fmt: skip


def native_impossible(numbering: Numbering, areas: Areas = NAMED) -> str:
    """Return which value of a row cannot be meant: 1 to 4, or 0.

    IFERROR stands around look-ups only: where one fails, there is no score anyway.
    """
    found = native_excessive(numbering, areas.rate, areas.formula_number, areas.raw)
    which = f"IF({found}>0,{RATE:g},{native_typed(numbering, areas)})"
    return f'IFERROR(IF([code]="",0,IF(ISNUMBER([rule_number]),IF({RELEASED},0,{which}),0)),0)'


def native_excessive(numbering: Numbering, rate: str, formula_number: str, raw: str) -> str:
    """Return how many rates of 1,000 and more a text 取值来源 names."""
    divided = [kind.number for kind in numbering.kinds if kind.traits.divides]
    count = _rates(rate, formula_number, divided, raw, f'">={EXCESSIVE:g}"')
    return f'IF(ISNUMBER([value]),0,IF([value]="",0,{count}))'


def _rates(rate: str, formula_number: str, numbers: Iterable[int], *more: str) -> str:
    rest = "".join(f",{one}" for one in more)
    counts = (f"COUNTIFS({rate},[value],{formula_number},{one}{rest})" for one in numbers)
    return "+".join(counts)


def native_typed(numbering: Numbering, areas: Areas) -> str:
    """Return which typed number of a row cannot be meant: 1, 2, 4, or 0."""
    plain = [kind.number for kind in numbering.kinds if kind.traits.plain]
    divided = [kind.number for kind in numbering.kinds if kind.traits.divides]

    def typed(*bounds: str) -> str:
        return "+".join(areas.rates(plain, areas.typed, f'"{bound}"') for bound in bounds)

    rates = f"{areas.rates(divided)}+COUNTIF({areas.group},[value])+COUNTIF({areas.output},[value])"
    above = f"IF([p1]>{areas.own_limit},IF({rates}>0,{PARAMETER:g},0),0)"
    parameter = f"IF(ISNUMBER([p1]),IF({areas.has_limit},{above},0),0)"
    share, limit = _is_share(numbering, areas), f"{PERCENT_LIMIT:g}"
    by_value = f"IF([value]>{limit},{share},0)"
    by_code = f"IF({typed(f'>{limit}')}>0,{share},{parameter})"
    for (least, greatest), own in _ranges(numbering).items():
        is_own = f"OR({','.join(own)})"
        outside = f"OR([value]<{least:g},[value]>{greatest:g})"
        odd = typed(f"<{least:g}", f">{greatest:g}")
        # what is above 5 is told as a per cent without its sign
        by_value = (
            f"IF({is_own},IF([value]>{limit},{VALUE:g},IF({outside},{BEYOND:g},0)),{by_value})"
        )
        large = f"IF({typed(f'>{limit}')}>0,{VALUE:g},{BEYOND:g})"
        by_code = f"IF({is_own},IF({odd}>0,{large},{parameter}),{by_code})"
    return f'IF(ISNUMBER([value]),{by_value},IF([value]="",0,{by_code}))'


def _ranges(numbering: Numbering) -> dict[tuple[float, float], list[str]]:
    """Return what 取值 may be at least and at most, with the rules for which it is so."""
    found: dict[tuple[float, float], list[str]] = {}
    for rule in numbering.rules:
        if rule.in_cells and rule.traits.value_range is not None:
            found.setdefault(rule.traits.value_range, []).append(f"[rule_number]={rule.number}")
    return found


def _is_share(numbering: Numbering, areas: Areas) -> str:
    """Return 1 where the rule of a row compares its 取值 with a share, else 0."""
    banded = [f"[rule_number]={one.number}" for one in numbering.rules if _is_banded(one)]
    limit = f"{PERCENT_LIMIT:g}"
    target = f"IF({areas.has_limit},IF(ISNUMBER([a]),IF([a]<={limit},1,0),0),0)"
    beyond = "+".join(f"({one}>{limit})" for one in areas.bounds)
    of_shares = f"SUMPRODUCT(({areas.scheme}=[scheme])*({beyond}))=0"
    # a blank criterion finds blank cells in some programs
    known = f'IF([scheme]="",0,IF(COUNTIF({areas.scheme},[scheme])>0,IF({of_shares},1,0),0))'
    return f"IF(OR({','.join(banded)}),{known},{target})"


def _is_banded(rule: ScoringRule) -> bool:
    return rule.in_cells and rule.traits.banded
