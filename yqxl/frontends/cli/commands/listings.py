"""``yqxl functions`` and ``yqxl rules``: the registry, for people and for programs."""

from __future__ import annotations

from typing import Any

from yqxl.catalog import functions as all_functions
from yqxl.catalog import group_rules, scoring_rules, shipped_parameters
from yqxl.frontends.cli.printing import put, put_json
from yqxl.registry import Argument, ScoringRule, WorksheetFunction


def functions(*, as_json: bool) -> int:
    """Print every worksheet function."""
    if as_json:
        put_json([_function(function) for function in all_functions()], indent=1)
        return 0
    for function in all_functions():
        arguments = ", ".join(
            f"[{argument.name}]" if argument.optional else argument.name
            for argument in function.arguments
        )
        put(f"{function.name}({arguments})  {function.label}")
        put(f"    {function.summary}")
        for argument in function.arguments:
            put(f"    {argument.name}: {_argument_text(argument)}")
        put(f"    例: {function.example}")
        put(f"    来源: {function.source}")
        put()
    return 0


def _argument_text(argument: Argument) -> str:
    default = f"（可省，默认 {argument.default}）" if argument.optional else ""
    return f"{argument.label} — {argument.help}{default}"


def _function(function: WorksheetFunction) -> dict[str, Any]:
    return {
        "name": function.name,
        "label": function.label,
        "summary": function.summary,
        "unit": function.unit,
        "arguments": [
            {
                "name": argument.name,
                "label": argument.label,
                "help": argument.help,
                "unit": argument.unit,
                "kind": argument.kind,
                "default": argument.default,
            }
            for argument in function.arguments
        ],
        "array": function.returns_array,
        "native": function.native,
        "example": function.example,
        "source": function.source,
    }


def rules(*, as_json: bool) -> int:
    """Print every scoring rule with inputs, grammar, example and source."""
    if as_json:
        put_json([_rule(rule) for rule in scoring_rules()] + _groups(), indent=1)
        return 0
    for row in shipped_parameters().rules:
        defaults = [
            f"{value:g}" if isinstance(value, float) else str(value)
            for value in (row.d1, row.d2, row.d3)
        ]
        put(f"{row.number:g}  {row.rule}  （参数默认 {' / '.join(defaults)}）")
        put(f"    写法: {row.hint}")
        put(f"    例: {row.example}")
        put(f"    来源: {row.source}")
        put()
    for rule in group_rules():
        put(
            f"组  {rule.name}\n    写法: {rule.grammar}\n"
            f"    例: {rule.example}\n    来源: {rule.source}\n"
        )
    return 0


def _rule(rule: ScoringRule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "number": rule.number,
        "in_cells": bool(rule.branch),
        "parameters": [
            {"name": parameter.name, "label": parameter.label, "default": parameter.default}
            for parameter in rule.parameters
        ],
        "branch": rule.branch,
        "grammar": rule.grammar,
        "example": rule.example,
        "source": rule.source,
        "aliases": [alias.name for alias in rule.aliases],
    }


def _groups() -> list[dict[str, Any]]:
    return [
        {
            "name": rule.name,
            "number": None,
            "in_cells": False,
            "parameters": [],
            "branch": "",
            "grammar": rule.grammar,
            "example": rule.example,
            "source": rule.source,
            "aliases": [],
        }
        for rule in group_rules()
    ]
