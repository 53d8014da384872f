"""What the tests of the Word report share: the model case examined, documents made and read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn

from yqxl.documents.report.contents import Contents
from yqxl.evaluation import evaluate
from yqxl.interchange.importing import load
from yqxl.model.layout import Layout
from yqxl.model.rows import Evaluation
from yqxl.pipeline.examine import Examined, examine_file
from yqxl.pipeline.outcome import Outcome

ROOT = Path(__file__).parents[2]
CASE_FILE = ROOT / "workbooks" / "yangquan_2022.xlsx"
CASE = load(ROOT / "workbooks" / "yangquan_2022.json")


@cache
def _outcome() -> Outcome:
    return examine_file(CASE_FILE).outcome


def examined(evaluation: Evaluation) -> Examined:
    """Return an evaluation as if read from a workbook."""
    outcome = _outcome()
    return Examined(evaluation, evaluate(evaluation), Layout(), outcome)


def with_output(actual: float) -> Evaluation:
    """Return the model case with another result of O02."""
    rows = tuple(replace(row, actual=actual) if row.code == "O02" else row for row in CASE.outputs)
    return replace(CASE, outputs=rows)


def contents(evaluation: Evaluation = CASE) -> Contents:
    return Contents(evaluation, evaluate(evaluation))


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def lines(document: Document) -> list[str]:
    """Return the texts of all paragraphs, those of tables included, as a reader sees them."""
    return [
        "".join(node.text or "" for node in one.iter(qn("w:t")))
        for one in document.element.body.iter(qn("w:p"))
    ]


def whole(document: Document) -> str:
    return "\n".join(lines(document))


def written(path: Path, *paragraphs: str | Sequence[str]) -> Path:
    """Make a document; a paragraph of several texts has a run for each, every other bold."""
    document = docx.Document()
    for one in paragraphs:
        made = document.add_paragraph()
        for number, text in enumerate([one] if isinstance(one, str) else one):
            made.add_run(text).bold = bool(number % 2)
    document.save(str(path))
    return path


def with_tables(path: Path, text: str) -> Path:
    """Make a document of a text; lines with ``|`` between cells become tables."""
    document = docx.Document()
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if "|" in line:
            rows.append(line.split("|"))
            continue
        if rows:
            table = document.add_table(0, max(map(len, rows)))
            for row in rows:
                for cell, shown in zip(table.add_row().cells, row, strict=False):
                    cell.text = shown
            rows = []
        document.add_paragraph(line)
    document.save(str(path))
    return path
