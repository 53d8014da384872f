"""The live tables say what the written ones say, and three spreadsheets agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from engines.spreadsheets import gnumeric, ironcalc, ssconvert
from generated_evaluations import Generator
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate
from tables.live.live_cases import CASES, NUMBERS, both_forms, differences, seen
from tables.live.live_edits import EDITS, edited_differences

from yqxl.catalog import live_tables
from yqxl.pipeline.create import create

GENERATED = range(20)


def test_every_table_of_the_template_has_a_live_form() -> None:
    assert tuple(table.number for table in live_tables()) == NUMBERS


@pytest.mark.parametrize("name", [name for name in CASES if name != "超容量"])
def test_a_live_table_says_what_the_written_one_says(name: str) -> None:
    fixed, live = both_forms(CASES[name])
    for number in NUMBERS:
        assert list(differences(fixed[number], seen(live[number]))) == []


@pytest.mark.parametrize("number", GENERATED)
def test_the_same_for_workbooks_made_at_random(number: int) -> None:
    fixed, live = both_forms(Generator(number).evaluation())
    for table in NUMBERS:
        assert list(differences(fixed[table], seen(live[table]))) == []


@pytest.mark.parametrize("name", ["样例", "怪标签"])
def test_three_spreadsheets_agree(name: str, tmp_path: Path, calc: Calc) -> None:
    path = tmp_path / "book.xlsx"
    create(CASES[name], path, live=True)
    recalculate(calc, path).assert_same(at_least=7000)
    ironcalc(path).assert_same(at_least=7000)
    if ssconvert() is not None:
        gnumeric(path).assert_same(at_least=7000)


def test_rows_beyond_the_capacity_are_told() -> None:
    _, live = both_forms(CASES["超容量"])
    told = {number: str(grid.rows[2][0].value) for number, grid in live.items()}
    assert "★还有5项超出本表容量" in told["1-1"]
    assert "★还有5项超出本表容量" in told["2-1"]
    assert "★还有6项超出本表容量" in told["3-1"]
    assert "★还有6项超出本表容量" in told["3-2"]


@pytest.mark.parametrize("kind", ["复制一行，改编码和权重", "按编码倒排"])
def test_the_tables_follow_what_a_person_does_to_the_rows(
    kind: str, tmp_path: Path, calc: Calc
) -> None:
    assert kind in EDITS
    cells, different = edited_differences(calc, kind, tmp_path)
    assert different == []
    assert cells > 400
