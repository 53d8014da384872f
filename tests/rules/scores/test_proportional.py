from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cell_results import DIV0, in_cell, rule_input

from yqxl.catalog.score import apply_rule
from yqxl.rules.scores.proportional import elements_on_average, inverse, proportional, ramp


@pytest.mark.parametrize(
    ("w", "x", "points"),
    [
        pytest.param(10, 215457.6 / 250000, 8.62, id="普陀"),
        pytest.param(10, 0.7927, 7.93, id="梁平"),
        pytest.param(10, 0.76, 7.6, id="高新区"),
        pytest.param(20, 10 / 50, 4, id="昌宁"),
        pytest.param(4, 639.79 / 733, 3.49, id="阳泉B202到位率"),
        pytest.param(3, 414.77 / 639.79, 1.94, id="阳泉B203执行率"),
        pytest.param(3, 509 / 700, 2.18, id="阳泉C102完成率"),
        pytest.param(10, 3.4, 10, id="宁德340%不超权重"),
        pytest.param(3, 0.715, 2.15, id="乘积恰在半分"),
        pytest.param(5, -0.2, 0, id="负节约率得0分"),
    ],
)
def test_published_proportional_scores(w: float, x: float, points: float) -> None:
    assert apply_rule(1, rule_input(w, x, 1.0)) == points


@pytest.mark.parametrize(
    ("x", "a", "points"),
    [
        pytest.param(0.98, 0.9, 10, id="霍山98%对目标90%"),
        pytest.param(0.81, 0.9, 9, id="未达目标按比例"),
        pytest.param(70, 72, 9.72, id="绝对数目标"),
        pytest.param(3.36, 0.0, DIV0, id="年初预算0后调为3.36（大英）"),
        pytest.param(0.0, 0.0, DIV0, id="0/0（棠溪）"),
        pytest.param(20, 1.0, 10, id="20漏写百分号"),
        pytest.param(100.00, 1.0, 10, id="100.00漏写百分号"),
        pytest.param(7330000, 733, 10, id="元与万元混用"),
    ],
)
def test_targets_of_the_proportional_rule(x: float, a: float, points: object) -> None:
    assert in_cell(apply_rule, 1, rule_input(10, x, a)) == points


@pytest.mark.parametrize(
    ("x", "a", "points"),
    [
        pytest.param(180, 400, 3, id="遂宁：低于标准"),
        pytest.param(400, 180, 1.35, id="超出按目标除以取值"),
        pytest.param(180.00000000001, 180, 3, id="十位小数以外不算超出"),
        pytest.param(0, 0, 3, id="目标0且为0"),
        pytest.param(5, 0, 0, id="目标0而发生"),
        pytest.param(-1, 0, 3, id="负值不超目标"),
    ],
)
def test_inverse(x: float, a: float, points: object) -> None:
    assert in_cell(apply_rule, 2, rule_input(3, x, a)) == points


@pytest.mark.parametrize(
    ("x", "points"),
    [
        pytest.param(414.77 / 639.79, 0.36, id="阳泉B203"),
        pytest.param(639.79 / 733, 2.05, id="到位率"),
        pytest.param(0.5999, 0, id="不到60%"),
        pytest.param(0.6, 0, id="恰60%"),
        pytest.param(0.8, 1.5, id="一半"),
        pytest.param(1.2, 3, id="超过100%"),
    ],
)
def test_ramp(x: float, points: float) -> None:
    assert apply_rule(3, rule_input(3, x, 0.6, 1.0)) == points


def test_a_ramp_without_a_slope() -> None:
    assert in_cell(apply_rule, 3, rule_input(3, 1, 1, 1)) == DIV0
    assert apply_rule(3, rule_input(3, 0.5, 1, 1)) == 0
    assert apply_rule(3, rule_input(3, 0.9, 0.8, 0.6)) == 0


@pytest.mark.parametrize(
    ("met", "total", "points"),
    [(4, 5, 3.2), (5, 5, 4), (0, 5, 0), (1, 3, 1.33), (0, 0, DIV0)],
    ids=["五项具备四项", "全部", "没有", "三项一项", "没有要素"],
)
def test_elements_on_average(met: float, total: float, points: object) -> None:
    assert in_cell(apply_rule, 13, rule_input(4, met, total)) == points


_SHARE = st.floats(0, 2)


@given(_SHARE, _SHARE)
def test_more_is_never_worse(one: float, other: float) -> None:
    low, high = sorted((one, other))
    for rule in (proportional, ramp, elements_on_average):
        assert rule(rule_input(5, low, 0.6, 1)) <= rule(rule_input(5, high, 0.6, 1))


@given(st.floats(1e-3, 1e6), st.floats(1e-3, 1e6), st.floats(1e-3, 1e6))
def test_dearer_is_never_better(one: float, other: float, target: float) -> None:
    low, high = sorted((one, other))
    assert inverse(rule_input(5, low, target)) >= inverse(rule_input(5, high, target)) - 1e-9
