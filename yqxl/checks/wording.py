"""How messages show values, cells and lists, so that all checks speak alike."""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.arithmetic import Value, is_number
from yqxl.model.contract import BY_KEY, COVER_SHEET, NAMED_CELLS
from yqxl.model.contract_version import CONTRACT
from yqxl.model.rows import Evaluation

_LONGEST = 24
_MOST = 12
_COVER_LABELS = {cell.field: cell.label for cell in NAMED_CELLS}


def number(value: float) -> str:
    """Return a number as people write it, without the noise of its last bits.

    >>> number(7330000.0), number(0.1 + 0.2), number(732.9899999999999)
    ('7,330,000', '0.3', '732.99')
    """
    return f"{value:,.15g}"


def newer(evaluation: Evaluation) -> str:
    """Return what to do where a workbook of an earlier contract asks for something newer.

    >>> newer(Evaluation())
    ''
    >>> newer(Evaluation(contract=1))
    '较新的规则、种类和列，请先用 yqxl upgrade 升级工作簿再用。'
    """
    older = evaluation.contract < CONTRACT
    return "较新的规则、种类和列，请先用 yqxl upgrade 升级工作簿再用。" if older else ""


def quoted(text: str) -> str:
    """Return a text in Chinese quotation marks, cut where it would fill the line.

    >>> quoted("约70人")
    '“约70人”'
    """
    return f"“{text}”" if len(text) <= _LONGEST else f"“{text[:_LONGEST]}…”"


def shown(value: Value) -> str:
    """Return any cell value as a message shows it.

    >>> shown(64.83), shown("—"), shown(None)
    ('64.83', '“—”', '空白')
    """
    if value is None or value == "":
        return "空白"
    if isinstance(value, str):
        return quoted(value)
    return number(float(value)) if is_number(value) else str(value)  # type: ignore[arg-type]  # is_number says so


def listed(names: Sequence[str]) -> str:
    """Return the names as one list; a long one is cut and counted.

    >>> listed(["C105", "C201"])
    'C105、C201'
    >>> listed([f"C{number}" for number in range(101, 121)])
    'C101、C102、C103、C104、C105、C106、C107、C108、C109、C110、C111、C112 等 20 项'
    """
    if len(names) <= _MOST:
        return "、".join(names)
    return f"{'、'.join(names[:_MOST])} 等 {len(names)} 项"


def header(table: str, field: str) -> str:
    """Return the header text of a contract column, or the label of a cell of 首页.

    >>> header("funds", "spent"), header("project", "year")
    ('实际支出', '评价年度')
    """
    if table == "project":
        return _COVER_LABELS[field]
    return BY_KEY[table].column(field).header


def sheet(table: str) -> str:
    """Return the sheet on which a contract table stands."""
    return COVER_SHEET if table == "project" else BY_KEY[table].sheet
