"""A person's words in a generated table are kept, and the check says so."""

from __future__ import annotations

from yqxl.checks.edited_tables import edited_tables
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import Subject


def test_a_kept_sheet_is_named_with_what_was_typed() -> None:
    fact = Fact(FactKind.SHEET_KEPT, "表3-1", "H3", found="请局长审阅")
    findings = list(edited_tables(Subject(Evaluation(), Results(), (fact,))))
    assert [(one.level, one.sheet, one.cell) for one in findings] == [(Level.NOTE, "表3-1", "H3")]
    assert "请局长审阅" in findings[0].message


def test_nothing_is_said_without_such_a_fact() -> None:
    fact = Fact(FactKind.HIDDEN_DATA, "表3-1")
    assert not list(edited_tables(Subject(Evaluation(), Results(), (fact,))))
