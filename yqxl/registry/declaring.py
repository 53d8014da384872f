"""Declarations stand on the function that they describe, and leave it untouched."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

ATTRIBUTE = "__yqxl__"
PLACEHOLDER = re.compile(r"\{(\w+)\}")

Function = TypeVar("Function", bound=Callable[..., object])
Kind = TypeVar("Kind")


class DeclarationError(ValueError):
    """A declaration that no host could carry."""


def attach(function: Function, declaration: object) -> Function:
    """Add a declaration to a function; a function can carry several."""
    setattr(function, ATTRIBUTE, (*declarations(function), declaration))
    return function


def declarations(thing: object) -> tuple[Any, ...]:
    """Return what was declared on a function, in the order of declaring."""
    found: tuple[Any, ...] = getattr(thing, ATTRIBUTE, ())
    return found


def declared(thing: object, kind: type[Kind]) -> Kind:
    """Return the one declaration of this kind.

    Raises:
        DeclarationError: the function has none.
    """
    for declaration in declarations(thing):
        if isinstance(declaration, kind):
            return declaration
    raise DeclarationError(f"{thing!r} declares no {kind.__name__}")


def placeholders(text: str) -> set[str]:
    """Return the names that stand in braces in a native text.

    >>> sorted(placeholders("{spent}/{base}"))
    ['base', 'spent']
    """
    return set(PLACEHOLDER.findall(text))
