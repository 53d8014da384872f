"""Optional columns, sheets and cells of 首页 by the words that ask for them.

A word is a group (日期), the header of an optional column (取整), the name of an optional
sheet (专家评分) or the label of an optional cell of 首页 (总体目标).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yqxl.errors import UsageError
from yqxl.model.contract.cover import NAMED_CELLS
from yqxl.model.contract.inputs import FORM
from yqxl.model.contract.optional_sheets import OPTIONAL_SHEETS
from yqxl.model.contract.parameters import PARAMETERS
from yqxl.model.headers import header_key

#: columns that are of use together, by table and field
GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "日期": (("outputs", "planned_date"), ("outputs", "actual_date")),
    "偏差": tuple(
        ("goals", one) for one in ("direction", "target_value", "unit", "actual", "deviation")
    ),
    "监控": (("goals", "forecast"), ("goals", "likelihood")),
    "预算": tuple(("funds", one) for one in ("budget_final", "budget_project", "source", "year")),
    "加扣分": (("indicators", "nature"), ("indicators", "limit")),
    "说明": tuple(("indicators", one) for one in ("explanation", "criterion", "process")),
    "有效期": tuple(
        (table.key, field) for table in PARAMETERS for field in ("valid_from", "valid_to")
    ),
    "抽样": (("survey", "population"), ("survey", "issued")),
}


@dataclass(frozen=True)
class OptionalParts:
    """What a workbook has although no row fills it yet."""

    #: table and field
    columns: frozenset[tuple[str, str]] = frozenset()
    #: keys of tables that stand in sheets of their own
    tables: frozenset[str] = frozenset()
    #: fields of 首页
    cells: frozenset[str] = frozenset()


NO_PARTS = OptionalParts()


def asked_for(words: Iterable[str]) -> OptionalParts:
    """Return the parts that these words name.

    Raises:
        UsageError: a word names nothing; it lists every word that does (YQ-413).

    >>> sorted(asked_for(["日期"]).columns)
    [('outputs', 'actual_date'), ('outputs', 'planned_date')]
    >>> asked_for(["专家评分", "总体目标"]).tables
    frozenset({'experts'})
    """
    columns: set[tuple[str, str]] = set()
    tables, cells, unknown = set(), set(), []
    headers, sheets, labels = _headers(), _sheets(), _labels()
    for word in filter(None, (word.strip() for word in words)):
        key = header_key(word)
        if word in GROUPS:
            columns.update(GROUPS[word])
        elif key in headers:
            columns.update(headers[key])
        elif key in sheets:
            tables.add(sheets[key])
        elif key in labels:
            cells.add(labels[key])
        else:
            unknown.append(word)
    if unknown:
        raise UsageError(
            "YQ-413",
            f"没有这样的可选内容：{'、'.join(unknown)}。",
            remedy=f"可以写：{'、'.join(known_words())}。",
        )
    return OptionalParts(frozenset(columns), frozenset(tables), frozenset(cells))


def known_words() -> Iterator[str]:
    """Yield every word that names an optional part: groups, headers, sheets, labels."""
    yield from GROUPS
    yield from dict.fromkeys(
        column.header
        for table in (*FORM, *PARAMETERS)
        for column in table.every_column
        if column.optional and column.typed
    )
    yield from (table.sheet for table in OPTIONAL_SHEETS)
    yield from (cell.label for cell in NAMED_CELLS if cell.optional)


def _headers() -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    tables = {table.key for table in OPTIONAL_SHEETS}
    for table in (*FORM, *PARAMETERS):
        for column in table.every_column:
            if column.optional and column.beside not in tables:
                asked = table.key, column.beside or column.field
                found.setdefault(header_key(column.header), set()).add(asked)
    return found


def _sheets() -> dict[str, str]:
    return {header_key(table.sheet): table.key for table in OPTIONAL_SHEETS}


def _labels() -> dict[str, str]:
    return {header_key(cell.label): cell.field for cell in NAMED_CELLS if cell.optional}
