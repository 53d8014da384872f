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
from collections.abc import Mapping

from yqxl.model.contract import NAMED_CELLS, TABLES
from yqxl.model.contract.optional_parts import GROUPS, NO_PARTS, OptionalParts
from yqxl.model.rows import Evaluation

PLAIN = "blank.xlsx"
#: the file beside this module, in the page alone
ARCHIVE = "blanks.zip.xz"
_CLOCK = (2024, 1, 1, 0, 0, 0)
#: columns that cannot simply come behind the last one: dates need their format, and beside
#: 满意度 there is no room
_COLUMNS = frozenset((*GROUPS["日期"], *GROUPS["抽样"]))
_CELLS = frozenset(cell.field for cell in NAMED_CELLS if cell.optional)
_TABLES = frozenset(table.key for table in TABLES if table.where_used)
#: the optional parts of each by file name; the first that has what is needed serves
PARTS: Mapping[str, OptionalParts] = {
    PLAIN: NO_PARTS,
    "blank_for_imports.xlsx": OptionalParts(tables=frozenset({"imports"}), cells=_CELLS),
    "blank_with_all.xlsx": OptionalParts(_COLUMNS, _TABLES, _CELLS),
}


def blank_for(evaluation: Evaluation) -> str:
    """Return the name of the blank workbook that has the sheets and cells for these data.

    >>> blank_for(Evaluation())
    'blank.xlsx'
    """
    rows = {table.key: getattr(evaluation, table.key) for table in TABLES}
    tables = {key for key in _TABLES if rows[key]}
    cells = {field for field in _CELLS if getattr(evaluation.project, field)}
    columns = {
        (key, field)
        for key, field in _COLUMNS
        if any(getattr(row, field) not in (None, "") for row in rows[key])
    }
    return next(
        name
        for name, parts in PARTS.items()
        if tables <= parts.tables and cells <= parts.cells and columns <= parts.columns
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
