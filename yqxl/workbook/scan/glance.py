"""What is known of a sheet that nobody reads: whether it may compute, and its first texts.

Both are taken from the markup while the gate has it, so that a large sheet of somebody
else is inflated once and never parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from yqxl.evaluation.reading.first_texts import FIRST_ROWS, FirstText
from yqxl.workbook.package.addresses import area_of
from yqxl.workbook.scan.strings import NotCanonicalError, unescaped

_TAG = rb"<(?:[^<>\s:/!?]+:)?"
#: the start of a formula, or a part in an encoding of two bytes, which is read to tell
_FORMULA = re.compile(_TAG + rb"f[\s/>]|\x00")
#: stands wherever that finds anything but a NUL
_LETTER = re.compile(rb"f(?<=[<:]f)[\s/>]")
_ROW = re.compile(_TAG + rb"row[\s/>]")
_TEXT_CELL = re.compile(
    _TAG + rb"""c\s(?=[^<>]*\bt=["'](s|inlineStr)["'])[^<>]*?\br=["']([A-Z]{1,3}[0-9]{1,7})["']"""
    rb"[^<>]*(?<!/)>(?:" + _TAG + rb"is>)?" + _TAG + rb"[vt](?:\s[^<>]*)?>([^<]*)<"
)
#: rows whose markup is longer hold no header that a person would read
_LONGEST = 1 << 20
#: an index of so many digits is none
_LONG_INDEX = 10


class Glance(NamedTuple):
    """What was seen of a sheet's part."""

    may_compute: bool
    #: the markup of the first rows
    head: bytes

    @classmethod
    def of(cls, part: bytes) -> Glance:
        """Look at the inflated part.

        >>> Glance.of(b'<sheetData><row r="1"><c r="A1"><f>1+1</f></c></row></sheetData>')
        Glance(may_compute=True, head=b'<row r="1"><c r="A1"><f>1+1</f></c></row></sheetData>')
        """
        starts = [match.start() for match in islice(_ROW.finditer(part), FIRST_ROWS + 1)]
        end = starts[-1] if len(starts) > FIRST_ROWS else len(part)
        begin = starts[0] if starts else end
        return cls(_may_compute(part), part[begin : min(end, begin + _LONGEST)])

    def texts(self, strings: Callable[[], Sequence[str]]) -> Iterator[FirstText]:
        """Yield the plain texts in the first rows; shared strings are asked for if needed."""
        for kind, cell, found in _TEXT_CELL.findall(self.head):
            text = _text(kind, found, strings)
            place = area_of(cell.decode())
            if text and place is not None and place[0] <= FIRST_ROWS:
                yield place[0], place[1], text


def _may_compute(part: bytes) -> bool:
    """Search for the letter first: that is twenty times as fast in a sheet of numbers."""
    likely = b"\0" in part or _LETTER.search(part) is not None
    return likely and _FORMULA.search(part) is not None


def _text(kind: bytes, found: bytes, strings: Callable[[], Sequence[str]]) -> str:
    if kind == b"s":
        known = strings()
        index = int(found) if found.isdigit() and len(found) < _LONG_INDEX else len(known)
        return known[index] if index < len(known) else ""
    try:
        return unescaped(found.decode("utf-8", "replace"))
    except NotCanonicalError:
        return ""
