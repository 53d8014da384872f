"""Times contestants in turn, so that what else the machine does meets all of them alike.

One round runs every contestant once: A B C A B C … Medians are taken over the rounds.
CPU time of the process stands beside the time on the clock: where others work on the
same machine, the ratio of CPU times is the steadier one.
"""

from __future__ import annotations

import gc
import math
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Contestant:
    """Something to be timed: ``run`` gets a number that counts its calls, warm-ups included."""

    name: str
    run: Callable[[int], object]
    #: calls in a row in one round, as in a batch; a round's time is that of one call
    burst: int = 1
    #: False when the work is done in another process, whose CPU time is not known here
    counts_cpu: bool = True
    #: True for what takes seconds: it runs in the first rounds only
    slow: bool = False


@dataclass
class Figures:
    """What a contestant took, in seconds for each round."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def median_wall(self) -> float:
        """Seconds on the clock."""
        return statistics.median(self.wall)

    @property
    def median_cpu(self) -> float | None:
        """Seconds of CPU, None when another process did the work."""
        return statistics.median(self.cpu) if self.cpu else None


SLOW_ROUNDS = 3


def interleave(
    contestants: Sequence[Contestant], rounds: int, warmups: int = 2
) -> dict[str, Figures]:
    """Run the contestants in turn and return what each of them took."""
    found = {contestant.name: Figures() for contestant in contestants}
    # what was prepared for the contestants is no burden to their garbage collection
    gc.collect()
    gc.freeze()
    for number in range(warmups + rounds):
        for contestant in contestants:
            if contestant.slow and not warmups <= number < warmups + SLOW_ROUNDS:
                continue
            # what one leaves behind is not the next one's burden
            gc.collect()
            cpu, wall = time.process_time(), time.perf_counter()
            for call in range(number * contestant.burst, (number + 1) * contestant.burst):
                contestant.run(call)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            if number < warmups:
                continue
            figures = found[contestant.name]
            figures.wall.append(wall / contestant.burst)
            if contestant.counts_cpu:
                figures.cpu.append(cpu / contestant.burst)
    return found


def ratio(one: Figures, other: Figures) -> float:
    """Return how much longer ``one`` takes: by CPU time where both have it."""
    if one.median_cpu is not None and other.median_cpu is not None:
        return one.median_cpu / other.median_cpu
    return one.median_wall / other.median_wall


def spread(one: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """Return the lowest and the highest ratio within a round; one value stands for all."""
    longer = max(len(one), len(other))
    pairs = zip(_filled(one, longer), _filled(other, longer), strict=True)
    ratios = [first / second for first, second in pairs]
    return min(ratios), max(ratios)


def _filled(values: Sequence[float], count: int) -> Sequence[float]:
    return [values[0]] * count if len(values) == 1 else values


def verdict(low: float, high: float, *, at_least: float = 0, at_most: float = math.inf) -> str:
    """Return whether a bar is met: only what holds in every round counts as met or missed."""
    if low >= at_least and high <= at_most:
        return "达到"
    return "未达到" if high < at_least or low > at_most else "未定"


def milliseconds(seconds: float | None) -> str:
    """Return a duration for a table."""
    if seconds is None:
        return "–"
    value = 1000 * seconds
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table whose columns but the first stand to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine() -> str:
    """Return what may be said of the machine: nothing that tells which one it is."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} 核 {platform.machine()}，{platform.system()}，Python {platform.python_version()}"
    )
