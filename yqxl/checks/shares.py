"""What one cell is of another: 实际值 of 计划值, 实际支出 of 实际到位."""

from __future__ import annotations

from yqxl.arithmetic import Value, divide


def share(part: Value, base: Value) -> float | None:
    """Return ``part / base``; None where one is no number, or the base is not above 0.

    >>> share(509.0, 700.0), share(5.0, 0.0), share("", 10.0)
    (0.7271428571428571, None, None)
    """
    numbers = isinstance(part, float | int) and isinstance(base, float | int)
    return divide(float(part), float(base)) if numbers and base > 0 else None  # type: ignore[arg-type,operator]  # both are numbers
