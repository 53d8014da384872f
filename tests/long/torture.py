"""The torture programs with the amounts that docs/reliability.md publishes."""

from __future__ import annotations

from collections.abc import Iterator

from torture.__main__ import PROGRAMS, parsed

from .proofs import Figure, Work

_BAR = "0 处违例"


def prove(work: Work) -> Iterator[Figure]:
    """Yield the breaches that each program found."""
    for name, program in PROGRAMS.items():
        reason = program.why_missing()
        if reason:
            yield Figure(name, reason, _BAR, None)
            continue
        options = parsed([name, "--folder", str(work.folder / name)])
        options.folder.mkdir(parents=True)
        options.n = work.amount(program.amount) if program.amount else None
        figures = program.run(options)
        for example in figures.examples:
            work.say(f"{name}: {example}")
        found = f"{sum(figures.breaches.values())} 处违例（{figures.runs} 次）"
        yield Figure(figures.name, found, _BAR, not figures.breaches)
