"""Macros on xlwings' own Windows code, in paired states of Excel, and faults planted in them."""

from __future__ import annotations

from collections.abc import Iterator

from excel_desk.cases import MOST_CALLS, calls_for_all, sources, wrong
from excel_desk.faults import FAULTS, caught, misplaced
from excel_desk.processes import in_processes
from excel_desk.states import cases
from excel_desk.stubs import windows_xlwings

from .proofs import Figure, Work

_ROUNDS, _JOBS = 2, 2
#: so much is printed of what noticed a fault
_SHORT = 100


def prove(work: Work) -> Iterator[Figure]:
    """Yield the cases that are not as they must be, the faults unnoticed, the calls."""
    windows_xlwings()
    made = sources(work.folder)
    every = cases()
    chosen = every[: work.amount(len(every))]
    for number in range(1, _ROUNDS + 1):
        found = in_processes(chosen, lambda case, at: wrong(case, made, at), _JOBS)
        for case, texts in zip(chosen, found, strict=True):
            for text in texts:
                work.say(f"{case.title}: {text}")
        bad = sum(map(bool, found))
        yield Figure(
            f"Excel 状态两两组合，第 {number} 轮", f"{bad} 个不对（{len(chosen)} 个）", "0", not bad
        )
    faults = FAULTS[: work.amount(len(FAULTS))]
    noticed = in_processes(faults, lambda fault, at: caught(fault, made, at), _JOBS)
    missed = [f.title for f, texts in zip(faults, noticed, strict=True) if not texts]
    missed += misplaced()
    for fault, texts in zip(faults, noticed, strict=True):
        if texts:
            work.say(f"noticed: {fault.title}: {texts[0][:_SHORT]}")
    for title in missed:
        work.say(f"not noticed: {title}")
    found_text = f"发现 {len(faults) - len(missed)} 处，漏 {len(missed)} 处"
    yield Figure("故意放进的错误", found_text, "全部发现", not missed)
    calls = calls_for_all(made, work.folder)
    yield Figure("“全部生成”的 COM 调用", str(calls), f"≤ {MOST_CALLS}", calls <= MOST_CALLS)
