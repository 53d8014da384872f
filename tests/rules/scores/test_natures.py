from __future__ import annotations

import pytest
from rules.cell_results import NA, in_cell

from yqxl.arithmetic import Value
from yqxl.errors import CellError, ErrorValue
from yqxl.model.contract import INDICATORS, LISTS, FixedList
from yqxl.model.natures import NATURES, nature_fault
from yqxl.rules.scores.natures import (
    counted_points,
    given_points,
    native_fault,
    native_given,
    rule_limit,
    taken_away,
)


@pytest.mark.parametrize(
    ("points", "nature", "limit", "counted"),
    [
        pytest.param(2, "加分", None, 2, id="加2分"),
        pytest.param(-3, "扣分", None, -3, id="扣3分"),
        pytest.param(7, "加分", 5.0, 5, id="加分到上限"),
        pytest.param(-7, "扣分", 5.0, -5, id="扣分到上限"),
        pytest.param(-0.0, "扣分", 0.0, 0, id="没有扣分"),
        pytest.param(2.675, "加分", 5.0, 2.68, id="两位小数"),
        pytest.param(92, "", None, 92, id="计分项照旧"),
        pytest.param(3, "扣分", 5.0, NA, id="扣分填成正数"),
        pytest.param(-2, "加分", 5.0, NA, id="加分填成负数"),
        pytest.param(2, "加分", "五", NA, id="上限是文字"),
        pytest.param(-2, "扣分", -5.0, NA, id="上限是负数"),
        pytest.param(2, "加分", ErrorValue.DIV0, ErrorValue.DIV0, id="上限是错误值"),
    ],
)
def test_a_given_score_of_any_nature(
    points: float, nature: str, limit: Value, counted: object
) -> None:
    assert in_cell(given_points, points, nature, limit) == counted


@pytest.mark.parametrize(
    ("nature", "limit", "points", "counted"),
    [
        pytest.param("加分", 3.0, 2.0, 2.0, id="加规则得的分"),
        pytest.param("扣分", 5.0, 3.5, -1.5, id="扣规则没有给的分"),
        pytest.param("扣分", 100.0, 0.0, -100.0, id="总分否决"),
        pytest.param("扣分", 5.0, 5.0, 0.0, id="没有违规"),
        pytest.param("", None, 3.5, 3.5, id="计分项"),
    ],
)
def test_what_a_rule_gives_counts_by_nature(
    nature: str, limit: Value, points: float, counted: float
) -> None:
    within = rule_limit(nature, limit)
    assert taken_away(nature, counted_points(nature, within, points)) == counted


@pytest.mark.parametrize("limit", [None, "", "五", -1.0])
def test_a_rule_needs_a_limit_to_score_out_of(limit: Value) -> None:
    assert in_cell(rule_limit, "加分", limit) == NA


@pytest.mark.parametrize(
    ("nature", "weight", "limit", "faulty"),
    [
        ("加分", 0.0, 5.0, False),
        ("加分", None, 5.0, False),
        ("扣分", 2.0, 5.0, True),
        ("扣分", "二", 5.0, True),
        ("计分", 2.0, None, False),
        ("", 2.0, "", False),
        ("", 2.0, 5.0, True),
        ("奖励", 0.0, None, True),
    ],
)
def test_what_cannot_be_meant(nature: str, weight: Value, limit: Value, faulty: bool) -> None:
    assert bool(nature_fault(nature, weight, limit)) is faulty


def test_an_error_value_stays_one() -> None:
    with pytest.raises(CellError):
        nature_fault("加分", ErrorValue.NA, None)


def test_the_drop_down_offers_what_is_computed() -> None:
    offered = LISTS[INDICATORS.column("nature").choices]
    assert isinstance(offered, FixedList)
    assert offered.choices == NATURES
    for native in (native_fault(limited=False), native_given("[given]", limited=False)):
        assert "[limit]" not in native
