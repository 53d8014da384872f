"""What a long proof is, and how the proofs of this folder are found.

A proof is a module here with a function ``prove(work)`` that yields a ``Figure`` for each of
its bars. To add one, add a module; there is no list.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Work:
    """Where a proof works, whom it tells how far it is, and how much of its bar it does."""

    folder: Path
    say: Callable[[str], None]
    #: 1 for what the bar asks, less for a trial
    share: float = 1.0
    #: the first seed of what is made at random, None for the proof's own
    seed: int | None = None

    def amount(self, whole: int) -> int:
        """Return how many of the whole are done: at least one.

        >>> Work(Path(), print, 0.01).amount(200), Work(Path(), print, 0.001).amount(200)
        (2, 1)
        """
        return max(1, round(whole * self.share))


@dataclass(frozen=True, slots=True)
class Figure:
    """What was found for one bar; ``met`` is None where this machine cannot tell."""

    what: str
    found: str
    bar: str
    met: bool | None


Prove = Callable[[Work], Iterable[Figure]]


def proofs() -> Mapping[str, Prove]:
    """Return every proof by the name of its module."""
    package = __name__.rpartition(".")[0]
    found = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name != "__main__" and not module.name.startswith("test_"):
            prove = getattr(importlib.import_module(f"{package}.{module.name}"), "prove", None)
            if prove is not None:
                found[module.name] = prove
    return found
