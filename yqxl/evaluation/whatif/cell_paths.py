"""A typed cell by its path, ``产出/O02/实际值=700``, and the evaluation with it replaced.

The path is sheet, row key and header as a source names them (design §4); where a key
stands in several rows, more texts of the row tell which: ``满意度/S01/满意/人数``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from yqxl.arithmetic import Value
from yqxl.errors import UsageError
from yqxl.evaluation.formulas.contracts import contract
from yqxl.model.contract import INPUTS, YES_NO, Column, Table, Type
from yqxl.model.headers import header_key
from yqxl.model.number_text import parse_number
from yqxl.model.rows import Evaluation

_FORM = "请写成 工作表/行/列名=值，如 产出/O02/实际值=700。"


@dataclass(frozen=True, slots=True)
class Change:
    """One typed cell, what stands in it and what is tried instead."""

    path: str
    table: str
    row: int
    field: str
    before: Value
    after: Value


def changed(evaluation: Evaluation, texts: Sequence[str]) -> tuple[Evaluation, tuple[Change, ...]]:
    """Return the evaluation with cells replaced, and what each of them was.

    Args:
        evaluation: what stands in the workbook; it stays as it is.
        texts: ``path=value`` each; nothing behind the sign empties the cell.

    Raises:
        UsageError: a path leads to no typed cell (YQ-480), its cell takes no such value
            (YQ-481), or two of them are the same cell (YQ-482).

    >>> from yqxl.model.rows import Output
    >>> before = Evaluation(outputs=(Output("O02", "培训", 700.0, 509.0, "人"),))
    >>> after, (change,) = changed(before, ["产出/o02/实际值=700"])
    >>> after.outputs[0].actual, change.before, before.outputs[0].actual
    (700.0, 509.0, 509.0)
    """
    changes: list[Change] = []
    for text in texts:
        path, sign, value = text.partition("=")
        if not sign:
            raise UsageError("YQ-480", f"“{text}”里没有等号。", remedy=_FORM)
        table, number, column = _place(evaluation, path.strip())
        place = (table.key, number, column.field)
        if any((one.table, one.row, one.field) == place for one in changes):
            raise UsageError("YQ-482", f"“{path.strip()}”写了两次。", remedy="一格只能假设一个值。")
        row = getattr(evaluation, table.key)[number]
        after = _value(path.strip(), column, value.strip())
        changes.append(Change(path.strip(), *place, column.value_in(row), after))
    for change in changes:
        evaluation = _replaced(evaluation, change)
    return evaluation, tuple(changes)


def _replaced(evaluation: Evaluation, change: Change) -> Evaluation:
    rows: list[Any] = list(getattr(evaluation, change.table))
    rows[change.row] = replace(rows[change.row], **{change.field: change.after})
    return replace(evaluation, **{change.table: tuple(rows)})  # type: ignore[arg-type]  # rows of the table's class


def _place(evaluation: Evaluation, path: str) -> tuple[Table, int, Column]:
    sheet, *keys, header = (part.strip() for part in path.replace("／", "/").split("/"))
    if not keys or not all(keys):
        raise UsageError("YQ-480", f"“{path}”不是一格的路径。", remedy=_FORM)
    here = [table for table in INPUTS if header_key(table.sheet) == header_key(sheet)]
    if not here:
        sheets = "、".join(dict.fromkeys(table.sheet for table in INPUTS))
        raise UsageError("YQ-480", f"没有填报表“{sheet}”。", remedy=f"填报表有：{sheets}。")
    table, column = _column(evaluation, path, here, header)
    rows = list(_rows(getattr(evaluation, table.key), table, keys))
    if len(rows) != 1:
        raise _no_single_row(evaluation, table, keys, rows)
    return table, rows[0], column


def _column(
    evaluation: Evaluation, path: str, tables: Sequence[Table], header: str
) -> tuple[Table, Column]:
    """Return the typed column of this header; two tables of a sheet share some headers."""
    known = contract(evaluation.contract)
    computed = False
    # 权重 and 人数 stand in the table with more rows for a key: the last one of a sheet
    for table in reversed(tables):
        field = table.by_header.get(header_key(header))
        if field is None or not known.has(table.key, field):
            continue
        if table.column(field).typed:
            return table, table.column(field)
        computed = True
    typed = [
        one.header for table in tables for one in table.typed if known.has(table.key, one.field)
    ]
    what = "是公式算出来的，不能假设" if computed else "不是这张表的列"
    raise UsageError(
        "YQ-480", f"“{path}”：{header} {what}。", remedy=f"可以改的列：{'、'.join(typed)}。"
    )


def _rows(rows: Sequence[object], table: Table, keys: Sequence[str]) -> Iterator[int]:
    """Yield the rows that carry every key: the first in the key column, the others anywhere."""
    for number, row in enumerate(rows):
        texts = {_key(one.value_in(row)) for one in table.typed}
        first = _key(table.column(table.key_column).value_in(row))
        if first == _key(keys[0]) and texts.issuperset(map(_key, keys[1:])):
            yield number


def _key(value: Value) -> str:
    return f"{value:.15g}" if isinstance(value, float | int) else str(value or "").strip().lower()


def _no_single_row(
    evaluation: Evaluation, table: Table, keys: Sequence[str], rows: Sequence[int]
) -> UsageError:
    named = "/".join((table.sheet, *keys))
    every = getattr(evaluation, table.key)
    if rows:
        second = table.columns[1].header
        others = "、".join(str(table.columns[1].value_in(every[number])) for number in rows)
        return UsageError(
            "YQ-480",
            f"“{named}”有 {len(rows)} 行，不知道是哪一行。",
            remedy=f"请在行后面再写 /{second}：{others}。",
        )
    there = dict.fromkeys(_key_text(table, row) for row in every)
    listed = "、".join(key for key in there if key) or "（还没有）"
    return UsageError("YQ-480", f"没有“{named}”这一行。", remedy=f"现有：{listed}。")


def _key_text(table: Table, row: object) -> str:
    return str(table.column(table.key_column).value_in(row) or "")


def _value(path: str, column: Column, text: str) -> Value:
    """Return what the cell would hold: a number, a text, or nothing."""
    if not text:
        return None if column.type in (Type.NUMBER, Type.SOURCE) else ""
    number = parse_number(text)
    if column.type is Type.NUMBER:
        if number is None or not number.certain:
            raise UsageError(
                "YQ-481",
                f"“{path}”是数，“{text}”不能用。",
                remedy="请写数字，如 700、0.95 或 95%；金额按首页的金额单位，不带单位。",
            )
        return number.value
    if column.type is Type.SOURCE and number is not None and number.certain:
        return number.value
    if column.type is Type.YES_NO and text not in YES_NO.choices:
        raise UsageError(
            "YQ-481",
            f"“{path}”只能是 {' 或 '.join(YES_NO.choices)}，不是“{text}”。",
            remedy="清空写成 路径=，等号后什么也不写。",
        )
    return text
