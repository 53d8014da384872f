"""What can go wrong, as sentences for a person and as error values for a cell.

Two families live here and never mix: a :class:`CellError` is what a worksheet
function shows in its cell (``#DIV/0!``); a :class:`YqxlError` is what a person
reads when a file or a command cannot be served. Every YqxlError says what, where,
what was found and what to do, and carries a language-free code ``YQ-nnn``.

Code ranges: 001-099 checks of the data, 100-199 files refused at the gate,
200-299 workbooks whose structure cannot be used, 300-399 outputs that could not be
written, 400-499 usage and configuration, 500-599 reading that stopped,
600-699 front ends and installation, 900 internal errors.
"""

from __future__ import annotations

from enum import Enum


def shown_text(text: str) -> str:
    r"""Return a text as a screen can show it: what would steer a terminal is escaped.

    Control characters, marks that turn the direction of writing, and bytes that are no
    UTF-8 (surrogates) become ``\\x1b``, ``\\u202e``, ``\\xd1``; everything else stays.

    >>> shown_text("a\x1b[2J\u202eb"), shown_text("\udcd1评价")
    ('a\\x1b[2J\\u202eb', '\\xd1评价')
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _BLANKS else _escaped(char) for char in text
    )


#: blanks that Python does not call printable, and nobody mistakes for a command
_BLANKS = frozenset("\u3000\u00a0")


def _escaped(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # how Python keeps a byte that is no UTF-8
        char = chr(ord(char) - 0xDC00)
    if char <= "\xff":
        return f"\\x{ord(char):02x}"
    return f"\\u{ord(char):04x}" if char <= "\uffff" else f"\\U{ord(char):08x}"


class ErrorValue(Enum):
    """An error value of a spreadsheet; the value is what the cell shows."""

    NULL = "#NULL!"
    DIV0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NA = "#N/A"

    def __str__(self) -> str:
        """Return what the cell shows, so that an f-string prints it."""
        return self.value


class CellError(Exception):
    """Raised inside a worksheet function: the cell shows this error value."""

    def __init__(self, error: ErrorValue) -> None:
        """Carry the error value that the cell shows."""
        super().__init__(error.value)
        self.error = error


class YqxlError(Exception):
    """One clear sentence about why something was not done, and the way out.

    ``exit_code`` is the command line's exit code for an error of this kind.
    """

    exit_code = 1

    def __init__(
        self,
        code: str,
        message: str,
        *,
        remedy: str = "",
        file: str = "",
        sheet: str = "",
        cell: str = "",
    ) -> None:
        """Carry the parts of the sentence; ``file``, ``sheet`` and ``cell`` say where."""
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.file = file
        self.sheet = sheet
        self.cell = cell

    def __str__(self) -> str:
        """Return ``file: sheet!cell: message remedy [code]`` on one line."""
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        head = "".join(f"{part}: " for part in (self.file, place) if part)
        tail = f"{self.remedy}" if self.remedy else ""
        return shown_text(f"{head}{self.message}{tail} [{self.code}]")

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way from a worker process to its parent."""
        keywords = {
            "remedy": self.remedy,
            "file": self.file,
            "sheet": self.sheet,
            "cell": self.cell,
        }
        return _rebuild, (type(self), self.code, self.message, keywords)


def _rebuild(kind: type[YqxlError], code: str, message: str, keywords: dict[str, str]) -> YqxlError:
    return kind(code, message, **keywords)


class InputRefusedError(YqxlError):
    """An input file cannot be read, or must not be (exit code 1)."""


class UsageError(YqxlError):
    """The command or its configuration is off (exit code 2)."""

    exit_code = 2


class OutputFailedError(YqxlError):
    """An output could not be written; the previous one is kept (exit code 3)."""

    exit_code = 3
