"""Microsoft's own validator finds nothing in a workbook with charts."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_validators.node_programs import open_xml_faults
from office_validators.test_open_xml_sdk import OFFICES

from yqxl.pipeline.regenerate import Task, regenerate

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.xlsx"


@pytest.mark.usefixtures("node_programs")
@pytest.mark.parametrize("office", OFFICES)
def test_charts_are_valid(tmp_path: Path, office: str) -> None:
    path = tmp_path / "图.xlsx"
    regenerate(Task(str(CASE), str(path), tables=("5-1",)))
    assert open_xml_faults(path, office) == []
