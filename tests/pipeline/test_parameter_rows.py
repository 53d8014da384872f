"""Rows of 参数 that people delete, clear or copy: mended where they are in use, and told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from libreoffice.office import Calc
from openpyxl.worksheet.worksheet import Worksheet
from pipeline.kept_answers import broken_promises, run

MODEL = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.xlsx"
BAND = "执行率分档(财预〔2021〕101号)"
#: the first blank rows of the tables in 参数
BLANK = {"rules": 37, "bands": 48, "kinds": 66}
Edit = Callable[[Worksheet], None]


def _row_of(sheet: Worksheet, name: str) -> int:
    return next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == name)


def cleared(*names: str) -> Edit:
    """Empty the rows of these names, as somebody does who selects and deletes."""

    def edit(sheet: Worksheet) -> None:
        for name in names:
            row = _row_of(sheet, name)
            for column in range(1, 16):
                cell = sheet.cell(row, column)
                if not str(cell.value).startswith("=IF(A"):
                    cell.value = None

    return edit


def copied(name: str, to: int, **changes: object) -> Edit:
    """Copy the row of a name into a blank one; ``changes`` are by column letter."""

    def edit(sheet: Worksheet) -> None:
        row = _row_of(sheet, name)
        for column in range(1, 16):
            cell = sheet.cell(row, column)
            if not str(cell.value).startswith("=IF(A"):
                sheet.cell(to, column).value = cell.value
        for letter, value in changes.items():
            sheet[f"{letter}{to}"] = value

    return edit


def edited(folder: Path, *edits: Edit) -> Path:
    path = folder / "in.xlsx"
    book = openpyxl.load_workbook(MODEL)
    for edit in edits:
        edit(book["参数"])
    book.save(path)
    return path


MENDED = [
    pytest.param(cleared("比例"), "表 yq_rules 缺少“比例”一行，已补齐。", id="a rule cleared"),
    pytest.param(cleared(BAND), f"表 yq_bands 缺少“{BAND}”一行，已补齐。", id="a scheme cleared"),
    pytest.param(cleared("执行率"), "表 yq_kinds 缺少“执行率”一行，已补齐。", id="a kind cleared"),
    pytest.param(
        cleared("财预〔2020〕10号"),
        "表 yq_grades 缺少“财预〔2020〕10号”一行，已补齐。",
        id="grades cleared",
    ),
    pytest.param(
        copied(BAND, BLANK["bands"]),
        f"表 yq_bands 的“{BAND}”有一样的两行（第 45、48 行），第 48 行已清空。",
        id="a scheme copied",
    ),
    pytest.param(
        copied("比例", BLANK["rules"]),
        "表 yq_rules 的“比例”有一样的两行（第 6、37 行），第 37 行已清空。",
        id="a rule copied",
    ),
]


@pytest.mark.parametrize(("edit", "said"), MENDED)
def test_a_row_of_ours_is_mended_and_told_once(edit: Edit, said: str, tmp_path: Path) -> None:
    first = tmp_path / "1.xlsx"
    outcome = run(edited(tmp_path, edit), first)
    assert (outcome.total, outcome.grade) == (77.73, "中")
    assert said in [one["message"] for one in outcome.findings if one["code"] == "YQ-035"]
    again = run(first, tmp_path / "2.xlsx")
    assert not [one for one in again.findings if one["code"] in ("YQ-034", "YQ-035")]


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(
            copied(BAND, BLANK["bands"], A="本县分档", K=0.4), id="a copy under a new name"
        ),
        pytest.param(cleared("标杆比较"), id="a rule that nobody uses"),
    ],
)
def test_what_a_person_made_of_a_row_stays(edit: Edit, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    outcome = run(edited(tmp_path, edit), target)
    assert outcome.total == 77.73
    assert not [one for one in outcome.findings if one["code"] in ("YQ-034", "YQ-035")]
    names = [row[0].value for row in openpyxl.load_workbook(target)["参数"].iter_rows(max_col=1)]
    assert ("本县分档" in names) or ("标杆比较" not in names)


def test_a_copy_that_a_person_changed_is_an_error_and_stays(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    outcome = run(edited(tmp_path, copied(BAND, BLANK["bands"], K=0.4)), target)
    assert outcome.total is None
    assert "YQ-049" in {one["code"] for one in outcome.findings}
    assert openpyxl.load_workbook(target)["参数"]["A48"].value == BAND


def test_the_sheet_computes_with_the_mended_rows(calc: Calc, tmp_path: Path) -> None:
    everything = (
        cleared("比例", "门槛比例", BAND, "执行率", "到位率", "财预〔2020〕10号"),
        copied("满意度分档(财预〔2021〕101号)", BLANK["bands"] + 1),
    )
    source = edited(tmp_path, *everything)
    assert run(source, tmp_path / "out.xlsx").total == 77.73
    assert list(broken_promises(calc, source, tmp_path)) == []


def test_a_table_without_a_row_is_not_computed_with_what_yqxl_ships(
    calc: Calc, tmp_path: Path
) -> None:
    names = [row[0].value for row in openpyxl.load_workbook(MODEL)["参数"]["A56:A65"]]
    source = edited(tmp_path, cleared(*names), _no_blank_kinds)
    outcome = run(source, tmp_path / "out.xlsx")
    assert outcome.total is None
    assert "YQ-047" in {one["code"] for one in outcome.findings}
    assert list(broken_promises(calc, source, tmp_path)) == []


def _no_blank_kinds(sheet: Worksheet) -> None:
    """Leave no blank row, by putting the closing row of the kinds right below the header."""
    sheet["B56"], sheet["B69"] = sheet["B69"].value, None
