"""The guards of native formulas: what ``arguments`` does in Python, said in a cell."""

from __future__ import annotations

from collections.abc import Iterable


def guarded(core: str, *names: str) -> str:
    """Return a native formula: errors first in order, #VALUE! for any text, then the core.

    ``ISTEXT`` decides, never a coercion: hosts differ on "1/2" and "95%".

    >>> guarded("{score}/{weight}", "score", "weight")[:40]
    'IF(ISERROR({score}),{score},IF(ISERROR({'
    """
    return errors_first(f"IF({texts(names)}>0,#VALUE!,{core})", *names)


def errors_first(inner: str, *names: str) -> str:
    """Return a native formula that gives the first error of its arguments, then the inner one."""
    head = "".join(f"IF(ISERROR({{{name}}}),{{{name}}}," for name in names)
    return f"{head}{inner}{')' * len(names)}"


def texts(names: Iterable[str]) -> str:
    """Return the native count of texts among the arguments."""
    return "+".join(f"ISTEXT({{{name}}})" for name in names)
