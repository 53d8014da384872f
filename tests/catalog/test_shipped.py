from __future__ import annotations

import pytest

from yqxl.catalog import scoring_rules, shipped_parameters
from yqxl.catalog.shipped import REQUIRED


@pytest.mark.parametrize(
    ("name", "number", "defaults", "limit"),
    [
        ("直接评分", 0, (0, 0, 0), None),
        ("比例", 1, (1, 0, 0), 5),
        ("满意度按目标", 1, (0.9, 0, 0), 5),
        ("反向比例", 2, (REQUIRED, 0, 0), None),
        ("门槛比例", 3, (0.6, 1, 0), 5),
        ("分档", 4, (0, 0, 0), None),
        ("等于目标", 5, (1, 0, 0), None),
        ("达标满分", 6, (1, 0, 0), 5),
        ("允许偏差", 7, (1, 0.1, 0), None),
        ("步进扣分", 8, (1, 0.01, REQUIRED), 5),
        ("步进扣分(满步)", 9, (1, 0.01, REQUIRED), 5),
        ("步进扣分(进一)", 10, (1, 0.01, REQUIRED), 5),
        ("双向扣分(满步)", 11, (1, 0.01, REQUIRED), 5),
        ("逐项扣分", 12, (REQUIRED, 0, 0), None),
        ("要素平均", 13, (REQUIRED, 0, 0), None),
        ("要素加权", 14, (0, 0, 0), None),
        ("定性系数", 15, (0, 0, 0), None),
        ("不超满分", 16, (REQUIRED, 0, 0), None),
        ("一票否决", 17, (0, 0, 0), None),
        ("高于满分", 18, (0.9, 0, 0), 5),
        ("影响比例", 19, (REQUIRED, 1, 0), None),
        ("超额调减", 20, (1, 0.3, REQUIRED), 5),
        ("标杆比较", 21, (REQUIRED, 0.001, REQUIRED), None),
        ("超额扣分(满步)", 23, (1, 0.01, REQUIRED), 5),
    ],
)
def test_a_row_of_the_rules(
    name: str, number: int, defaults: tuple[object, ...], limit: float | None
) -> None:
    row = next(row for row in shipped_parameters().rules if row.rule == name)
    assert (row.number, (row.d1, row.d2, row.d3), row.limit1) == (number, defaults, limit)
    assert row.hint
    assert row.example
    assert row.source


def test_every_name_has_one_row() -> None:
    names = [row.rule for row in shipped_parameters().rules]
    assert len(names) == len(set(names)) == sum(1 + len(rule.aliases) for rule in scoring_rules())


def test_the_other_tables_are_filled() -> None:
    shipped = shipped_parameters()
    assert shipped.bands
    assert shipped.kinds
    assert shipped.grades
    assert shipped.options
    assert shipped.tolerances
    assert not shipped.indicators
