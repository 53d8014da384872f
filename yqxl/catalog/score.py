"""YQ_SCORE: the scoring rules behind one worksheet function.

The function and its native formula are put together from the rules that the catalog
finds, so that a new rule needs no line here.
"""

from __future__ import annotations

import re

from yqxl.arithmetic import Value, is_number, round_score
from yqxl.catalog.discovery import rule_by_number, scoring_rules
from yqxl.errors import CellError, ErrorValue
from yqxl.registry import OMITTED, Argument, Omitted, RuleInput, formula

_PLACEHOLDER = re.compile(r"\{(\w)\}")
SOURCE = "财预〔2020〕10号《项目支出绩效评价管理办法》第十六条；评分规则各自的来源见参数表"


def apply_rule(number: int, values: RuleInput) -> float:
    """Return ``ROUND(ROUND(MAX(0,MIN(w, …)),10),2)`` of a rule that a cell can compute."""
    rule = rule_by_number().get(number)
    if rule is None or not rule.branch:
        raise CellError(ErrorValue.NA)
    return round_score(max(0.0, min(values.w, rule.score(values))))


def native_score(cells: dict[str, str], factors: dict[int, str]) -> str:
    """Return the native core over cell texts: ``ROUND(ROUND(MAX(0,MIN(w,CHOOSE(…``.

    ``cells`` gives the texts of w, x, a, b, c and ``n`` (the rule's number); ``factors``
    the text of {f} for the rules that use it.
    """
    branches = [
        _PLACEHOLDER.sub(
            lambda match, rule=rule: {**cells, "f": factors.get(rule.number, cells.get("f", "1"))}[
                match[1]
            ],
            rule.branch,
        )
        for rule in scoring_rules()
        if rule.branch
    ]
    choose = f"CHOOSE({cells['n']},{','.join(branches)})"
    return f"ROUND(ROUND(MAX(0,MIN({cells['w']},{choose})),10),2)"


def rule_number(rule: Value) -> int:
    """Return the number of a rule given by name or number; #N/A when there is none."""
    if is_number(rule):
        number = float(rule)  # type: ignore[arg-type]  # is_number says so
        if number in rule_by_number():
            return int(number)
        raise CellError(ErrorValue.NA)
    if isinstance(rule, str):
        for candidate in scoring_rules():
            names = (candidate.name, *(alias.name for alias in candidate.aliases))
            if rule.lower() in (name.lower() for name in names):
                return candidate.number
    raise CellError(ErrorValue.NA)


def default_parameters(rule: Value) -> tuple[float | None, float | None, float | None]:
    """Return the defaults of a rule by name or number; None is a parameter that must be given."""
    number = rule_number(rule)
    declared = rule_by_number()[number]
    defaults: list[float | None] = [parameter.default for parameter in declared.parameters]
    if isinstance(rule, str):
        for alias in declared.aliases:
            if alias.name.lower() == rule.lower():
                defaults = list(alias.defaults)
    padded = [*defaults, 0.0, 0.0, 0.0]
    return padded[0], padded[1], padded[2]
