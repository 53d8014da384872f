"""Dates that are texts: nothing can be reckoned with them."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.wording import header, quoted
from yqxl.model.contract import INPUTS
from yqxl.model.dates import day_number
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-068"
REMEDY = "请键入到日的日期，如 2022-04-30（只知道月份的填当月最后一天）；要算逾期天数时必须是日期。"
_COLUMNS = tuple(
    (table.key, column.field)
    for table in INPUTS
    for column in table.typed
    if column.shows == "date"
)


@check(code=CODE, level=Level.WARNING, title="日期没有写到日")
def text_dates(subject: Subject) -> Iterator[Finding]:
    """Dates that are texts: a month, or a day that was typed as a text."""
    for key, field in _COLUMNS:
        for number, row in enumerate(getattr(subject.evaluation, key)):
            text = getattr(row, field)
            if text and day_number(text) is None:
                message = f"“{header(key, field)}”{quoted(text)}不是到日的日期。"
                yield Finding(CODE, Level.WARNING, message, REMEDY, Place(key, number, field))
