"""A new workbook: blank, or filled from data; its formulas carry their values."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from yqxl.catalog import live_tables
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
    evaluation: Evaluation,
    target: Path,
    flavour: str = NATIVE,
    also: OptionalParts = NO_PARTS,
    *,
    live: bool = False,
) -> None:
    """Write a new workbook with the rows of an evaluation.

    Args:
        evaluation: the rows; without any the workbook is blank.
        target: the file to write.
        flavour: whose functions its formulas call.
        also: the optional parts that it has.
        live: whether it carries the live tables, that fill themselves without yqxl.

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
            tables = [table.number for table in live_tables()] if live else []
            changes = changes_of(computed, (CHECK, *tables), tables)
            write(workbook.package, changes, draft, target)
