"""Every table of ``tests/foreign_tables`` gives what ``expected.json`` says it holds."""

from __future__ import annotations

import pytest
from evaluation.importing.expected_cells import EXPECTED, TABLES, comparisons, projects_of

NATIONAL = ["s01_national.xlsx", "s02_national.docx", "s03_national.xls", "s05_national.csv"]


@pytest.mark.parametrize("name", EXPECTED)
def test_no_cell_is_wrong(name: str) -> None:
    projects = projects_of(TABLES / name)
    assert len(projects) == len(EXPECTED[name]["projects"])
    for project, expected in zip(projects, EXPECTED[name]["projects"], strict=True):
        assert [c for c in comparisons(project, expected) if c.wrong] == []
        rows = [row["name"] for row in project.data["indicators"] if row["name"] != "预算执行率"]
        assert rows == [row["name"] for row in expected["indicators"]]
        assert project.kind == expected["kind"]


def test_nearly_every_cell_is_taken() -> None:
    found = [
        comparison
        for name, expected in EXPECTED.items()
        for project, wanted in zip(projects_of(TABLES / name), expected["projects"], strict=True)
        for comparison in comparisons(project, wanted)
    ]
    taken = sum(comparison.taken for comparison in found)
    assert len(found) > 700
    assert taken >= 0.97 * len(found), [c.what for c in found if not c.taken]


@pytest.mark.parametrize("name", NATIONAL)
def test_the_national_form_is_the_same_in_every_format(name: str) -> None:
    first, other = (projects_of(TABLES / each)[0] for each in (NATIONAL[0], name))
    # where a value stood, and how sure it is, depends on the format
    data = [{k: v for k, v in each.data.items() if k != "imports"} for each in (first, other)]
    assert data[0] == data[1]
    assert other.levels == first.levels
    assert other.total == first.total


@pytest.mark.parametrize("name", [n for n in EXPECTED if EXPECTED[n]["findings"]])
def test_contradictions_are_told(name: str) -> None:
    kinds = {each.kind for project in projects_of(TABLES / name) for each in project.contradictions}
    assert set(EXPECTED[name]["findings"]) <= kinds


@pytest.mark.parametrize("name", NATIONAL)
def test_a_sound_form_has_no_contradiction(name: str) -> None:
    assert projects_of(TABLES / name)[0].contradictions == ()


def test_a_printed_total_that_does_not_add_up() -> None:
    (project,) = projects_of(TABLES / "c01_自评表_national.xlsx")
    (found,) = project.contradictions
    assert found.kind == "总分"
    assert "95" in found.message
    assert "94.92" in found.message
    assert found.place == "项目支出绩效自评表!H22"


def test_a_target_typed_as_a_formula_is_read_from_its_text() -> None:
    (project,) = projects_of(TABLES / "c01_自评表_national.xlsx")
    targets = {goal["goal"]: goal["target"] for goal in project.data["goals"]}
    assert targets["验收合格率"] == "=100%"


def test_a_weight_over_two_indicators_is_not_taken() -> None:
    (project,) = projects_of(TABLES / "s21_shared_cells.xlsx")
    weights = {row["name"]: row.get("weight") for row in project.data["indicators"]}
    assert weights["断面水质达标率"] is None
    assert any("共用一个分值" in left.why for left in project.leftovers)


def test_the_execution_rate_becomes_a_rate_of_the_funds() -> None:
    (project,) = projects_of(TABLES / "s01_national.xlsx")
    (rate,) = project.data["rates"]
    assert rate["numerator"] == "资金/年度资金总额/实际支出"
    # typed, where no path reaches the column
    assert rate["denominator"] in (28.5, "资金/年度资金总额/全年预算数")
    assert rate["base"] == "全年预算数"
    row = project.data["indicators"][-1]
    assert (row["name"], row["value"], row["given"]) == ("预算执行率", "R01", 9.6)
