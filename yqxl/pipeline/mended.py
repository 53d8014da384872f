"""A workbook in which what is yqxl's own is in order again, computed anew."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from yqxl.evaluation.computing import Computed, compute
from yqxl.evaluation.mending import Mends
from yqxl.evaluation.reading.sheet_digest import SHEETS_PROPERTY
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.graft.drafts import with_cells, with_names, write_draft
from yqxl.workbook.graft.table_columns import with_last_row
from yqxl.workbook.package.custom_properties import has_properties, with_custom_property
from yqxl.workbook.package.limits import Limits
from yqxl.workbook.scan.workbook import open_workbook


@contextmanager
def mended(
    computed: Computed[FileBook], limits: Limits, also: Collection[str] = ()
) -> Iterator[Computed[FileBook]]:
    """Give the computed workbook with its own formulas, names and closing rows in order.

    A workbook that lacks nothing is given as it is. Else a draft is written, read and
    computed, so that whatever follows sees one and the same workbook; what was mended is
    among its findings. ``also`` are the tables that are wanted beside the standard ones.
    """
    if not computed.mends and has_properties(computed.book.package):
        yield computed
        return
    package = computed.book.package
    with tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        draft = Path(folder) / package.path.name
        write_draft(package, _parts(computed.book, computed.mends), draft)
        with open_workbook(draft, limits) as workbook:
            yield compute(FileBook(workbook), also=also, mended=computed.mends)


def _parts(book: FileBook, mends: Mends) -> dict[str, bytes]:
    package = book.package
    parts: dict[str, bytes] = {}
    if not has_properties(package):
        # so that a graft, which others share, changes one part only to note its digests
        parts |= with_custom_property(package, SHEETS_PROPERTY, "")
    parts |= with_cells(package, book.sheets, mends.cells)
    for (name, table), row in mends.ends.items():
        part = next(one.part for one in book.sheets[name].tables if one.name == table)
        parts[part] = with_last_row(package.read(part), row)
    return parts | with_names(package, mends.names, mends.hiding)
