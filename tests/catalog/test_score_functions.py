from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cell_results import DIV0, NA, VALUE, in_cell

from yqxl.catalog.score_functions import score, scores
from yqxl.errors import CellError, ErrorValue
from yqxl.registry import OMITTED


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param(("比例", 4, 639.79 / 733), 3.49, id="到位率比例"),
        pytest.param((1, 4, 639.79 / 733), 3.49, id="按规则号"),
        pytest.param(("门槛比例", 3, 414.77 / 639.79), 0.36, id="默认参数"),
        pytest.param(("门槛比例", 3, 0.65, 0.5), 0.9, id="只给参数1"),
        pytest.param(("门槛比例", 3, 0.65, "", 0.8), 0.75, id="参数1为空文本即省略"),
        pytest.param(("分档", 3, 0.6483, OMITTED, OMITTED, OMITTED, 0.5), 1.5, id="分档系数"),
        pytest.param(("分档", 3, 0.6483), NA, id="分档缺系数"),
        pytest.param(("要素加权", 4, 0, "", "", "", 0.7), 2.8, id="要素系数"),
        pytest.param(("满意度按目标", 5, 0.81), 4.5, id="别名"),
        pytest.param(("比例", 4, 0.8, 0.0), DIV0, id="参数空白计0"),
        pytest.param(("步进扣分", 20, 0.925), NA, id="必填参数省略"),
        pytest.param(("步进扣分", 20, 0.925, "", "", 1), 12.5, id="必填参数给出"),
        pytest.param(("没有的规则", 4, 0.8), NA, id="未知规则"),
        pytest.param(("直接评分", 4, 3), NA, id="直接评分不由单元格计算"),
        pytest.param((0.0, 4, 3), NA, id="空白规则"),
        pytest.param(("影响比例", 4, 0.8728, 1), 0.0, id="有影响不得分"),
        pytest.param(("监控阈值", 4, 1, 0), NA, id="监控不是评分规则"),
        pytest.param((51.0, 4, 1, 0), NA, id="0.1.0 的规则号51"),
        pytest.param(("比例", "4分", 0.8), VALUE, id="文本权重"),
        pytest.param(("比例", 4, "80%"), VALUE, id="文本取值"),
        pytest.param(("比例", 4, 0.8, "90%"), VALUE, id="文本参数"),
        pytest.param(("没有", 4, "80%"), VALUE, id="文本先于未知规则"),
        pytest.param((NA, "4分", DIV0), NA, id="错误按参数次序"),
        pytest.param(("比例", "4分", 1, "", "", DIV0), DIV0, id="错误先于文本"),
        pytest.param(("比例", None, 1), 0, id="空白权重"),
    ],
)
def test_score(arguments: tuple[object, ...], shown: object) -> None:
    assert in_cell(score, *arguments) == shown


def test_scores_of_a_range() -> None:
    rules = [["比例"], ["门槛比例"], [None], ["分档"], ["比例"]]
    weights = [[4.0], [3.0], [1.0], [3.0], [None]]
    values = [[639.79 / 733], [414.77 / 639.79], [1.0], [0.65], [1.0]]
    factors = [[None], [""], [None], [0.5], [None]]
    assert scores(rules, weights, values, factors=factors) == (
        (3.49,), (0.36,), (NA,), (1.5,), (0.0,),
    )  # fmt: skip


def test_one_cell_stands_for_every_place_and_blanks_are_defaults() -> None:
    found = scores("门槛比例", 3.0, [[0.8, "x", NA]], [[None, 0.5, 0.5]])
    assert found == ((1.5, VALUE, NA),)


def test_shapes_must_agree() -> None:
    assert in_cell(scores, [["比例"], ["比例"]], [[1.0, 2.0]], 1.0) == VALUE


CELLS = st.sampled_from([None, "", "x", 0.0, 0.5, 1.0, 3.0, ErrorValue.NA, ErrorValue.DIV0])
RULES = st.sampled_from([None, "比例", "分档", "步进扣分", 3.0, "没有", ErrorValue.VALUE])


def alone(*cells: object) -> object:
    """What YQ_SCORE gives for one place of ranges: a blank parameter is one left out."""
    rule, weight, value, *optional = (None if cell == "" else cell for cell in cells)
    try:
        return score(rule, weight, value, *("" if cell is None else cell for cell in optional))
    except CellError as failure:
        return failure.error


@given(st.lists(st.tuples(RULES, *[CELLS] * 6), min_size=1, max_size=12))
def test_each_place_is_the_score_of_its_cells(places: list[tuple[object, ...]]) -> None:
    ranges = ([[cell] for cell in column] for column in zip(*places, strict=True))
    assert scores(*ranges) == tuple((alone(*place),) for place in places)
