"""Defined names of an open workbook, looked up one by one.

A workbook that went through many hands carries thousands of dead names. Asking for those
that are needed costs two calls each; reading all would cost three calls for every one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from yqxl.errors import YqxlError
from yqxl.evaluation.reading.generated_sheets import TABLE_NAME

if TYPE_CHECKING:
    import xlwings


class OpenNames(Mapping[str, str]):
    """The names of the workbook and what they refer to, without ``=``."""

    def __init__(self, book: xlwings.Book) -> None:
        """Look at nothing yet."""
        self._names = book.names
        self._found: dict[str, str | None] = {}

    def __getitem__(self, name: str) -> str:
        """Return what a name refers to."""
        if name not in self._found:
            self._found[name] = self._looked_up(name)
        text = self._found[name]
        if text is None:
            raise KeyError(name)
        return text

    def _looked_up(self, name: str) -> str | None:
        found = _found(self._names, name)
        # a name of the active sheet hides the workbook's of the same text
        return dict(self._every()).get(name) if found and "!" in found[0] else found and found[1]

    def _every(self) -> Iterator[tuple[str, str]]:
        for name in self._names:
            text = name.name
            if "!" not in text:
                yield text, (name.refers_to or "").removeprefix("=")

    def __iter__(self) -> Iterator[str]:
        """Yield every name."""
        return (name for name, _ in self._every())

    def __len__(self) -> int:
        """Return how many names there are."""
        return sum(1 for _ in self._every())


def local_names(book: xlwings.Book) -> dict[tuple[str, str], str]:
    """Return, by name and sheet, what marks a sheet as generated."""
    marks = ((sheet.name, _found(sheet.names, TABLE_NAME)) for sheet in book.sheets)
    return {(TABLE_NAME, sheet): found[1] for sheet, found in marks if found is not None}


def _found(names: Any, name: str) -> tuple[str, str] | None:  # noqa: ANN401 - a collection of names
    """Return a name as the program writes it and what it refers to, None without one."""
    try:
        found = names(name)
        return found.name, (found.refers_to or "").removeprefix("=")
    except YqxlError:
        raise
    except Exception:  # noqa: BLE001 - programs differ in how they say that there is none
        return None
