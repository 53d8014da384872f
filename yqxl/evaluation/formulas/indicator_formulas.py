"""Formulas of 指标体系 and of the schemes it looks into, built from the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yqxl.catalog import numbering
from yqxl.catalog.rule_numbers import (
    beyond_cells,
    is_any,
    is_none,
    numbers_of,
    scored_without_value,
    without_value,
)
from yqxl.catalog.score import native_points
from yqxl.checks.rates.impossible_cells import native_impossible
from yqxl.checks.rates.impossible_values import native_hint
from yqxl.evaluation.formulas.optional_parts import around, optional_part
from yqxl.evaluation.formulas.source_formulas import followed_path, number_or_na, pooled_groups
from yqxl.model.contract.choices import BOUNDS, UPPER
from yqxl.model.natures import DEDUCTION
from yqxl.registry import BAND_SCHEME, SCORING_ELEMENTS, NativeCore, ScoringRule, declared
from yqxl.rules.scores.bands import NOT_CLOSED, band_number, band_number_closed_above
from yqxl.rules.scores.items import element_share
from yqxl.rules.scores.natures import (
    NATIVE_SIGN,
    native_fault,
    native_given,
    native_left,
    native_no_limit,
)
from yqxl.rules.scores.numbering import NO_RULE
from yqxl.rules.scores.qualitative import given_score
from yqxl.rules.scores.score_rounding import native_rounded

_NUMBER = "[rule_number]"
_NO_RULE = f"{_NUMBER}={NO_RULE}"
_BEYOND = beyond_cells(_NUMBER)


def _uses(factor: str) -> tuple[int, ...]:
    """Return the numbers of the rules whose factor comes from there."""

    def trait(rule: ScoringRule) -> bool:
        return rule.factor == factor

    return numbers_of(trait)


def _closes_above(rule: ScoringRule) -> bool:
    return rule.traits.closed_above


_BANDED, _OF_ELEMENTS = _uses(BAND_SCHEME), _uses(SCORING_ELEMENTS)
_VALUELESS = [f"{_NUMBER}={number}" for number in numbers_of(without_value)]

_PARAMETER = (
    'IF({2},0,IF(ISNUMBER({0}),{0},IF({0}="",'
    f"IFERROR({number_or_na('INDEX(yq_rule_d{1},MATCH([rule],yq_rule,0))')},NA()),#VALUE!)))"
)
_VALUE = (
    f'IF(OR({",".join([*_VALUELESS, _BEYOND])}),"",IF([value]="","",'
    "IF(ISNUMBER([value]),[value],"
    "IF(COUNTIF(yq_r_code,[value])=1,INDEX(yq_r_val,MATCH([value],yq_r_code,0)),"
    "IF(COUNTIF(yq_s_code,[value])=1,INDEX(yq_s_val,MATCH([value],yq_s_code,0)),"
    "IF(COUNTIF(yq_o_row,[value])=1,INDEX(yq_o_rate,MATCH([value],yq_o_row,0)),"
    f'IF(ISNUMBER(FIND("/",[value])),{followed_path().format("[value]")},'
    f"{pooled_groups().format('[value]')})))))))"
)
_BOUNDS = {"lower": "yq_b_lo", "value": "[result]"}
_REACHED = declared(band_number, NativeCore).filled(_BOUNDS)
_PASSED = declared(band_number_closed_above, NativeCore).filled(_BOUNDS)
_SCHEME_ROW = "MATCH([scheme],yq_b_name,0)"
_BAND = (
    f'IF({is_none(_NUMBER, _BANDED)},0,IF(INDEX(yq_b_check,{_SCHEME_ROW})<>"",NA(),'
    f"IF(OR({is_any(_NUMBER, numbers_of(_closes_above))},"
    f'INDEX(yq_b_closed,{_SCHEME_ROW})="{UPPER}"),'
    f"SUMPRODUCT((yq_b_name=[scheme])*{_PASSED})+(INDEX(yq_b_lo,{_SCHEME_ROW},1)=ROUND([result],10)),"
    f"SUMPRODUCT((yq_b_name=[scheme])*{_REACHED}))))"
)
_IN_BAND = f"INDEX(yq_b_k,{_SCHEME_ROW},[band])"
#: a finished project within its budget has full marks, whatever its band
_COMPLETED = '([completed]="是")*(ROUND([result]-1,10)<=0)>0'
_ELEMENT_SHARE = declared(element_share, NativeCore).filled(
    {
        "met": 'SUMIFS(yq_e_share,yq_e_code,[code],yq_e_met,"是")',
        "listed": "SUMIFS(yq_e_share,yq_e_code,[code])",
    }
)
_ELEMENT_FACTOR = (
    f"IF({is_none(_NUMBER, _OF_ELEMENTS)},0,IF(COUNTIF(yq_e_code,[code])=0,NA(),"
    'IF(COUNTIFS(yq_e_code,[code],yq_e_met,"是")+COUNTIFS(yq_e_code,[code],yq_e_met,"否")'
    "<COUNTIF(yq_e_code,[code]),NA(),"
    'IF(COUNTIFS(yq_e_code,[code],yq_e_must,"是",yq_e_met,"否")>0,0,'
    f"{_ELEMENT_SHARE}))))"
)
_NEEDS_VALUE = ",".join(f"{_NUMBER}<>{number}" for number in numbers_of(scored_without_value))
_FAULT = optional_part("limit", native_fault(limited=True), native_fault(limited=False))
_NO_LIMIT = optional_part("limit", native_no_limit(limited=True), native_no_limit(limited=False))
#: an item outside the 100 points is scored out of its limit, whose weight is 0
_FULL = optional_part(
    "nature", optional_part("limit", "SUM([weight],[limit])", "[weight]"), "[weight]"
)
_RULE_SCORE = (
    f'IF({_NO_RULE},"",IF({_BEYOND},NA(),IF([weight]="","",'
    f'IF(AND({_NEEDS_VALUE},[result]=""),"",IF([impossible]>0,NA(),'
    "IF(NOT(ISNUMBER([weight])),#VALUE!,"
    "IF(ISERROR([a]),[a],IF(ISERROR([b]),[b],IF(ISERROR([c]),[c],"
    f"{around('nature', f'IF({_FAULT},NA(),IF({_NO_LIMIT},NA(),', '<core>', '))')})))))))))"
)
_HINT = (
    'IF([code]="","",IF(ISERROR([rule_number]),"评分规则不在参数表中",'
    f'IF([rule]="","请选评分规则",IF({_NO_RULE},IF(ISNUMBER([given]),"","请填评定得分"),'
    f'IF({_BEYOND},IF(ISNUMBER([given]),"","此规则由 yqxl 计算，单元格内请填评定得分"),'
    "INDEX(yq_rule_hint,MATCH([rule],yq_rule,0))"
    f"&IF([impossible]>0,{native_hint()},"
    'IF(ISERROR([rule_score]),IF(ISERROR([result])," ←取值有误"," ←权重、参数或方案有误"),'
    'IF([rule_score]=""," ←请填权重或取值",""))))))))'
)
#: 闭合 says otherwise than one of its two words
_NOT_CLOSED = ",".join(f'[closed]<>"{one}"' for one in BOUNDS)
_SCHEME_CHECK = (
    'IF([scheme]="","",IF(COUNTIF({name},[scheme])>1,"方案名称重复",'
    "{closed}"
    "IF(OR(COUNT([lower1]:[lower6])=0,COUNT([lower1]:[lower6])<>{count}([{of}1]:[{of}6])),"
    '"下限与{label}个数不同",IF(SUMPRODUCT(([lower2]:[lower6]<>"")*(([lower1]:[lower5]="")'
    '+([lower2]:[lower6]<=[lower1]:[lower5])))>0,"下限须从左到右递增、中间不空",""))))'
    "{end}"
)
_PLAIN = declared(given_score, NativeCore).filled({"points": "[given]"})
_ANY_GIVEN = optional_part(
    "limit", native_given(_PLAIN, limited=True), native_given(_PLAIN, limited=False)
)
_GIVEN = optional_part("nature", f"IF({_FAULT},NA(),{_ANY_GIVEN})", _PLAIN)

#: formulas that are the same in every flavour
_EVERYWHERE = {
    ("indicators", "result"): _VALUE,
    ("indicators", "score"): (
        f'IF([code]="","",IF([impossible]>0,NA(),IF(ISNUMBER([given]),{_GIVEN},'
        'IF([given]="",[rule_score],#VALUE!))))'
    ),
    ("indicators", "hint"): _HINT,
    ("indicators", "rule_number"): (
        'IF(OR([code]="",[rule]=""),0,INDEX(yq_rule_no,MATCH([rule],yq_rule,0)))'
    ),
    ("indicators", "a"): _PARAMETER.format("[p1]", 1, _NO_RULE),
    ("indicators", "b"): _PARAMETER.format("[p2]", 2, _NO_RULE),
    ("indicators", "c"): _PARAMETER.format("[p3]", 3, _NO_RULE),
    ("indicators", "band"): _BAND,
    ("indicators", "element_factor"): _ELEMENT_FACTOR,
    ("indicators", "impossible"): native_impossible(numbering()),
    ("bands", "check"): _SCHEME_CHECK.format(
        name="yq_b_name",
        count="COUNT",
        of="factor",
        label="系数",
        closed=optional_part("closed", f'IF(AND([closed]<>"",{_NOT_CLOSED}),"{NOT_CLOSED}",', ""),
        end=optional_part("closed", ")", ""),
    ),
    ("grades", "check"): _SCHEME_CHECK.format(
        name="yq_g_name", count="COUNTA", of="grade", label="等级", closed="", end=""
    ),
}


def indicator_formulas(*, by_name: bool) -> Mapping[tuple[str, str], str]:
    """Return the formulas by table and field; ``by_name`` calls the add-in's function."""
    points = _native_score(native_points)
    before, after = native_left("<points>").split("<points>")
    limited = optional_part("limit", before, ""), optional_part("limit", after, "")
    left = around("nature", limited[0], points, limited[1])
    core = f"ROUND(ROUND({left},10),2)"
    if by_name:
        # a function of an add-in has rounded already what it gives; a deduction is what is left
        core = around("nature", f'IF([nature]="{DEDUCTION}",{core},', _called_score(), ")")
    rounded = native_rounded(left, "[rounding]")
    core = around("rounding", 'IF([rounding]="",', core, f",{rounded})")
    core = around("nature", "(", core, f"){NATIVE_SIGN}")
    return {**_EVERYWHERE, ("indicators", "rule_score"): _RULE_SCORE.replace("<core>", core)}


