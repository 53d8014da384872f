"""What is known of a scoring rule or a kind of rate beside its number.

Whoever declares the rule or the kind states its traits; the evaluation puts them into
its results. So a check or a table never looks at a number.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RuleTraits:
    """What an indicator scored by this rule needs, and what the rule can work with."""

    #: the evaluators give the score: no cell computes it
    by_hand: bool = False
    #: 取值来源 must be filled
    takes_value: bool = True
    #: the factor comes from a band scheme (档位方案)
    banded: bool = False
    #: a bound of the scheme belongs to the band below it
    closed_above: bool = False
    #: the factor comes from 评分要素
    of_elements: bool = False
    #: the least and the greatest 取值 that the rule accepts
    value_range: tuple[float, float] | None = None
    #: 参数1 must lie below 参数2
    rising: bool = False
    #: parameters that are a step, a deduction or a count, so never negative: 1, 2, 3
    not_negative: tuple[int, ...] = ()
    #: a value above 0 brings the grade down to the lowest of its scheme
    vetoes_grade: bool = False
    #: the parameter by which the rule divides
    divisor: int = 1


NO_RULE_TRAITS = RuleTraits()


@dataclass(frozen=True)
class KindTraits:
    """What a rate of this kind needs, and what its value is."""

    #: 分母来源 must be filled
    needs_denominator: bool = False
    #: the denominator divides: 0 is #DIV/0!
    divides: bool = False
    #: the value is 分子 itself
    plain: bool = False
    #: a saving: met from nothing on
    saving: bool = False

    @property
    def share(self) -> bool:
        """Whether the value is a quotient, shown as a percent."""
        return self.divides


NO_KIND_TRAITS = KindTraits()
