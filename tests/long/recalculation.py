"""200 workbooks made at random, recalculated by LibreOffice and compared cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from libreoffice.office import Calc, why_missing
from pipeline.recalculated_workbooks import recalculated

from .proofs import Figure, Work

WORKBOOKS = 200


def prove(work: Work) -> Iterator[Figure]:
    """Yield how many cells of how many workbooks differ."""
    what, bar = "LibreOffice 重算与保存的值", "0 处不同"
    reason = why_missing()
    if reason:
        yield Figure(what, reason, bar, None)
        return
    cells = different = 0
    count = work.amount(WORKBOOKS)
    with closing(Calc(work.folder / "office")) as calc:
        for number in range(count):
            compared = recalculated(calc, number, work.folder)
            cells += compared.compared
            different += len(compared.differences)
            if compared.differences:
                work.say(f"工作簿 {number}: {compared.differences[0]}")
            elif number % 20 == 19:
                work.say(f"{number + 1} / {count}")
    found = f"{different} 处不同（{count} 个工作簿，{cells:,} 个公式单元格）"
    yield Figure(what, found, bar, different == 0 and cells >= 250 * count)
