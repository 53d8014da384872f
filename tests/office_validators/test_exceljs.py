"""exceljs opens every workbook and finds the tables of the contract in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_validators.node_programs import opened_by_exceljs
from office_validators.written_workbooks import SHIPPED, WRITTEN

from yqxl.model.contract import BY_KEY, STANDARD_TABLES

NAMES = {table.name for table in STANDARD_TABLES}


@pytest.mark.usefixtures("node_programs")
def test_shipped_workbooks_have_the_tables_of_the_contract() -> None:
    found = dict(zip(SHIPPED, opened_by_exceljs(*SHIPPED.values()), strict=True))
    for name, opened in found.items():
        assert opened.sheets, name
        tables = NAMES if not name.endswith(".xlam") else set()
        assert (len(opened.tables), set(opened.tables)) == (len(tables), tables), name


@pytest.mark.usefixtures("node_programs")
@pytest.mark.parametrize(
    "kind", ["model case, regenerated twice", "frozen to formulas", "generated 1"]
)
def test_written_workbooks_have_the_tables_of_the_contract(kind: str, tmp_path: Path) -> None:
    opened = opened_by_exceljs(WRITTEN[kind](tmp_path))[0]
    known = {table.name for table in BY_KEY.values()}
    assert NAMES <= set(opened.tables) <= known, "optional sheets where the data use them"
    assert {table.sheet for table in STANDARD_TABLES} <= set(opened.sheets)
    assert any(sheet.startswith("表") for sheet in opened.sheets)
