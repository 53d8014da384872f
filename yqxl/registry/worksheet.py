"""Functions for cells: the same name and result in every host."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yqxl.arithmetic import Value
from yqxl.registry.declaring import PLACEHOLDER, DeclarationError, Function, attach, placeholders
from yqxl.registry.native_core import NativeCore, core_of, is_atom
from yqxl.registry.native_guard import guarded

#: Excel's function wizard cuts a description here
MAX_SUMMARY = 255
_FUNCTION_NAME = re.compile(r"YQ_[A-Z]+(_[A-Z]+)*")
_ARGUMENT_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class Omitted:
    """The value of an optional argument that the cell left out."""

    def __repr__(self) -> str:
        """Return the name by which it is known."""
        return "OMITTED"


OMITTED = Omitted()


@dataclass(frozen=True)
class Argument:
    """One argument of a worksheet function.

    ``kind`` is ``number``, ``text``, ``any`` (a number or a text) or ``range``;
    ``default`` None means required. ``native_default`` stands in the native formula
    where the argument is left out.
    """

    name: str
    label: str
    help: str
    unit: str = ""
    kind: str = "number"
    default: float | str | None = None

    @property
    def optional(self) -> bool:
        """Whether a cell may leave it out."""
        return self.default is not None


@dataclass(frozen=True)
class WorksheetFunction:
    """A function for cells.

    ``native`` is its formula with every guard; ``core`` what stands behind the guards,
    where that can stand in a cell whose inputs are numbers already.
    """

    name: str
    label: str
    summary: str
    arguments: tuple[Argument, ...]
    unit: str
    source: str
    native: str
    function: Callable[..., Value | tuple[tuple[Value, ...], ...]]
    example: str
    returns_array: bool = False
    core: NativeCore | None = None


def formula(  # noqa: PLR0913 - a function has this many named parts, all keywords
    *,
    name: str,
    label: str,
    unit: str,
    source: str,
    example: str,
    arguments: tuple[Argument, ...],
    core: str = "",
    cap: tuple[str, Callable[..., float]] | None = None,
    native: str = "",
    returns_array: bool = False,
) -> Callable[[Function], Function]:
    """Declare a worksheet function; the summary is its docstring's first line.

    Either ``core``, which gets the usual guards (and ``cap``: an argument that limits the
    result and the function that does so), or ``native`` with guards of its own.
    """
    _refuse_bad_names(name, arguments)
    if bool(core) == bool(native):
        raise DeclarationError(f"{name}: needs either a core or a whole native formula")

    def attached(function: Function) -> Function:
        summary = (function.__doc__ or "").strip().splitlines()[0] if function.__doc__ else ""
        if not summary or len(summary) > MAX_SUMMARY or not source:
            raise DeclarationError(f"{name}: needs a source and a summary of 1-255 characters")
        own = core_of(function, core, cap) if core else None
        text = _guarded(own, arguments) if own else native
        unknown = placeholders(text) - {argument.name for argument in arguments}
        if unknown:
            raise DeclarationError(f"{name}: native formula names {sorted(unknown)}")
        declaration = WorksheetFunction(
            name, label, summary, arguments, unit, source, text,
            function, example, returns_array, own,  # type: ignore[arg-type]  # checked by the hosts
        )  # fmt: skip
        return attach(function, declaration)

    return attached


def _guarded(core: NativeCore, arguments: tuple[Argument, ...]) -> str:
    names = [argument.name for argument in arguments]
    return guarded(core.filled({name: f"{{{name}}}" for name in names}), *names)


def _refuse_bad_names(name: str, arguments: tuple[Argument, ...]) -> None:
    if not _FUNCTION_NAME.fullmatch(name):
        raise DeclarationError(f"{name!r} is no name for a worksheet function")
    names = [argument.name for argument in arguments]
    if len(set(names)) < len(names):
        raise DeclarationError(f"{name}: argument names repeat")
    for argument in arguments:
        if not _ARGUMENT_NAME.fullmatch(argument.name) or len(argument.help) > MAX_SUMMARY:
            raise DeclarationError(f"{name}: argument {argument.name!r} has a bad name or help")
    optional = [argument.optional for argument in arguments]
    if optional != sorted(optional):
        raise DeclarationError(f"{name}: a required argument follows an optional one")


def native_text(declaration: WorksheetFunction, arguments: Mapping[str, str]) -> str:
    """Return the native formula of a call, arguments being formula texts.

    An argument that is left out stands as its default.
    """
    texts = {}
    for argument in declaration.arguments:
        given = arguments.get(argument.name)
        if given is None:
            default = argument.default
            if default is None:
                raise DeclarationError(f"{declaration.name}: {argument.name} is missing")
            given = f'"{default}"' if isinstance(default, str) else repr(default)
        texts[argument.name] = given if is_atom(given) else f"({given})"
    return PLACEHOLDER.sub(lambda match: texts[match[1]], declaration.native)
