"""One planted fault of each kind in the model case: every one is told with its cell, at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from checks.model_case import DATA
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from yqxl.model.contract import BY_KEY, CLOSING_TEXT

#: code, table, key of the row, column, what is typed there
PLANTED: list[tuple[str, str, str, str, Any]] = [
    ("YQ-010", "funds", "矿区", "spent", "#DIV/0!"),
    ("YQ-011", "outputs", "O01", "actual", "约152人"),
    ("YQ-012", "costs", "人员培训费", "quantity", "8260"),
    ("YQ-013", "costs", "人员培训费", "unit_price", "３４４．５"),
    ("YQ-014", "costs", "学科基地建设", "unit_price", "747,405"),
    ("YQ-015", "rates", "R01", "cap", "100%"),
    ("YQ-016", "funds", "盂县", "budget", "137.3万元"),
    ("YQ-018", "indicators", "C201", "scheme", 101),
    ("YQ-020", "funds", "平定县", "spent", "=1+1"),
    ("YQ-022", "funds", "合计", "arrival_budget", "=1"),
    ("YQ-023", "outputs", "O02", "completion", 0.5),
    ("YQ-030", "outputs", "O04", "planned", None),
    ("YQ-040", "indicators", "A102", "code", "a101"),
    ("YQ-043", "indicators", "C101", "rule", "按比例"),
    ("YQ-044", "indicators", "C104", "rule", "步进扣分"),
    ("YQ-044", "indicators", "C104", "p2", -0.01),
    ("YQ-045", "indicators", "B203", "scheme", "方案甲"),
    ("YQ-046", "rates", "R05", "numerator", "资金/全市/实际到位"),
    ("YQ-047", "rates", "R08", "kind", "支付率"),
    ("YQ-050", "indicators", "D101", "weight", 3),
    ("YQ-060", "funds", "城区", "contract", -8.06),
    ("YQ-061", "outputs", "O03", "planned", 0),
    ("YQ-062", "funds", "市本级", "spent", 240),
    ("YQ-063", "funds", "合计", "arrived", 800),
    ("YQ-065", "funds", "郊区", "contract", 1064300),
    ("YQ-067", "funds", "矿区", "budget", 400000),
    ("YQ-070", "indicators", "A103", "given", 3.5),
    ("YQ-071", "indicators", "B202", "given", 4),
    ("YQ-080", "goals", "全市高中骨干校长和管理干部培训", "indicator", "X1"),
    ("YQ-090", "indicators", "C102", "value", 0.8),
    ("YQ-091", "rates", "R02", "cap", 100),
    ("YQ-092", "indicators", "C301", "p1", 95),
]
#: a finding that stands elsewhere than in the cell that was changed
ELSEWHERE = {"YQ-044": ("indicators", "C104", "p2")}
#: found at a header, at a total, or elsewhere on the sheet
BESIDES = {
    ("YQ-050", "指标体系"),
    ("YQ-064", "资金"),
    ("YQ-031", "指标体系"),
    ("YQ-083", "绩效目标"),
}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model case as a workbook."""
    path = tmp_path_factory.mktemp("planted") / "case.xlsx"
    made = run("new", str(path), "--from", str(DATA))
    assert made.returncode == 0, made.stderr
    return path


def find(book: Workbook, table: str, key: str, field: str) -> tuple[Worksheet, str]:
    """Return the sheet and the address of a cell, by table name, row key and header."""
    contract = BY_KEY[table]
    sheet = book[contract.sheet]
    area = sheet[sheet.tables[contract.name].ref]
    headers = [cell.value for cell in area[0]]
    named = headers.index(contract.column(contract.key_column).header)
    row = next(row for row in area[1:] if row[named].value == key)
    return sheet, row[headers.index(contract.column(field).header)].coordinate


def told(path: Path) -> tuple[int, list[dict[str, str]]]:
    done = run("check", str(path), "--json")
    assert "Traceback" not in done.stderr + done.stdout
    return done.returncode, json.loads(done.stdout.splitlines()[0])["findings"]


def test_the_unharmed_case_has_no_error(case: Path) -> None:
    code, found = told(case)
    assert code == 0
    graver = [one["code"] for one in found if one["level"] != "note"]
    assert graver == ["YQ-053", "YQ-084", "YQ-096"]


def test_every_planted_fault_is_told_with_its_cell(case: Path, tmp_path: Path) -> None:
    book = load_workbook(case)
    # all places first: a changed code is no longer found
    places = [find(book, table, key, field) for _, table, key, field, _ in PLANTED]
    expected = set()
    for (code, *_, value), (sheet, address) in zip(PLANTED, places, strict=True):
        own = find(book, *ELSEWHERE[code]) if code in ELSEWHERE else (sheet, address)
        if (code, own[0].title) not in BESIDES:
            expected.add((code, own[0].title, own[1]))
        sheet[address] = value
    below, address = _below(book)
    expected.add(("YQ-005", below, address))
    path = tmp_path / "planted.xlsx"
    book.save(path)
    code, found = told(path)
    assert code == 1
    assert expected - {(one["code"], one["sheet"], one["cell"]) for one in found} == set()
    assert BESIDES - {(one["code"], one["sheet"]) for one in found} == set()
    assert all(one["message"] and one["remedy"] for one in found)


def _below(book: Workbook) -> tuple[str, str]:
    """Type a row of data below the closing row of 产出."""
    sheet = book["产出"]
    closing = next(cell for row in sheet.iter_rows() for cell in row if cell.value == CLOSING_TEXT)
    row = closing.row + 1
    for column, value in enumerate(("O99", "送教下乡", 10, 10, "次"), 1):
        sheet.cell(row, column, value)
    return "产出", f"A{row}"


def test_missing_sheets_tables_and_columns_are_told_together(case: Path, tmp_path: Path) -> None:
    book = load_workbook(case)
    del book["产出"]
    costs, quantity = find(book, "costs", "人员培训费", "quantity")
    header = f"{quantity.rstrip('0123456789')}{_header_row(costs)}"
    costs[header] = "多少"
    goals = book["绩效目标"]
    del goals.tables["yq_goals"]
    for cell in next(goals.iter_rows(min_row=_header_of(goals), max_row=_header_of(goals))):
        cell.value = None
    path = tmp_path / "torn.xlsx"
    book.save(path)
    code, found = told(path)
    assert code == 1
    assert {("YQ-001", "产出"), ("YQ-002", "绩效目标"), ("YQ-029", "成本标准")} <= {
        (one["code"], one["sheet"]) for one in found
    }


def _header_row(sheet: Worksheet) -> int:
    (table,) = sheet.tables.values()
    return int(table.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _header_of(sheet: Worksheet) -> int:
    return next(row[0].row for row in sheet.iter_rows() if "具体指标" in [c.value for c in row])
