"""A rate above 130 % is told, whatever its cap and its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import changed, live, model_case, told

from yqxl.checks.rates.high_rates import high_rates
from yqxl.model.rows import Evaluation, Output, Tolerance

C101 = (
    "rates",
    0,
    "raw",
    "warning",
    (
        "C101 的“骨干校长和管理干部培训完成率”（R01）为 217.14%（封顶前），"
        "超过 130%，目标或单位可能有误。"
    ),
)


def limited(limit: float) -> Evaluation:
    case = model_case()
    rest = tuple(one for one in case.tolerances if one.name != "比率上限")
    return replace(case, tolerances=(*rest, Tolerance("比率上限", limit, "", "")))


def test_the_model_case_has_the_one_that_the_report_does_not_explain() -> None:
    assert told(high_rates, model_case()) == [C101]
    assert live(high_rates, model_case()) == 1.0


def test_a_reason_does_not_silence_it() -> None:
    rows = [replace(row, reason="见底稿") for row in model_case().indicators]
    assert told(high_rates, replace(model_case(), indicators=tuple(rows))) == [C101]


@pytest.mark.parametrize(("limit", "count"), [(2.2, 0), (2.0, 1), (1.05, 2)])
def test_the_limit_is_that_of_the_parameters(limit: float, count: int) -> None:
    assert len(told(high_rates, limited(limit))) == count


def test_without_a_limit_among_the_parameters_it_is_the_shipped_one() -> None:
    rest = tuple(one for one in model_case().tolerances if one.name != "比率上限")
    assert told(high_rates, replace(model_case(), tolerances=rest)) == [C101]


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (
            Output("O9", "公路", 1.0, 12.0, "公里"),
            "产出“公路”（O9）的完成率为 1200%（封顶前），超过 130%，目标或单位可能有误。",
        ),
        (Output("O9", "公路", 1.0, 1.3, "公里"), None),
        (Output("O9", "公路", 0.0, 12.0, "公里"), None),
        (Output("O9", "公路", 1.0, None, "公里"), None),
    ],
    ids=["above", "at-the-limit", "nothing-planned", "blank"],
)
def test_an_output_that_no_rate_reads_is_told_itself(output: Output, expected: str | None) -> None:
    case = replace(model_case(), rates=(), outputs=(output,))
    assert [message for *_, message in told(high_rates, case)] == ([expected] if expected else [])
    assert live(high_rates, case) == bool(expected)


def test_an_output_that_a_rate_reads_counts_once() -> None:
    output = replace(model_case().outputs[0], actual=1520.0)
    case = replace(model_case(), outputs=(output, *model_case().outputs[1:]))
    assert [one[:2] for one in told(high_rates, case)] == [("rates", 0)]
    assert live(high_rates, case) == 1.0


@pytest.mark.parametrize(
    "evaluation",
    [
        pytest.param(changed("rates", 0, numerator=1520.0, denominator=1.0), id="impossible"),
        pytest.param(changed("rates", 0, kind="差额"), id="a-difference"),
        pytest.param(changed("rates", 0, code=""), id="no-code"),
    ],
)
def test_what_is_no_rate_or_told_otherwise_is_left_alone(evaluation: Evaluation) -> None:
    assert [one for one in told(high_rates, evaluation) if one[0] == "rates"] == []


def test_mixed_money_units_are_told_as_such() -> None:
    assert told(high_rates, changed("funds", 6, spent=4147700.0)) == [C101]
