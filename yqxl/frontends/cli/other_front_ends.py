"""The other front ends, found by name when they are asked for: they know nothing of each other.

A front end that has something to say to ``yqxl doctor`` has a module ``diagnosis`` with a
function ``lines``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from yqxl import frontends
from yqxl.pipeline.diagnosis import Line


def module_of(front_end: str, name: str) -> ModuleType:
    """Return a module of another front end."""
    return import_module(f"{frontends.__name__}.{front_end}.{name}")


def diagnoses() -> Iterator[Line]:
    """Yield what every front end has to say about this machine."""
    for found in sorted(pkgutil.iter_modules(frontends.__path__), key=lambda one: one.name):
        if found.ispkg and find_spec(f"{frontends.__name__}.{found.name}.diagnosis"):
            yield from module_of(found.name, "diagnosis").lines()
