"""The live tables of the template: three spreadsheets, the written tables, eight kinds of edits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from engines.spreadsheets import gnumeric, ironcalc, ssconvert
from generated_evaluations import Generator
from libreoffice.office import Calc, why_missing
from libreoffice.recalculation import recalculate
from tables.live.live_cases import CASES, NUMBERS, both_forms, differences, seen
from tables.live.live_edits import EDITS, edited_differences

from yqxl.pipeline.create import create

from .proofs import Figure, Work

WORKBOOKS = 20


def prove(work: Work) -> Iterator[Figure]:
    """Yield how many cells differ: from the written tables, between programs, after edits."""
    books = {name: case for name, case in CASES.items() if name != "超容量"}
    generated = range(work.amount(WORKBOOKS))
    books |= {f"随机{number}": Generator(number).evaluation() for number in generated}
    cells = different = 0
    for evaluation in books.values():
        written, live = both_forms(evaluation)
        for number in NUMBERS:
            cells += sum(1 for _ in written[number].shown())
            different += len(list(differences(written[number], seen(live[number]))))
    found = f"{different} 处不同（{len(books)} 本，{cells:,} 格）"
    yield Figure("自动更新的表与生成的表", found, "0 处不同", different == 0)
    reason = why_missing() or ("" if ssconvert() else "没有 Gnumeric")
    if reason:
        yield Figure("三个表格程序重算、八种修改", reason, "0 处不同", None)
        return
    with closing(Calc(work.folder / "office")) as calc:
        yield _recalculated(work, calc, books)
        yield _edited(work, calc)


def _recalculated(work: Work, calc: Calc, books: dict[str, object]) -> Figure:
    cells = different = 0
    for name, evaluation in books.items():
        path = work.folder / "book.xlsx"
        create(evaluation, path, live=True)  # type: ignore[arg-type]  # an Evaluation each
        for compared in (recalculate(calc, path), gnumeric(path), ironcalc(path)):
            cells += compared.compared
            different += len(compared.differences)
            if compared.differences:
                work.say(f"{name}: {compared.differences[0]}")
    found = f"{different} 处不同（{len(books)} 本，三个程序，{cells:,} 个公式单元格）"
    return Figure("三个表格程序重算", found, "0 处不同", different == 0)


def _edited(work: Work, calc: Calc) -> Figure:
    cells = 0
    found: list[str] = []
    for kind in EDITS:
        compared, different = edited_differences(calc, kind, work.folder)
        cells += compared
        found += different
        work.say(f"{kind}: {len(different)} 处不同")
    text = f"{len(found)} 处不同（{len(EDITS)} 种，{cells:,} 格）"
    return Figure("八种修改后与独立算出的表", text, "0 处不同", not found)
