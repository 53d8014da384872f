from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from yqxl.errors import UsageError
from yqxl.frontends.cli.commands.documents import new
from yqxl.model.contract.optional_parts import GROUPS, asked_for, known_words
from yqxl.pipeline.examine import examine_file


@pytest.mark.parametrize("word", [*known_words()])
def test_every_word_names_something(word: str) -> None:
    parts = asked_for([word, ""])
    assert parts.columns or parts.tables or parts.cells


def test_a_group_is_made_of_optional_columns() -> None:
    headers = set(known_words())
    assert all(asked_for([name]).columns == set(columns) for name, columns in GROUPS.items())
    assert set(GROUPS) < headers


def test_an_unknown_word_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="没有这样的可选内容：工期。") as failure:
        asked_for(["日期", "工期"])
    assert failure.value.code == "YQ-413"
    assert "加扣分" in failure.value.remedy


def test_a_new_workbook_has_what_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert new(path, None, "native", parts="日期，加扣分、层级评分,总体目标", force=False) == 0
    book = load_workbook(path)
    headers = {cell.value for name in ("产出", "指标体系") for cell in book[name][4]}
    assert {"计划日期", "完成日期", "性质", "加扣上限"} <= headers
    assert "层级评分" in book.sheetnames
    assert "总体目标" in {cell.value for row in book["首页"].iter_rows() for cell in row}
    # the formula knows the two columns
    scored = [cell.value for cell in book["指标体系"][5] if "加分" in str(cell.value)]
    assert len(scored) >= 2
    found = [one["code"] for one in examine_file(path).outcome.findings]
    assert "YQ-022" not in found
    assert "YQ-003" not in found
