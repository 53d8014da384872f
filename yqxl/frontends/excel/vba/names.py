"""Names that VBA and a worksheet accept; xlwings checks none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS = """
and any as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl cint circle
clng clngptr close const csng cstr currency cvar date debug declare decimal defbool dim do
double each else elseif empty end enum eqv erase error event exit false for friend function get
global gosub goto if imp implements in input integer is lbound let like line lock long longlong
longptr loop lset me mod name new next not nothing null object on open option optional or
paramarray preserve print private property pset public put raiseevent redim rem resume return
rset seek select set single static step stop string sub tab then to true type typeof ubound
unlock until variant wend while width with withevents write xor
"""
_RESERVED = frozenset(_WORDS.split())
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,254}")
#: A1 or R1C1: a formula would read these as references
_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}|R[0-9]*|C[0-9]*|R[0-9]*C[0-9]*", re.IGNORECASE)
#: beyond this a function cannot be described to the function wizard
_MOST_ARGUMENTS = 60


class BadVbaNameError(ValueError):
    """A function or argument name that VBA or a formula cannot carry."""


def check_names(function: str, arguments: Sequence[str]) -> None:
    """Raise BadVbaNameError unless a worksheet function in VBA can have these names."""
    if not _IDENTIFIER.fullmatch(function) or _CELL.fullmatch(function):
        raise BadVbaNameError(f"{function!r} cannot be the name of a worksheet function")
    lowered = [name.lower() for name in (function, *arguments)]
    for name in (function, *arguments):
        if not _IDENTIFIER.fullmatch(name) or name.lower() in _RESERVED:
            raise BadVbaNameError(f"{function}: {name!r} is no name in VBA")
    if len(set(lowered)) < len(lowered):
        raise BadVbaNameError(f"{function}: names differ in more than case, also from its own")
    if len(arguments) > _MOST_ARGUMENTS:
        raise BadVbaNameError(f"{function} has more than {_MOST_ARGUMENTS} arguments")
