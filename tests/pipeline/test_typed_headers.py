"""A known header typed into the next free column: the reader and the formulas know it then."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pipeline.recalculated_workbooks import exact

from yqxl.model.rows import Evaluation, Indicator, Project
from yqxl.pipeline.create import create
from yqxl.pipeline.examine import examine_file
from yqxl.pipeline.regenerate import Task, regenerate

ROWS = (
    Indicator("A101", "A产出", "A1数量", "取整的", 60.0, "比例", 0.865, reason="依据"),
    Indicator(
        "A102",
        "A产出",
        "A1数量",
        "完成的",
        40.0,
        "分档",
        0.9,
        scheme="执行率分档(财预〔2021〕101号)",
    ),
    Indicator("F101", "F扣分", "F1违规", "违规", 0.0, "逐项扣分", 3.0, 0.5, reason="依据"),
)
BEFORE = Evaluation(project=Project("甲", "项目", 2022.0, money_unit="万元"), indicators=ROWS)
#: by header: what stands in each row, and the field of the contract
TYPED = {
    "取整": ("rounding", ("整数", None, None)),
    "是否完成": ("completed", (None, "是", None)),
    "性质": ("nature", (None, None, "扣分")),
    "加扣上限": ("limit", (None, None, 5.0)),
}


def _typed(source: Path, *headers: str) -> Path:
    book = load_workbook(source)
    sheet: Worksheet = book["指标体系"]
    free = next(n for n in range(1, 99) if sheet.cell(4, n).value is None)
    for column, header in enumerate(headers, free):
        sheet.cell(4, column).value = header
        for row, value in enumerate(TYPED[header][1], 5):
            sheet.cell(row, column).value = value
    book.save(source)
    return source


def _with_columns(*headers: str) -> Evaluation:
    rows = [
        replace(row, **{field: values[n] for field, values in map(TYPED.get, headers) if values[n]})  # type: ignore[misc,arg-type]  # known headers
        for n, row in enumerate(ROWS)
    ]
    return replace(BEFORE, indicators=tuple(rows))


def _rule_scores(source: Path) -> tuple[Workbook, str]:
    """Return a workbook and the column of 规则得分."""
    book = load_workbook(source)
    return book, next(
        cell.column_letter for cell in book["指标体系"][4] if cell.value == "规则得分"
    )


def _shared(source: Path, column: str) -> None:
    """Have 规则得分 share one formula, as Excel saves a column that was filled down."""
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    own = f"{column}5"
    cell = re.compile(rf'(<c r="{own}"[^>]*><f)>(?=IF\(\w+=0,"",IF)'.encode())
    (name,) = (one for one, part in parts.items() if cell.search(part))
    text = cell.sub(rf'\1 t="shared" ref="{own}:{column}7" si="0">'.encode(), parts[name])
    parts[name], count = re.subn(
        rf'(<c r="{column}[67]"[^>]*>)<f>[^<]*</f>'.encode(), rb'\1<f t="shared" si="0"/>', text
    )
    assert count == 2
    with zipfile.ZipFile(source, "w") as package:
        for one, part in parts.items():
            package.writestr(one, part)


def _total(source: Path) -> tuple[object, list[str]]:
    outcome = regenerate(Task(str(source), str(source.with_name("out.xlsx"))))
    return outcome.total, [one["message"] for one in outcome.findings if one["code"] == "YQ-035"]


@pytest.mark.parametrize(
    ("headers", "points"), [(("取整",), 80.0), (tuple(TYPED), 90.5)], ids=["one", "four"]
)
def test_the_formulas_reckon_with_it_after_a_run(
    headers: tuple[str, ...], points: float, calc: Calc, tmp_path: Path
) -> None:
    own, anew = tmp_path / "typed.xlsx", tmp_path / "anew.xlsx"
    create(BEFORE, own)
    _typed(own, *headers)
    create(_with_columns(*headers), anew)
    meant, _ = _total(anew)
    total, told = _total(own)
    assert total == meant == points
    assert len(told) == 1
    assert told[0].endswith("的公式没有算进后来加的列，已补齐。")
    recalculate(calc, tmp_path / "out.xlsx", exact).assert_same(at_least=400)
    # nothing is left to put in order
    again = (tmp_path / "out.xlsx").rename(tmp_path / "again.xlsx")
    assert _total(again) == (meant, [])


def test_more_of_them_may_come_later(tmp_path: Path) -> None:
    own = tmp_path / "typed.xlsx"
    create(_with_columns("取整"), own)
    _typed(own, "性质", "加扣上限")
    total, told = _total(own)
    assert total == 52.0 + 28.0 - 1.5
    assert len(told) == 1


def test_the_rows_that_share_a_formula_go_with_it(tmp_path: Path) -> None:
    own = tmp_path / "typed.xlsx"
    create(BEFORE, own)
    _shared(_typed(own, *TYPED), _rule_scores(own)[1])
    assert _total(own)[0] == 90.5
    book, column = _rule_scores(tmp_path / "out.xlsx")
    texts = [str(book["指标体系"][f"{column}{row}"].value) for row in (5, 6, 7)]
    assert [text.startswith("=IF(") for text in texts] == [True] * 3


def test_a_look_at_the_file_says_that_it_cannot_compute_it_yet(tmp_path: Path) -> None:
    own = tmp_path / "typed.xlsx"
    create(BEFORE, own)
    _typed(own, "取整")
    found = examine_file(own).outcome.findings
    said = [one["message"] for one in found if one["code"] == "YQ-034"]
    assert len(said) == 1
    assert "规则得分" in said[0]
    assert "YQ-022" not in [one["code"] for one in found]


def test_a_formula_of_a_person_s_own_stays_one(tmp_path: Path) -> None:
    own = tmp_path / "typed.xlsx"
    create(BEFORE, own)
    _typed(own, "取整")
    book, column = _rule_scores(own)
    book["指标体系"][f"{column}5"] = "=ROUND(E5*0.9,0)"
    book.save(own)
    outcome = regenerate(Task(str(own), str(tmp_path / "out.xlsx")))
    assert outcome.total is None
    assert [one["cell"] for one in outcome.findings if one["code"] == "YQ-022"] == [f"{column}5"]
