"""What the cells of 校验 can say of data below a table, which no formula looks at."""

from __future__ import annotations

from yqxl.arithmetic import Value
from yqxl.grid import BelowRef, Formula
from yqxl.model.contract import FORM, Table
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck


def _term(table: Table, first: int) -> tuple[str, tuple[BelowRef, ...]]:
    """Return what is 1 where keys and data stand below a table, with its references.

    The first row of each reference is the closing row, whose text may stand among the keys.
    ``first`` is the number of the first reference.
    """
    refs = tuple(BelowRef(table.key, one.field) for one in table.told_by)
    places = [f"{{{number}}}" for number in range(first, first + len(refs) + 1)]
    key, *told = places
    closing = int(table.key_column == table.closing_column)
    if table.told_by[0].numeric:
        data = f"COUNT({','.join(told)})>0"
    else:
        data = f"{'+'.join(f'ROWS({one})-COUNTBLANK({one})' for one in told)}>0"
    text = f"(ROWS({key})-COUNTBLANK({key})>{closing})*({data})"
    return text, (BelowRef(table.key, table.key_column), *refs)


def _formula() -> Formula:
    terms: list[str] = []
    refs: list[BelowRef] = []
    for table in FORM:
        text, own = _term(table, len(refs))
        terms.append(text)
        refs += own
    return Formula("+".join(terms), tuple(refs))


def _count(evaluation: Evaluation, _results: Results) -> Value:
    return float(len(evaluation.below))


DATA_BELOW = LiveCheck(_formula(), _count)
