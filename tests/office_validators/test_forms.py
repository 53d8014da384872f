"""Microsoft's own validator finds nothing in a form, as workbook and as Word document."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_validators.node_programs import open_xml_faults
from office_validators.test_open_xml_sdk import OFFICES

from yqxl.catalog import forms
from yqxl.documents.word_document import word_document
from yqxl.evaluation import evaluate
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation
from yqxl.workbook.graft.grid_book import grid_book

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json"


@pytest.mark.usefixtures("node_programs")
@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("case", ["model case", "blank"])
def test_every_form_is_valid(tmp_path: Path, case: str, kind: str, office: str) -> None:
    evaluation = load(CASE) if case == "model case" else Evaluation()
    for form in forms():
        grid = form.function(evaluation, evaluate(evaluation))
        path = tmp_path / f"{form.name}.{kind}"
        path.write_bytes(grid_book(grid) if kind == "xlsx" else word_document(grid))
        assert open_xml_faults(path, office) == []
