"""A value that is taken as it stands (直接值): no rate is computed."""

from __future__ import annotations

from yqxl.registry import native, rate_kind


@rate_kind(name="直接值", number=4, place=8, source="取分子本身", numerator="value")
@native("{value}")
def plain_value(value: float) -> float:
    """Return the numerator itself.

    >>> plain_value(312.0)
    312.0
    """
    return value
