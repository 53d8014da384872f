"""A goal prints as it was typed: 95% stays 95%, be it a text or a number that shows so."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from libreoffice.office import Calc
from pipeline.kept_answers import broken_promises, run

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "workbooks" / "yangquan_2022.xlsx"


def test_the_column_takes_what_is_typed_as_a_text() -> None:
    book = openpyxl.load_workbook(ROOT / "workbooks" / "template.xlsx")
    assert book["绩效目标"]["D5"].number_format == "@"


def _typed(target: Path, value: object, number_format: str) -> Path:
    book = openpyxl.load_workbook(MODEL)
    cell = book["绩效目标"]["D5"]
    cell.value, cell.number_format = value, number_format
    book.save(target)
    return target


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.95, "0%", "95%"),
        (0.57, "0.00%", "57%"),
        (0.955, "0.0%", "95.5%"),
        ("95%", "@", "95%"),
        (0.95, "General", "0.95"),
        (36, "General", "36"),
    ],
)
def test_a_goal_prints_as_it_was_typed(
    calc: Calc, value: object, number_format: str, shown: str, tmp_path: Path
) -> None:
    source, target = _typed(tmp_path / "in.xlsx", value, number_format), tmp_path / "out.xlsx"
    run(source, target)
    assert openpyxl.load_workbook(target, data_only=True)["表1-1"]["D4"].value == shown
    assert list(broken_promises(calc, source, tmp_path)) == []
