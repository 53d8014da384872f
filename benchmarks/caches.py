"""What yqxl keeps between two workbooks, and how to make it forget that."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Iterator
from typing import Any

from yqxl.model.recent import Recent

_FUNCTION = type(functools.lru_cache(len))
#: what the program found out about itself stays: it holds whatever the workbook
_OF_ITSELF = {"catalog", "registry", "rules", "look"}


def kept() -> Iterator[Any]:
    """Yield each store of results: of a function, of recent keys, of markup.

    They are looked up in the modules that are loaded, never by the garbage collector: behind
    ``gc.freeze()``, with which everything is measured, that finds none of them.
    """
    for name, module in sorted(sys.modules.items()):
        room = name.split(".")[1:2]
        if not name.startswith("yqxl.") or room[0] in _OF_ITSELF:
            continue
        own = [vars(module)]
        own += [vars(one) for one in vars(module).values() if inspect.isclass(one)]
        for names in own:
            yield from (one for key, one in names.items() if _is_kept(key, one))


def _is_kept(name: str, one: object) -> bool:
    if isinstance(one, _FUNCTION):
        # one without bounds is no store of workbooks: its keys are names of the contract
        return one.__module__.startswith("yqxl.") and bool(one.cache_parameters()["maxsize"])
    return isinstance(one, Recent) or (isinstance(one, dict) and name.startswith("_known"))


def filled() -> int:
    """Return how many results are kept."""
    return sum(
        one.cache_info().currsize if isinstance(one, _FUNCTION) else len(one) for one in kept()
    )


def forget() -> None:
    """Clear what yqxl keeps between workbooks: the next one is the first of its template."""
    for one in kept():
        if isinstance(one, _FUNCTION):
            one.cache_clear()
        else:
            one.clear()
