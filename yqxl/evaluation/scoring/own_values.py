"""What the formula cells of ours show: the values to put beside the formulas."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from yqxl.arithmetic import Value
from yqxl.evaluation.reading.book import Book
from yqxl.evaluation.reading.own_cells import OwnCell
from yqxl.evaluation.scoring.blank_rows import BlankRows
from yqxl.evaluation.scoring.evaluate import check_state, shown_total
from yqxl.model.facts import Fact, FactKind
from yqxl.model.layout import cell_name
from yqxl.model.number_text import value_text
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation

Values = Mapping[str, Mapping[tuple[int, int], Value]]

_OF_THE_RUN = ("check_state", "next_step")
#: rates agree between programs to this; their last digits do not
_CLOSE = 1e-9


def own_values(
    cells: tuple[OwnCell, ...],
    evaluation: Evaluation,
    results: Results,
    state: str | None = None,
    next_step: str = "",
) -> dict[str, dict[tuple[int, int], Value]]:
    """Return by sheet and cell what each formula cell of ours shows.

    ``state`` is 校验状态 of the run; None is that of the live checks alone. ``next_step`` is
    the line of 校验 that 首页 shows.
    """
    named = named_values(evaluation, results, state) | {"next_step": next_step}
    blank = BlankRows(evaluation)
    values: dict[str, dict[tuple[int, int], Value]] = {}
    for own in cells:
        if own.table == "project":
            value = named[own.field]
        elif own.row is None:
            value = blank.value(own.table, own.cell[0], own.field)
        else:
            value = getattr(getattr(results, own.table)[own.row], own.field)
        values.setdefault(own.sheet, {})[own.cell] = value
    return values


def named_values(
    evaluation: Evaluation, results: Results, state: str | None = None
) -> dict[str, Value]:
    """Return what the computed named cells show; ``state`` as for :func:`own_values`."""
    return {
        "total": shown_total(evaluation, results),
        "grade": results.grade,
        "check_state": check_state(evaluation, results) if state is None else state,
        "missing": results.missing,
        "weight_total": results.weight_total,
        "unscored": results.unscored,
        "score_total": results.score_total,
    }


def wrong_cells(book: Book, cells: Iterable[OwnCell], values: Values) -> list[OwnCell]:
    """Return the formula cells of ours whose saved value is not what the formula gives."""
    wrong = []
    for own in cells:
        saved = book.sheets[own.sheet].cells[own.cell]
        value = values[own.sheet][own.cell]
        if saved.value is None or saved.value != value or saved.kind == "b":
            wrong.append(own)
    return wrong


def stale_facts(book: Book, values: Values, wrong: Iterable[OwnCell]) -> Iterator[Fact]:
    """Yield a fact for each saved value that says something else than the formula gives.

    A value that was never saved says nothing wrong, and the last digits of a rate may
    differ between programs.
    """
    for own in wrong:
        saved = book.sheets[own.sheet].cells[own.cell].value
        value = values[own.sheet][own.cell]
        # these also say what only a run knows: the saved ones were right in their way
        if saved is None or own.field in _OF_THE_RUN or _close(saved, value):
            continue
        cell = cell_name(*own.cell)
        yield Fact(
            FactKind.VALUE_STALE,
            own.sheet,
            cell,
            own.table,
            own.field,
            value_text(saved),
            value_text(value),
        )


def _close(saved: Value, value: Value) -> bool:
    if not isinstance(saved, float | int) or not isinstance(value, float | int):
        return saved == value
    return math.isclose(saved, value, rel_tol=_CLOSE, abs_tol=_CLOSE)
