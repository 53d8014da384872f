"""The tables that somebody asks for by name: ``资金投入及使用情况表,1-3`` or ``all``."""

from __future__ import annotations

import re

from yqxl.catalog.discovery import tables
from yqxl.errors import UsageError
from yqxl.model.headers import header_key
from yqxl.registry import TableDeclaration

_BETWEEN = re.compile(r"[,，、;；\s]+")
_ALL = frozenset(("all", "全部"))


def requested_tables(text: str) -> tuple[str, ...]:
    """Return the numbers of the tables that a text names by title, sheet or number.

    Raises:
        UsageError: one of the names is no table's (YQ-412).

    >>> requested_tables("资金投入及使用情况表，表1-3"), requested_tables("")
    (('1-2', '1-3'), ())
    """
    numbers, unknown = named_tables(text)
    if unknown:
        raise UsageError(
            "YQ-412",
            f"没有“{'”“'.join(unknown)}”这样的表。",
            remedy=f"可以写：{'、'.join(_name(table) for table in tables() if table.on_request)}，"
            "或 all（全部）。",
        )
    return numbers


def named_tables(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the numbers of the tables that a text names, and the names that are no table's.

    >>> named_tables("表1-2、表9-9")
    (('1-2',), ('表9-9',))
    """
    names = [name for name in _BETWEEN.split(text) if name]
    if any(name.lower() in _ALL for name in names):
        return tuple(table.number for table in tables()), ()
    numbers = {key: table.number for table in tables() for key in _keys(table)}
    known = [name for name in names if header_key(name) in numbers]
    return (
        tuple(dict.fromkeys(numbers[header_key(name)] for name in known)),
        tuple(name for name in names if name not in known),
    )


def _keys(table: TableDeclaration) -> set[str]:
    return {header_key(name) for name in (table.number, table.sheet, table.title)}


def _name(table: TableDeclaration) -> str:
    return table.sheet if table.sheet == table.title else f"{table.sheet}{table.title}"
