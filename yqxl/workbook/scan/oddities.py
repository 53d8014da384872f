"""What is odd about a cell or a sheet although the file itself can be read.

The gate refuses files; an oddity is reported and the reading goes on. The value of an
odd cell is kept as far as it makes sense: a number that is none stays a text.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

_LONGEST_FOUND = 60


class OddityKind(StrEnum):
    """The kinds of oddities; the value is the code word."""

    #: a number cell holds NaN, INF, 1_000 or letters
    NUMBER_SYNTAX = "number_syntax"
    #: a number beyond 1e15, which has lost digits
    NUMBER_TOO_LARGE = "number_too_large"
    #: a text that no cell can hold
    TEXT_TOO_LONG = "text_too_long"
    #: an error value that this package does not know, such as #SPILL!
    UNKNOWN_ERROR = "unknown_error"
    #: a truth value that is neither 0 nor 1
    BOOLEAN_SYNTAX = "boolean_syntax"
    #: a date cell (``t="d"``) without an ISO date
    DATE_SYNTAX = "date_syntax"
    #: a cell type that the format does not define
    UNKNOWN_TYPE = "unknown_type"
    #: two cells of one address; the last one counts
    DUPLICATE_CELL = "duplicate_cell"
    #: a filled cell that a merged area covers
    MERGED_VALUE = "merged_value"


class Oddity(NamedTuple):
    """One oddity: where it stands, what kind it is, what was found."""

    sheet: str
    cell: str
    kind: OddityKind
    found: str


def shortened(text: str) -> str:
    """Return the text as a message can quote it."""
    return text if len(text) <= _LONGEST_FOUND else f"{text[:_LONGEST_FOUND]}…"
