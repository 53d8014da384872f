"""Every rule against exact fractions: 20,000 evaluations, 200 of them in LibreOffice too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from libreoffice.office import Calc, why_missing
from libreoffice.recalculation import recalculate
from pipeline.recalculated_workbooks import exact, regenerated
from rules.disagreements import faults
from rules.oracle import Oracle

from .proofs import Figure, Work

EVALUATIONS, WORKBOOKS, SEED = 20_000, 200, 13


def prove(work: Work) -> Iterator[Figure]:
    """Yield in how many evaluations package and oracle disagree, and what Calc says."""
    yield _in_python(work)
    yield _in_calc(work)


def _in_python(work: Work) -> Figure:
    oracle, count, off = Oracle(SEED), work.amount(EVALUATIONS), 0
    scores = 0
    for number in range(count):
        evaluation, meant = oracle.evaluation()
        found = faults(evaluation, meant)
        scores += len(meant.items)
        off += bool(found)
        if found:
            work.say(f"评价 {number}: {found[0]}")
    told = f"{off} 处不同（{count:,} 个随机评价，{scores:,} 个指标）"
    return Figure("全部规则与分数精确计算", told, "0 处不同", off == 0)


def _in_calc(work: Work) -> Figure:
    what, bar = "其中的工作簿由 LibreOffice 重算", "0 处不同"
    reason = why_missing()
    if reason:
        return Figure(what, reason, bar, None)
    oracle, count = Oracle(SEED), work.amount(WORKBOOKS)
    cells = different = 0
    with closing(Calc(work.folder / "office")) as calc:
        for number in range(count):
            evaluation, _ = oracle.evaluation()
            compared = recalculate(calc, regenerated(evaluation, work.folder, f"{number}"), exact)
            cells += compared.compared
            different += len(compared.differences)
            if compared.differences:
                work.say(f"工作簿 {number}: {compared.differences[0]}")
    found = f"{different} 处不同（{count} 个工作簿，{cells:,} 个公式单元格）"
    return Figure(what, found, bar, different == 0)
