"""Everything that a grid says, as the golden files have it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from yqxl.errors import ErrorValue
from yqxl.evaluation.rendering.text_table import render_text
from yqxl.grid import (
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
    Span,
)
from yqxl.model.layout import cell_name


def render_golden(grid: Grid) -> str:
    """Return everything that a grid says, for a reviewer to read in a diff."""
    page = grid.page
    paper = "landscape" if page.landscape else "portrait"
    lines = [
        f"table {grid.table}  sheet {grid.sheet}",
        f"page {paper}  title rows {page.title_rows}  frozen columns {page.frozen_columns}",
        f"widths {' '.join(f'{width:g}' for width in grid.widths)}",
        "",
        render_text(grid),
        "",
        *(
            f"{cell_name(number + 1, column + 1)} {_golden_cell(cell)}"
            for number, row in enumerate(grid.rows)
            for column, cell in enumerate(row)
            if cell.value is not None or cell.formula is not None
        ),
        "",
        *(f"merged {_span_name(span)}" for span in grid.spans),
        f"heights {_runs([grid.heights.get(row, 0) for row in range(len(grid.rows))])}",
    ]
    return "\n".join(lines) + "\n"


def _span_name(span: Span) -> str:
    last = cell_name(span.row + span.rows, span.column + span.columns)
    return f"{cell_name(span.row + 1, span.column + 1)}:{last}"


def _runs(heights: Sequence[float]) -> str:
    """Return the heights, ``22*3`` for three rows of the same height."""
    runs = [(height, len(list(run))) for height, run in groupby(heights)]
    return " ".join(f"{height:g}*{rows}" if rows > 1 else f"{height:g}" for height, rows in runs)


def _golden_cell(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, ErrorValue):
        shown = value.value
    elif isinstance(value, float):
        shown = repr(value).removesuffix(".0")
    else:
        shown = f"“{value}”" if isinstance(value, str) else repr(value)
    formula = "" if cell.formula is None else f"  ={symbolic_text(cell.formula)}"
    return f"{cell.role.value} {shown}{formula}"


def symbolic_text(formula: Formula) -> str:
    """Return a formula with its references as names instead of addresses."""
    text = formula.text
    for number, ref in enumerate(formula.refs):
        text = text.replace(f"{{{number}}}", _symbol(ref))
    return text


def _symbol(ref: Reference) -> str:
    match ref:
        case Ref(table, row, column):
            return f"{table}[{row}].{column}"
        case ColumnRef(table, column):
            return f"{table}[*].{column}"
        case EachColumn(term, columns):
            return "+".join(term.format(_symbol(one)) for one in columns)
        case NamedRef(name):
            return f"project.{name}"
        case HereRange(first, last):
            return f"{_symbol(first)}:{_symbol(last)}"
        case Here(row, column):
            return cell_name(row + 1, column + 1)
