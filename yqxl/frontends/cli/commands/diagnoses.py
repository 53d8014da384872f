"""What the other front ends have to say about this machine, found by discovery.

A front end that has something to say to ``yqxl doctor`` has a module ``diagnosis`` with a
function ``lines``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from yqxl import frontends
from yqxl.pipeline.diagnosis import Line


def diagnoses() -> Iterator[Line]:
    """Yield what every front end has to say about this machine."""
    for found in sorted(pkgutil.iter_modules(frontends.__path__), key=lambda one: one.name):
        name = f"{frontends.__name__}.{found.name}.diagnosis"
        if found.ispkg and find_spec(name):
            yield from import_module(name).lines()
