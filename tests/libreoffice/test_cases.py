"""Every workbook dropped into ``tests/cases`` or shipped in ``workbooks`` is a test.

It is loaded and recalculated by LibreOffice, and every formula cell is compared with the
value that the file carries. A workbook without a formula is no case and fails.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "tests" / "cases", ROOT / "workbooks")
#: A name that begins so is the lock file of an open office, not a workbook.
LOCKS = ("~$", ".~lock")


def found() -> list[Path]:
    """Return the workbooks of both folders, sub-folders included."""
    return sorted(
        path
        for folder in FOLDERS
        for path in folder.rglob("*.xls[xm]")
        if not path.name.startswith(LOCKS)
    )


def test_there_are_workbooks() -> None:
    names = [path.name for path in found()]
    assert names, f"no workbook in {', '.join(str(folder) for folder in FOLDERS)}"


@pytest.mark.parametrize("path", found(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_formula_cell_holds_what_libreoffice_computes(calc: Calc, path: Path) -> None:
    recalculate(calc, path).assert_same()
