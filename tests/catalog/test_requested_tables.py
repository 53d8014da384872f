from __future__ import annotations

import pytest

from yqxl.catalog import requested_tables, standard_tables, tables
from yqxl.errors import UsageError


def test_the_report_s_four_tables_are_what_every_workbook_gets() -> None:
    assert [table.number for table in standard_tables()] == ["1-1", "2-1", "3-1", "3-2"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", ()),
        ("资金投入及使用情况表", ("1-2",)),
        ("1-3，表1-2", ("1-3", "1-2")),
        ("二级指标得分表、1-2；1-2", ("3-3", "1-2")),
        ("表１-２", ("1-2",)),
        ("all", tuple(table.number for table in tables())),
        ("全部", tuple(table.number for table in tables())),
    ],
)
def test_a_table_is_named_by_title_sheet_or_number(text: str, numbers: tuple[str, ...]) -> None:
    assert requested_tables(text) == numbers


def test_every_unknown_name_is_told_with_what_there_is() -> None:
    with pytest.raises(UsageError) as refused:
        requested_tables("表1-2,表9-9,资金")
    assert "没有“表9-9”“资金”这样的表" in str(refused.value)
    assert "表1-2资金投入及使用情况表" in str(refused.value)
