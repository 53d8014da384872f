"""Random layouts and damaged tables, imported and compared with what their authors meant."""

from __future__ import annotations

import math
from collections.abc import Iterator

from imports.layouts import laid_out
from imports.measuring import NUMBERS, Tally, measure
from imports.mutants import mutant
from imports.writers import FORMATS, write

from .proofs import Figure, Work

#: ``--seed`` gives layouts that nobody has seen
LAYOUTS, MUTANTS, UNSEEN = 350, 800, 7_000_000
#: from so many layouts the mutants are made
_MOTHERS = 200


def prove(work: Work) -> Iterator[Figure]:
    """Yield the shares of cells that are wrong and that nobody marked."""
    sound, damaged = Tally(), Tally()
    first = UNSEEN if work.seed is None else work.seed
    for seed in range(first, first + work.amount(LAYOUTS)):
        layout = laid_out(seed)
        path = write(layout, work.folder / f"layout{seed}", FORMATS[seed % len(FORMATS)])
        measure(layout, path, sound)
    for seed in range(first, first + work.amount(MUTANTS)):
        layout = mutant(laid_out(first + seed % _MOTHERS), seed)
        path = write(layout, work.folder / f"mutant{seed}", FORMATS[seed % len(FORMATS)])
        measure(layout, path, damaged)
    for fault in (*sound.faults, *damaged.faults):
        work.say(fault)
    numbers = sum(sound.wrong[name] for name in NUMBERS)
    texts = sound.wrong.total() - numbers
    every = sum(sound.of(name) for name in NUMBERS)
    yield _figure("随机版式：数字错而没有标", numbers, every, sound, 0.0)
    yield _figure("随机版式：文字错而没有标", texts, sound.cells - every, sound, 0.001)
    taken = 1 - sound.missing.total() / sound.cells
    found = f"{taken:.2%}（其中标明待核对 {sound.marked.total() / sound.cells:.2%}）"
    yield Figure("随机版式：取到的格", found, "≥ 97 %", taken >= 0.97)
    wrong = damaged.wrong.total()
    yield _figure("弄坏的表：错而没有标", wrong, damaged.cells, damaged, 0.0002)


def _figure(what: str, wrong: int, cells: int, tally: Tally, allowed: float) -> Figure:
    found = (
        f"{wrong} / {cells:,} 格（{tally.files} 个文件；95 % 置信上限 {upper(wrong, cells):.4%}）"
    )
    return Figure(what, found, f"≤ {allowed:.2%}", wrong <= allowed * cells)


def upper(wrong: int, cells: int) -> float:
    """Return the 95 % upper bound of the share of wrong cells (Poisson)."""
    low, high = float(wrong), wrong * 2 + 20.0
    for _ in range(80):
        middle = (low + high) / 2
        terms = (k * math.log(middle) - middle - math.lgamma(k + 1) for k in range(wrong + 1))
        low, high = (middle, high) if sum(map(math.exp, terms)) > 0.05 else (low, middle)
    return high / cells
