"""What a check says: one finding with its place, its level and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

#: stands in a message for the cell that it is about, which only a file knows
HERE = "\ufffc"


class Level(Enum):
    """How grave a finding is; only ERROR makes a command exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Place:
    """Where in the evaluation: a row (counted from 0) and column of a contract table.

    ``row`` None means the whole column or table; ``table`` ``project`` with a column
    means a named cell of 首页.
    """

    table: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class Finding:
    """One finding; ``sheet`` and ``cell`` are filled in once the file is known."""

    code: str
    level: Level
    message: str
    remedy: str
    place: Place | None = None
    sheet: str = ""
    cell: str = ""
    #: whether no total and no grade may be shown because of it
    withholds: bool = False


#: so many findings of one kind in one column are one line
_REPEATED = 3
#: how many of their cells are named
_NAMED = 5


def repeats(places: Iterable[tuple[str, str, str, str]]) -> list[list[int]]:
    """Return which findings are told in one line: the same thing down a column.

    Args:
        places: code, level, sheet and cell of each finding.

    >>> repeats([("YQ-022", "error", "指标体系", f"M{row}") for row in range(5, 8)])
    [[0, 1, 2]]
    >>> repeats([("YQ-046", "error", "指标取值", cell) for cell in ("D5", "D6", "E6")])
    [[0], [1], [2]]
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, (code, level, sheet, cell) in enumerate(places):
        column = cell.rstrip("0123456789")
        key = (code, level, sheet, column) if column else (str(number),)
        groups.setdefault(key, []).append(number)
    found = [
        part
        for group in groups.values()
        for part in ([group] if len(group) >= _REPEATED else [[number] for number in group])
    ]
    return sorted(found)


def repeated_text(cells: Sequence[str]) -> str:
    """Return what stands behind the first finding of several: how many, and where the others.

    >>> repeated_text(["M5"]), repeated_text([f"M{row}" for row in range(5, 31)])
    ('', '（共 26 处：M5、M6、M7、M8、M9 等）')
    """
    if len(cells) < _REPEATED:
        return ""
    rest = " 等" if len(cells) > _NAMED else ""
    return f"（共 {len(cells)} 处：{'、'.join(cells[:_NAMED])}{rest}）"
