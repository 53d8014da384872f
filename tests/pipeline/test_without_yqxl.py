"""What a workbook says to somebody who has no yqxl: LibreOffice alone, after an upgrade."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from engines.spreadsheets import gnumeric, ironcalc, ssconvert
from libreoffice.office import Calc, Computed, SheetReading
from libreoffice.recalculation import recalculate

from yqxl.evaluation.computing import compute
from yqxl.pipeline.upgrade import upgrade
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

FOLDER = Path(__file__).with_name("one_answer")


class Shown(NamedTuple):
    """What 首页 shows; the state is how 校验状态 begins."""

    total: Computed
    state: str


#: workbooks of 0.1.0 as people damaged them, and what 首页 shows after an upgrade
UPGRADED = {
    "overtyped_clean": Shown("未完成", "有"),
    "param_60": Shown("未完成", "有"),
    "given_over_rule": Shown(86.53, "有"),
    "below_clean": Shown(80.8, "有"),
    "three_cells": Shown("", "有"),
    # a row typed into an inserted blank row gets its formulas
    "blank_insert_mid": Shown(81.63, "有"),
    "numeric_code": Shown(77.73, "有"),
}


def shown(path: Path, sheets: dict[str, SheetReading], field: str) -> Computed:
    """Return what LibreOffice shows in a named cell of 首页."""
    with open_workbook(path) as workbook:
        sheet, row, column = compute(FileBook(workbook)).reading.layout.named[field]
    return sheets[sheet].rows[row - 1][column - 1]


@pytest.mark.parametrize("name", UPGRADED)
def test_an_upgraded_workbook_tells_the_truth_by_itself(
    name: str, calc: Calc, tmp_path: Path
) -> None:
    path = tmp_path / f"{name}.xlsx"
    done = upgrade(FOLDER / f"{name}.xlsx", path)
    sheets = calc.read(path)
    total, state = UPGRADED[name]
    assert shown(path, sheets, "total") == total
    assert str(shown(path, sheets, "check_state")).startswith(state)
    told = [change for change in done.changes if change.startswith("补齐")]
    mended = ["补齐 1 处：指标体系!L8：第 8 行缺少公式 10 个。"]
    assert told == (mended if name == "blank_insert_mid" else [])


def test_an_upgrade_leaves_nothing_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "upgraded.xlsx"
    upgrade(FOLDER / "blank_insert_mid.xlsx", path)
    with open_workbook(path) as workbook:
        computed = compute(FileBook(workbook))
    assert not computed.mends
    assert [one for one in computed.findings if one.code in ("YQ-024", "YQ-034")] == []


def test_a_code_typed_as_a_number_is_the_same_in_three_programs(calc: Calc, tmp_path: Path) -> None:
    path = tmp_path / "upgraded.xlsx"
    upgrade(FOLDER / "numeric_code.xlsx", path)
    assert shown(path, calc.read(path), "total") == 77.73
    recalculate(calc, path).assert_same()
    ironcalc(path).assert_same()
    if ssconvert() is not None:
        gnumeric(path).assert_same()
