"""What the menu 绩效评价 does: read the open document, evaluate it, write sheets into it."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from yqxl.errors import InputRefusedError
from yqxl.evaluation.commands import ALL, commands
from yqxl.evaluation.computing import (
    CHECK,
    Computed,
    SheetToWrite,
    compute,
    digests,
    refuse_unevaluable,
    sheets_to_write,
)
from yqxl.evaluation.reading.generated_sheets import TABLE_NAME, free_sheet_name
from yqxl.evaluation.reading.sheet_digest import SHEETS_PROPERTY, digests_from, digests_text
from yqxl.evaluation.rendering.addresses import addresses_of
from yqxl.frontends.libreoffice.calc.mending import mend, set_name, set_property
from yqxl.frontends.libreoffice.calc.open_book import OpenBook, open_book
from yqxl.frontends.libreoffice.calc.role_formats import RoleFormats
from yqxl.frontends.libreoffice.calc.sheet_writer import write_grid
from yqxl.model.layout import Layout, column_letters, quoted_sheet


def run(document: Any, command: str) -> None:  # noqa: ANN401 - a UNO object
    """Run a menu entry over an open document and show the first sheet that it wrote.

    ``command`` is ``check``, ``all`` or a table's number. One step undoes it.
    """
    _refuse_locked(document)
    # not a context manager: a traceback that passes through one cannot pass through UNO
    document.lockControllers()
    document.addActionLock()
    document.UndoManager.enterUndoContext(f"绩效评价：{_label(command)}")
    try:
        computed = compute(open_book(document), also=(command,))
        if computed.mends:
            mend(document, computed.mends)
            before = computed.mends
            computed = compute(open_book(document), also=(command,), mended=before)
        if command != CHECK:
            refuse_unevaluable(computed)
        wanted = sheets_to_write(computed, None if command == ALL else (command,))
        names = _write_all(document, wanted, computed.reading.layout)
        _note(document, computed, wanted, names)
        if computed.outdated:
            # Calc shows what the file had saved until it is told to compute everything
            document.calculateAll()
    finally:
        document.UndoManager.leaveUndoContext()
        document.removeActionLock()
        document.unlockControllers()
    _show(document, names, wanted)


def _refuse_locked(document: Any) -> None:  # noqa: ANN401 - a UNO object
    if document.isReadonly():
        raise InputRefusedError(
            "YQ-641", "文档以只读方式打开，不能写入表格。", remedy="请另存一份后再生成。"
        )
    if document.isProtected():
        raise InputRefusedError(
            "YQ-642",
            "文档的结构受保护，不能增加工作表。",
            remedy="请在“工具→保护电子表格结构”中取消保护后再生成。",
        )


def _label(command: str) -> str:
    return next((each.label for each in commands() if each.key == command), f"生成表{command}")


def _write_all(
    document: Any,  # noqa: ANN401 - a UNO object
    wanted: Sequence[SheetToWrite],
    layout: Layout,
) -> tuple[str, ...]:
    """Write tables, each into its sheet of an earlier run, else into a new one at the end."""
    sheets = document.Sheets
    ours = [sheet for sheet in sheets if sheet.NamedRanges.hasByName(TABLE_NAME)]
    _unprotect(ours, {one.replaces for one in wanted if one.replaces is not None})
    formats = RoleFormats(document)
    names = []
    for one in wanted:
        name = _kept_copy(document, one) or one.replaces
        if name is None:
            name = free_sheet_name(one.grid.sheet, sheets.ElementNames)
            sheets.insertNewByName(name, sheets.Count)
            ours.append(sheets.getByName(name))
        sheet = sheets.getByName(name)
        write_grid(formats, sheet, one.grid, addresses_of(layout).formula_text)
        if one.grid.hidden and one.replaces is None:
            sheet.IsVisible = False
        names.append(name)
    _protect(ours)
    return tuple(names)


def _kept_copy(document: Any, one: SheetToWrite) -> str | None:  # noqa: ANN401 - a UNO object
    """Keep what a person wrote into a sheet of ours in a copy that is no longer ours.

    The sheet itself stays the table's, for formulas elsewhere refer to it; its name is
    returned.
    """
    sheets = document.Sheets
    for old, new in one.renames:
        sheets.copyByName(old, new, sheets.Count)
        own = sheets.getByName(new).NamedRanges
        if own.hasByName(TABLE_NAME):
            own.removeByName(TABLE_NAME)
    return one.renames[0][0] if one.renames else None


def _note(
    document: Any,  # noqa: ANN401 - a UNO object
    computed: Computed[OpenBook],
    wanted: Sequence[SheetToWrite],
    names: Sequence[str],
) -> None:
    """Set the names that the tables bring, and note by what they are known again."""
    for one, sheet in zip(wanted, names, strict=True):
        for name, here in one.grid.names:
            column = column_letters(here.column + 1)
            set_name(document, name, f"{quoted_sheet(sheet)}!${column}${here.row + 1}")
    text = addresses_of(computed.reading.layout).formula_text
    known = digests_from(computed.book.custom_property(SHEETS_PROPERTY))
    set_property(document, SHEETS_PROPERTY, digests_text({**known, **digests(wanted, text)}))


def _show(document: Any, names: Sequence[str], wanted: Sequence[SheetToWrite]) -> None:  # noqa: ANN401 - a UNO object
    """Keep the headings of every sheet in sight, and bring the first sheet to the front."""
    controller = document.CurrentController
    for name, one in reversed([*zip(names, wanted, strict=True)]):
        grid = one.grid
        if grid.hidden:
            continue
        controller.ActiveSheet = document.Sheets.getByName(name)
        controller.freezeAtPosition(grid.page.frozen_columns, grid.page.title_rows)


def _unprotect(sheets: Sequence[Any], needed: set[str]) -> None:
    """Lift the protection of our sheets; it has no password unless a person gave it one."""
    uno: Any = importlib.import_module("uno")
    wrong_password = uno.getClass("com.sun.star.lang.IllegalArgumentException")
    locked = []
    for sheet in sheets:
        try:
            sheet.unprotect("")
        except wrong_password:
            locked.append(sheet.Name)
    if needed.intersection(locked):
        _protect(sheets)
        raise InputRefusedError(
            "YQ-644",
            f"工作表“{'、'.join(locked)}”设了密码保护，不能重写。",
            remedy="请取消该表的保护后再生成。",
        )


def _protect(sheets: Sequence[Any]) -> None:
    for sheet in sheets:
        if not sheet.isProtected():
            sheet.protect("")
