from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cell_results import DIV0, NA, VALUE, in_cell

from yqxl.registry import OMITTED
from yqxl.rules.schemes import DEFAULT_GRADE_SCHEME, GRADES
from yqxl.rules.totals.grades import grade


@pytest.mark.parametrize(
    ("total", "name"),
    [
        pytest.param(77.73, "中", id="阳泉2022"),
        pytest.param(100.0, "优", id="满分"),
        pytest.param(90.0, "优", id="90含"),
        pytest.param(89.99, "良", id="89.99"),
        pytest.param(89.5, "良", id="整数方案的缺口"),
        pytest.param(80.0, "良", id="80含"),
        pytest.param(60.0, "中", id="60含"),
        pytest.param(59.99, "差", id="59.99"),
        pytest.param(0.0, "差", id="零分"),
    ],
)
def test_the_default_scheme(total: float, name: str) -> None:
    assert grade(total) == name


@pytest.mark.parametrize(
    ("scheme", "name"),
    [
        pytest.param("财预〔2020〕10号", "中", id="10号"),
        pytest.param("五级(教材案例)", "中", id="五级70-79"),
        pytest.param("四级(教材案例)", "良好", id="四级75以上"),
    ],
)
def test_the_published_total_in_every_scheme(scheme: str, name: str) -> None:
    assert grade(77.73, 100.0, scheme) == name


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param((155.0, 200.0), "中", id="满分200"),
        pytest.param((17 + 20.99 + 31.74 + 8 + 12.27,), "优", id="90差一丝的和"),
        pytest.param((-1.0,), NA, id="负总分"),
        pytest.param((80.0, 0.0), DIV0, id="满分0"),
        pytest.param((80.0, None), DIV0, id="满分空白"),
        pytest.param(("80",), VALUE, id="文本总分"),
        pytest.param((80.0, 100.0, "没有的方案"), NA, id="未知方案"),
        pytest.param((80.0, 100.0, 1.0), NA, id="方案是数字"),
        pytest.param((NA, "x", DIV0), NA, id="错误在先"),
        pytest.param((80.0, "x", DIV0), DIV0, id="错误先于文本"),
        pytest.param((80.0, OMITTED, DEFAULT_GRADE_SCHEME), "良", id="只给方案"),
    ],
)
def test_edges(arguments: tuple[object, ...], shown: object) -> None:
    assert in_cell(grade, *arguments) == shown


@given(st.floats(0, 100), st.floats(0, 100), st.sampled_from([scheme.scheme for scheme in GRADES]))
def test_more_points_never_lower_the_grade(one: float, other: float, scheme: str) -> None:
    order = next(row.grade for row in GRADES if row.scheme == scheme)
    low, high = sorted((one, other))
    assert order.index(grade(low, 100.0, scheme)) <= order.index(grade(high, 100.0, scheme))
