"""What a cell holds comes out of the XML as it went in."""

from __future__ import annotations

import struct
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yqxl.errors import ErrorValue
from yqxl.workbook.package.cell_markup import (
    MAX_TEXT,
    cached_value,
    fitting,
    inline_string,
    number_text,
    text_from_markup,
    text_markup,
)

any_text = st.text(st.characters(codec=None, exclude_categories=[]))


@given(any_text)
def test_any_text_comes_back(text: str) -> None:
    root = ET.fromstring(f"<v>{text_markup(text)}</v>")
    assert text_from_markup(root.text or "") == text


@given(any_text)
def test_an_inline_string_is_text_and_nothing_else(text: str) -> None:
    root = ET.fromstring(f"<c>{inline_string(text)}")
    assert [element.tag for element in root.iter()] == ["c", "is", "t"]
    assert text_from_markup(root.findtext("is/t") or "") == text


@pytest.mark.parametrize("text", [" 缩进", "尾 ", "两\n行", "\t"])
def test_blanks_at_the_ends_are_kept(text: str) -> None:
    assert 'xml:space="preserve"' in inline_string(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_double_comes_back_bit_for_bit(number: float) -> None:
    written = number_text(number)
    assert "." not in written or not written.endswith(".0")
    assert struct.pack("d", float(written) + 0.0) == struct.pack("d", number + 0.0)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (17.0, "17"),
        (20.99, "20.99"),
        (7330000, "7330000"),
        (True, "1"),
        (-0.0, "0"),
        (1e22, "1e+22"),
        (0.1 + 0.2, "0.30000000000000004"),
    ],
)
def test_a_number_is_short(number: float, expected: str) -> None:
    assert number_text(number) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("", (' t="str"', ""), id="empty-text"),
        pytest.param("=1+1", (' t="str"', "=1+1"), id="text-like-a-formula"),
        pytest.param(None, (' t="str"', ""), id="nothing"),
        pytest.param(ErrorValue.NA, (' t="e"', "#N/A"), id="error"),
        pytest.param(float("inf"), (' t="e"', "#NUM!"), id="infinity"),
        pytest.param(float("nan"), (' t="e"', "#NUM!"), id="not-a-number"),
        pytest.param(0.5, ("", "0.5"), id="number"),
    ],
)
def test_a_cached_value_has_its_type(value: object, expected: tuple[str, str]) -> None:
    assert cached_value(value) == expected  # type: ignore[arg-type]  # one of each kind


@pytest.mark.parametrize("sign", ["a", "完", "𠮷"])
def test_a_text_too_long_for_a_cell_ends_with_an_ellipsis(sign: str) -> None:
    whole = sign * (MAX_TEXT // len(sign.encode("utf-16-le")) * 2)
    assert fitting(whole) == whole
    cut = fitting(whole + sign * 2)
    assert cut.endswith("…")
    assert MAX_TEXT - 2 <= len(cut.encode("utf-16-le")) // 2 <= MAX_TEXT
    assert cut.removesuffix("…") == sign * (len(cut) - 1)
