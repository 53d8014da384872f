"""A prescribed form filled from a workbook, written as .xlsx or .docx."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from yqxl.arithmetic import is_number
from yqxl.catalog import forms
from yqxl.documents.word_document import word_document
from yqxl.errors import UsageError
from yqxl.grid import Grid
from yqxl.pipeline.examine import Examined, examine_file
from yqxl.registry import FormDeclaration
from yqxl.tables.row_heights import row_heights
from yqxl.workbook.graft.grid_book import grid_book
from yqxl.workbook.saving.output_failures import refuse_standing
from yqxl.workbook.saving.saving import check_target, save

_WRITERS = {".xlsx": grid_book, ".docx": word_document}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the form, and whether it has a total."""

    form: FormDeclaration
    complete: bool


def declared_form(name: str) -> FormDeclaration:
    """Return the form of a name.

    Raises:
        UsageError: there is none.
    """
    for form in forms():
        if name in (form.name, form.title):
            return form
    known = "、".join(form.name for form in forms())
    raise UsageError("YQ-460", f"没有“{name}”这张表。", remedy=f"现有：{known}。")


def filled(form: FormDeclaration, examined: Examined) -> Grid:
    """Return a form filled from a workbook, its rows as high as their texts need."""
    grid = form.function(examined.evaluation, examined.results)
    return replace(grid, heights=row_heights(grid.rows, grid.widths, grid.spans))


def form_bytes(form: FormDeclaration, examined: Examined, suffix: str) -> bytes:
    """Return a form filled from a workbook, as a file.

    Args:
        form: the form.
        examined: the workbook as read and computed.
        suffix: ``.xlsx`` or ``.docx``.
    """
    return _WRITERS[suffix.lower()](filled(form, examined))


def write_form(name: str, source: Path, target: Path, *, force: bool) -> Written:
    """Fill a form from a workbook and write it.

    Raises:
        UsageError: there is no such form, or the target is of another kind.
        InputRefusedError: the workbook is refused.
        OutputFailedError: the target exists or cannot be written.
    """
    form = declared_form(name)
    if target.suffix.lower() not in _WRITERS:
        raise UsageError(
            "YQ-461",
            f"输出 {target} 的扩展名不是 .xlsx 或 .docx。",
            remedy="请把输出写成 名称.xlsx 或 名称.docx。",
        )
    refuse_standing(target, overwrite=force)
    examined = examine_file(source)
    check_target(target)
    data = form_bytes(form, examined, target.suffix)

    def content(file: BinaryIO) -> None:
        file.write(data)

    save(target, content, lambda _path: None)
    return Written(form, is_number(examined.results.score_total))
