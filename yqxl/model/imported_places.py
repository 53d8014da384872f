"""Where an import put a value (位置 in 导入核对), and what stands there now."""

from __future__ import annotations

from typing import Any

from yqxl.arithmetic import Value
from yqxl.model.contract import COVER_SHEET, FORM, NAMED_CELLS, Table
from yqxl.model.findings import Place
from yqxl.model.rows import Evaluation

#: a goal is known by the indicator that it belongs to: its own name may stand there twice
_KEYS = {"goals": "indicator"}


def key_field(table: Table) -> str:
    """Return the column whose text names a row in the place of an imported value."""
    return _KEYS.get(table.key, table.key_column)


def place_of(table: Table, key: str, field: str) -> str:
    """Return the place of a value as 导入核对 writes it: sheet/row/column.

    >>> from yqxl.model.contract import BY_KEY
    >>> place_of(BY_KEY["indicators"], "C102", "weight")
    '指标体系/C102/权重'
    """
    return f"{table.sheet}/{key}/{table.column(field).header}"


def shown_value(value: float | str | None) -> str:
    """Return an imported value as 导入核对 shows it.

    >>> shown_value(20.0), shown_value(0.955), shown_value("≥50公里"), shown_value(None)
    ('20', '0.955', '≥50公里', '')
    """
    return f"{value:.15g}" if isinstance(value, float | int) else value or ""


def shown_rule(rule: str, target: Value, value: Value) -> str:
    """Return a proposed rule as 导入核对 shows it, with what it was proposed for.

    >>> shown_rule("比例", 50.0, 46.0)
    '比例 参数1=50 取值=46'
    """
    return f"{rule} 参数1={_short(target)} 取值={_short(value)}"


def _short(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float | int) else str(value or "")


def standing_at(evaluation: Evaluation, path: str) -> tuple[Place, str] | None:
    """Return the cell of an imported value and what stands in it, as 导入核对 would show it.

    None where there is no such row any more: then nothing is left to look at.
    """
    sheet, _, rest = path.partition("/")
    if sheet == COVER_SHEET:
        field = next((cell.field for cell in NAMED_CELLS if cell.label == rest), None)
        if field is None:
            return None
        return Place("project", None, field), shown_value(getattr(evaluation.project, field))
    key, _, header = rest.rpartition("/")
    for table in FORM:
        column = next((one for one in table.typed if one.header == header), None)
        if table.sheet != sheet or column is None:
            continue
        for number, row in enumerate(getattr(evaluation, table.key)):
            if getattr(row, key_field(table)) == key:
                place = Place(table.key, number, column.field)
                return place, _shown(row, column.field, column.value_in(row))
    return None


def _shown(row: Any, field: str, value: Value) -> str:  # noqa: ANN401 - a row of any table
    if field == "rule":
        return shown_rule(row.rule, row.p1, row.value)
    return shown_value(value if isinstance(value, float | int | str) else str(value or ""))
