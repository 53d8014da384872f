"""500 workbooks as people edit them: the sheet and yqxl never contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from libreoffice.office import Calc, why_missing
from pipeline.everyday_edits import edited
from pipeline.kept_answers import broken_promises

from .proofs import Figure, Work

EDITS = 500


def prove(work: Work) -> Iterator[Figure]:
    """Yield for how many edited workbooks a promise was broken."""
    what, bar = "改过的工作簿：重算、总分、再运行", "0 处矛盾"
    reason = why_missing()
    if reason:
        yield Figure(what, reason, bar, None)
        return
    count, broken = work.amount(EDITS), 0
    with closing(Calc(work.folder / "office")) as calc:
        for number in range(count):
            path, done = edited(calc, number, work.folder)
            for promise in broken_promises(calc, path, work.folder):
                broken += 1
                work.say(f"{number} {promise}\n    {done}")
            if number % 20 == 19:
                work.say(f"{number + 1} / {count}，{broken} 处矛盾")
    yield Figure(what, f"{broken} 处矛盾（{count} 个工作簿）", bar, broken == 0)
