"""Native cores: filled over cells, limited by a cap, refused when they name no argument."""

from __future__ import annotations

import pytest

from yqxl.registry import DeclarationError, NativeCore, declared, native
from yqxl.registry.native_core import core_of, fill


@native("MIN({limit},{rate})")
def limited(limit: float, rate: float) -> float:
    return min(limit, rate)


@native("({plan}-{cost})/{plan}")
def saved(plan: float, cost: float) -> float:
    return (plan - cost) / plan


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("{a}/{b}", {"a": "C5", "b": "D5"}, "C5/D5"),
        ("{a}/{b}", {"a": "C5+1", "b": "[budget]"}, "(C5+1)/[budget]"),
        ("{a}/{b}", {"a": "SUM(C5:C9)", "b": "'资金'!$D$5"}, "SUM(C5:C9)/'资金'!$D$5"),
        ("{a}/{b}", {"a": "SUM(A1)/SUM(B1)", "b": "2"}, "(SUM(A1)/SUM(B1))/2"),
        ("MIN(1,{a})", {"a": "C5/D5"}, "MIN(1,C5/D5)"),
        ("ROUND({a},2)-{a}", {"a": "C5-D5"}, "ROUND(C5-D5,2)-(C5-D5)"),
    ],
)
def test_arguments_get_brackets_where_a_neighbour_could_tear_them(
    text: str, given: dict[str, str], expected: str
) -> None:
    assert fill(text, given) == expected


@pytest.mark.parametrize(
    ("cap", "expected"),
    [
        (None, "C5/D5"),
        ("0", "C5/D5"),
        ("1", "MIN(1,C5/D5)"),
        ("G5", "IF(G5=0,C5/D5,MIN(G5,C5/D5))"),
    ],
)
def test_a_cap_of_zero_is_none(cap: str | None, expected: str) -> None:
    def rate(done: float, plan: float, cap: float) -> float:
        return limited(cap, done / plan)

    core = core_of(rate, "{done}/{plan}", ("cap", limited))
    texts = {"done": "C5", "plan": "D5"} | ({"cap": cap} if cap else {})
    assert core.filled(texts) == expected


def test_the_divisor_is_read_from_the_text() -> None:
    assert declared(saved, NativeCore).divisor == "plan"
    assert declared(limited, NativeCore).divisor == ""


def test_a_core_names_arguments_of_its_function_only() -> None:
    with pytest.raises(DeclarationError, match="native core names"):
        native("{plan}-{spent}")(saved)


def test_a_function_without_a_declaration_is_told() -> None:
    with pytest.raises(DeclarationError, match="declares no NativeCore"):
        declared(fill, NativeCore)
