"""Declarations: what stands beside a function so that every host can offer it.

``@formula``, ``@scoring_rule``, ``@check`` and ``@table`` attach a declaration to a
function and return the function untouched. Nothing is listed anywhere: the catalog
finds the declarations by importing the modules of ``rules``, ``checks`` and ``tables``.
A declaration that no host could carry raises where it is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from yqxl.arithmetic import Value
from yqxl.model.findings import Finding, Level

if TYPE_CHECKING:
    from yqxl.grid import Formula, Grid
    from yqxl.model.facts import Fact
    from yqxl.model.results import Results
    from yqxl.model.rows import Evaluation

ATTRIBUTE = "__yqxl__"
#: Excel's function wizard cuts a description here
MAX_SUMMARY = 255
_FUNCTION_NAME = re.compile(r"YQ_[A-Z]+(_[A-Z]+)*")
_ARGUMENT_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
#: an argument that no operator beside it can tear apart: a number, a text, a reference
_ATOM = re.compile(r"""("[^"]*"|('[^']*'!)?[\w.$!:]+)""")
_CHECK_CODE = re.compile(r"YQ-0\d\d")

Function = TypeVar("Function", bound=Callable[..., object])


class Omitted:
    """The value of an optional argument that the cell left out."""

    def __repr__(self) -> str:
        """Return the name by which it is known."""
        return "OMITTED"


OMITTED = Omitted()


class DeclarationError(ValueError):
    """A declaration that no host could carry."""


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
    """A function for cells: the same name and result in every host."""

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


@dataclass(frozen=True)
class RuleInput:
    """What a scoring rule gets: weight w, value x, parameters a b c, factor.

    ``factor`` is the factor of a band scheme or of scoring elements.
    """

    w: float
    x: float
    a: float
    b: float
    c: float
    factor: float


@dataclass(frozen=True)
class Parameter:
    """One typed parameter of a scoring rule; default None means it must be given."""

    name: str
    label: str
    default: float | None
    #: above this the value looks like a percent typed without its sign
    limit: float | None = None


@dataclass(frozen=True)
class ScoringRule:
    """A scoring rule: number, Chinese name, its Python and, beside it, its native branch.

    ``branch`` uses {w} {x} {a} {b} {c} {f}; ``""`` means that only the package computes
    this rule (numbers above 50). ``value_limit``: above it the 取值 looks like a percent
    typed without its sign. ``aliases`` are further names with other defaults.
    """

    number: int
    name: str
    branch: str
    parameters: tuple[Parameter, ...]
    grammar: str
    example: str
    source: str
    score: Callable[[RuleInput], float]
    value_limit: float | None = None
    aliases: tuple[RuleAlias, ...] = ()


@dataclass(frozen=True)
class RuleAlias:
    """Another name of a scoring rule, with defaults of its own."""

    name: str
    defaults: tuple[float | None, ...]
    grammar: str
    example: str
    source: str


@dataclass(frozen=True)
class Subject:
    """What a check looks at: the rows, the results and what the reader saw."""

    evaluation: Evaluation
    results: Results
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class LiveCheck:
    """What a check says live in 校验: a formula that counts offences (0 = none).

    ``value`` gives the same number in Python; the two are compared in LibreOffice.
    """

    formula: Formula
    value: Callable[[Evaluation, Results], Value]


@dataclass(frozen=True)
class Check:
    """A check: its code, its usual level, what it looks for and the function.

    ``live`` is what a formula in 校验 can say of it without yqxl.
    """

    code: str
    level: Level
    title: str
    function: Callable[[Subject], Iterable[Finding]]
    live: LiveCheck | None = None


@dataclass(frozen=True)
class TableDeclaration:
    """A generated table: its number, its sheet and the function that makes its Grid."""

    number: str
    sheet: str
    title: str
    function: Callable[[Evaluation, Results], Grid]


@dataclass(frozen=True)
class GroupRule:
    """A rule over several indicators; a function of the package, never a cell."""

    name: str
    grammar: str
    example: str
    source: str
    function: Callable[..., object]


Declaration = WorksheetFunction | ScoringRule | Check | TableDeclaration | GroupRule


def _attach(function: Function, declaration: Declaration) -> Function:
    setattr(function, ATTRIBUTE, declaration)
    return function


def formula(  # noqa: PLR0913 - a function has this many named parts, all keywords
    *,
    name: str,
    label: str,
    unit: str,
    source: str,
    native: str,
    example: str,
    arguments: tuple[Argument, ...],
    returns_array: bool = False,
) -> Callable[[Function], Function]:
    """Declare a worksheet function; the summary is its docstring's first line."""
    _refuse_bad_names(name, arguments)
    unknown = set(_PLACEHOLDER.findall(native)) - {argument.name for argument in arguments}
    if unknown:
        raise DeclarationError(f"{name}: native formula names {sorted(unknown)}")

    def attach(function: Function) -> Function:
        summary = (function.__doc__ or "").strip().splitlines()[0] if function.__doc__ else ""
        if not summary or len(summary) > MAX_SUMMARY or not source:
            raise DeclarationError(f"{name}: needs a source and a summary of 1-255 characters")
        declaration = WorksheetFunction(
            name, label, summary, arguments, unit, source, native,
            function, example, returns_array,  # type: ignore[arg-type]  # checked by the hosts
        )  # fmt: skip
        return _attach(function, declaration)

    return attach


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


def scoring_rule(  # noqa: PLR0913 - a rule has this many named parts, all keywords
    *,
    number: int,
    name: str,
    branch: str,
    parameters: tuple[Parameter, ...] = (),
    grammar: str,
    example: str,
    source: str,
    value_limit: float | None = None,
    aliases: tuple[RuleAlias, ...] = (),
) -> Callable[[Function], Function]:
    """Declare a scoring rule with its native branch."""
    unknown = set(_PLACEHOLDER.findall(branch)) - set("wxabcf")
    if unknown or len(parameters) > len("abc") or not source:
        raise DeclarationError(f"{name}: bad branch, parameters or source")

    def attach(function: Function) -> Function:
        declaration = ScoringRule(
            number, name, branch, parameters, grammar, example, source,
            function, value_limit, aliases,  # type: ignore[arg-type]  # a rule takes a RuleInput
        )  # fmt: skip
        return _attach(function, declaration)

    return attach


def group_rule(
    *, name: str, grammar: str, example: str, source: str
) -> Callable[[Function], Function]:
    """Declare a rule over several indicators."""

    def attach(function: Function) -> Function:
        return _attach(function, GroupRule(name, grammar, example, source, function))

    return attach


def check(
    *, code: str, level: Level, title: str, live: LiveCheck | None = None
) -> Callable[[Function], Function]:
    """Declare a check."""
    if not _CHECK_CODE.fullmatch(code):
        raise DeclarationError(f"{code!r} is no code for a check")

    def attach(function: Function) -> Function:
        return _attach(function, Check(code, level, title, function, live))  # type: ignore[arg-type]  # a check takes a Subject

    return attach


def table(*, number: str, sheet: str, title: str) -> Callable[[Function], Function]:
    """Declare a generated table."""

    def attach(function: Function) -> Function:
        return _attach(function, TableDeclaration(number, sheet, title, function))  # type: ignore[arg-type]  # a table takes rows and results

    return attach


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
        texts[argument.name] = given if _ATOM.fullmatch(given) else f"({given})"
    return _PLACEHOLDER.sub(lambda match: texts[match[1]], declaration.native)
