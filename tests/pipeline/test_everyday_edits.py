"""Workbooks that people edited give one answer: a short run of ``tests.long one_answer_edits``.

The numbers are those of edits that once made the sheet and yqxl contradict each other.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from libreoffice.office import Calc
from pipeline.everyday_edits import MODEL, edited
from pipeline.kept_answers import broken_promises, run

#: what was done, and the number that does it
EDITS = {
    "a rows of a table deleted, a header renamed": 9,
    "a header in 参数 renamed": 14,
    "a computed column and a sheet deleted": 24,
    "the sheet 产出 deleted": 26,
    "the key of a table renamed": 37,
    "a column of 参数 deleted": 58,
    "text typed over 规则号": 75,
    "the header row of a table deleted": 84,
    "the workings of 校验 renamed": 93,
    "校验 renamed": 105,
    "a row copied over a header": 12,
    "a header that is a number": 316,
    "a column inserted among 下限": 331,
    "编码 of the answers deleted": 348,
    "公式号 deleted, rows left blank": 387,
    "values of 15 digits pasted over formulas": 253,
    "a long number covered by a merged cell": 64,
    "the names of 参数 deleted": 115,
    "规则号 that is no whole number": 173,
    "参数说明 deleted": 239,
    "加权份数 deleted": 304,
    "校验 deleted": 420,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("edits")


@pytest.mark.parametrize(
    "number",
    [
        # the other kinds stand among the 500 of python -m tests.long one_answer_edits too
        pytest.param(number, id=name, marks=pytest.mark.long if place % 2 else ())
        for place, (name, number) in enumerate(EDITS.items())
    ],
)
def test_the_sheet_and_yqxl_say_the_same(number: int, calc: Calc, folder: Path) -> None:
    path, done = edited(calc, number, folder)
    assert list(broken_promises(calc, path, folder)) == [], done


def test_what_calc_only_saved_holds_our_formulas_still(calc: Calc, tmp_path: Path) -> None:
    own, saved = tmp_path / "model.xlsx", tmp_path / "saved.xlsx"
    own.write_bytes(MODEL.read_bytes())
    with calc.open(own, editable=True) as document:
        document.save(saved, copy=True)
    assert run(saved, tmp_path / "out.xlsx").total == 77.73


#: steps over sums that other cells look at
OVERTYPED = {
    "权重合计": [["type", "指标体系", 1, 4, "100"], ["type", "指标体系", 4, 4, "9"]],
    "未得分项": [["type", "指标体系", 1, 14, "0"], ["clear", "指标体系", 4, 14]],
    "合计": [["type", "指标体系", 1, 15, "90"]],
    "等级": [["type", "首页", 5, 5, "优"]],
    "还差": [["type", "首页", 7, 5, "0"], ["clear", "首页", 2, 1]],
    "公式 of blank rows": [
        ["type", "指标取值", 12, 9, "0.5"],
        ["type", "指标体系", 38, 19, "1"],
        ["type", "满意度", 6, 2, "50"],
    ],
}


#: what stands beside the text of a closing row is no data, but formulas over the column see it
BESIDE_THE_END = {
    "a text": [["type", "产出", 11, 3, "是"]],
    "a number below 0": [["type", "资金", 14, 5, "-3"]],
    "a weight": [["type", "满意度", 15, 9, "60"]],
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.long if place else ())
        for place, name in enumerate(BESIDE_THE_END)
    ],
)
def test_what_stands_in_the_closing_row_is_counted_as_the_cells_do(
    name: str, calc: Calc, tmp_path: Path
) -> None:
    source, own = tmp_path / "in.xlsx", tmp_path / "model.xlsx"
    own.write_bytes(MODEL.read_bytes())
    with calc.open(own, editable=True) as document:
        assert document.edit(BESIDE_THE_END[name]) == []
        document.save(source, copy=True)
    assert list(broken_promises(calc, source, tmp_path)) == []


@pytest.mark.parametrize("name", OVERTYPED)
def test_a_sum_that_was_typed_over_leaves_one_answer_and_no_total(
    name: str, calc: Calc, tmp_path: Path
) -> None:
    source, own = tmp_path / "in.xlsx", tmp_path / "model.xlsx"
    own.write_bytes(MODEL.read_bytes())
    with calc.open(own, editable=True) as document:
        assert document.edit(OVERTYPED[name]) == []
        document.save(source, copy=True)
    assert list(broken_promises(calc, source, tmp_path)) == []
    assert run(source, tmp_path / "out.xlsx").total is None
