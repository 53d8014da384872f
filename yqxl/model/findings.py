"""What a check says: one finding with its place, its level and the way out."""

from __future__ import annotations

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
