"""Required cells that are still blank: 还差 n 格."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, is_number
from yqxl.checks.wording import header, quoted, sheet
from yqxl.grid import ColumnRef, Formula, NamedRef
from yqxl.model.contract import BY_KEY, INPUTS, NAMED_CELLS, Table
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import PARAMETERS_USED, Results
from yqxl.model.rows import Evaluation
from yqxl.registry import FirstCell, LiveCheck, Subject, check

CODE = "YQ-030"
REMEDY = "请补填。"
OF_PARAMETERS = "这条评分规则没有默认值，请按“提示”列和参数表填写。"
OF_NUMBERS = "请补填；没有完成请填 0，不要留空。"
OF_CHOICES = "请从下拉列表选择。"

_COVER = tuple(cell.field for cell in NAMED_CELLS if cell.required)


def _required(table: Table) -> tuple[str, ...]:
    return tuple(
        column.field
        for column in table.columns
        if column.required and column.field != table.key_column
    )


_TABLES = tuple(
    (table.key, table.key_column, _required(table)) for table in INPUTS if _required(table)
)


def _live_value(_evaluation: Evaluation, results: Results) -> Value:
    return results.missing


def _blank_on_cover(field: str) -> FirstCell:
    def holds(evaluation: Evaluation, _results: Results) -> bool:
        return getattr(evaluation.project, field) in (None, "")

    return FirstCell('{0}=""', (NamedRef(field),), holds)


def _blank_in_column(key: str, key_column: str, field: str) -> FirstCell:
    column = BY_KEY[key].column(field)

    def holds(evaluation: Evaluation, _results: Results) -> bool:
        rows = _keyed(evaluation, key)
        return column.wanted(rows) and any(getattr(row, field) in (None, "") for row in rows)

    when = 'COUNTIFS({0},"<>",{1},"")>0'
    if column.if_any:
        # the header row counts as one that has it
        when = f'IF(COUNTIFS({{0}},"<>",{{1}},"<>")>1,{when},FALSE)'
    if column.default:
        # a blank one counts where the column that serves instead is no number
        when = 'COUNTIFS({0},"<>",{2},"")>COUNTIFS({0},"<>",{2},"",{1},"<9E+307")'
        refs = tuple(ColumnRef(key, one) for one in (key_column, column.default, field))
        return FirstCell(when, refs, holds)
    return FirstCell(when, (ColumnRef(key, key_column), ColumnRef(key, field)), holds)


def _blank_parameter(typed: str, used: str) -> FirstCell:
    """Return the header of a parameter that a rule needs: what it computes with is no number."""

    def holds(evaluation: Evaluation, results: Results) -> bool:
        return any(
            row.code
            and isinstance(result.rule_number, float)
            and getattr(row, typed) in (None, "")
            and not is_number(getattr(result, used))
            for row, result in zip(evaluation.indicators, results.indicators, strict=False)
        )

    blank = '{0},"<>",{1},"<9E+307",{3},""'
    return FirstCell(
        f'COUNTIFS({blank})>COUNTIFS({blank},{{2}},"<9E+307")',
        tuple(ColumnRef("indicators", one) for one in ("code", "rule_number", used, typed)),
        holds,
    )


_LIVE = LiveCheck(
    Formula("{0}", (NamedRef("missing"),)),
    _live_value,
    first=(
        *(_blank_on_cover(field) for field in _COVER),
        *(
            _blank_in_column(key, key_column, field)
            for key, key_column, fields in _TABLES
            if not BY_KEY[key].where_used
            for field in fields
        ),
        *(_blank_parameter(typed, used) for typed, used in PARAMETERS_USED.items()),
        # a source, a score or a scheme that a rule still needs: 提示 says which
        FirstCell("TRUE", (ColumnRef("indicators", "hint"),), lambda _evaluation, _results: True),
    ),
)


@check(code=CODE, level=Level.ERROR, title="必填单元格空着", live=_LIVE)
def blank_cells(subject: Subject) -> Iterator[Finding]:
    """Required cells that are still blank, one finding for each."""
    rest = len(subject.results.blanks)
    for place in subject.results.blanks:
        name = header(place.table, place.column or "")
        row = "" if place.row is None else f" {_row_name(subject.evaluation, place)} "
        message = f"{quoted(sheet(place.table))}表{row}的“{name}”还没有填，全表还差 {rest} 格。"
        yield Finding(CODE, Level.ERROR, message, _remedy(place), place)


def _remedy(place: Place) -> str:
    """Return what to do with a blank cell: a level's name is no number."""
    if place.table == "project" or place.column is None:
        return REMEDY
    column = BY_KEY[place.table].column(place.column)
    if place.column in PARAMETERS_USED:
        return OF_PARAMETERS
    if column.numeric:
        return OF_NUMBERS
    return OF_CHOICES if column.choices else REMEDY


def _row_name(evaluation: Evaluation, place: Place) -> str:
    row = getattr(evaluation, place.table)[place.row]
    return str(getattr(row, BY_KEY[place.table].key_column))


def _keyed(evaluation: Evaluation, key: str) -> list[object]:
    """Return the rows that count: those with a key."""
    return [row for row in getattr(evaluation, key) if getattr(row, BY_KEY[key].key_column)]
