"""The score of a level: the mean of its members, a blend of both."""

from __future__ import annotations

import pytest
from rules.cell_results import DIV0, NA, in_cell

from yqxl.rules.totals.levels import blended_points, label_code, mean_points, member_rate


@pytest.mark.parametrize(
    ("share", "given", "members", "points"),
    [
        pytest.param(0.6, 80, 90, 84, id="教材案例：自评90×40%+再评80×60%"),
        pytest.param(0, 1, 2, 2, id="只算成员"),
        pytest.param(1, 1, 2, 1, id="只算评定"),
        pytest.param(0.5, 0.01, 0.02, 0.02, id="四舍五入"),
        pytest.param(40, 80, 90, NA, id="份额漏了百分号"),
        pytest.param(-0.1, 80, 90, NA, id="份额为负"),
    ],
)
def test_a_blend(share: float, given: float, members: float, points: object) -> None:
    assert in_cell(blended_points, share, given, members) == points


@pytest.mark.parametrize(
    ("weight", "rate", "points"), [(20, 0.85, 17), (3, 0.715, 2.15), (0, 0.5, 0)]
)
def test_the_mean_of_rates(weight: float, rate: float, points: float) -> None:
    assert mean_points(weight, rate) == points


@pytest.mark.parametrize(("score", "weight", "rate"), [(3, 4, 0.75), (1, 0, DIV0)])
def test_the_rate_of_a_member(score: float, weight: float, rate: object) -> None:
    assert in_cell(member_rate, score, weight) == rate


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("A政策制定", "A"), ("a政策制定", "a"), ("A1政策决策", "A1"), ("A10其他", "A10"),
        ("A1b", "A1"), ("GDP增长", "GDP"), ("GDP100", "GDP100"), ("A", "A"), ("", ""),
        ("产出", "产出"), ("1产出", "1产出"), (" A", " A"), ("Ａ产出", "Ａ产出"), ("ABCD", "ABCD"),
        ("A1000", "A1000"),
        ("A１产出", "A"),
    ],
)  # fmt: skip
def test_the_code_of_a_label(label: str, code: str) -> None:
    assert label_code(label) == code
