"""A document of python-docx as bytes that depend on its content alone."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document

#: the same bytes at any time of day
_CLOCK = (2020, 1, 1, 0, 0, 0)


def document_bytes(document: Document) -> bytes:
    """Return the bytes of a .docx with fixed dates in its directory."""
    saved = io.BytesIO()
    document.save(saved)
    target = io.BytesIO()
    with (
        zipfile.ZipFile(saved) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _CLOCK)
            package.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
