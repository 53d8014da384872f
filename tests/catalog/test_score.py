from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cell_results import NA, NUM, in_cell, rule_input

from yqxl.arithmetic import round_half_up
from yqxl.catalog import rule_by_number, scoring_rules
from yqxl.catalog.score import (
    apply_rule,
    clamped,
    find_rule,
    named_rules,
    native_score,
    resolved_parameters,
)
from yqxl.errors import CellError
from yqxl.registry import BAND_SCHEME, SCORING_ELEMENTS

_NUMBER = st.floats(-1e6, 1e6) | st.integers(-1000, 1000).map(lambda n: n / 100)


@given(
    st.sampled_from(scoring_rules()),
    st.integers(0, 400).map(lambda n: n / 10),
    st.tuples(_NUMBER, _NUMBER, _NUMBER, _NUMBER, st.floats(0, 1)),
)
def test_a_score_lies_between_zero_and_the_weight(
    rule: object, weight: float, rest: tuple[float, ...]
) -> None:
    try:
        score = clamped(rule, rule_input(weight, *rest))
    except CellError:
        return
    assert 0 <= score <= weight
    assert score == round_half_up(score, 2)
    assert isinstance(score, float)


def test_a_negative_weight_scores_nothing() -> None:
    assert apply_rule(1, rule_input(-5, 1, 1)) == 0


#: direct scoring, rules of the package only, and numbers of no rule
NOT_IN_CELLS = sorted(
    {rule.number for rule in scoring_rules() if not rule.branch}
    | {-1, 1 + max(rule.number for rule in scoring_rules())}
)


@pytest.mark.parametrize("number", NOT_IN_CELLS)
def test_no_cell_computes_these(number: int) -> None:
    assert in_cell(apply_rule, number, rule_input(5, 1, 1)) == NA


def test_what_no_double_holds_is_an_error() -> None:
    assert in_cell(apply_rule, 1, rule_input(1e200, 1e200, 1)) == NUM
    assert in_cell(apply_rule, 12, rule_input(5, 1e200, 1e200)) == NUM
    assert in_cell(clamped, rule_by_number()[0], rule_input(5, math.nan)) == NUM


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("比例", "比例"),
        (1.0, "比例"),
        (1, "比例"),
        ("满意度按目标",) * 2,
        (19, "影响比例"),
    ],
)
def test_find_rule(rule: object, name: str) -> None:
    assert find_rule(rule).name == name


@pytest.mark.parametrize("rule", ["没有", "", "1", 1.5, 99, -1, None, True, NA], ids=repr)
def test_unknown_rules(rule: object) -> None:
    assert in_cell(find_rule, rule) == NA


@pytest.mark.parametrize(
    ("rule", "given_ones", "shown"),
    [
        pytest.param("门槛比例", (None, None, None), (0.6, 1, 0), id="默认"),
        pytest.param("门槛比例", (0.5, None, None), (0.5, 1, 0), id="只给第一个"),
        pytest.param("门槛比例", (0.0, 0.0, None), (0, 0, 0), id="给零不是省略"),
        pytest.param("满意度按目标", (None, None, None), (0.9, 0, 0), id="别名的默认"),
        pytest.param("步进扣分", (None, None, None), NA, id="第三个必填"),
        pytest.param("步进扣分", (None, None, 1.0), (1, 0.01, 1), id="必填已给"),
        pytest.param("反向比例", (None, None, None), NA, id="第一个必填"),
        pytest.param("分档", (None, None, None), (0, 0, 0), id="没有参数"),
    ],
)
def test_resolved_parameters(
    rule: str, given_ones: tuple[float | None, ...], shown: object
) -> None:
    assert in_cell(resolved_parameters, find_rule(rule), given_ones) == shown


def test_every_name_leads_to_its_rule() -> None:
    for named in named_rules():
        assert find_rule(named.name) is named
        assert find_rule(float(named.rule.number)).rule is named.rule


def test_the_native_core_has_the_branches_of_the_sheet() -> None:
    cells = {"n": "T5", "w": "E5", "x": "L5", "a": "U5", "b": "V5", "c": "W5"}
    text = native_score(cells, {BAND_SCHEME: "F4", SCORING_ELEMENTS: "Y5"})
    assert text.startswith(
        "ROUND(ROUND(MAX(0,MIN(E5,CHOOSE(T5,E5*L5/U5,E5*IF(ROUND(L5-U5,10)<=0,1,"
    )
    assert ",E5*F4,E5*(ROUND(L5-U5,10)=0)," in text
    assert ",E5*Y5,E5*IF(AND(L5>=0,L5<=1),L5,NA())," in text
    assert ",E5*IF(ROUND(L5-U5,10)>0,1,V5*L5)" in text
    assert text.endswith("))),10),2)")
    assert "{" not in text
