"""Gives symbolic references their addresses in one workbook.

Tables know rows and columns of the contract; where those stand differs from file to
file. A typed column or named cell that a file does not have reads as blank everywhere,
so its reference becomes ``""``; a computed one cannot be replaced that way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from yqxl.errors import InputRefusedError
from yqxl.evaluation.rendering.working_columns import working_column
from yqxl.grid import (
    BelowRef,
    Cell,
    ColumnRef,
    EachColumn,
    Formula,
    Grid,
    Here,
    HereRange,
    NamedRef,
    Ref,
    Reference,
    WorkingRef,
)
from yqxl.model.contract import BY_KEY, NAMED_CELLS
from yqxl.model.layout import (
    ROWS_BELOW,
    Layout,
    TableLayout,
    cell_name,
    column_letters,
    quoted_sheet,
)
from yqxl.model.recent import Recent

#: the workbooks of a batch are laid out in a few ways
_KEPT_LAYOUTS = 4
#: formulas of one layout: those of all tables of a large evaluation
_KEPT_TEXTS = 8192
#: what the formula of a missing blank cell would see
BLANK = '""'
_BRACE = re.compile(r"\{(\d+)\}|[{}]")
_TYPED_NAMES = frozenset(cell.field for cell in NAMED_CELLS if cell.typed)
#: no formula of a table looks at 下一步, which earlier workbooks do not have
_ALWAYS_NAMED = frozenset(one.field for one in NAMED_CELLS if not one.optional) - {"next_step"}
_TYPED_COLUMNS = frozenset(
    (table.key, column.field) for table in BY_KEY.values() for column in table.typed
)


_OPTIONAL_COLUMNS = frozenset(
    (table.key, column.field)
    for table in BY_KEY.values()
    for column in table.every_column
    if column.optional or table.where_used
)


class UnresolvedReferenceError(InputRefusedError):
    """A formula needs a table, column or named cell that the workbook does not have."""

    def __init__(self, what: str, sheet: str = "") -> None:
        """Name what is missing and, if known, the sheet where it belongs."""
        super().__init__(
            "YQ-220",
            f"公式要引用的{what}在工作簿中找不到。",
            remedy="请用 yqxl new 生成的模板补上该表或该列。",
            sheet=sheet,
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way from a worker process to its parent."""
        return _rebuilt, (self.message, self.sheet)


def _rebuilt(message: str, sheet: str) -> UnresolvedReferenceError:
    error = UnresolvedReferenceError("", sheet)
    error.message = message
    return error


@lru_cache(maxsize=1024)
def _template(text: str) -> Callable[..., str]:
    """Return a function that fills in references; other braces stand for themselves."""
    escaped = _BRACE.sub(lambda match: match[0] if match[1] else match[0] * 2, text)
    return escaped.format