def _native_score(native: Callable[[Mapping[str, str], Mapping[str, str]], str]) -> str:
    """Return what computes the rule's score once every guard is passed."""
    cells = {
        "n": _NUMBER, "w": _FULL, "x": "[result]", "a": "[a]", "b": "[b]", "c": "[c]",
    }  # fmt: skip
    factors = {
        BAND_SCHEME: _completed_or(f"IF([band]=0,NA(),{_IN_BAND})", "1"),
        SCORING_ELEMENTS: "[element_factor]",
    }
    return native(cells, factors)


def _completed_or(otherwise: str, full: str) -> str:
    return optional_part("completed", f"IF({_COMPLETED},{full},{otherwise})", otherwise)


def _called_score() -> str:
    """Return the same as a call of an add-in.

    An add-in never meets a blank, a text or an error: each way of finding the factor has
    a call of its own, behind the factor's guard.
    """

    def call(value: str, factor: str) -> str:
        return f"YQ_SCORE({_NUMBER},{_FULL},{value},[a],[b],[c],{factor})"

    by_band = f"IF([band]=0,NA(),{call('[result]', _IN_BAND)})"
    banded = _completed_or(by_band, call("[result]", "1"))
    return (
        f"IF({is_any(_NUMBER, _BANDED)},{banded},"
        f"IF({is_any(_NUMBER, _OF_ELEMENTS)},IF(ISERROR([element_factor]),[element_factor],"
        f"{call('0', '[element_factor]')}),{call('[result]', '1')}))"
    )
