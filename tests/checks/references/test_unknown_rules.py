"""A rule that 参数 does not have is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.references.unknown_rules import unknown_rules
from yqxl.evaluation import evaluate
from yqxl.model.contract_version import CONTRACT
from yqxl.model.rows import Evaluation, RuleRow
from yqxl.registry import Subject

CASES = [
    pytest.param(
        changed("indicators", 12, rule="按比例"),
        [
            ("indicators", 12, "rule", "error", "B202 的评分规则“按比例”不在参数表中。"),
        ],
        id="unknown",
    ),
    pytest.param(
        replace(
            changed("indicators", 12, rule="ratio"),
            rules=(*model_case().rules, RuleRow("Ratio", 1.0, 1.0, 0.0, 0.0)),
        ),
        [],
        id="case",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(unknown_rules, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(unknown_rules, model_case()) == []


def test_an_earlier_workbook_is_told_how_to_get_newer_ones() -> None:
    faulty = changed("indicators", 12, rule="按比例")
    remedies = []
    for contract in (1, CONTRACT):
        evaluation = replace(faulty, contract=contract)
        found = unknown_rules(Subject(evaluation, evaluate(evaluation)))
        remedies += [finding.remedy for finding in found]
    assert ["yqxl upgrade" in remedy for remedy in remedies] == [True, False]
