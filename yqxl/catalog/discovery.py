"""Import what is in the packages of declarations and collect what it declares."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import TypeVar

from yqxl.registry import (
    ATTRIBUTE,
    Check,
    Declaration,
    DeclarationError,
    GroupRule,
    ScoringRule,
    TableDeclaration,
    WorksheetFunction,
)

Kind = TypeVar("Kind", bound=Declaration)


@cache
def _modules(package: str) -> tuple[ModuleType, ...]:
    """Return the modules of a package and of its sub-packages, by name."""
    root = importlib.import_module(package)
    names = sorted(
        info.name for info in pkgutil.walk_packages(root.__path__, prefix=root.__name__ + ".")
    )
    return tuple(importlib.import_module(name) for name in names)


def _declared(package: str, kind: type[Kind]) -> Iterator[Kind]:
    for module in _modules(package):
        for thing in _things(module):
            declaration = getattr(thing, ATTRIBUTE, None)
            # a function that a module merely imports belongs to the other module
            if (
                isinstance(declaration, kind)
                and getattr(thing, "__module__", "") == module.__name__
            ):
                yield declaration


def _things(module: ModuleType) -> Iterator[object]:
    """Yield what stands in a module, a tuple of declared functions opened."""
    for thing in vars(module).values():
        if isinstance(thing, tuple):
            yield from thing
        else:
            yield thing


def _refuse_twins(kind: str, keys: list[object]) -> None:
    twins = sorted({str(key) for key in keys if keys.count(key) > 1})
    if twins:
        raise DeclarationError(f"{kind} declared twice: {', '.join(twins)}")


@cache
def scoring_rules() -> tuple[ScoringRule, ...]:
    """Return every scoring rule by number; those of the sheet are numbered without gaps."""
    rules = tuple(sorted(_declared("yqxl.rules", ScoringRule), key=lambda rule: rule.number))
    _refuse_twins("scoring rule", [rule.number for rule in rules])
    names = [name for rule in rules for name in (rule.name, *(a.name for a in rule.aliases))]
    _refuse_twins("scoring rule", [*names])
    in_cells = [rule.number for rule in rules if rule.branch]
    if in_cells != list(range(1, len(in_cells) + 1)):
        raise DeclarationError(f"rules of the sheet are numbered with gaps: {in_cells}")
    return rules


@cache
def rule_by_number() -> Mapping[int, ScoringRule]:
    """Return the scoring rules by their numbers."""
    return {rule.number: rule for rule in scoring_rules()}


@cache
def group_rules() -> tuple[GroupRule, ...]:
    """Return the rules over several indicators, by name."""
    return tuple(sorted(_declared("yqxl.rules", GroupRule), key=lambda rule: rule.name))


@cache
def functions() -> tuple[WorksheetFunction, ...]:
    """Return every worksheet function, by name."""
    found = [
        *_declared("yqxl.rules", WorksheetFunction),
        *_declared("yqxl.catalog", WorksheetFunction),
    ]
    _refuse_twins("function", [function.name for function in found])
    return tuple(sorted(found, key=lambda function: function.name))


@cache
def checks() -> tuple[Check, ...]:
    """Return every check, by code."""
    found = tuple(sorted(_declared("yqxl.checks", Check), key=lambda check: check.code))
    _refuse_twins("check", [check.code for check in found])
    return found


def _table_order(table: TableDeclaration) -> list[int]:
    return [int(part) for part in table.number.split("-")]


@cache
def tables() -> tuple[TableDeclaration, ...]:
    """Return every generated table in the order of its number."""
    found = tuple(sorted(_declared("yqxl.tables", TableDeclaration), key=_table_order))
    _refuse_twins("table", [table.sheet for table in found])
    return found
