"""What every check keeps to, whatever it looks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from checks.checks_page import PAGE, meanings, page, remedy
from checks.model_case import model_case

from yqxl.catalog import checks
from yqxl.evaluation import check_findings, check_state, evaluate
from yqxl.model.contract import BY_KEY, NAMED_CELLS
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level
from yqxl.model.rows import Evaluation
from yqxl.registry import Check, Subject

HERE = Path(__file__).parent
#: what the report itself leaves open: five deductions by rule, and the notes of rules.md
EXPECTED = {
    "YQ-053": 1, "YQ-064": 2, "YQ-072": 5, "YQ-081": 1, "YQ-082": 1, "YQ-084": 1, "YQ-096": 1,
}  # fmt: skip

every_check = pytest.mark.parametrize("check", checks(), ids=lambda check: check.code)


@every_check
def test_a_check_is_declared_completely(check: Check) -> None:
    *rooms, module = check.function.__module__.split(".")[2:]
    assert HERE.joinpath(*rooms, f"test_{module}.py").exists()
    assert meanings().get(check.code, "").endswith("。"), "write it into docs/checks.md"
    assert remedy(check).endswith("。")
    assert check.title
    assert not check.title.endswith("。")


def test_titles_are_unique() -> None:
    titles = [check.title for check in checks()]
    assert len(set(titles)) == len(titles)


@every_check
def test_a_blank_workbook_upsets_no_check(check: Check) -> None:
    blank = Evaluation()
    found = list(check.function(Subject(blank, evaluate(blank))))
    assert all(finding.code == "YQ-030" for finding in found)


@every_check
def test_every_kind_of_fact_is_understood_without_its_details(check: Check) -> None:
    facts = tuple(Fact(kind, "资金") for kind in FactKind)
    subject = Subject(model_case(), evaluate(model_case()), facts)
    for finding in check.function(subject):
        assert finding.message.endswith("。")


def test_every_kind_of_fact_is_told() -> None:
    results = evaluate(model_case())
    before = len(check_findings(model_case(), results))
    for kind in FactKind:
        fact = Fact(kind, "资金", "F5", found="1")
        assert len(check_findings(model_case(), results, (fact,))) == before + 1, kind


def test_the_model_case_gives_notes_and_its_three_warnings() -> None:
    found = check_findings(model_case(), evaluate(model_case()))
    counts = {code: sum(one.code == code for one in found) for code in {f.code for f in found}}
    assert counts == EXPECTED
    graver = [one.code for one in found if one.level is not Level.NOTE]
    assert graver == ["YQ-053", "YQ-084", "YQ-096"]
    assert check_state(model_case(), evaluate(model_case())) == "通过，有2项提醒"


def test_what_leaves_no_total_stands_first() -> None:
    # deductions without a reason (YQ-071) have the lower code than 95 for 95 % (YQ-092)
    rows = [
        replace(row, p1=95.0) if row.code == "C301" else replace(row, reason="")
        for row in model_case().indicators
    ]
    evaluation = replace(model_case(), indicators=tuple(rows))
    found = check_findings(evaluation, evaluate(evaluation))
    assert [one.code for one in found[:2]] == ["YQ-092", "YQ-071"]
    levels = [list(Level).index(one.level) for one in found]
    assert levels == sorted(levels)


def test_every_place_is_in_the_contract() -> None:
    cover = {cell.field for cell in NAMED_CELLS}
    for finding in check_findings(model_case(), evaluate(model_case())):
        place = finding.place
        assert place is not None
        if place.table == "project":
            assert place.column in cover
        elif place.column is not None:
            assert BY_KEY[place.table].column(place.column)


def test_the_page_of_checks_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python tests/checks/checks_page.py"
