from __future__ import annotations

import pytest

from yqxl.catalog import shipped_parameters
from yqxl.rules.parameters import OPTIONS, TOLERANCES


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("完成率", 1),
        ("到位率", 1),
        ("执行率", 1),
        ("达标率", 1),
        ("及时率", 1),
        ("成本节约率", 2),
        ("差额", 3),
        ("直接值", 4),
        ("变动率", 5),
    ],
)
def test_kinds_name_their_formula(kind: str, number: int) -> None:
    assert {row.kind: row.number for row in shipped_parameters().kinds}[kind] == number


@pytest.mark.parametrize(
    ("option", "weight"), [("非常满意", 1), ("满意", 1), ("一般", 0), ("不满意", 0)]
)
def test_option_weights(option: str, weight: float) -> None:
    assert {row.option: row.weight for row in OPTIONS}[option] == weight


@pytest.mark.parametrize(
    ("name", "value"), [("产出+效益权重下限", 0.6), ("舍入容差", 0.005), ("权重合计", 100)]
)
def test_tolerances(name: str, value: float) -> None:
    assert {row.name: row.value for row in TOLERANCES}[name] == value


def test_every_row_is_named_once_with_a_source() -> None:
    for rows, name in (
        (shipped_parameters().kinds, "kind"),
        (OPTIONS, "option"),
        (TOLERANCES, "name"),
    ):
        names = [getattr(row, name) for row in rows]
        assert len(set(names)) == len(names)
        assert all(row.source for row in rows)
