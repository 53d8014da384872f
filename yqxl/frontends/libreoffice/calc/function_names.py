"""Keeps YQ_ names plain in .xlsx, where LibreOffice before 25.2 does not.

7.4 reads ``YQ_SCORE(…)`` as an unknown name, and writes what it knows by its full name,
``ORG.YQXL.CALC.FUNCTIONS.SCORE(…)``, which Excel does not know. Every version keeps the
``[1]!`` and ``'…xlam'!`` that Excel puts in front of an add-in's name.
"""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from functools import cache
from pathlib import Path

from yqxl.catalog import functions
from yqxl.frontends.libreoffice.identity import ADD_IN, method_name

_PREFIX = ADD_IN.upper() + "."
_WRITTEN = re.compile(re.escape(_PREFIX.encode()) + rb"([A-Z0-9]+)", re.IGNORECASE)
_PARTS = re.compile(r"xl/(worksheets/[^/]+|tables/[^/]+|workbook)\.xml")


@cache
def _unresolved() -> re.Pattern[str]:
    names = "|".join(function.name for function in functions())
    ahead = r"(?<![A-Za-z0-9_.])(?:\[\d+\]!|'[^']*'!|_xll\.|_xludf\.)?"
    return re.compile(rf"{ahead}\b({names})\s*\(", re.IGNORECASE)


@cache
def _by_method() -> dict[bytes, bytes]:
    return {
        method_name(function.name).upper().encode(): function.name.encode()
        for function in functions()
    }


def repaired_formula(formula: str) -> str | None:
    """Return a formula with plain YQ_ names to be set again; None when it calls none.

    >>> repaired_formula("=ROUND([1]!YQ_SCORE_RATE(A1;B1);2)")
    '=ROUND(YQ_SCORE_RATE(A1;B1);2)'
    >>> repaired_formula("=SUM(A1:A3)")
    """
    found = False

    def plain(match: re.Match[str]) -> str:
        nonlocal found
        found = True
        return match[1].upper() + "("

    repaired = _unresolved().sub(plain, formula)
    return repaired if found else None


def plain_names(part: bytes) -> bytes:
    """Return a part of a saved workbook with the names that Excel knows.

    >>> plain_names(b"<f>ORG.YQXL.CALC.FUNCTIONS.SCORERATE(A1,B1)</f>")
    b'<f>YQ_SCORE_RATE(A1,B1)</f>'
    """
    return _WRITTEN.sub(lambda match: _by_method().get(match[1].upper(), match[0]), part)


def repair_file(path: Path) -> bool:
    """Write plain names into a workbook that LibreOffice has just saved.

    The file keeps its time: Calc would otherwise ask at the next save whether to
    overwrite somebody else's change.
    """
    with zipfile.ZipFile(path) as package:
        entries = [(entry, package.read(entry)) for entry in package.infolist()]
    repaired = [
        (entry, plain_names(part) if _PARTS.fullmatch(entry.filename) else part)
        for entry, part in entries
    ]
    if repaired == entries:
        return False
    whole = path.resolve()
    beside = whole.with_name(f".~yqxl.{whole.name}")
    before = whole.stat()
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as package:
            for entry, part in repaired:
                package.writestr(entry, part)
        shutil.copymode(whole, beside)
        os.utime(beside, ns=(before.st_atime_ns, before.st_mtime_ns))
        beside.replace(whole)
    finally:
        beside.unlink(missing_ok=True)
    return True