class Addresses:
    """The addresses of the workbooks that are laid out alike, each worked out once."""

    def __init__(self, layout: Layout) -> None:
        """Keep the layout; nothing is worked out before it is asked for."""
        self.layout = layout
        self._columns: dict[tuple[str, str], tuple[str, tuple[int, ...]] | None] = {}
        self._ranges: dict[tuple[str, str], str] = {}
        self._texts: dict[Formula, str] = {}

    def text_at_home(self, formula: Formula) -> str:
        """Return a formula's text where the grid's first cell is A1; each is kept."""
        text = self._texts.get(formula)
        if text is None:
            if len(self._texts) >= _KEPT_TEXTS:
                self._texts.clear()
            text = self._texts[formula] = self.formula_text(formula)
        return text

    def formula_text(
        self, formula: Formula, origin: tuple[int, int] = (1, 1), sheet: str | None = None
    ) -> str:
        """Return a formula's text with A1 references, without ``=``.

        ``origin`` is the cell, counted from 1, at which the grid's first cell stands;
        ``sheet`` is named in references within the grid, where it is given.
        """
        refs = formula.refs
        if len(refs) == 1:
            only = refs[0]
            text = self._cell(only) if isinstance(only, Ref) else self._other(only, origin, sheet)
            return _template(formula.text)(text)
        return _template(formula.text)(
            *[
                self._cell(ref) if isinstance(ref, Ref) else self._other(ref, origin, sheet)
                for ref in refs
            ]
        )

    def _other(self, ref: Reference, origin: tuple[int, int], sheet: str | None) -> str:
        """Return the address of anything but a single contract cell, which is the usual case."""
        if isinstance(ref, ColumnRef):
            key = ref.table, ref.column
            known = self._ranges.get(key)
            if known is None:
                known = self._ranges[key] = self._column(ref)
            return known
        if isinstance(ref, NamedRef | WorkingRef):
            return self._named(ref) if isinstance(ref, NamedRef) else working_column(ref)
        if isinstance(ref, EachColumn | BelowRef):
            return self._each(ref) if isinstance(ref, EachColumn) else self._below(ref)
        prefix = "" if sheet is None else f"{quoted_sheet(sheet)}!"
        if isinstance(ref, Here):
            return prefix + _here(ref, origin)
        if isinstance(ref, HereRange):
            return f"{prefix}{_here(ref.first, origin)}:{_here(ref.last, origin)}"
        return self._cell(ref)

    def _cell(self, ref: Ref) -> str:
        key = ref.table, ref.column
        try:
            found = self._columns[key]
        except KeyError:
            found = self._columns[key] = self._prefix(ref)
        if found is None:
            return BLANK
        prefix, rows = found
        if ref.row >= len(rows):
            raise UnresolvedReferenceError(f"{BY_KEY[ref.table].sheet}表第{ref.row + 1}行数据")
        return f"{prefix}{rows[ref.row]}"

    def _prefix(self, ref: Ref) -> tuple[str, tuple[int, ...]] | None:
        """Return sheet and column of a contract column, and the rows; None reads as blank."""
        table = self.layout.tables.get(ref.table)
        column = None if table is None else table.columns.get(ref.column)
        if table is None or column is None:
            if (ref.table, ref.column) in _TYPED_COLUMNS:
                return None
            raise _missing(ref.table, ref.column)
        return f"{quoted_sheet(table.sheet)}!{column_letters(column)}", table.rows

    def _column(self, ref: ColumnRef) -> str:
        table, column = self._place(ref)
        return _range(table, column, table.header_row, table.last_row)

    def _below(self, ref: BelowRef) -> str:
        table, column = self._place(ref)
        return _range(table, column, table.last_row, table.last_row + ROWS_BELOW)

    def _place(self, ref: ColumnRef | BelowRef) -> tuple[TableLayout, int]:
        table = self.layout.tables.get(ref.table)
        column = None if table is None else table.columns.get(ref.column)
        if table is None or column is None:
            raise _missing(ref.table, ref.column)
        return table, column

    def _each(self, ref: EachColumn) -> str:
        there = (one for one in ref.columns if not self._is_left_out(one))
        terms = [_template(ref.term)(self._other(one, (1, 1), None)) for one in there]
        return "+".join(terms) or "0"

    def _is_left_out(self, ref: ColumnRef) -> bool:
        """Return whether it is an optional column that the workbook does not have."""
        table = self.layout.tables.get(ref.table)
        there = table is not None and ref.column in table.columns
        return not there and (ref.table, ref.column) in _OPTIONAL_COLUMNS

    def _named(self, ref: NamedRef) -> str:
        place = self.layout.named.get(ref.name)
        if place is None:
            if ref.name in _TYPED_NAMES:
                return BLANK
            label = next((cell.label for cell in NAMED_CELLS if cell.field == ref.name), ref.name)
            raise UnresolvedReferenceError(f"“{label}”单元格")
        sheet, row, column = place
        return f"{quoted_sheet(sheet)}!${column_letters(column)}${row}"


def _missing(table: str, column: str) -> UnresolvedReferenceError:
    contract = BY_KEY[table]
    header = next((one.header for one in contract.columns if one.field == column), column)
    return UnresolvedReferenceError(f"{contract.sheet}表“{header}”列", contract.sheet)


def _range(table: TableLayout, column: int, first: int, last: int) -> str:
    letters = column_letters(column)
    return f"{quoted_sheet(table.sheet)}!${letters}${first}:${letters}${last}"


def _here(ref: Here, origin: tuple[int, int]) -> str:
    return cell_name(origin[0] + ref.row, origin[1] + ref.column)


_known: Recent[Layout, Addresses] = Recent(_KEPT_LAYOUTS)


def addresses_of(layout: Layout) -> Addresses:
    """Return the addresses of a layout; those of the last few are kept."""
    return _known.of(layout, lambda: Addresses(layout))


def formula_text(
    formula: Formula,
    layout: Layout,
    origin: tuple[int, int] = (1, 1),
    sheet: str | None = None,
) -> str:
    """Return a formula's text with A1 references, without ``=``; see :class:`Addresses`."""
    return addresses_of(layout).formula_text(formula, origin, sheet)


def resolvable(grid: Grid, layout: Layout) -> Grid:
    """Return the grid with plain values where the workbook lacks what a formula needs.

    A workbook without a computed column is still regenerated: its tables are right, but
    not live. A grid whose references are all there is returned as it is.
    """
    if _complete(layout):
        return grid
    addresses = addresses_of(layout)
    rows = tuple(
        tuple(cell if _resolves(cell, addresses) else cell._replace(formula=None) for cell in row)
        for row in grid.rows
    )
    return grid if rows == grid.rows else replace(grid, rows=rows)


def _complete(layout: Layout) -> bool:
    return layout.named.keys() >= _ALWAYS_NAMED and all(
        key in layout.tables
        and all(column.field in layout.tables[key].columns for column in table.columns)
        for key, table in BY_KEY.items()
        if not table.where_used
    )


def _resolves(cell: Cell, addresses: Addresses) -> bool:
    if cell.formula is None:
        return True
    try:
        addresses.formula_text(cell.formula)
    except UnresolvedReferenceError:
        return False
    return True
