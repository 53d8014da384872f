"""The blank workbooks that the page carries, and which one a set of data needs.

Optional sheets and cells stand in workbooks that use them alone, so there is one without
any, one with what an import needs, and one with all. They are made where the page is built,
and travel as their parts in one archive: most parts are alike, so three take less than one.
"""

from __future__ import annotations

import io
import lzma
import pkgutil
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from yqxl.model.contract import NAMED_CELLS, TABLES, Table
from yqxl.model.rows import Evaluation

PLAIN = "blank.xlsx"
#: the file beside this module, in the page alone
ARCHIVE = "blanks.zip.xz"
_CLOCK = (2024, 1, 1, 0, 0, 0)
#: file names, with the optional tables of each; the first that has what is needed serves
_TABLES: Mapping[str, frozenset[str]] = {
    PLAIN: frozenset(),
    "blank_for_imports.xlsx": frozenset({"imports"}),
    "blank_with_all.xlsx": frozenset(table.key for table in TABLES if table.where_used),
}
#: what stands in an optional sheet or cell so that it is there; filling takes it out
_PLACEHOLDER = "占位"


def blank_for(evaluation: Evaluation) -> str:
    """Return the name of the blank workbook that has the sheets and cells for these data.

    >>> blank_for(Evaluation())
    'blank.xlsx'
    """
    needed = {table.key for table in _optional() if getattr(evaluation, table.key)}
    project = evaluation.project
    cells = any(getattr(project, cell.field) for cell in NAMED_CELLS if cell.optional)
    return next(
        name
        for name, tables in _TABLES.items()
        if needed <= tables and not (cells and name == PLAIN)
    )


def blank_bytes(name: str) -> bytes:
    """Return a blank workbook that the page carries."""
    return unpacked(pkgutil.get_data(__package__, ARCHIVE) or b"", name)


def packed(workbooks: Mapping[str, bytes]) -> bytes:
    """Return workbooks, by name, as one archive in which parts that are alike stand together."""
    parts: dict[tuple[str, str], bytes] = {}
    for name, content in workbooks.items():
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts |= {(part, name): package.read(part) for part in package.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for (part, name), data in sorted(parts.items()):
            archive.writestr(zipfile.ZipInfo(f"{name}/{part}", _CLOCK), data)
    return lzma.compress(out.getvalue(), preset=6)


def unpacked(archive: bytes, name: str) -> bytes:
    """Return one workbook out of such an archive."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(lzma.decompress(archive))) as held,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for path in held.namelist():
            book, _, part = path.partition("/")
            if book == name:
                info = zipfile.ZipInfo(part, _CLOCK)
                package.writestr(info, held.read(path), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def seeds() -> Iterator[tuple[str, Evaluation]]:
    """Yield each blank workbook's name, and what it is made from where the page is built."""
    for name, tables in _TABLES.items():
        if name == PLAIN:
            yield name, Evaluation()
            continue
        rows: dict[str, Any] = {
            table.key: (_placeholder(table),) for table in _optional() if table.key in tables
        }
        optional = {cell.field: _PLACEHOLDER for cell in NAMED_CELLS if cell.optional}
        project = type(Evaluation().project)(**optional)
        yield name, Evaluation(project=project, **rows)


def _optional() -> list[Table]:
    return [table for table in TABLES if table.where_used]


def _placeholder(table: Table) -> object:
    return table.row(**{table.typed[0].field: _PLACEHOLDER})
