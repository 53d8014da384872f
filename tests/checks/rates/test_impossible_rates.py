"""A per cent typed without its sign gives no total, and one finding names the cell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import added, changed, findings, live, model_case

from yqxl.checks.rates.impossible_rates import impossible_rates
from yqxl.checks.scores.rule_deductions import rule_deductions
from yqxl.checks.scores.rule_parameters import rule_parameters
from yqxl.checks.scores.unscored_indicators import unscored_indicators
from yqxl.model.findings import HERE
from yqxl.model.rows import Band, Evaluation, Rate

#: 资金到位率 by 比例 over R06, 预算执行率 by bands over R07, 教师的满意度 by 比例 over S01
ARRIVAL, EXECUTION, SATISFACTION = 12, 13, 27
DAYS = Band("天数", (0.0, 30.0, 60.0, *[None] * 3), (1.0, 0.5, 0.0, *[None] * 3))
TYPED = Rate("R99", "自填率", "直接值", 95.0)


def own_band(**changes: object) -> Evaluation:
    case = changed("indicators", EXECUTION, scheme="天数", **changes)
    return replace(case, bands=(*case.bands, DAYS))


def typed_as_rate(numerator: float) -> Evaluation:
    case = changed("indicators", ARRIVAL, value="r99")
    return replace(case, rates=(*case.rates, replace(TYPED, numerator=numerator)))


def coefficient_as_rate() -> Evaluation:
    case = changed("indicators", ARRIVAL, rule="定性系数", value="R99")
    return replace(case, rates=(*case.rates, replace(TYPED, numerator=1.2)))


OFF = [
    pytest.param(changed("indicators", ARRIVAL, value=87.28), "87.28", id="value"),
    pytest.param(changed("indicators", EXECUTION, value=64.83), "64.83", id="value-in-bands"),
    pytest.param(
        changed("indicators", ARRIVAL, rule="定性系数", value=80.0), "80", id="coefficient"
    ),
    pytest.param(changed("indicators", ARRIVAL, p1=95.0), "95", id="target-of-a-rate"),
    pytest.param(changed("indicators", SATISFACTION, p1=90.0), "90", id="target-of-a-survey"),
    pytest.param(
        changed("indicators", ARRIVAL, rule="门槛比例", p1=60.0), "60", id="start-above-its-end"
    ),
    pytest.param(typed_as_rate(95.0), "95", id="typed-as-直接值"),
    pytest.param(
        changed("indicators", ARRIVAL, value=87.28, given=4.0), "87.28", id="no-reason-given"
    ),
]
#: 定性系数 takes 0 to 1: what was typed beyond, though it lacks no per cent sign
BEYOND = [
    pytest.param(
        changed("indicators", ARRIVAL, rule="定性系数", value=value, **more), text, id=name
    )
    for value, text, more, name in (
        (1.2, "1.2", {}, "120-per-cent"),
        (5.0, "5", {"given": 4.0}, "five-and-no-reason"),
        (-0.5, "-0.5", {"given": 4.0}, "negative"),
    )
]
SOUND = [
    *(
        pytest.param(
            changed("indicators", ARRIVAL, rule="定性系数", value=value, **more),
            id=f"coefficient-{name}",
        )
        for value, more, name in (
            (0.85, {}, "85"),
            (1.0, {}, "full"),
            (1.0 + 2**-52, {}, "full-to-a-sheet"),
            (1.2, {"given": 4.0, "reason": "见底稿"}, "released"),
        )
    ),
    pytest.param(model_case(), id="model-case"),
    pytest.param(changed("indicators", ARRIVAL, value=509.0, p1=700.0), id="509-of-700"),
    pytest.param(changed("indicators", ARRIVAL, value=3.0, p1=60.0), id="3-of-60"),
    pytest.param(changed("indicators", ARRIVAL, value=4.33), id="433-per-cent"),
    pytest.param(
        changed("indicators", ARRIVAL, rule="逐项扣分", value=7.0, p1=2.0), id="seven-complaints"
    ),
    pytest.param(
        changed("indicators", ARRIVAL, rule="不超满分", value=6.0, p1=0.0), id="six-accidents"
    ),
    pytest.param(own_band(value=64.0), id="bands-of-days"),
    pytest.param(typed_as_rate(0.95), id="direct-share"),
    pytest.param(
        changed("indicators", ARRIVAL, value=87.28, given=3.0, reason="见底稿"), id="released"
    ),
    pytest.param(changed("indicators", ARRIVAL, value=87.28, rule="没有"), id="unknown-rule"),
]


@pytest.mark.parametrize(("evaluation", "typed"), OFF)
def test_one_finding_names_the_cell_and_the_way_out(evaluation: Evaluation, typed: str) -> None:
    (finding,) = findings(impossible_rates, evaluation)
    assert finding.message == f"总分暂不显示：{HERE} 填的是 {typed}，应为 {typed}%。改好即显示。"
    assert finding.withholds
    assert live(impossible_rates, evaluation) == 1.0


@pytest.mark.parametrize(
    ("evaluation", "typed"),
    [*BEYOND, pytest.param(coefficient_as_rate(), "1.2", id="typed-as-直接值")],
)
def test_a_coefficient_beyond_its_range_is_told_as_such(evaluation: Evaluation, typed: str) -> None:
    (finding,) = findings(impossible_rates, evaluation)
    assert finding.message == (
        f"总分暂不显示：{HERE} 填的是 {typed}，“定性系数”的取值应在 0～1 之间。改好即显示。"
    )
    assert finding.withholds
    assert live(impossible_rates, evaluation) == 1.0
    assert findings(rule_parameters, evaluation) == []


def test_a_coefficient_that_nobody_uses_is_no_error() -> None:
    released = changed(
        "indicators", ARRIVAL, rule="定性系数", value=1.2, given=4.0, reason="见底稿"
    )
    assert findings(rule_parameters, released) == []


@pytest.mark.parametrize(("evaluation", "typed"), OFF)
def test_no_other_check_tells_the_same_cause(evaluation: Evaluation, typed: str) -> None:
    assert typed
    for other in (rule_parameters, rule_deductions, unscored_indicators):
        codes = [finding.message for finding in findings(other, evaluation)]
        before = [finding.message for finding in findings(other, model_case())]
        assert set(codes) <= set(before)


@pytest.mark.parametrize("evaluation", SOUND)
def test_sound_values_are_left_alone(evaluation: Evaluation) -> None:
    assert findings(impossible_rates, evaluation) == []
    assert live(impossible_rates, evaluation) == 0.0


def test_two_indicators_of_one_typed_rate_are_one_finding() -> None:
    case = typed_as_rate(95.0)
    rows = [
        replace(row, value="R99") if number == EXECUTION else row
        for number, row in enumerate(case.indicators)
    ]
    case = replace(case, indicators=tuple(rows))
    assert len(findings(impossible_rates, case)) == 1
    assert live(impossible_rates, case) == 2.0


def test_a_rate_that_nothing_is_scored_by_withholds_nothing() -> None:
    assert findings(impossible_rates, added("rates", TYPED)) == []
