"""Scoring rules: number, name, Python and native branch, and what they need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from yqxl.model.traits import RuleTraits
from yqxl.registry.declaring import DeclarationError, Function, attach, placeholders

_LETTERS = "abc"
#: where a rule's factor comes from
BAND_SCHEME, SCORING_ELEMENTS = "band scheme", "scoring elements"


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
    #: a step, a deduction or a count: below 0 it has no meaning
    not_negative: bool = False


@dataclass(frozen=True)
class RuleAlias:
    """Another name of a scoring rule, with defaults of its own."""

    name: str
    defaults: tuple[float | None, ...]
    grammar: str
    example: str
    source: str
    #: whether its parameters are rates where those of the rule are
    of_rates: bool = True


@dataclass(frozen=True)
class ScoringRule:
    """A scoring rule: number, Chinese name, its Python and, beside it, its native branch.

    ``branch`` uses {w} {x} {a} {b} {c} {f}; ``""`` means that no cell computes this rule.
    ``value_limit``: above it the 取值 looks like a percent typed without its sign.
    ``aliases`` are further names with other defaults. ``factor`` says where {f} comes
    from. ``traits`` is what others may know of the rule.
    """

    number: int
    name: str
    branch: str
    parameters: tuple[Parameter, ...]
    grammar: str
    example: str
    source: str
    score: Callable[[RuleInput], float]
    traits: RuleTraits
    value_limit: float | None = None
    aliases: tuple[RuleAlias, ...] = ()
    factor: str = ""

    @property
    def in_cells(self) -> bool:
        """Whether a cell computes this rule."""
        return bool(self.branch)


@dataclass(frozen=True)
class GroupRule:
    """A rule over several indicators; a function of the package, never a cell."""

    name: str
    grammar: str
    example: str
    source: str
    function: Callable[..., object]


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
    value_range: tuple[float, float] | None = None,
    takes_value: bool = True,
    rising: bool = False,
    divisor: int = 1,
    factor: str = "",
    closed_above: bool = False,
    vetoes_grade: bool = False,
    aliases: tuple[RuleAlias, ...] = (),
) -> Callable[[Function], Function]:
    """Declare a scoring rule with its native branch and its traits.

    Args:
        number: its number in 参数 (规则号).
        name: its name in the drop-down.
        branch: the native formula of its points, ``""`` when no cell computes it.
        parameters: what 参数1-3 mean.
        grammar: what 提示 says of the parameters.
        example: one line with figures.
        source: the document that has this rule.
        value_limit: above it the 取值 looks like a percent without its sign.
        value_range: least and greatest 取值.
        takes_value: whether 取值来源 must be filled.
        rising: whether 参数1 must lie below 参数2.
        divisor: the parameter by which the rule divides, 1 to 3.
        factor: BAND_SCHEME or SCORING_ELEMENTS where the branch uses {f}.
        closed_above: whether a bound of the scheme belongs to the band below it.
        vetoes_grade: whether a value above 0 brings the grade down to the lowest.
        aliases: further names with other defaults.
    """
    unknown = placeholders(branch) - {*"wxf", *_LETTERS}
    if unknown or len(parameters) > len(_LETTERS) or not source:
        raise DeclarationError(f"{name}: bad branch, parameters or source")
    if bool(factor) != ("{f}" in branch) or factor not in ("", BAND_SCHEME, SCORING_ELEMENTS):
        raise DeclarationError(f"{name}: {{f}} and its origin belong together")
    traits = RuleTraits(
        by_hand=not branch,
        takes_value=takes_value,
        banded=factor == BAND_SCHEME,
        closed_above=closed_above,
        of_elements=factor == SCORING_ELEMENTS,
        value_range=value_range,
        rising=rising,
        vetoes_grade=vetoes_grade,
        not_negative=tuple(n for n, one in enumerate(parameters, 1) if one.not_negative),
        divisor=divisor,
    )

    def attached(function: Function) -> Function:
        declaration = ScoringRule(
            number, name, branch, parameters, grammar, example, source,
            function, traits, value_limit, aliases, factor,  # type: ignore[arg-type]  # a rule takes a RuleInput
        )  # fmt: skip
        return attach(function, declaration)

    return attached


def group_rule(
    *, name: str, grammar: str, example: str, source: str
) -> Callable[[Function], Function]:
    """Declare a rule over several indicators."""

    def attached(function: Function) -> Function:
        return attach(function, GroupRule(name, grammar, example, source, function))

    return attached
