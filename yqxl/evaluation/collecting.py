"""What others return, merged into the blanks of one workbook: pure, no sum is guessed.

A row is told by its key: 资金 by 单位 (and 经费年度, where the workbook has it), 产出 by 编码,
满意度 by 编码 and 选项. A blank number is filled from the one part that has it; a number that
stands already, or two parts that differ, are a conflict that a person settles. A total row is
never filled: it is the sum of others. Nothing is taken from a workbook of another year, and no
money from one that counts in another unit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yqxl.arithmetic import Value
from yqxl.evaluation.rendering.places import address
from yqxl.model.contract import BY_KEY, NAMED_CELLS, YES, Column, Type
from yqxl.model.findings import Place
from yqxl.model.layout import Layout
from yqxl.model.number_text import canonical, value_text
from yqxl.model.rows import Evaluation

#: the fields that name a row of each table that is collected; only the first must be filled
KEYS: Mapping[str, tuple[str, ...]] = {
    "funds": ("unit", "year"),
    "outputs": ("code",),
    "survey_counts": ("code", "option"),
}
#: fields of 首页 that must be the same, and the tables of which nothing is taken if they differ
SAME: Mapping[str, Collection[str]] = {
    "year": KEYS.keys(),
    "money_unit": ("funds",),
    "name": (),
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
class Untaken:
    """Something returned that cannot be put anywhere, and why."""

    name: str
    file: str
    sheet: str
    cell: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Unlike:
    """A returned workbook that says something else on 首页; what was not taken of it."""

    file: str
    sheet: str
    cell: str
    what: str
    found: str
    own: str
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A row of the base that still lacks numbers, and the columns in which it does."""

    name: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Collected:
    """What became of everything that was returned.

    Attributes:
        filled: the blanks that are filled.
        conflicts: the cells for which there are several numbers.
        strangers: returned rows that the base does not have.
        untaken: returned cells that hold no number, and rows that stand twice.
        unlike: returned workbooks that differ on 首页.
        silent: rows of the base that still lack numbers.
        idle: files that brought nothing new.
    """

    filled: tuple[Filled, ...]
    conflicts: tuple[Conflict, ...]
    strangers: tuple[Untaken, ...]
    untaken: tuple[Untaken, ...]
    unlike: tuple[Unlike, ...]
    silent: tuple[Open, ...]
    idle: tuple[str, ...]

    @property
    def settled(self) -> bool:
        """Whether nothing that was returned is left for a person to settle."""
        apart = any(one.left for one in self.unlike)
        return not (self.conflicts or self.strangers or self.untaken or apart)


def collect(base: Returned, parts: Sequence[Returned]) -> Collected:
    """Return what goes into the blanks of the base, and what a person must settle."""
    unlike = [one for part in parts for one in _unlike(base, part)]
    tables = [_Table(base, table, _taken_from(parts, unlike, table)) for table in KEYS]
    cells = [cell for table in tables for cell in table.cells()]
    filled = tuple(cell for cell in cells if isinstance(cell, Filled))
    conflicts = tuple(cell for cell in cells if isinstance(cell, Conflict))
    used = {one.source.file for one in filled}
    used |= {source.file for conflict in conflicts for source in conflict.sources}
    return Collected(
        filled,
        conflicts,
        tuple(one for table in tables for one in table.strangers()),
        tuple(one for table in tables for one in table.untaken),
        tuple(unlike),
        tuple(one for table in tables for one in table.open(filled)),
        tuple(part.file for part in parts if part.file not in used),
    )


def _unlike(base: Returned, part: Returned) -> Iterator[Unlike]:
    """Yield what a returned workbook says differently on 首页; a blank says nothing."""
    for field, tables in SAME.items():
        own, found = (getattr(book.evaluation.project, field) for book in (base, part))
        if own in (None, "") or found in (None, "") or _same_text(own) == _same_text(found):
            continue
        place = address(Place("project", None, field), part.layout)
        label = next(cell.label for cell in NAMED_CELLS if cell.field == field)
        left = tuple(dict.fromkeys(BY_KEY[table].sheet for table in tables))
        yield Unlike(part.file, *place, label, value_text(found), value_text(own), left)


def _same_text(value: Value) -> str:
    return re.sub(r"\s+", "", canonical(value_text(value))).casefold()


def _taken_from(
    parts: Sequence[Returned], unlike: Iterable[Unlike], table: str
) -> Sequence[Returned]:
    """Return the parts from which a table may be taken."""
    left = {one.file for one in unlike if BY_KEY[table].sheet in one.left}
    return [part for part in parts if part.file not in left]


