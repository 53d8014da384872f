"""Rules by what they need: who asks for a trait gets the numbers that have it.

Formulas must name numbers, and nobody above ``rules`` knows one: these texts are built
from what the rules declare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from yqxl.arithmetic import Value
from yqxl.catalog.discovery import rule_by_number, scoring_rules
from yqxl.model.traits import RuleTraits
from yqxl.registry import ScoringRule
from yqxl.rules.scores.numbering import LAST_IN_CELLS, NO_RULE

Trait = Callable[[ScoringRule], bool]

#: a number that 参数 gives a name but no declared rule: 取值 is asked for, no score comes
_UNDECLARED = RuleTraits()
_BEYOND = RuleTraits(by_hand=True)
_ERROR = RuleTraits(takes_value=False)


def numbers_of(trait: Trait) -> tuple[int, ...]:
    """Return the numbers up to the last of the cells whose rule has a trait, in order."""
    return tuple(
        rule.number for rule in scoring_rules() if rule.number <= LAST_IN_CELLS and trait(rule)
    )


def traits_of(number: Value) -> RuleTraits:
    """Return the traits of the rule in a cell 规则号; an error value has none.

    >>> traits_of(0.0).by_hand, traits_of(0.0).takes_value
    (True, False)
    """
    if not isinstance(number, float | int):
        return _ERROR
    rule = rule_by_number().get(int(number)) if number == int(number) else None
    if rule is not None:
        return rule.traits
    return _BEYOND if number > LAST_IN_CELLS else _UNDECLARED


def is_beyond_cells(number: float) -> bool:
    """Return whether the package alone computes a rule of this number."""
    return number > LAST_IN_CELLS


def beyond_cells(cell: str) -> str:
    """Return the native condition that the package alone computes the rule.

    >>> beyond_cells("T5")
    'T5>50'
    """
    return f"{cell}>{LAST_IN_CELLS}"


def is_any(cell: str, numbers: Iterable[int]) -> str:
    """Return the native condition that a number is one of these.

    >>> is_any("T5", (4,)), is_any("T5", (4, 20))
    ('T5=4', 'OR(T5=4,T5=20)')
    """
    return _joined("OR", [f"{cell}={number}" for number in numbers])


def is_none(cell: str, numbers: Iterable[int]) -> str:
    """Return the native condition that a number is none of these.

    >>> is_none("T5", (4,)), is_none("T5", (4, 20))
    ('T5<>4', 'AND(T5<>4,T5<>20)')
    """
    return _joined("AND", [f"{cell}<>{number}" for number in numbers])


def _joined(function: str, conditions: list[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"{function}({','.join(conditions)})"


def by_hand(rule: ScoringRule) -> bool:
    """Trait: the evaluators give the score."""
    return rule.traits.by_hand


def without_value(rule: ScoringRule) -> bool:
    """Trait: 取值来源 is not looked at."""
    return not rule.traits.takes_value


def scored_without_value(rule: ScoringRule) -> bool:
    """Trait: a cell computes the score and needs no 取值来源."""
    return rule.in_cells and not rule.traits.takes_value


def from_bands(rule: ScoringRule) -> bool:
    """Trait: the factor comes from 档位方案."""
    return rule.traits.banded


def vetoes_grade(rule: ScoringRule) -> bool:
    """Trait: a value above 0 brings the grade down to the lowest."""
    return rule.traits.vetoes_grade


def cell_criteria() -> tuple[str, str]:
    """Return the COUNTIFS criteria of the numbers whose rule a cell computes.

    >>> cell_criteria()
    ('>=1', '<=50')
    """
    return f">={NO_RULE + 1}", f"<={LAST_IN_CELLS}"


@cache
def value_criteria() -> tuple[str, ...]:
    """Return the COUNTIFS criteria of the numbers whose rule needs 取值来源.

    >>> value_criteria()
    ('>=1', '<=50', '<>14')
    """
    excluded = [f"<>{number}" for number in numbers_of(scored_without_value)]
    return (*cell_criteria(), *excluded)
