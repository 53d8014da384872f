"""A workbook with live tables, through regenerate, --keep-live, freeze, and a person's pen."""

from __future__ import annotations

from pathlib import Path

import pytest
from engines.spreadsheets import ironcalc
from openpyxl import load_workbook

from yqxl.evaluation.reading.generated_sheets import live_standing
from yqxl.interchange.importing import load
from yqxl.model.contract import WORKING_SHEET
from yqxl.pipeline.create import create
from yqxl.pipeline.freeze import freeze
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json"
TABLES = {"表1-1", "表2-1", "表3-1", "表3-2"}

Cells = dict[str, dict[tuple[int, int], tuple[object, str | None]]]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model case as the template carries it."""
    path = tmp_path_factory.mktemp("live") / "live.xlsx"
    create(load(CASE), path, live=True)
    return path


def cells(path: Path) -> Cells:
    with open_workbook(path) as book:
        return {
            name: {place: (cell.value, cell.formula) for place, cell in sheet.cells.items()}
            for name, sheet in book.sheets.items()
        }


def live_numbers(path: Path) -> set[str]:
    with open_workbook(path) as book:
        return set(live_standing(FileBook(book)))


def regenerated(source: Path, target: Path, **options: bool) -> Path:
    outcome = regenerate(Task(str(source), str(target), **options))
    assert outcome.output == str(target), outcome
    return target


def edited(source: Path, target: Path, sheet: str, cell: str, value: object) -> Path:
    book = load_workbook(source)
    book[sheet][cell] = value
    book.save(target)
    return target


def test_regenerate_puts_the_same_tables_as_in_a_workbook_without_live_ones(
    live: Path, tmp_path: Path
) -> None:
    plain = tmp_path / "plain.xlsx"
    create(load(CASE), plain)
    ours = cells(regenerated(live, tmp_path / "a.xlsx"))
    theirs = cells(regenerated(plain, tmp_path / "b.xlsx"))
    assert live_numbers(live) == {"1-1", "2-1", "3-1", "3-2"}
    assert live_numbers(tmp_path / "a.xlsx") == set()
    assert ours == theirs


def test_keep_live_renews_the_values_of_the_live_tables(live: Path, tmp_path: Path) -> None:
    changed = edited(live, tmp_path / "changed.xlsx", "指标体系", "D5", "换了名字的指标")
    target = regenerated(changed, tmp_path / "out.xlsx", keep_live=True)
    assert live_numbers(target) == {"1-1", "2-1", "3-1", "3-2"}
    assert "换了名字的指标" in str(cells(target)["表2-1"][5, 3][0])
    ironcalc(target).assert_same(at_least=7000)
    again = regenerated(target, tmp_path / "again.xlsx", keep_live=True)
    assert cells(again) == cells(target)


def test_a_frozen_workbook_has_the_written_tables(live: Path, tmp_path: Path) -> None:
    target = tmp_path / "frozen.xlsx"
    freeze(live, target)
    assert live_numbers(target) == set()
    written = cells(regenerated(live, tmp_path / "out.xlsx"))
    frozen = cells(target)
    assert {name: frozen[name] for name in TABLES} == {name: written[name] for name in TABLES}
    ironcalc(target).assert_same(at_least=1000)


def test_what_a_person_wrote_into_a_live_table_stays_and_goes_on_reading_the_data(
    live: Path, tmp_path: Path
) -> None:
    changed = edited(live, tmp_path / "changed.xlsx", "表1-1", "D5", "手写的目标值")
    target = regenerated(changed, tmp_path / "out.xlsx")
    kept = cells(target)["表1-1（人工修改）"]
    assert kept[5, 4] == ("手写的目标值", None)
    assert WORKING_SHEET in str(kept[6, 4][1])
    assert live_numbers(target) == set()
    ironcalc(target).assert_same(at_least=3000)
