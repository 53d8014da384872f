from __future__ import annotations

from yqxl.catalog import kind_by_number, rate_kinds
from yqxl.rules.rates.plain_values import plain_value


def test_the_numerator_is_the_value() -> None:
    assert [plain_value(number) for number in (312.0, -0.5, 0.0)] == [312.0, -0.5, 0.0]


def test_it_is_the_only_kind_without_a_denominator() -> None:
    alone = [kind.name for kind in rate_kinds() if not kind.traits.needs_denominator]
    assert alone == ["直接值"]
    plain = kind_by_number()[4]
    assert (plain.value(312.0), plain.text("H5", "I5"), plain.traits.plain) == (312.0, "H5", True)
