"""升级: an earlier workbook brought to today's contract, everything else left as it is."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from yqxl.errors import InputRefusedError, UsageError
from yqxl.evaluation.computing import CHECK, Computed, compute
from yqxl.evaluation.reading.generated_sheets import replaceable
from yqxl.evaluation.upgrading import (
    RowsToInsert,
    Upgrade,
    rows_to_insert,
    upgrade_of,
)
from yqxl.model.contract import PARAMETER_SHEET
from yqxl.model.contract_version import CONTRACT, CONTRACT_PROPERTY
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.pipeline.mended import mended
from yqxl.pipeline.regenerate import changes_of, write
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.graft.drafts import with_cells, with_inserted_rows, with_names, write_draft
from yqxl.workbook.package.custom_properties import with_custom_property
from yqxl.workbook.saving.saving import check_target
from yqxl.workbook.scan.workbook import open_workbook


@dataclass(frozen=True)
class Upgraded:
    """What was changed: versions before and after, and each change as a sentence."""

    before: int
    changes: tuple[str, ...]
    #: cells that a person wrote and that stay as they are
    kept: tuple[str, ...]


def upgrade(source: Path, target: Path) -> Upgraded:
    """Write the workbook as one of today's contract.

    Args:
        source: the workbook, of any known version.
        target: the file to write, another one than the source.

    Raises:
        InputRefusedError: the source cannot be read, is not ours (YQ-230), is newer than
            this program (YQ-233), or has no room for what it needs (YQ-234, YQ-235).
        OutputFailedError: the target could not be written; an older one is kept.
        UsageError: the target is the source.
    """
    if target.exists() and source.exists() and target.samefile(source):
        raise UsageError(
            "YQ-411",
            "升级不能写在原文件上。",
            remedy="请用 -o 给出另一个文件名，核对后再替换。",
            file=str(source),
        )
    check_target(target)
    try:
        before, plan = _upgraded(source, target)
    except InputRefusedError as error:
        error.file = str(source)
        raise
    version = before.evaluation.contract
    return Upgraded(version, tuple(_told(plan, version)), tuple(plan.kept))


def _upgraded(source: Path, target: Path) -> tuple[Computed[FileBook], Upgrade]:
    limits = bounds().limits
    with (
        tempfile.TemporaryDirectory(prefix="yqxl-") as folder,
        open_workbook(source, limits) as workbook,
    ):
        roomy, draft = (Path(folder) / f"{name}{source.suffix}" for name in ("roomy", "draft"))
        before = compute(FileBook(workbook))
        rows = rows_to_insert(before.reading)
        for one in rows:
            _refuse_unmoved(before.book, one)
        own = before.book
        write_draft(own.package, with_inserted_rows(own.package, own.sheets, rows), roomy)
        with open_workbook(roomy, limits) as roomier:
            book = FileBook(roomier)
            plan = upgrade_of(book, compute(book).reading)
            write_draft(book.package, _parts(book, plan), draft)
        with open_workbook(draft, limits) as renewed:
            drafted = compute(FileBook(renewed))
            plan.mended = _mended_rows(drafted)
            with mended(drafted, limits) as after:
                write(after.book.package, changes_of(after, _present(after)), source, target)
    return before, plan


def _mended_rows(computed: Computed[FileBook]) -> list[str]:
    """Return what of ours a person's edits left out; what this upgrade itself moved is not told."""
    return [
        f"{one.sheet}!{one.cell}：{one.found}"
        for one in computed.mends.told
        if one.sheet and one.sheet != PARAMETER_SHEET
    ]


def _refuse_unmoved(book: FileBook, rows: RowsToInsert) -> None:
    """Refuse where pictures, notes or charts are tied to rows of the sheet."""
    package, part = book.package, book.sheets[rows.sheet].part
    tied = any(tag in package.read(part) for tag in (b"<drawing ", b"<legacyDrawing "))
    quoted = rows.sheet.encode()
    charts = (name for name in package.entries if name.startswith("xl/charts/"))
    if tied or any(quoted in package.read(name) for name in charts):
        raise InputRefusedError(
            "YQ-235",
            f"升级要在这里加 {rows.number} 行，表上的图形、批注或引用它的图表不能跟着移动。",
            remedy=f"请在该表末行上方插入 {rows.number} 个空行，再升级。",
            sheet=rows.sheet,
            cell=f"A{rows.above}",
        )


def _present(computed: Computed[FileBook]) -> list[str]:
    """Return the tables that the workbook carries already; an upgrade adds none."""
    replaced, _ = replaceable(computed.book, computed.tables)
    return [CHECK, *replaced]


def _parts(book: FileBook, plan: Upgrade) -> dict[str, bytes]:
    package = book.package
    return {
        **with_custom_property(package, CONTRACT_PROPERTY, str(CONTRACT)),
        **with_cells(package, book.sheets, plan.cells, plan.columns),
        **with_names(package, plan.names),
    }


def _told(plan: Upgrade, version: int) -> list[str]:
    """Return what was changed, in sentences."""
    told = []
    if version != CONTRACT:
        told.append(f"填报约定从第 {version} 版改为第 {CONTRACT} 版。")
    if plan.renewed:
        told.append(f"更新公式 {plan.renewed} 个。")
    told += [f"表 {one.table} 加一列“{one.header}”。" for one in plan.columns]
    if plan.rows:
        told.append(f"参数表加 {len(plan.rows)} 行：{'、'.join(plan.rows)}。")
    if plan.rows_renewed:
        renewed = "、".join(plan.rows_renewed)
        told.append(f"参数表里随附的 {len(plan.rows_renewed)} 行改成现在的内容：{renewed}。")
    if plan.names:
        told.append(f"更新名称 {len(plan.names)} 个：{'、'.join(sorted(plan.names))}。")
    if plan.mended:
        told.append(f"补齐 {len(plan.mended)} 处：{'；'.join(plan.mended)}。")
    return told
