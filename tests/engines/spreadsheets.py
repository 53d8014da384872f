"""Gnumeric and IronCalc recalculate a workbook, like LibreOffice in ``libreoffice``.

The cached values of the file are compared with what each computes. Gnumeric's answer is read
from a file that it writes; IronCalc runs in this process.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import ironcalc as engine
from libreoffice.addresses import position
from libreoffice.recalculation import (
    Cached,
    CachedFormula,
    Comparison,
    Difference,
    cached_formulas,
    same_value,
)

from yqxl.errors import ErrorValue

_ERRORS = frozenset(one.value for one in ErrorValue)
_SECONDS = 120
_TYPED_BLANK = re.compile(
    rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?) t="n" ?(?:/>|>(?:<v ?/>|<v></v>)?</c>)'
)

Formulas = dict[str, dict[str, CachedFormula]]


def ssconvert() -> str | None:
    """Return Gnumeric's converter, or None where it is not installed."""
    return shutil.which("ssconvert")


def gnumeric(path: Path) -> Comparison:
    """Have Gnumeric recalculate a workbook and compare every formula cell."""
    program = ssconvert()
    assert program is not None, "Gnumeric is not installed"
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "recalculated.xlsx"
        subprocess.run(
            [program, "--recalc", path, target], check=True, capture_output=True, timeout=_SECONDS
        )
        computed = {
            sheet: {cell: one.value for cell, one in cells.items()}
            for sheet, cells in cached_formulas(target).items()
        }
    return _compared(cached_formulas(path), computed)


def ironcalc(path: Path) -> Comparison:
    """Have IronCalc recalculate a workbook and compare every formula cell."""
    cached = cached_formulas(path)
    with tempfile.TemporaryDirectory() as folder:
        readable = _without_typed_blanks(path, Path(folder) / "book.xlsx")
        model = engine.load_from_xlsx(str(readable), "en", "UTC")
    model.evaluate()
    names = [sheet["name"] for sheet in model.get_worksheets_properties()]
    computed: dict[str, dict[str, Cached]] = {}
    for sheet, cells in cached.items():
        number = names.index(sheet)
        computed[sheet] = {
            cell: _value(model.get_cell_value(number, *position(cell))) for cell in cells
        }
    return _compared(cached, computed)


def _without_typed_blanks(path: Path, target: Path) -> Path:
    """Write the workbook again with blank cells of no type.

    openpyxl and others write ``<c r="A1" t="n"/>``, by ECMA-376 18.3.1.4 a blank cell; IronCalc
    takes it for 0.
    """
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            package.writestr(name, _TYPED_BLANK.sub(rb"\1/>", source.read(name)))
    return target


def _value(found: object) -> Cached:
    if found is None:
        return ""
    if isinstance(found, str):
        return ErrorValue(found) if found in _ERRORS else found
    return float(found)  # type: ignore[arg-type]  # bool or float


def _compared(cached: Formulas, computed: dict[str, dict[str, Cached]]) -> Comparison:
    compared, differences = 0, []
    for sheet, cells in cached.items():
        for cell, own in cells.items():
            compared += 1
            other = computed.get(sheet, {}).get(cell)
            if other is None or not same_value(own.value, other):
                differences.append(Difference(sheet, cell, own.formula, own.value, other))
    return Comparison(compared, tuple(differences))
