from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cell_results import DIV0, NA, VALUE, in_cell

from yqxl.arithmetic import percent_text
from yqxl.registry import OMITTED
from yqxl.rules.rates.outputs import completion_rate


@pytest.mark.parametrize(
    ("actual", "planned", "printed"),
    [
        pytest.param(509, 700, "72.71%", id="S09 教师学科素养509/700"),
        pytest.param(152, 70, "100%", id="S10 骨干校长152/70封顶"),
        pytest.param(156, 144, "100%", id="S12 入校指导156天/144天"),
        pytest.param(0, 80, "0%", id="C103 骨干教研未开展"),
        pytest.param(7, 10, "70%", id="S15 7期/10期"),
    ],
)
def test_published_completion_rates(actual: float, planned: float, printed: str) -> None:
    assert percent_text(completion_rate(actual, planned)) == printed


@pytest.mark.parametrize(
    ("actual", "planned", "printed"),
    [
        pytest.param(152, 70, "217.14%", id="按人数"),
        pytest.param(160, 70, "228.57%", id="按人次"),
        pytest.param(156, 144, "108.33%", id="按天"),
        pytest.param(312, 72, "433.33%", id="按次"),
        pytest.param(117, 72, "162.5%", id="仅线下"),
    ],
)
def test_without_a_cap(actual: float, planned: float, printed: str) -> None:
    assert percent_text(completion_rate(actual, planned, 0.0)) == printed


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param((5.0, 0.0), DIV0, id="目标为0"),
        pytest.param((0.0, 0.0), DIV0, id="0/0（棠溪）"),
        pytest.param((5.0, None), DIV0, id="目标空白"),
        pytest.param((None, 5.0), 0.0, id="实际空白"),
        pytest.param(("≥90%", 0.9), VALUE, id="实际值写成文本"),
        pytest.param((1.0, "健全"), VALUE, id="文本目标"),
        pytest.param((1.0, 2.0, "1"), VALUE, id="文本封顶"),
        pytest.param((NA, "x"), NA, id="错误原样"),
        pytest.param((3.0, 2.0, 1.2), 1.2, id="自定封顶"),
        pytest.param((3.0, 2.0, None), 1.5, id="空白封顶即不封顶"),
        pytest.param((3.0, 2.0, OMITTED), 1.0, id="省略封顶即100%"),
        pytest.param((-1.0, 2.0), -0.5, id="负数照算"),
    ],
)
def test_edges(arguments: tuple[object, ...], shown: object) -> None:
    assert in_cell(completion_rate, *arguments) == shown


@given(st.floats(0, 1e12), st.floats(1e-3, 1e12))
def test_a_capped_rate_is_a_share(actual: float, planned: float) -> None:
    capped, free = completion_rate(actual, planned), completion_rate(actual, planned, 0.0)
    assert 0 <= capped <= 1
    assert capped == min(1.0, free)
    assert free == pytest.approx(actual / planned)
