"""定稿: a workbook that works without yqxl, as a macro-free ``.xlsx``.

Every cell that calls a ``YQ_`` function gets the native formula of its column or of its
call, or its value; VBA, ribbon, buttons and their settings go. Nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yqxl.errors import InputRefusedError, UsageError
from yqxl.evaluation.computing import Computed, compute
from yqxl.evaluation.formulas.column_formulas import NATIVE, UDF
from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.reading.generated_sheets import live_standing
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.pipeline.regenerate import changes_of, write
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.freeze.frozen_sheet import (
    FrozenSheet,
    NoSavedValueError,
    Place,
    freeze_sheet,
    frozen_text,
)
from yqxl.workbook.freeze.macro_parts import without_macros
from yqxl.workbook.graft.graft import Changes
from yqxl.workbook.graft.refresh import refresh_values
from yqxl.workbook.graft.shared_parts import shared_parts
from yqxl.workbook.package.markup import parse, set_text, splice
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.relationships import PACKAGE_RELATIONSHIPS, PartNames, references
from yqxl.workbook.saving.saving import check_target
from yqxl.workbook.scan.workbook import ScannedWorkbook, open_workbook

_CALL = re.compile(rb"YQ_[A-Z_]+\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frozen:
    """What became of the calls in a workbook."""

    formulas: int
    values: int
    #: ``sheet!cell`` where no native formula was possible and the value stands instead
    instead: tuple[str, ...]


def freeze(source: Path, target: Path, *, as_values: bool = False) -> Frozen:
    """Write ``target``: the workbook without functions of yqxl and without macros.

    Args:
        source: the workbook, ``.xlsx`` or ``.xlsm``.
        target: the file to write, ``.xlsx``, another file than the source.
        as_values: put values instead of native formulas.

    Raises:
        InputRefusedError: the source cannot be read, or lacks a saved value that is needed.
        OutputFailedError: the target could not be written; an older one is kept.
        UsageError: the target is the source, or not an ``.xlsx``.
    """
    _refuse_target(source, target)
    check_target(target)
    with open_workbook(source, bounds().limits) as workbook:
        computed = compute(FileBook(workbook), anybodys=True)
        sheets, parts = _frozen_sheets(workbook, computed, as_values=as_values)
        final = _final_tables(computed)
        parts = {**final.parts, **parts}
        parts |= _frozen_names(workbook.package, final.parts) | _flavour(workbook.package)
        changes = without_macros(
            workbook.package,
            shared_parts(workbook.package).places.workbook,
            parts,
            # cells came to the calculation or left it: programs make their chain anew
            recalculated=bool(final.parts) or any(sheet.cells for sheet in sheets.values()),
        )
        changes = Changes(changes.dropped | final.dropped, changes.parts)
        write(workbook.package, changes, source, target)
    return Frozen(
        sum(sheet.formulas for sheet in sheets.values()),
        sum(sheet.values for sheet in sheets.values()),
        tuple(f"{name}!{cell}" for name, sheet in sheets.items() for cell in sheet.instead),
    )


def _refuse_target(source: Path, target: Path) -> None:
    if target.suffix.lower() != ".xlsx":
        raise UsageError(
            "YQ-416",
            f"定稿 {target} 的扩展名不是 .xlsx。",
            remedy="定稿不含宏，请把输出写成 名称.xlsx。",
        )
    if target.exists() and source.exists() and target.samefile(source):
        raise UsageError(
            "YQ-417",
            "定稿不能写在原文件上。",
            remedy="请用 -o 给出另一个文件名。",
            file=str(source),
        )


def _frozen_sheets(
    workbook: ScannedWorkbook, computed: Computed[FileBook], *, as_values: bool
) -> tuple[dict[str, FrozenSheet], dict[str, bytes]]:
    """Return what became of each sheet, and the parts of those that changed."""
    natives = _native_formulas(computed)
    sheets: dict[str, FrozenSheet] = {}
    parts: dict[str, bytes] = {}
    for name, sheet in workbook.sheets.items():
        before = workbook.package.read(sheet.part)
        part = refresh_values(before, computed.to_renew.get(name, {}))
        if _CALL.search(part):
            try:
                sheets[name] = freeze_sheet(part, natives.get(name, {}), as_values=as_values)
            except NoSavedValueError as error:
                raise _no_value(workbook.file, name, str(error)) from error
            part = sheets[name].part
        if part != before:
            parts[sheet.part] = part
    return sheets, parts


def _final_tables(computed: Computed[FileBook]) -> Changes:
    """Return what puts the written tables in place of the live ones."""
    live = live_standing(computed.book)
    return changes_of(computed, live) if live else Changes()


def _native_formulas(computed: Computed[FileBook]) -> dict[str, dict[Place, str]]:
    """Return by sheet and cell the native formula of each cell of ours."""
    layout = computed.reading.layout
    known = ContractFormulas(computed.evaluation.contract)
    formulas = {}
    natives: dict[str, dict[Place, str]] = {}
    for own in computed.reading.own_cells:
        if own.table not in layout.tables:
            continue
        key = own.table, own.field
        if key not in formulas:
            formulas[key] = known.column(*key, layout.tables[own.table].columns)
        text = formulas[key].text(own.cell[0])
        if text:
            natives.setdefault(own.sheet, {})[own.cell] = text
    return natives


def _frozen_names(package: Package, written: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the workbook part and the tables whose formulas called a function.

    ``written`` are parts that have changed already.
    """
    parts = {}
    workbook = shared_parts(package).places.workbook
    for part in (workbook, *(name for name in package.entries if "/tables/" in name.lower())):
        data = written[part] if part in written else package.read(part)
        if not part.lower().endswith(".xml") or not _CALL.search(data):
            continue
        root = parse(data)
        holder = root.first("definedNames") if part == workbook else root.first("tableColumns")
        elements = holder.children if holder is not None else []
        formulas = elements if part == workbook else [e for c in elements for e in c.children]
        parts[part] = splice(data, [edit for each in formulas for edit in frozen_text(each)])
    return parts


def _flavour(package: Package) -> dict[str, bytes]:
    """Return the document properties, in which our template says its flavour."""
    links = references(package.read(PACKAGE_RELATIONSHIPS), "", PartNames(package.entries))
    parts = {}
    for link in links:
        if link.type.endswith("/core-properties"):
            data = package.read(link.target)
            for element in parse(data).children:
                if element.name == "category" and element.text == UDF:
                    parts[link.target] = splice(data, set_text(element, NATIVE))
    return parts


def _no_value(file: str, sheet: str, cell: str) -> InputRefusedError:
    return InputRefusedError(
        "YQ-215",
        "公式没有保存的值，无法定稿。",
        remedy="请先在 Excel 中打开、计算并保存，再定稿。",
        file=file,
        sheet=sheet,
        cell=cell,
    )
