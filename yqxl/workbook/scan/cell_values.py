"""From what stands in a ``<c>`` to the value of a cell: every type, every bad spelling."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.model.layout import cell_name
from yqxl.workbook.package.limits import CELL_TEXT, LARGEST_NUMBER
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.scan.oddities import Oddity, OddityKind, shortened
from yqxl.workbook.scan.strings import decoded

Position = tuple[int, int]

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_BOOLEANS = {"1": 1.0, "0": 0.0, "true": 1.0, "false": 0.0}
_ERRORS = {error.value: error for error in ErrorValue}
_LETTERS = {"b": "b", "e": "e", "s": "s", "str": "s", "inlineStr": "s"}
_BLANKS = " \t\n"
_INDEX = re.compile("[0-9]{1,9}")


class ScannedCell(NamedTuple):
    """One cell as the file holds it.

    ``value`` is what is stored: for a formula the cached result, None when there is
    none. ``formula`` is None for a constant, its text for a formula, ``""`` for a
    formula that is shared from another cell. ``style`` is the index of its format.
    ``kind`` is n (number), s (text), b (truth value, 1.0 or 0.0) or e (error).
    """

    value: Value
    formula: str | None
    style: int
    kind: str


class CellValues:
    """Turns stored texts into values for one sheet, and notes what is odd."""

    def __init__(self, file: object, sheet: str, strings: Sequence[str], *, date1904: bool) -> None:
        """Take the place for messages, the shared strings and the date system."""
        self.file = file
        self.sheet = sheet
        self.strings = strings
        self.epoch = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
        self.oddities: list[Oddity] = []
        #: the largest index of a format that a cell refers to
        self.last_style = 0

    def forget(self) -> None:
        """Begin anew, for the second path over the same cells."""
        self.oddities.clear()
        self.last_style = 0

    def note(self, at: Position, kind: OddityKind, found: str) -> None:
        """Record an oddity of a cell."""
        self.oddities.append(Oddity(self.sheet, cell_name(*at), kind, shortened(found)))

    def cell(
        self, at: Position, style: int, kind: str, formula: str | None, stored: str | None
    ) -> ScannedCell | None:
        """Return the cell, or None when it holds nothing.

        ``stored`` is the text of ``<v>``, or of ``<is>`` for an inline string.
        """
        if stored is None or (not stored and kind != "str"):
            value: Value = None
            letter = _LETTERS.get(kind, "n")
        else:
            value, letter = self._value(at, kind, stored)
        if formula is None and (value is None or value == ""):
            return None
        self.last_style = max(self.last_style, style)
        return ScannedCell(value, formula, style, letter)

    def _value(self, at: Position, kind: str, stored: str) -> tuple[Value, str]:
        if kind in {"", "n"}:
            return self._number(at, stored)
        if kind == "s":
            return self.shared(at, stored), "s"
        if kind in {"str", "inlineStr"}:
            return self.text(at, decoded(stored)), "s"
        plain = stored.strip(_BLANKS)
        if kind == "e":
            if plain not in _ERRORS:
                self.note(at, OddityKind.UNKNOWN_ERROR, plain)
            return _ERRORS.get(plain, ErrorValue.NA), "e"
        special = _BOOLEANS.get(plain) if kind == "b" else None
        special = self._serial(plain) if kind == "d" else special
        if special is not None:
            return special, "b" if kind == "b" else "n"
        odd = {"b": OddityKind.BOOLEAN_SYNTAX, "d": OddityKind.DATE_SYNTAX}
        self.note(at, odd.get(kind, OddityKind.UNKNOWN_TYPE), stored)
        return stored, "s"

    def _number(self, at: Position, stored: str) -> tuple[Value, str]:
        plain = stored.strip(_BLANKS)
        number = float(plain) if _NUMBER.fullmatch(plain) else math.nan
        if not math.isfinite(number):
            self.note(at, OddityKind.NUMBER_SYNTAX, stored)
            return stored, "s"
        if abs(number) > LARGEST_NUMBER:
            self.note(at, OddityKind.NUMBER_TOO_LARGE, stored)
        return number, "n"

    def shared(self, at: Position, stored: str) -> str:
        """Return the shared string of an index.

        Raises:
            InputRefusedError: there is none.
        """
        plain = stored.strip(_BLANKS)
        if not _INDEX.fullmatch(plain) or int(plain) >= len(self.strings):
            raise Refusal.STRING_INDEX.error(
                f"序号 {shortened(stored)}，共 {len(self.strings)} 条",
                file=self.file,
                sheet=self.sheet,
                cell=cell_name(*at),
            )
        return self.text(at, self.strings[int(plain)])

    def text(self, at: Position, text: str) -> str:
        """Return the text, noted when it is longer than a cell can hold."""
        if len(text) > CELL_TEXT:
            self.note(at, OddityKind.TEXT_TOO_LONG, f"{len(text):,} 字：{text[:20]}")
        return text

    def _serial(self, stored: str) -> float | None:
        """Return the serial number of an ISO date, time, or both."""
        try:
            if stored[:1].upper() == "T" or (":" in stored and "-" not in stored):
                moment = datetime.combine(self.epoch, time.fromisoformat(stored))
            else:
                moment = datetime.fromisoformat(stored)
        except ValueError:
            return None
        days = moment.date().toordinal() - self.epoch.toordinal()
        seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
        return days + (seconds + moment.microsecond / 1e6) / 86400 if days >= 0 else None
