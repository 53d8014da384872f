"""A workbook in which somebody has begun, but no indicator has a code yet."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.grid import ColumnRef, Formula, NamedRef
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck, Subject, check

CODE = "YQ-036"
REMEDY = "请在“指标体系”填写三级指标的编码、名称、权重和评分规则。"


def _none(evaluation: Evaluation) -> bool:
    """Return whether the project has a name, and no row of 指标体系 a code."""
    return evaluation.project.name != "" and not any(row.code for row in evaluation.indicators)


def _live_value(evaluation: Evaluation, _results: Results) -> Value:
    return float(_none(evaluation))


# the header is a text in its column too
_LIVE = LiveCheck(
    Formula(
        'IF({0}="",0,IF(COUNTIF({1},"<>")<=1,1,0))',
        (NamedRef("name"), ColumnRef("indicators", "code")),
    ),
    _live_value,
)


@check(code=CODE, level=Level.ERROR, title="还没有指标", live=_LIVE)
def no_indicators(subject: Subject) -> Iterator[Finding]:
    """No indicator yet: there is nothing to score, and the tables would be empty."""
    if _none(subject.evaluation):
        message = "“指标体系”里还没有带编码的三级指标，不能评分，也没有总分和等级。"
        yield Finding(CODE, Level.ERROR, message, REMEDY, Place("indicators", None, "code"))
