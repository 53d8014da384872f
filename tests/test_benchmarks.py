"""The benchmarks are programs that nobody runs every day: each must still start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"
PROGRAMS = sorted(path.stem for path in FOLDER.glob("*.py"))


@pytest.mark.parametrize("program", PROGRAMS)
def test_it_finds_all_that_it_measures(program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import {program}"],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


#: behind gc.freeze(), as everything is measured: what was kept goes, wherever it is kept
_FORGETTING = """
import functools, gc, sys, tempfile
from pathlib import Path
import samples
import caches
from yqxl.model.recent import Recent
from yqxl.pipeline.regenerate import Task, regenerate
with tempfile.TemporaryDirectory() as folder:
    source = samples.ROOT / "workbooks" / "yangquan_2022.xlsx"
    first = regenerate(Task(str(source), str(Path(folder) / "a.xlsx")))
    gc.collect()
    gc.freeze()
    held = caches.filled()
    caches.forget()
    again = regenerate(Task(str(source), str(Path(folder) / "b.xlsx")))
    same = (Path(folder) / "a.xlsx").read_bytes() == (Path(folder) / "b.xlsx").read_bytes()
    caches.forget()
gc.unfreeze()
left = [one for one in gc.get_objects() if isinstance(one, Recent) and len(one)]
left += [
    one for one in gc.get_objects()
    if isinstance(one, type(functools.lru_cache(len)))
    and (one.__module__ or "").startswith(("yqxl.evaluation", "yqxl.tables", "yqxl.workbook"))
    and one.cache_parameters()["maxsize"] and one.cache_info().currsize
]
print(held > 1000, same, caches.filled(), left)
"""


def test_what_is_kept_between_workbooks_can_be_forgotten() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FORGETTING], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    assert done.stdout.split("\n")[0] == "True True 0 []", done.stderr
