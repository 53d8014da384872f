"""The workbooks that the benchmarks work on: decorated, contract-conforming, all different.

A file that is timed has not been seen by its contestant before, so nothing that yqxl
keeps between two workbooks of one template helps more than it does in a real batch.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import decorated_workbook  # noqa: E402 - found through the path above

ROWS = 200
#: different workbooks in a batch
DISTINCT = 24


def variants(folder: Path, count: int, first: int = 0) -> list[Path]:
    """Build workbooks with different figures."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        decorated_workbook.build(folder / f"{number:05}.xlsx", rows=ROWS, variant=number)
        for number in range(first, first + count)
    ]


def many(folder: Path, count: int, distinct: int = DISTINCT) -> Path:
    """Fill a folder with files; beyond ``distinct`` they repeat under other names."""
    originals = variants(folder.with_name(f"{folder.name}-originals"), min(distinct, count))
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        source, target = originals[number % len(originals)], folder / f"book-{number:06}.xlsx"
        try:
            os.link(source, target)
        except OSError:  # no links there
            shutil.copyfile(source, target)
    return folder
