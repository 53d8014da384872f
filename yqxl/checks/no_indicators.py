"""A workbook in which somebody has begun, but no indicator has a code yet."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.grid import ColumnRef, Formula, NamedRef, Reference
from yqxl.model.contract import NAMED_CELLS, PARAMETERS, STANDARD_TABLES
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck, Subject, check

CODE = "YQ-036"
MESSAGE = "“指标体系”里还没有带编码的三级指标，不能评分，也没有总分和等级。"
REMEDY = "请在“指标体系”填写三级指标的编码、名称、权重和评分规则。"

#: what every workbook has for people to fill in
_COVER = tuple(cell.field for cell in NAMED_CELLS if cell.typed and not cell.optional)
_TABLES = tuple(table for table in STANDARD_TABLES if table not in PARAMETERS)
#: facts that say of themselves why there is no indicator
_MISSING = (FactKind.SHEET_MISSING, FactKind.TABLE_MISSING)


def is_idle(evaluation: Evaluation) -> bool:
    """Return whether nobody has typed anything yet: a new template."""
    cover = (getattr(evaluation.project, cell.field) for cell in NAMED_CELLS if cell.typed)
    return not any(cover) and not any(getattr(evaluation, table.key) for table in _TABLES)


def has_indicators(evaluation: Evaluation) -> bool:
    """Return whether there is an indicator to score."""
    return any(row.code for row in evaluation.indicators)


def _live_value(evaluation: Evaluation, _results: Results) -> Value:
    """Return 1 where a cell of 首页 or a row with its key is filled, and no indicator is."""
    if has_indicators(evaluation):
        return 0.0
    cover = any(getattr(evaluation.project, field) for field in _COVER)
    rows = (getattr(row, one.key_column) for one in _TABLES for row in getattr(evaluation, one.key))
    return float(cover or any(rows))


def _live_formula() -> Formula:
    cells = [f'IF({{{place}}}="",0,1)' for place in range(len(_COVER))]
    keys = [f'COUNTIF({{{len(_COVER) + place}}},"<>")' for place in range(len(_TABLES))]
    refs: tuple[Reference, ...] = (
        *(NamedRef(field) for field in _COVER),
        *(ColumnRef(one.key, one.key_column) for one in _TABLES),
        ColumnRef("indicators", "code"),
    )
    # the headers are texts in their columns too, and so are the closing rows
    texts = sum(1 + (one.key_column == one.closing_column) for one in _TABLES)
    typed = f"{'+'.join([*keys, *cells])}>{texts}"
    return Formula(f'IF(COUNTIF({{{len(refs) - 1}}},"<>")>1,0,IF({typed},1,0))', refs)


_LIVE = LiveCheck(_live_formula(), _live_value)


@check(code=CODE, level=Level.ERROR, title="还没有指标", live=_LIVE)
def no_indicators(subject: Subject) -> Iterator[Finding]:
    """No indicator yet: there is nothing to score, and the tables would be empty."""
    if any(fact.kind in _MISSING and fact.table == "indicators" for fact in subject.facts):
        # the reader tells that the table is not there
        return
    if not has_indicators(subject.evaluation) and not is_idle(subject.evaluation):
        yield Finding(CODE, Level.ERROR, MESSAGE, REMEDY, Place("indicators", None, "code"))
