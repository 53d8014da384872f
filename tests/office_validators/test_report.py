"""Microsoft's own validator finds nothing in the Word report, fresh, filled and renewed."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents.reports import CASE, examined, with_output, written
from office_validators.node_programs import open_xml_faults
from office_validators.test_open_xml_sdk import OFFICES

from yqxl.documents.report.writing import composed, filled_document


@pytest.mark.usefixtures("node_programs")
def test_the_report_is_valid(tmp_path: Path) -> None:
    office = OFFICES[0]
    own = tmp_path / "own.docx"
    own.write_bytes(composed(examined(CASE)).data)
    assert open_xml_faults(own, office) == []
    renewed = tmp_path / "renewed.docx"
    renewed.write_bytes(filled_document(own, examined(with_output(700.0))).data)
    assert open_xml_faults(renewed, office) == []
    persons = written(tmp_path / "a.docx", "总分〔总分〕分", "〔表2-1〕", "〔分析〕")
    filled = tmp_path / "filled.docx"
    filled.write_bytes(filled_document(persons, examined(CASE)).data)
    assert open_xml_faults(filled, office) == []
