"""The native core of a computation: one formula text beside its Python function.

A core says what is computed once every input is a number. Who puts it into a cell adds
the guards: a worksheet function those of its arguments, a column those of its cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yqxl.registry.declaring import (
    PLACEHOLDER,
    DeclarationError,
    Function,
    attach,
    declared,
    placeholders,
)

#: an argument that no operator beside it can tear apart: a number, a text, a reference
_ATOM = re.compile(r"""("[^"]*"|('[^']*'!)?[\w.$!:]+|\[\w+\]|\{\w+\})""")
#: a call whose first bracket is closed by its last
_CALL = re.compile(r"[A-Z][A-Z0-9_.]*\([^()]*\)")
_DIVISOR = re.compile(r"/\(?(?:ABS\()?\{(\w+)\}")


@dataclass(frozen=True)
class NativeCore:
    """A formula over numbers, ``{name}`` for each argument, and the function beside it.

    ``cap``: argument that limits the result, 0 meaning no limit, and the core that limits.
    """

    text: str
    function: Callable[..., float]
    cap: tuple[str, NativeCore] | None = None

    @property
    def divisor(self) -> str:
        """The argument by which the core divides first; ``""`` when it divides by none."""
        found = _DIVISOR.search(self.text)
        return found[1] if found else ""

    def filled(self, texts: Mapping[str, str]) -> str:
        """Return the core over formula texts.

        A cap of 0 or left out gives the plain core, another number the limited one; only
        a cap that is a cell needs both.
        """
        plain = fill(self.text, texts)
        limit = texts.get(self.cap[0], "0") if self.cap else "0"
        if self.cap is None or limit == "0":
            return plain
        limited = fill(self.cap[1].text, {"limit": limit, "rate": plain})
        return limited if limit.isdecimal() else f"IF({limit}=0,{plain},{limited})"


def fill(text: str, texts: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled, in brackets where they are needed.

    >>> fill("{a}/{b}", {"a": "C5-D5", "b": "SUM(E5:E9)"})
    '(C5-D5)/SUM(E5:E9)'
    """
    return PLACEHOLDER.sub(lambda match: bracketed(texts[match[1]], text, match.span()), text)


def bracketed(given: str, text: str, span: tuple[int, int]) -> str:
    """Return an argument so that its neighbours in the text cannot tear it apart."""
    alone = text[span[0] - 1 : span[0]] in ("", "(", ",") and text[span[1] :][:1] in ("", ")", ",")
    return given if alone or is_atom(given) or _CALL.fullmatch(given) else f"({given})"


def is_atom(text: str) -> bool:
    """Return whether no operator can tear a formula text apart."""
    return _ATOM.fullmatch(text) is not None


def native(text: str) -> Callable[[Function], Function]:
    """Declare the native core of a function that is none of the worksheet's own."""

    def attached(function: Function) -> Function:
        return attach(function, core_of(function, text))

    return attached


def core_of(
    function: Callable[..., object], text: str, cap: tuple[str, Callable[..., float]] | None = None
) -> NativeCore:
    """Return the core of a function; its placeholders must be arguments of the function.

    Raises:
        DeclarationError: the text names an argument that the function does not have.
    """
    limit = (cap[0], declared(cap[1], NativeCore)) if cap else None
    code = function.__code__
    unknown = placeholders(text) - set(code.co_varnames[: code.co_argcount])
    if unknown:
        raise DeclarationError(f"{code.co_name}: native core names {sorted(unknown)}")
    return NativeCore(text, function, limit)  # type: ignore[arg-type]  # gives a number