class _Table:
    """One table of the base, with the same table of what was returned."""

    def __init__(self, base: Returned, table: str, parts: Sequence[Returned]) -> None:
        self.base, self.table, self.untaken = base, table, list[Untaken]()
        self.rows = _rows(base, table)[0]
        self.offers: list[tuple[Returned, Mapping[Key, int]]] = []
        for part in parts:
            rows, twice = _rows(part, table)
            self.offers.append((part, rows))
            self.untaken += [
                self._untaken(part, number, "这一行在同一文件里不止一行，都没有取")
                for number in twice
            ]
        layout = base.layout.tables.get(table)
        there = layout.columns if layout else {}
        self.columns: tuple[Column, ...] = tuple(
            column
            for column in BY_KEY[table].columns
            if column.type is Type.NUMBER
            and column.field in there
            and column.field not in (*KEYS[table], "weight")
        )

    def _untaken(self, part: Returned, number: int, why: str = "", field: str = "") -> Untaken:
        sheet, cell = address(Place(self.table, number, field or KEYS[self.table][0]), part.layout)
        return Untaken("/".join(_names(part, self.table, number)), part.file, sheet, cell, why)

    def _name(self, number: int) -> str:
        names = _names(self.base, self.table, number)
        return "/".join((BY_KEY[self.table].sheet, *names))

    def cells(self) -> Iterator[Filled | Conflict]:
        """Yield what becomes of the cells of the base."""
        for key, number in self.rows.items():
            for column in self.columns:
                cell = self._cell(key, number, column)
                if cell is not None:
                    yield cell

    def _cell(self, key: Key, number: int, column: Column) -> Filled | Conflict | None:
        sources = list(self._sources(key, column.field))
        name = f"{self._name(number)}/{column.header}"
        own = _value(self.base, self.table, number, column.field)
        if isinstance(own, float):
            sources = [source for source in sources if source.value != own]
            mine = _source(self.base, self.table, number, column.field, own)
            return Conflict(name, (mine, *sources)) if sources else None
        if not sources or own is not None:
            return None
        if len({source.value for source in sources}) > 1:
            return Conflict(name, tuple(sources))
        return Filled(self.table, number, column.field, name, sources[0])

    def _sources(self, key: Key, field: str) -> Iterator[Source]:
        """Yield the numbers returned for a cell; a text in their place is told."""
        for part, rows in self.offers:
            if key not in rows:
                continue
            value = _value(part, self.table, rows[key], field)
            if isinstance(value, float):
                yield _source(part, self.table, rows[key], field, value)
            elif value is not None:
                why = f"“{value}”不是数字，没有取"
                self.untaken.append(self._untaken(part, rows[key], why, field))

    def strangers(self) -> Iterator[Untaken]:
        """Yield the returned rows with numbers that the base does not have."""
        for part, rows in self.offers:
            for key, number in rows.items():
                values = (_value(part, self.table, number, c.field) for c in self.columns)
                if key not in self.rows and any(value is not None for value in values):
                    yield self._untaken(part, number)

    def open(self, filled: Iterable[Filled]) -> Iterator[Open]:
        """Yield the rows that still lack a number where others have one, or all must."""
        given = {(one.row, one.field) for one in filled if one.table == self.table}
        blank = {
            (number, column.field)
            for number in self.rows.values()
            for column in self.columns
            if _value(self.base, self.table, number, column.field) is None
        } - given
        used = [
            column
            for column in self.columns
            if column.required or any((n, column.field) not in blank for n in self.rows.values())
        ]
        for number in self.rows.values():
            missing = tuple(c.header for c in used or self.columns if (number, c.field) in blank)
            if missing:
                yield Open(self._name(number), missing)


def _names(book: Returned, table: str, number: int) -> tuple[str, ...]:
    row = getattr(book.evaluation, table)[number]
    values = (getattr(row, field, None) for field in KEYS[table])
    return tuple(value_text(value).strip() for value in values if value not in (None, ""))


def _rows(book: Returned, table: str) -> tuple[dict[Key, int], list[int]]:
    """Return the rows by key, and those whose key stands twice; totals are nobody's to return."""
    rows: Sequence[Any] = getattr(book.evaluation, table)
    places: dict[Key, list[int]] = {}
    for number, row in enumerate(rows):
        values = [getattr(row, field, None) for field in KEYS[table]]
        key = tuple("" if value is None else _same_text(value) for value in values)
        if key[0] and getattr(row, "total", "") != YES:
            places.setdefault(key, []).append(number)
    once = {key: listed[0] for key, listed in places.items() if len(listed) == 1}
    return once, [number for listed in places.values() if len(listed) > 1 for number in listed]


def _value(book: Returned, table: str, number: int, field: str) -> float | str | None:
    """Return the number of a cell, the text that stands in its place, None for a blank."""
    value = getattr(getattr(book.evaluation, table)[number], field, None)
    if value in (None, ""):
        return None
    return float(value) if isinstance(value, float | int) else str(value)


def _source(book: Returned, table: str, number: int, field: str, value: float) -> Source:
    return Source(book.file, *address(Place(table, number, field), book.layout), value)
