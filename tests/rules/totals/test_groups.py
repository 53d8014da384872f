from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cell_results import DIV0, NUM, VALUE, in_cell

from yqxl.rules.totals.groups import (
    blend,
    blended_deduction,
    equal_split,
    pooled_rate,
    pooled_ratio,
    weighted_mean,
)


def test_the_published_weighted_mean() -> None:
    assert weighted_mean([20, 50, 20, 10], [100, 77.39, 73.90, 92]) == 82.68


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param(([90, 80], [0.4, 0.6]), 84, id="自评四成再评六成"),
        pytest.param(([90, 80, 70], [0.1, 0.2, 0.7]), 74, id="三方"),
        pytest.param(([90, 80], [0.4, 0.5]), NUM, id="份额不足1"),
        pytest.param(([90], [0.4, 0.6]), VALUE, id="个数不同"),
        pytest.param(([], []), VALUE, id="空"),
    ],
)
def test_blend(arguments: tuple[object, ...], shown: object) -> None:
    assert in_cell(blend, *arguments) == shown


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param((10, [2, 30], [40, 600], [0.5, 0.5]), 9.5, id="教材案例"),
        pytest.param((10, [80, 1200], [40, 600], [0.5, 0.5]), 0, id="止于0"),
        pytest.param((10, [2, 30], [40, 0], [0.5, 0.5]), DIV0, id="总额0"),
        pytest.param((10, [2, 30], [40, 600], [0.5, 0.4]), NUM, id="份额不足1"),
        pytest.param((10, [2, 30], [40], [0.5, 0.5]), VALUE, id="个数不同"),
    ],
)
def test_blended_deduction(arguments: tuple[object, ...], shown: object) -> None:
    assert in_cell(blended_deduction, *arguments) == shown


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param((15, 4), (4, 4, 4, 3), id="广水15分4项，多1分"),
        pytest.param((15, 10), (2,) * 5 + (1,) * 5, id="15分10项，多5分"),
        pytest.param((10, 3), (3, 3, 4), id="少1分"),
        pytest.param((10, 3, 2), (3.33, 3.33, 3.34), id="两位小数"),
        pytest.param((12.5, 5, 1), (2.5,) * 5, id="除得尽"),
        pytest.param((2, 5), (0, 0, 0, 1, 1), id="分比项少"),
        pytest.param((15, 0), DIV0, id="没有指标"),
        pytest.param((15, -1), NUM, id="负个数"),
        pytest.param((12.5, 5), NUM, id="总分小数多于分值小数"),
    ],
)
def test_equal_split(arguments: tuple[object, ...], shown: object) -> None:
    assert in_cell(equal_split, *arguments) == shown


@given(st.integers(0, 20000), st.integers(1, 60), st.integers(0, 2))
def test_an_equal_split_adds_up_and_differs_by_one_unit(
    units: int, count: int, digits: int
) -> None:
    points = units / 10**digits
    split = equal_split(points, count, digits)
    assert len(split) == count
    assert math.isclose(math.fsum(split), points, abs_tol=1e-9)
    assert max(split) - min(split) <= 10**-digits + 1e-9
    assert min(split) >= 0


def test_pooling_sums_before_it_scores() -> None:
    assert pooled_ratio([152, 509, 0], [70, 700, 80]) == 661 / 850
    assert in_cell(pooled_ratio, [1, 2], [0, 0]) == DIV0
    assert in_cell(pooled_ratio, [1], [1, 2]) == VALUE
    assert pooled_rate([1, 0.8], [30, 10]) == pytest.approx(0.95)
    assert in_cell(pooled_rate, [1, 0.8], [0, 0]) == DIV0
