"""Texts that spell no number, in cells into which only a number belongs."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.cells.number_cells import text_finding, texts
from yqxl.checks.wording import header, quoted
from yqxl.errors import ErrorValue
from yqxl.grid import ColumnRef, EachColumn, Formula
from yqxl.model.contract import INPUTS
from yqxl.model.findings import Finding, Level
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck, Subject, check

CODE = "YQ-011"
REMEDY = "请只填数字；没有数据请留空，没有完成请填 0，说明写到备注。"

#: number columns that the live formula watches, table by table
_WATCHED = tuple(
    (table.key, column.field) for table in INPUTS for column in table.typed if column.numeric
)


def _live_value(evaluation: Evaluation, _results: Results) -> Value:
    """Return how many number cells hold any text or an error value.

    The formula takes one text of each column for its header: where there is none, the count
    is one less.
    """
    bare = sum(column in evaluation.unheaded for column in _WATCHED)
    return float(
        -bare
        + sum(
            isinstance(value, ErrorValue) or (isinstance(value, str) and value != "")
            for key, field in _WATCHED
            for value in evaluation.column(key, field)
        )
    )


#: what is neither number nor blank; a header is a text of its column
_LIVE = LiveCheck(
    Formula(
        "{0}",
        (
            EachColumn(
                "ROWS({0})-COUNT({0})-COUNTBLANK({0})-1",
                tuple(ColumnRef(key, field) for key, field in _WATCHED),
            ),
        ),
    ),
    _live_value,
)


@check(code=CODE, level=Level.ERROR, title="数字列里是文字", live=_LIVE)
def texts_in_numbers(subject: Subject) -> Iterator[Finding]:
    """Texts that spell no number, in cells into which only a number belongs."""
    for cell, text, spelt in texts(subject.evaluation):
        if spelt is None:
            name = header(cell.place.table, cell.place.column or "")
            message = f"“{name}”应填数字，填的是{quoted(text)}。"
            yield text_finding(CODE, cell, message, REMEDY)
