"""Discovers every declaration: rules, checks, tables, problems, sentences and forms.

Nothing is listed: a module that is there is found. The functions of this package are
cached, for the modules cannot change while the program runs.
"""

from __future__ import annotations

from yqxl.catalog.discovery import (
    chart_rules,
    checks,
    computed_columns,
    forms,
    functions,
    group_rules,
    kind_by_number,
    live_tables,
    numbering,
    problem_rules,
    rate_kinds,
    rule_by_number,
    scoring_rules,
    sentence_rules,
    standard_tables,
    tables,
)
from yqxl.catalog.requested_tables import named_tables, requested_tables
from yqxl.catalog.shipped import rules_version, shipped_parameters

__all__ = [
    "chart_rules",
    "checks",
    "computed_columns",
    "forms",
    "functions",
    "group_rules",
    "kind_by_number",
    "live_tables",
    "named_tables",
    "numbering",
    "problem_rules",
    "rate_kinds",
    "requested_tables",
    "rule_by_number",
    "rules_version",
    "scoring_rules",
    "sentence_rules",
    "shipped_parameters",
    "standard_tables",
    "tables",
]
