"""A new workbook: blank, or filled from data; its formulas carry their values."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from yqxl.evaluation.computing import CHECK, compute
from yqxl.evaluation.formulas.column_formulas import NATIVE
from yqxl.model.contract.optional_parts import NO_PARTS, OptionalParts
from yqxl.model.rows import Evaluation
from yqxl.pipeline.regenerate import changes_of, write
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.saving.saving import check_target
from yqxl.workbook.scan.workbook import open_workbook
from yqxl.workbook.template.writing import write_template


def create(
    evaluation: Evaluation, target: Path, flavour: str = NATIVE, also: OptionalParts = NO_PARTS
) -> None:
    """Write a new workbook with the rows of an evaluation, ``also`` with these optional parts.

    Raises OutputFailedError when the target cannot be written.
    """
    check_target(target)
    content, _layout = write_template(evaluation, flavour, also)
    with tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        draft = Path(folder) / "draft.xlsx"
        draft.write_bytes(content)
        with open_workbook(draft) as workbook:
            computed = compute(FileBook(workbook))
            if not computed.evaluation.indicators:
                # nobody has filled in anything yet: a list of blanks would only scare
                computed = replace(computed, findings=())
            changes = changes_of(computed, (CHECK,))
            write(workbook.package, changes, draft, target)
