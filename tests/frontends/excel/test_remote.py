"""A macro on xlwings' remote engine, which turns calls into JSON for Office.js.

That engine is of xlwings PRO and wants a licence key; nothing of yqxl needs it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings

from yqxl.frontends.excel import macros
from yqxl.interchange.importing import load
from yqxl.pipeline.create import create

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"

pytestmark = pytest.mark.skipif(
    not os.environ.get("XLWINGS_LICENSE_KEY"),
    reason="没有设 XLWINGS_LICENSE_KEY；远程引擎属于 xlwings PRO，本程序不需要它",
)


def sent(value: Any) -> Any:
    """Return a value as JSON carries it; dates come as texts."""
    return "" if value is None else str(value) if hasattr(value, "year") else value


def payload(path: Path) -> dict[str, Any]:
    """Return what the client sends of a workbook."""
    book = openpyxl.load_workbook(path, data_only=True)
    sheets = [
        {
            "name": sheet.title,
            "values": [
                [
                    "" if cell is None else str(cell) if hasattr(cell, "year") else cell
                    for cell in row
                ]
                for row in sheet.iter_rows(values_only=True)
            ],
            "pictures": [],
            "charts": [],
            "tables": [],
        }
        for sheet in book.worksheets
    ]
    return {
        "client": "Office.js",
        "version": xlwings.__version__,
        "book": {"name": path.name, "active_sheet_index": 0, "selection": "A1"},
        "names": [],
        "sheets": sheets,
    }


def test_a_table_becomes_actions(tmp_path: Path) -> None:
    create(load(CASE), tmp_path / "案例.xlsx")
    book = xlwings.Book(json=payload(tmp_path / "案例.xlsx"))
    macros.MACROS["table_3_1"](book)
    actions = book.json()["actions"]
    added = [action["args"] for action in actions if action["func"] == "addSheet"]
    assert [arguments[1] for arguments in added] == ["表3-1"]
    assert sum(action["func"] == "rangeMerge" for action in actions) > 0
    written = [action["values"] for action in actions if action["func"] == "setValues"]
    assert any("'权重" in row for rows in written for row in rows)
