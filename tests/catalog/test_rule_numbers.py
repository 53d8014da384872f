"""Nobody outside ``rules`` knows the number of a rule or of a kind."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import yqxl
from yqxl.catalog import scoring_rules
from yqxl.catalog.rule_numbers import numbers_of, traits_of
from yqxl.errors import ErrorValue
from yqxl.registry import ScoringRule

PACKAGE = Path(yqxl.__file__).parent
MODULES = [
    path for path in sorted(PACKAGE.rglob("*.py")) if path.relative_to(PACKAGE).parts[0] != "rules"
]
#: builds the texts for everybody else
BUILDER = PACKAGE / "catalog" / "rule_numbers.py"
#: a number of a rule or kind compared or looked for in a formula text
IN_TEXTS = re.compile(
    r"(\[(rule|formula)_number\]|yq_[ir]_no,?)\s*\"?(=|<>|[<>]=?)\"?\s*\d|yq_[ir]_no,\d"
)
NUMBER_FIELDS = ("rule_number", "formula_number")


def texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield ast.unparse(node)


def compared(tree: ast.AST) -> Iterator[str]:
    """Comparisons with a cell 规则号 or 公式号, and look-ups by one."""
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.Subscript):
            parts = [node.slice]
        for part in parts:
            if any(
                isinstance(one, ast.Attribute) and one.attr in NUMBER_FIELDS
                for one in ast.walk(part)
            ):
                yield ast.unparse(node)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_outside_rules_knows_a_number(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [text for text in texts(tree) if IN_TEXTS.search(text)] == []
    assert list(compared(tree)) == []
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert "LAST_IN_CELLS" not in names or path == BUILDER


@pytest.mark.parametrize(
    "text",
    [
        "result.rule_number == _BANDS",
        "result.formula_number in (1.0, 2.0)",
        "_NOT_NEGATIVE[int(result.rule_number)]",
    ],
)
def test_a_comparison_would_be_seen(text: str) -> None:
    assert list(compared(ast.parse(text)))


@pytest.mark.parametrize(
    "text", ["IF([rule_number]<>14,0,1)", "[formula_number]=4", 'yq_i_no,">50"', "yq_i_no,0,"]
)
def test_a_number_in_a_text_would_be_seen(text: str) -> None:
    assert IN_TEXTS.search(text)


@pytest.mark.parametrize("rule", scoring_rules(), ids=lambda rule: rule.name)
def test_the_traits_follow_the_declaration(rule: ScoringRule) -> None:
    assert traits_of(float(rule.number)) is rule.traits
    assert rule.traits.by_hand == (not rule.in_cells)


def test_numbers_that_nobody_declared() -> None:
    assert not traits_of(37.0).by_hand
    assert traits_of(99.0).by_hand
    assert not traits_of(ErrorValue.NA).takes_value
    assert traits_of(14.5).takes_value
    assert numbers_of(lambda rule: rule.traits.of_elements) == (14,)
