"""The score of one indicator by a rule that the catalog found, in Python and natively.

The native formula is put together from the rules' branches, so that a new rule needs no
line here. The worksheet functions over it stand in ``score_functions``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from yqxl.arithmetic import Value, finite, is_number, round_score
from yqxl.catalog.discovery import rule_by_number, scoring_rules
from yqxl.errors import CellError, ErrorValue
from yqxl.registry import RuleInput, ScoringRule

_PLACEHOLDER = re.compile(r"\{(\w)\}")
#: how many parameters a rule can have
PARAMETERS = 3
#: branches of one CHOOSE
_MOST = 28


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule under one of its names, with the defaults that go with the name."""

    name: str
    rule: ScoringRule
    defaults: tuple[float | None, ...]


def apply_rule(number: int, values: RuleInput) -> float:
    """Return ``ROUND(ROUND(MAX(0,MIN(w, …)),10),2)`` of a rule that a cell can compute.

    Raises:
        CellError: #N/A for a number that is no such rule.

    >>> apply_rule(1, RuleInput(3.0, 414.77 / 639.79, 1.0, 0.0, 0.0, 1.0))
    1.94
    """
    rule = rule_by_number().get(number)
    if rule is None or not rule.in_cells:
        raise CellError(ErrorValue.NA)
    return clamped(rule, values)


def clamped(rule: ScoringRule, values: RuleInput) -> float:
    """Return the score of any rule, also of one that no cell computes (直接评分).

    >>> clamped(rule_by_number()[19], RuleInput(4.0, 639.79 / 733, 0.0, 1.0, 0.0, 1.0))
    3.49
    """
    return round_score(points_of(rule, values))


def points_of(rule: ScoringRule, values: RuleInput) -> float:
    """Return the points of any rule within 0 and the weight, not rounded."""
    return max(0.0, min(values.w, finite(rule.score(values))))


def native_score(cells: Mapping[str, str], factors: Mapping[str, str]) -> str:
    """Return the native core over cell texts: ``ROUND(ROUND(MAX(0,MIN(w,CHOOSE(…``.

    ``cells`` gives the texts of w, x, a, b, c and ``n`` (the rule's number); ``factors``
    the text of {f} for each place that a factor comes from.
    """
    return f"ROUND(ROUND({native_points(cells, factors)},10),2)"


def native_points(cells: Mapping[str, str], factors: Mapping[str, str]) -> str:
    """Return the same before it is rounded."""
    branches = [
        fill_branch(rule.branch, {**cells, "f": factors.get(rule.factor, "1")})
        for rule in scoring_rules()
        if rule.in_cells
    ]
    return clamped_choice(cells["w"], cells["n"], branches)


def fill_branch(branch: str, texts: Mapping[str, str]) -> str:
    """Return a rule's branch with its placeholders filled."""
    return _PLACEHOLDER.sub(lambda match: texts[match[1]], branch)


def rounded_choice(weight: str, number: str, branches: list[str]) -> str:
    """Return the native choice between branches, clamped to the weight and rounded."""
    return f"ROUND(ROUND({clamped_choice(weight, number, branches)},10),2)"


def clamped_choice(weight: str, number: str, branches: list[str]) -> str:
    """Return the native choice between branches, within 0 and the weight."""
    return f"MAX(0,MIN({weight},{_choice(number, branches)}))"


def _choice(number: str, branches: list[str]) -> str:
    """Return CHOOSE over branches; Calc gives Err:504 for more than 30 arguments."""
    first = f"CHOOSE({number},{','.join(branches[:_MOST])})"
    if len(branches) <= _MOST:
        return first
    rest = _choice(f"({number})-{_MOST}", branches[_MOST:])
    return f"IF(({number})<={_MOST},{first},{rest})"


@cache
def named_rules() -> tuple[NamedRule, ...]:
    """Return every name of every rule: the rules by number, then their aliases."""
    rules = scoring_rules()
    own = [
        NamedRule(rule.name, rule, tuple(parameter.default for parameter in rule.parameters))
        for rule in rules
    ]
    aliases = [
        NamedRule(alias.name, rule, alias.defaults) for rule in rules for alias in rule.aliases
    ]
    return (*own, *aliases)


@cache
def _by_key() -> Mapping[str | float, NamedRule]:
    found: dict[str | float, NamedRule] = {named.name.lower(): named for named in named_rules()}
    # an alias shares its number with the rule, which came first
    for named in named_rules():
        found.setdefault(float(named.rule.number), named)
    return found


def find_rule(rule: Value) -> NamedRule:
    """Return the rule of a name (case does not matter) or of a number.

    Raises:
        CellError: #N/A when there is none.

    >>> find_rule("满意度按目标").rule.number, find_rule(1.0).name
    (1, '比例')
    """
    found: NamedRule | None = None
    if isinstance(rule, str):
        found = _by_key().get(rule.lower())
    elif isinstance(rule, float | int) and is_number(rule):
        found = _by_key().get(rule)
    if found is None:
        raise CellError(ErrorValue.NA)
    return found


def resolved_parameters(
    named: NamedRule, given: tuple[float | None, ...]
) -> tuple[float, float, float]:
    """Return the three parameters, each as given or else its default; unused ones are 0.

    Raises:
        CellError: #N/A where one that must be given (必填) is missing.
    """
    defaults = (*named.defaults, *(0.0,) * PARAMETERS)[:PARAMETERS]
    pairs = zip(given, defaults, strict=True)
    first, second, third = (default if number is None else number for number, default in pairs)
    if first is None or second is None or third is None:
        raise CellError(ErrorValue.NA)
    return first, second, third
