"""Import what is in the packages of declarations and collect what it declares."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import TypeVar

from yqxl.model.contract import TABLES, Column, Table
from yqxl.registry import (
    Check,
    ComputedColumn,
    DeclarationError,
    FormDeclaration,
    GroupRule,
    LiveCheck,
    LiveTableDeclaration,
    Numbering,
    RateKind,
    ScoringRule,
    TableDeclaration,
    WorksheetFunction,
    declarations,
)
from yqxl.registry.charting import ChartRule
from yqxl.registry.problems import ProblemGroup, ProblemRule
from yqxl.registry.saying import SentenceRule

Kind = TypeVar("Kind")
#: parts of a report, in its order (财预〔2020〕10号 附3)
_PARTS = ("一（三）", "二（二）", "三", "四", "五")


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
            # a function that a module merely imports belongs to the other module
            if getattr(thing, "__module__", "") == module.__name__:
                for declaration in declarations(thing):
                    if isinstance(declaration, kind):
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
    in_cells = [rule.number for rule in rules if rule.in_cells]
    if in_cells != list(range(1, len(in_cells) + 1)):
        raise DeclarationError(f"rules of the sheet are numbered with gaps: {in_cells}")
    return rules


@cache
def rule_by_number() -> Mapping[int, ScoringRule]:
    """Return the scoring rules by their numbers."""
    return {rule.number: rule for rule in scoring_rules()}


@cache
def rate_kinds() -> tuple[RateKind, ...]:
    """Return every kind of 指标取值 in the order of the drop-down.

    Raises:
        DeclarationError: two kinds share a name or a place, the numbers have gaps, or two
            kinds with one number have different formulas.
    """
    kinds = tuple(sorted(_declared("yqxl.rules", RateKind), key=lambda kind: kind.place))
    _refuse_twins("kind of rate", [kind.name for kind in kinds])
    _refuse_twins("place of a kind", [kind.place for kind in kinds])
    numbers = {kind.number for kind in kinds}
    if numbers != set(range(1, len(numbers) + 1)):
        raise DeclarationError(f"kinds of rates are numbered with gaps: {sorted(numbers)}")
    texts = {(kind.number, kind.text("{n}", "{d}")) for kind in kinds}
    if len(texts) > len(numbers):
        raise DeclarationError(f"kinds with one number have several formulas: {sorted(texts)}")
    return kinds


@cache
def kind_by_number() -> Mapping[int, RateKind]:
    """Return the first kind of each number: all kinds of a number have its formula."""
    found: dict[int, RateKind] = {}
    for kind in rate_kinds():
        found.setdefault(kind.number, kind)
    return dict(sorted(found.items()))


@cache
def computed_columns() -> Mapping[tuple[str, str], ComputedColumn]:
    """Return what computes each column that a declared function gives, by table and field."""
    found = [*_declared("yqxl.rules", ComputedColumn)]
    _refuse_twins("computed column", [(column.table, column.field) for column in found])
    return {(column.table, column.field): column for column in found}


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
    return tuple(_numbered(check, numbering()) for check in found)


@cache
def numbering() -> Numbering:
    """Return the kinds, one for each number, the rules, and every workbook's columns in order."""
    known = computed_columns()
    places = ((table.key, one.field) for table, one in _columns())
    columns = [known[place] for place in places if place in known]
    return Numbering(tuple(kind_by_number().values()), tuple(columns), scoring_rules())


def _columns() -> Iterator[tuple[Table, Column]]:
    return ((table, column) for table in TABLES for column in table.columns)


def _numbered(check: Check, numbers: Numbering) -> Check:
    own = check.numbered
    if own is None:
        return check
    return replace(check, live=LiveCheck(own.formula(numbers), own.value, own.rows(numbers)))


@cache
def forms() -> tuple[FormDeclaration, ...]:
    """Return every prescribed form, by name."""
    found = tuple(sorted(_declared("yqxl.forms", FormDeclaration), key=lambda one: one.name))
    _refuse_twins("form", [one.name for one in found])
    return found


def _table_order(table: TableDeclaration) -> list[int]:
    return [int(part) for part in table.number.split("-")]


@cache
def tables() -> tuple[TableDeclaration, ...]:
    """Return every generated table in the order of its number."""
    declared = [
        *_declared("yqxl.tables", TableDeclaration),
        *_declared("yqxl.catalog", TableDeclaration),
    ]
    found = tuple(sorted(declared, key=_table_order))
    _refuse_twins("table", [table.sheet for table in found])
    return found


@cache
def live_tables() -> tuple[LiveTableDeclaration, ...]:
    """Return the live forms that tables have, in the order of their numbers."""
    known = {table.number: place for place, table in enumerate(tables())}
    found = tuple(
        sorted(_declared("yqxl.tables", LiveTableDeclaration), key=lambda one: known[one.number])
    )
    _refuse_twins("live table", [one.number for one in found])
    return found


@cache
def problem_rules() -> tuple[ProblemRule, ...]:
    """Return every rule of the list of problems, by group and place."""
    groups = list(ProblemGroup)
    found = _declared("yqxl.problems", ProblemRule)
    rules = tuple(sorted(found, key=lambda rule: (groups.index(rule.group), rule.place)))
    _refuse_twins("problem rule", [rule.title for rule in rules])
    _refuse_twins("place of a problem rule", [(rule.group.value, rule.place) for rule in rules])
    return rules


@cache
def chart_rules() -> tuple[ChartRule, ...]:
    """Return every kind of chart, in the order of the sheet 图表."""
    found = tuple(sorted(_declared("yqxl.charts", ChartRule), key=lambda rule: rule.place))
    _refuse_twins("place of a chart", [rule.place for rule in found])
    return found


@cache
def sentence_rules() -> tuple[SentenceRule, ...]:
    """Return every rule for sentences of a report, in the order of the report."""
    rules = tuple(
        sorted(
            _declared("yqxl.sentences", SentenceRule),
            key=lambda rule: (_PARTS.index(rule.part), rule.place),
        )
    )
    _refuse_twins("sentence", [rule.name for rule in rules])
    _refuse_twins("place of a sentence", [(rule.part, rule.place) for rule in rules])
    return rules


@cache
def standard_tables() -> tuple[TableDeclaration, ...]:
    """Return the tables that every workbook gets."""
    return tuple(table for table in tables() if not table.on_request)
