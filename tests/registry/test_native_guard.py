from __future__ import annotations

from yqxl.registry.native_guard import errors_first, guarded, texts


def test_errors_come_before_texts_and_the_core_is_last() -> None:
    assert guarded("{a}/{b}", "a", "b") == (
        "IF(ISERROR({a}),{a},IF(ISERROR({b}),{b},IF(ISTEXT({a})+ISTEXT({b})>0,#VALUE!,{a}/{b})))"
    )


def test_every_argument_has_its_own_guard() -> None:
    assert errors_first("1", "x") == "IF(ISERROR({x}),{x},1)"
    assert texts(("x", "y")) == "ISTEXT({x})+ISTEXT({y})"
