"""What holds for every declaration that the catalog finds."""

from __future__ import annotations

import ast
import pkgutil
import re
from pathlib import Path

import pytest

import yqxl.catalog
import yqxl.checks
import yqxl.rules
import yqxl.tables
from yqxl.catalog import (
    checks,
    functions,
    group_rules,
    rule_by_number,
    scoring_rules,
    tables,
)
from yqxl.catalog.discovery import _refuse_twins
from yqxl.registry import (
    MAX_SUMMARY,
    DeclarationError,
    GroupRule,
    ScoringRule,
    WorksheetFunction,
    native_text,
)

TESTS = Path(__file__).parents[1]
#: argument names and order as the design fixes them
SIGNATURES = {
    "YQ_COMPLETION_RATE": "actual planned [cap]",
    "YQ_ARRIVAL_RATE": "arrived base",
    "YQ_EXECUTION_RATE": "spent base",
    "YQ_BALANCE": "base spent",
    "YQ_SAVING_RATE": "planned_cost actual_cost",
    "YQ_QUALITY_RATE": "qualified base",
    "YQ_TIMELY_RATE": "timely due",
    "YQ_SATISFACTION": "counts weights",
    "YQ_SCORE": "rule weight value [p1] [p2] [p3] [factor]",
    "YQ_SCORE_RATE": "score weight",
    "YQ_GRADE": "total [full] [scheme]",
    "YQ_ROUND": "x digits",
    "YQ_PERCENT_TEXT": "rate",
    "YQ_RATES": "actuals planned [cap]",
    "YQ_SCORES": "rules weights values [p1s] [p2s] [p3s] [factors]",
}
#: functions of Excel 2010 or older that a native formula may use
OLD_ENOUGH = {
    "ABS", "AND", "CHOOSE", "IF", "ISERROR", "ISTEXT", "LOOKUP", "MATCH", "MAX", "MIN", "NA",
    "ROUND", "ROUNDDOWN", "ROUNDUP", "SUM", "SUMPRODUCT",
}  # fmt: skip
EXCEL_FORMULA_LIMIT = 8192
_BY_NAME = pytest.mark.parametrize("function", functions(), ids=lambda function: function.name)


def test_the_functions_of_the_design_are_there_with_their_arguments() -> None:
    found = {
        function.name: " ".join(
            f"[{argument.name}]" if argument.optional else argument.name
            for argument in function.arguments
        )
        for function in functions()
    }
    assert {name: found.get(name) for name in SIGNATURES} == SIGNATURES


@_BY_NAME
def test_texts_of_a_function(function: WorksheetFunction) -> None:
    assert 0 < len(function.summary) <= MAX_SUMMARY
    assert function.summary.endswith("。")
    assert function.label
    assert function.unit
    assert re.search(r"〔\d{4}〕\d+号|公开报告", function.source)
    for argument in function.arguments:
        assert argument.label
        assert 0 < len(argument.help) <= MAX_SUMMARY


@_BY_NAME
def test_parameters_of_the_python_function_are_the_arguments(function: WorksheetFunction) -> None:
    code = function.function.__code__
    names = code.co_varnames[: code.co_argcount]
    assert names == tuple(argument.name for argument in function.arguments)


@_BY_NAME
def test_native_formula_is_old_pure_and_short(function: WorksheetFunction) -> None:
    cells = {argument.name: "指标体系!$AB$1234" for argument in function.arguments}
    text = native_text(function, cells)
    without_texts = re.sub(r'"[^"]*"', '""', text)
    assert set(re.findall(r"([A-Z.]+)\(", without_texts)) <= OLD_ENOUGH
    assert len(text) < EXCEL_FORMULA_LIMIT
    assert text.count("(") - text.count(")") == 0
    assert "ISTEXT" in text


@_BY_NAME
def test_example_is_a_call_of_the_function(function: WorksheetFunction) -> None:
    called = re.fullmatch(rf"={function.name}\((.+)\)", function.example)
    assert called
    given = len(re.sub(r'"[^"]*"|\([^)]*\)', "x", called[1]).split(","))
    required = sum(not argument.optional for argument in function.arguments)
    assert required <= given <= len(function.arguments)


@_BY_NAME
def test_example_with_constants_runs(function: WorksheetFunction) -> None:
    inner = function.example.partition("(")[2].rpartition(")")[0]
    if ":" in inner:
        assert any(argument.kind == "range" for argument in function.arguments)
        return
    arguments = [
        eval(compile(ast.Expression(node), "example", "eval"))  # noqa: S307 - an example of ours
        for node in ast.parse(f"f({inner})", mode="eval").body.args
    ]
    assert isinstance(function.function(*arguments), float | str)


def test_rules_of_the_sheet_are_numbered_from_one() -> None:
    in_cells = [rule.number for rule in scoring_rules() if rule.in_cells]
    assert in_cells == list(range(1, len(in_cells) + 1))
    assert len(in_cells) >= 25
    assert [rule.number for rule in scoring_rules() if not rule.in_cells] == [0]
    assert rule_by_number()[0].name == "直接评分"


@pytest.mark.parametrize("rule", scoring_rules(), ids=lambda rule: rule.name)
def test_texts_of_a_rule(rule: ScoringRule) -> None:
    assert rule.source
    assert rule.example
    for number, parameter in enumerate(rule.parameters, 1):
        assert f"参数{number}=" in rule.grammar
        assert parameter.label
        if parameter.default is None:
            assert "必填" in rule.grammar
    used = set(re.findall(r"\{([abc])\}", rule.branch))
    if rule.branch:
        assert used == set("abc"[: len(rule.parameters)])
    assert not set("*?~/") & set(rule.name)


def test_aliases_have_as_many_defaults_as_parameters() -> None:
    found = [(rule, alias) for rule in scoring_rules() for alias in rule.aliases]
    assert ("满意度按目标", (0.9,)) in [(alias.name, alias.defaults) for _, alias in found]
    assert all(len(alias.defaults) == len(rule.parameters) for rule, alias in found)


@pytest.mark.parametrize("rule", group_rules(), ids=lambda rule: rule.name)
def test_texts_of_a_group_rule(rule: GroupRule) -> None:
    assert rule.grammar.startswith(rule.function.__name__)
    assert rule.example
    assert rule.source


def test_the_group_rules_are_there() -> None:
    assert {rule.name for rule in group_rules()} >= {"加权平均", "混合", "等分权重", "合并计分"}


@pytest.mark.parametrize("package", [yqxl.rules, yqxl.catalog], ids=lambda p: p.__name__)
def test_every_module_has_its_test(package: object) -> None:
    found = pkgutil.walk_packages(package.__path__, prefix=package.__name__ + ".")
    modules = [module.name.split(".")[1:] for module in found if not module.ispkg]
    missing = [
        ".".join(path)
        for path in modules
        if not TESTS.joinpath(*path[:-1], f"test_{path[-1]}.py").exists()
    ]
    assert modules
    assert missing == []


def test_declarations_that_clash_are_refused() -> None:
    with pytest.raises(DeclarationError, match="twice: a"):
        _refuse_twins("function", ["a", "b", "a"])


def test_checks_and_tables_are_found_in_order() -> None:
    codes = [check.code for check in checks()]
    assert codes == sorted(set(codes))
    numbers = [[int(part) for part in table.number.split("-")] for table in tables()]
    assert numbers == sorted(numbers)
