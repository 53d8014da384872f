"""Number texts: what is taken, what is refused, and that nothing changes on the way."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yqxl.model.number_text import Oddity, canonical, parse_number

FULL = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})

TAKEN = [
    ("0", 0.0, ()),
    ("733", 733.0, ()),
    ("-0", 0.0, ()),
    ("+5.50", 5.5, ()),
    ("1,234", 1234.0, (Oddity.THOUSANDS,)),
    ("-1,234,567.89", -1234567.89, (Oddity.THOUSANDS,)),
    ("87.28%", 0.8728, (Oddity.PERCENT,)),
    ("0.07%", 0.0007, (Oddity.PERCENT,)),
    ("８７．２８％", 0.8728, (Oddity.FULL_WIDTH, Oddity.PERCENT)),
    ("１２３４", 1234.0, (Oddity.FULL_WIDTH,)),
    ("1，234", 1234.0, (Oddity.FULL_WIDTH, Oddity.THOUSANDS)),
    ("\u22125", -5.0, (Oddity.FULL_WIDTH,)),
    ("\u3000 12\u00a0", 12.0, (Oddity.BLANKS,)),
    ("12\n", 12.0, (Oddity.BLANKS,)),
    ("\u202d1234\u202c", 1234.0, (Oddity.INVISIBLE,)),
    ("12\u200b\ufeff", 12.0, (Oddity.INVISIBLE,)),
    ("001", 1.0, (Oddity.LEADING_ZERO,)),
    ("733万元", 7330000.0, (Oddity.UNIT,)),
    ("7.33 亿元", 733000000.0, (Oddity.UNIT,)),
    ("5元", 5.0, (Oddity.UNIT,)),
    ("1000000000000000", 1e15, ()),
]

REFUSED = [
    "",
    " ",
    "1_000",
    "NaN",
    "nan",
    "inf",
    "-Infinity",
    "1e400",
    "1E5",
    "0x10",
    "٣٤",
    "१२",
    "12,34",
    "1,2345",
    ",123",
    "1,234,56",
    "10²",
    "①",
    "½",
    "1.2.3",
    ".5",
    "5.",
    "--5",
    "+-5",
    "5-",
    "1 234",
    "12%%",
    "12%元",
    "百分之五",
    "一百",
    "5分",
    "2023年03月",
    "2023-3-1",
    "1/2",
    "-",
    "—",
    "无",
    "/",
    "=1+1",
    "#DIV/0!",
    "(1,234)",
    "1000000000000001",
    "9" * 5000,
    "1 " + " " * 200,
]


@pytest.mark.parametrize(("text", "value", "oddities"), TAKEN, ids=[repr(row[0]) for row in TAKEN])
def test_taken(text: str, value: float, oddities: tuple[Oddity, ...]) -> None:
    number = parse_number(text)
    assert number is not None
    assert (number.value, number.oddities) == (value, oddities)
    assert math.copysign(1, number.value) == math.copysign(1, value)


@pytest.mark.parametrize("text", REFUSED, ids=[repr(text[:20]) for text in REFUSED])
def test_refused(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "suggestion", "certain"),
    [
        ("733万元", "7,330,000", False),
        ("1.50亿", "150,000,000", False),
        ("0.5元", "0.5", False),
        ("８７．２８％", "87.28%", True),
        ("7330000", "7,330,000", True),
    ],
)
def test_suggestion(text: str, suggestion: str, certain: bool) -> None:
    number = parse_number(text)
    assert number is not None
    assert (number.suggestion, number.certain) == (suggestion, certain)


@pytest.mark.parametrize(
    ("text", "mapped"),
    [
        ("（一）Ａ１！～", "(一)A1!~"),
        ("a\u00a0b\u3000c", "a b c"),
        ("10²①㎡ﬁ", "10²①㎡ﬁ"),
        ("得\u200b分", "得分"),
        ("，。、；：", ",。、;:"),
    ],
)
def test_canonical_maps_only_its_table(text: str, mapped: str) -> None:
    assert canonical(text) == mapped


amounts = st.decimals(min_value=-(10**15), max_value=10**15, places=6, allow_nan=False)


@given(amounts)
def test_parse_inverts_format(amount: Decimal) -> None:
    for text in (f"{amount:f}", f"{amount:,f}", f"\u3000{amount:,f} ".translate(FULL)):
        number = parse_number(text)
        assert number is not None, text
        assert number.value == float(amount)


@given(
    st.floats(min_value=1e-4, max_value=9.99e14) | st.floats(min_value=-9.99e14, max_value=-1e-4)
)
def test_parse_inverts_repr(value: float) -> None:
    number = parse_number(repr(value))
    assert number is not None
    assert number.value == value


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=8, allow_nan=False))
def test_percent_is_exact(amount: Decimal) -> None:
    number = parse_number(f"{amount:f}%")
    assert number is not None
    assert number.value == float(amount.scaleb(-2))


@given(amounts, st.sampled_from([("元", 1), ("万元", 10**4), ("亿", 10**8)]))
def test_suggestion_says_the_value(amount: Decimal, unit: tuple[str, int]) -> None:
    number = parse_number(f"{amount:f}{unit[0]}")
    if abs(amount * unit[1]) > 10**15:
        assert number is None
    else:
        assert number is not None
        assert float(number.suggestion.replace(",", "")) == number.value == float(amount * unit[1])


@given(st.text())
def test_any_text_is_a_finite_number_or_none(text: str) -> None:
    number = parse_number(text)
    assert number is None or math.isfinite(number.value)
    assert canonical(canonical(text)) == canonical(text)


@given(st.text(st.characters(categories=["Nd", "No", "Nl"], max_codepoint=0x1FFFF), min_size=1))
def test_only_ascii_and_full_width_digits_count(text: str) -> None:
    if not set(canonical(text)) <= set("0123456789"):
        assert parse_number(text) is None
