"""The parameters that the package ships: rules, kinds, schemes, options, tolerances.

They fill the 参数 sheet of a new workbook and stand in where a file has no such table.
"""

from __future__ import annotations

import hashlib
from functools import cache

from yqxl.catalog.discovery import rate_kinds, scoring_rules
from yqxl.model.rows import Evaluation, Kind, RuleRow
from yqxl.registry import RuleAlias, ScoringRule
from yqxl.rules import parameters

#: what stands in 参数 for a parameter that has no default
REQUIRED = "必填"


@cache
def shipped_parameters() -> Evaluation:
    """Return an evaluation that holds nothing but the shipped parameter tables."""
    return Evaluation(
        rules=tuple(row for rule in scoring_rules() for row in _rows(rule)),
        bands=parameters.BANDS,
        kinds=tuple(Kind(kind.name, float(kind.number), kind.source) for kind in rate_kinds()),
        grades=parameters.GRADES,
        options=parameters.OPTIONS,
        tolerances=parameters.TOLERANCES,
    )


@cache
def rules_version() -> str:
    """Return six hexadecimal digits that change whenever a rule or a shipped parameter does."""
    rules = [(rule.number, rule.name, rule.branch) for rule in scoring_rules()]
    content = f"{rules!r}{shipped_parameters()!r}"
    return hashlib.sha256(content.encode()).hexdigest()[:6]


def _rows(rule: ScoringRule) -> list[RuleRow]:
    limit = rule.parameters[0].limit if rule.parameters else None
    own = RuleRow(
        rule.name,
        float(rule.number),
        *_defaults(tuple(parameter.default for parameter in rule.parameters)),
        limit,
        rule.grammar,
        rule.example,
        rule.source,
    )
    aliases = ((limit if alias.of_rates else None, alias) for alias in rule.aliases)
    return [own, *(_alias_row(rule.number, most, alias) for most, alias in aliases)]


def _alias_row(number: int, limit: float | None, alias: RuleAlias) -> RuleRow:
    return RuleRow(
        alias.name,
        float(number),
        *_defaults(alias.defaults),
        limit,
        alias.grammar,
        alias.example,
        alias.source,
    )


def _defaults(defaults: tuple[float | None, ...]) -> tuple[float | str, float | str, float | str]:
    texts = [REQUIRED if default is None else default for default in defaults]
    padded = [*texts, 0.0, 0.0, 0.0]
    return padded[0], padded[1], padded[2]
