"""Fields that only some workbooks have: absent in those of an earlier contract, as if blank."""

from __future__ import annotations

from yqxl.arithmetic import Value


def optional_value(row: object, field: str) -> Value:
    """Return a field of a row, None where its contract has none or the cell is blank."""
    value: Value = getattr(row, field, None)
    return value


def optional_text(row: object, field: str) -> str:
    """Return the text of a field, "" where there is none.

    >>> optional_text(object(), "deviation")
    ''
    """
    value = optional_value(row, field)
    if isinstance(value, float | int):
        return f"{value:.15g}"
    return value if isinstance(value, str) else ""
