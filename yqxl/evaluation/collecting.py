"""What others return, merged into the blanks of one workbook: pure, no sum is guessed.

A row is told by its key: 资金 by 单位, 产出 by 编码, 满意度 by 编码 and 选项. A blank number is
filled from the one part that has it; a number that stands already, or two parts that differ,
are a conflict that a person settles. A total row is never filled: it is the sum of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yqxl.evaluation.rendering.places import address
from yqxl.model.contract import BY_KEY, YES, Type
from yqxl.model.findings import Place
from yqxl.model.layout import Layout
from yqxl.model.rows import Evaluation

#: the fields that name a row of each table that is collected
KEYS: Mapping[str, tuple[str, ...]] = {
    "funds": ("unit",),
    "outputs": ("code",),
    "survey_counts": ("code", "option"),
}

Key = tuple[str, ...]


@dataclass(frozen=True)
class Returned:
    """One workbook: the base, or what somebody returned."""

    file: str
    evaluation: Evaluation
    layout: Layout


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number stands."""

    file: str
    sheet: str
    cell: str
    value: float


@dataclass(frozen=True, slots=True)
class Filled:
    """A blank of the base, and the number that goes there."""

    table: str
    row: int
    field: str
    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class Conflict:
    """Numbers for one cell that differ."""

    name: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Stranger:
    """A returned row that the base does not have."""

    name: str
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Collected:
    """What became of everything that was returned.

    ``silent`` are the rows of 资金 and 产出 for which nobody gave a number.
    """

    filled: tuple[Filled, ...]
    conflicts: tuple[Conflict, ...]
    strangers: tuple[Stranger, ...]
    silent: tuple[str, ...]
    idle: tuple[str, ...]


def collect(base: Returned, parts: Sequence[Returned]) -> Collected:
    """Return what goes into the blanks of the base, and what a person must settle."""
    filled: list[Filled] = []
    conflicts: list[Conflict] = []
    strangers: list[Stranger] = []
    silent: list[str] = []
    for table in KEYS:
        own = _rows(base, table)
        offers = [(part, _rows(part, table)) for part in parts]
        for key, number in own.items():
            cells = [
                _cell(base, table, (key, number, field), offers) for field in _numbers(base, table)
            ]
            filled += [cell for cell in cells if isinstance(cell, Filled)]
            conflicts += [cell for cell in cells if isinstance(cell, Conflict)]
            if table != "survey_counts" and not any(cells) and not _answered(base, table, number):
                silent.append(f"{BY_KEY[table].sheet}/{'/'.join(key)}")
        strangers += _strangers(table, own, offers)
    used = {one.source.file for one in filled}
    used |= {source.file for conflict in conflicts for source in conflict.sources}
    idle = tuple(part.file for part in parts if part.file not in used)
    return Collected(tuple(filled), tuple(conflicts), tuple(strangers), tuple(silent), idle)


def _rows(book: Returned, table: str) -> dict[Key, int]:
    """Return the rows by key; those of totals and without a key are nobody's to return."""
    found: dict[Key, int] = {}
    rows: Sequence[Any] = getattr(book.evaluation, table)
    for number, row in enumerate(rows):
        key = tuple(str(getattr(row, field)).strip() for field in KEYS[table])
        if all(key) and getattr(row, "total", "") != YES:
            found.setdefault(key, number)
    return found


def _numbers(book: Returned, table: str) -> tuple[str, ...]:
    """Return the fields of numbers that people type into the table of this workbook."""
    layout = book.layout.tables.get(table)
    there = layout.columns if layout else {}
    return tuple(
        column.field
        for column in BY_KEY[table].columns
        if column.type is Type.NUMBER and column.field in there and column.field != "weight"
    )


def _value(book: Returned, table: str, number: int, field: str) -> float | None:
    value = getattr(getattr(book.evaluation, table)[number], field, None)
    return float(value) if isinstance(value, float | int) else None


def _is_blank(book: Returned, table: str, number: int, field: str) -> bool:
    return getattr(getattr(book.evaluation, table)[number], field, None) in (None, "")


def _source(book: Returned, table: str, number: int, field: str, value: float) -> Source:
    return Source(book.file, *address(Place(table, number, field), book.layout), value)


def _cell(
    base: Returned,
    table: str,
    place: tuple[Key, int, str],
    offers: Sequence[tuple[Returned, Mapping[Key, int]]],
) -> Filled | Conflict | None:
    """Return what becomes of one cell of the base."""
    key, number, field = place
    sources = [
        _source(part, table, rows[key], field, value)
        for part, rows in offers
        if key in rows and (value := _value(part, table, rows[key], field)) is not None
    ]
    name = f"{BY_KEY[table].sheet}/{'/'.join(key)}/{BY_KEY[table].column(field).header}"
    own = _value(base, table, number, field)
    if own is not None:
        sources = [source for source in sources if source.value != own]
        mine = _source(base, table, number, field, own)
        return Conflict(name, (mine, *sources)) if sources else None
    if not sources or not _is_blank(base, table, number, field):
        return None
    if len({source.value for source in sources}) > 1:
        return Conflict(name, tuple(sources))
    return Filled(table, number, field, name, sources[0])


def _answered(base: Returned, table: str, number: int) -> bool:
    return any(not _is_blank(base, table, number, field) for field in _numbers(base, table))


def _strangers(
    table: str, own: Mapping[Key, int], offers: Iterable[tuple[Returned, Mapping[Key, int]]]
) -> Iterator[Stranger]:
    for part, rows in offers:
        for key, number in rows.items():
            if key not in own and _answered(part, table, number):
                sheet, cell = address(Place(table, number, KEYS[table][0]), part.layout)
                yield Stranger("/".join(key), part.file, sheet, cell)
