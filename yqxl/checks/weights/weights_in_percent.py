"""Weights typed in per cent: 20 % where 20 points are meant."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.keys import weights_are_percents
from yqxl.checks.wording import shown
from yqxl.grid import Formula, NamedRef
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck, Subject, check

CODE = "YQ-054"
REMEDY = "请把权重改为分值：20% 填 20，全部三级指标合计 100。改好即显示总分。"


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    typed = evaluation.in_named_cell("weight_total", results.weight_total)
    return float(weights_are_percents(typed))


_LIVE = LiveCheck(
    Formula("IF(ISNUMBER({0}),IF({0}>=0.5,IF({0}<=1.5,1,0),0),0)", (NamedRef("weight_total"),)),
    _live_value,
)


@check(code=CODE, level=Level.ERROR, title="权重填成了百分数", live=_LIVE, withholds=True)
def weights_in_percent(subject: Subject) -> Iterator[Finding]:
    """Weights in per cent: their sum is about 1, and no score means anything."""
    total = subject.results.weight_total
    if weights_are_percents(total):
        message = f"总分暂不显示：权重合计为 {shown(total)}，像是填成了百分数。"
        place = Place("indicators", None, "weight")
        yield Finding(CODE, Level.ERROR, message, REMEDY, place, withholds=True)
