"""Microsoft's own validator finds nothing in a portfolio workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_validators.node_programs import open_xml_faults
from office_validators.test_open_xml_sdk import OFFICES

from yqxl.pipeline.rollup.entries import Entry, Level, Loss
from yqxl.pipeline.rollup.portfolio_book import portfolio_book
from yqxl.pipeline.rollup.sheets import sheets


@pytest.mark.usefixtures("node_programs")
def test_a_portfolio_is_valid(tmp_path: Path) -> None:
    levels = (Level("A1立项", 10.0, 8.0), Level("B1管理", 20.0, 15.0))
    entries = [
        Entry("市 县/a.xlsx", "甲<&>", "教育局", "2024", 88.0, 0.88, "良", 0, "", levels,
              (Loss("A101", 2.0),)),
        Entry("b.xlsx", "乙", total=70.0, score_rate=0.7, grade="中"),
        Entry("c.xlsx", "丙", unscored=3), Entry("d.xlsx", reason="读不出来"),
    ]  # fmt: skip
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(portfolio_book(sheets(entries, ("丁",)), path))
    assert open_xml_faults(path, OFFICES[0]) == []
