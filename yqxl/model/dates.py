"""Dates as cells hold them: ISO texts in the model, days counted from 1899-12-30 in the sheet."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_WRITTEN = re.compile(
    r"\s*(\d{4})(?:\s*[-/.年]\s*(?:(\d{1,2})(?:\s*[-/.月]\s*(?:(\d{1,2})\s*日?)?)?)?)?\s*[底末前]*\s*"
)
_DAY_ZERO = date(1899, 12, 30)


def day_number(iso: str) -> float | None:
    """Return the number of a day as its cell holds it; None where the text is no ISO date.

    >>> day_number("2022-07-25"), day_number("2022-04")
    (44767.0, None)
    """
    if not _ISO.fullmatch(iso):
        return None
    try:
        return float((date.fromisoformat(iso) - _DAY_ZERO).days)
    except ValueError:
        return None


def text_date(iso: str) -> str:
    """Return an ISO date that stands in its cell as a text, so that nobody takes it for a date.

    >>> text_date("2022-04-30"), text_date("2022-04")
    ('2022年04月30日', '2022-04')
    """
    if not _ISO.fullmatch(iso):
        return iso
    year, month, day = iso.split("-")
    return f"{year}年{month}月{day}日"


def date_parts(text: str) -> tuple[int, ...]:
    """Return year, month and day of a date as people write it, as far as they say; () for none.

    >>> date_parts("2022-04-30"), date_parts("2022年4月底前"), date_parts("2022/4/5")
    ((2022, 4, 30), (2022, 4), (2022, 4, 5))
    >>> date_parts("2022"), date_parts("2022年上半年"), date_parts("2022-13-01")
    ((2022,), (), ())
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return ()
    parts = tuple(int(part) for part in found.groups() if part)
    year, month, day = (*parts, 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return ()
    return parts
