"""The cells into which only a number belongs, and what else stands in them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from types import NoneType

from yqxl.arithmetic import Value
from yqxl.checks.keys import value_codes
from yqxl.errors import ErrorValue
from yqxl.model.contract import NAMED_CELLS, PARAMETER_SHEET, TABLES, Column, Type
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.number_text import NumberText, Oddity, parse_number
from yqxl.model.rows import Evaluation
from yqxl.registry import Subject

_Getter = Callable[[object], tuple[Value, ...]]
_FINE = frozenset((float, int, NoneType))


@dataclass(frozen=True, slots=True)
class NumberCell:
    """One cell of a number column and the wrong thing in it."""

    place: Place
    value: str | ErrorValue
    #: whether the column also takes a text that says where the number stands
    source: bool


def _getter(columns: Sequence[Column]) -> _Getter:
    """Return what reads these columns of a row, in their order."""
    # the six bounds and factors of a scheme are tuples of its row
    names = tuple(dict.fromkeys(column.attribute for column in columns))
    get: _Getter = attrgetter(*names)
    if any(column.step for column in columns):
        if len(names) == 1:
            return get
        return lambda row: tuple(value for part in get(row) for value in part)  # type: ignore[union-attr]  # tuples
    return (lambda row: (get(row),)) if len(names) == 1 else get  # type: ignore[return-value]  # one field comes bare


def _columns() -> Iterator[tuple[str, tuple[str, ...], frozenset[str], _Getter]]:
    for table in TABLES:
        columns = [
            column
            for column in table.typed
            # 默认1-3 hold numbers or the word 必填
            if column.numeric or (column.type is Type.SOURCE and table.sheet != PARAMETER_SHEET)
        ]
        if columns:
            fields = tuple(column.field for column in columns)
            sources = frozenset(one.field for one in columns if one.type is Type.SOURCE)
            yield table.key, fields, sources, _getter(columns)


_COLUMNS = tuple(_columns())
_NUMBERS_OF_COVER = tuple(cell.field for cell in NAMED_CELLS if cell.type is Type.NUMBER)


def _scan(evaluation: Evaluation) -> Iterator[NumberCell]:
    for field in _NUMBERS_OF_COVER:
        value = getattr(evaluation.project, field)
        if value.__class__ not in _FINE and value:
            yield NumberCell(Place("project", None, field), value, source=False)
    for key, fields, sources, get in _COLUMNS:
        for number, row in enumerate(getattr(evaluation, key)):
            for position, value in enumerate(get(row)):
                if value.__class__ not in _FINE and value:
                    field = fields[position]
                    yield NumberCell(
                        Place(key, number, field),
                        value,  # type: ignore[arg-type]  # neither a number nor blank
                        field in sources,
                    )


@dataclass(slots=True)
class _Scanned:
    """The last evaluation that was scanned: several checks ask in turn about the same one."""

    evaluation: Evaluation | None = None
    cells: tuple[NumberCell, ...] = ()


_LAST = threading.local()


def _wrong(evaluation: Evaluation) -> tuple[NumberCell, ...]:
    last: _Scanned | None = getattr(_LAST, "scanned", None)
    if last is None or last.evaluation is not evaluation:
        last = _LAST.scanned = _Scanned(evaluation, tuple(_scan(evaluation)))
    return last.cells


def errors(evaluation: Evaluation) -> Iterator[NumberCell]:
    """Yield the number and source cells that hold an error value."""
    return (cell for cell in _wrong(evaluation) if isinstance(cell.value, ErrorValue))


def texts(evaluation: Evaluation) -> Iterator[tuple[NumberCell, str, NumberText | None]]:
    """Yield each text in a number cell, with the number that it spells, if any.

    In a source column only a text that spells a number, and names no code, is yielded.
    """
    codes: set[str] | None = None
    for cell in _wrong(evaluation):
        text = cell.value
        if isinstance(text, ErrorValue):
            continue
        if not cell.source:
            yield cell, text, parse_number(text)
        # paths and codes begin with a letter, numbers never do
        elif not text[0].isalpha() and (spelt := parse_number(text)) is not None:
            if codes is None:
                codes = value_codes(evaluation)
            if text.lower() not in codes:
                yield cell, text, spelt


#: what sets a number text apart, most specific first; None is any other number text
_ORDER = (Oddity.PERCENT, Oddity.UNIT, Oddity.THOUSANDS, Oddity.FULL_WIDTH)


def mark(spelt: NumberText) -> Oddity | None:
    """Return the oddity that decides which check speaks about a number text."""
    return next((oddity for oddity in _ORDER if oddity in spelt.oddities), None)


def marked(subject: Subject, oddity: Oddity | None) -> Iterable[tuple[NumberCell, str, NumberText]]:
    """Yield the number texts of which the check of this oddity speaks."""
    for cell, text, spelt in texts(subject.evaluation):
        if spelt is not None and mark(spelt) is oddity:
            yield cell, text, spelt


def text_finding(code: str, cell: NumberCell, message: str, remedy: str) -> Finding:
    """Return the finding about a text in a number cell: always an error.

    A formula answers it with ``#VALUE!``, and a total would skip it.
    """
    return Finding(code, Level.ERROR, message, remedy, cell.place)
