"""Parameters that are used although their document does not hold at the evaluation's time.

起用 and 停用 of 参数 say when; where nobody typed a date, the year in the number of the
document (财预〔2021〕101号) says from when on at the earliest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yqxl.checks.wording import quoted
from yqxl.model.contract import PARAMETERS
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.rows import Band, Evaluation, GradeScheme, Kind, OptionWeight, RuleRow, Tolerance
from yqxl.model.used_parameters import used_parameters
from yqxl.registry import Subject, check

CODE = "YQ-078"
REMEDY = "请改用评价当时有效的文件，或在“参数”核对起用、停用日期；文件另有规定的可以保留。"
_DOCUMENT_YEAR = re.compile(r"〔(\d{4})〕")
_DATE = re.compile(r"(\d{4})(?:\D(\d{1,2}))?(?:\D(\d{1,2}))?")
#: months and days before the first and behind the last
_EARLIEST, _LATEST = (0, 0), (99, 99)

Row = RuleRow | Band | Kind | GradeScheme | OptionWeight | Tolerance
Day = tuple[int, int, int]


@check(code=CODE, level=Level.WARNING, title="参数的有效期")
def validity(subject: Subject) -> Iterator[Finding]:
    """Used rows of 参数 that do not hold yet, or no longer."""
    evaluation = subject.evaluation
    period = _period(evaluation)
    if period is None:
        return
    used = used_parameters(evaluation)
    for table in PARAMETERS:
        for place, row in enumerate(getattr(evaluation, table.key)):
            name = str(getattr(row, table.key_column))
            if table.key in used and name.lower() not in used[table.key]:
                continue
            level, field, told = _told(row, period)
            if told:
                message = f"{quoted(name)}{told}。"
                yield Finding(CODE, level, message, REMEDY, Place(table.key, place, field))


def _period(evaluation: Evaluation) -> tuple[Day, Day] | None:
    """Return first and last day of what is evaluated: 评价基准日, else 评价年度."""
    base, year = evaluation.project.base_date, evaluation.project.year
    first = _day(base, _EARLIEST)
    if first is not None:
        return first, _day(base, _LATEST) or first
    if isinstance(year, float | int):
        return (int(year), *_EARLIEST), (int(year), *_LATEST)
    return None


def _day(text: str, missing: tuple[int, int]) -> Day | None:
    """Return a date, to be compared; ``missing`` stand for a month or a day that is not said.

    >>> _day("2020-02-25", (0, 0)), _day("2020年3月", (99, 99)), _day("", (0, 0))
    ((2020, 2, 25), (2020, 3, 99), None)
    """
    found = _DATE.match(text.strip())
    if found is None:
        return None
    month, day = missing
    return int(found[1]), int(found[2] or month), int(found[3] or day)


def _told(row: Row, period: tuple[Day, Day]) -> tuple[Level, str, str]:
    first, last = period
    start, end = _day(row.valid_from, _EARLIEST), _day(row.valid_to, _LATEST)
    when = f"评价的时间是 {_text(first, last)}"
    if start is not None and start > last:
        return Level.WARNING, "valid_from", f"自 {row.valid_from} 起用，{when}"
    if end is not None and end < first:
        return Level.WARNING, "valid_to", f"到 {row.valid_to} 停用，{when}"
    years = [int(year) for year in _DOCUMENT_YEAR.findall(row.source)]
    if start is None and years and min(years) > last[0]:
        return Level.NOTE, "source", f"的来源是 {min(years)} 年的文件，{when}"
    return Level.NOTE, "", ""


def _text(first: Day, last: Day) -> str:
    if first == last:
        return f"{first[0]}-{first[1]:02}-{first[2]:02}"
    return f"{first[0]}-{first[1]:02}" if first[1] else f"{first[0]} 年度"
