"""A kind that 参数 does not have is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.references.unknown_kinds import unknown_kinds
from yqxl.evaluation import evaluate
from yqxl.model.contract_version import CONTRACT
from yqxl.model.rows import Evaluation
from yqxl.registry import Subject

CASES = [
    pytest.param(
        changed("rates", 0, kind="完工率"),
        [
            ("rates", 0, "kind", "error", "R01 的种类“完工率”不在参数表中。"),
        ],
        id="unknown",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(unknown_kinds, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(unknown_kinds, model_case()) == []


def test_an_earlier_workbook_is_told_how_to_get_newer_ones() -> None:
    faulty = changed("rates", 0, kind="完工率")
    remedies = []
    for contract in (1, CONTRACT):
        evaluation = replace(faulty, contract=contract)
        found = unknown_kinds(Subject(evaluation, evaluate(evaluation)))
        remedies += [finding.remedy for finding in found]
    assert ["yqxl upgrade" in remedy for remedy in remedies] == [True, False]
