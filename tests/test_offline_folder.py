"""The folder for an office without internet; ``python -m tests.long offline`` installs it."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[1] / "workbooks" / "offline.py"
OFFLINE = runpy.run_path(str(PROGRAM))


def _wheel(folder: Path, name: str, *required: str) -> None:
    lines = [f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {text}" for text in required)]
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines) + "\n\n")


@pytest.mark.parametrize(
    ("required", "missing"),
    [
        ("colorama>=0.4; platform_system == 'Windows'", ["colorama>=0.4"]),
        ("pywin32; sys_platform == 'win32'", ["pywin32"]),
        ("uvloop; sys_platform != 'win32'", []),
        ("tomli>=2; python_version < '3.12'", []),
        ("xlwings==0.37.8; extra == 'excel'", ["xlwings==0.37.8"]),
        ("pyarrow>=17; extra == 'parquet'", []),
        ("There_Already>=1", []),
    ],
)
def test_what_windows_needs_is_read_from_the_wheels(
    tmp_path: Path, required: str, missing: list[str]
) -> None:
    _wheel(tmp_path, "yqxl", required)
    _wheel(tmp_path, "there_already")
    assert OFFLINE["missing"](tmp_path, "3.12") == missing


def test_the_batch_file_installs_from_the_folder_alone() -> None:
    texts = OFFLINE["texts"](["3.9", "3.12"])
    batch = texts["install.bat"]
    assert "in (3.9 3.12)" in batch  # the last that is there is taken
    assert '-m pip install --no-index --find-links wheels --upgrade "yqxl[excel,report]"' in batch
    assert batch.count("goto failed") == 2
    assert all("{" not in text for text in texts.values())
    assert "py -3.12 -m pip install --no-index" in texts["说明.txt"]


def test_a_folder_with_files_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    done = _run(tmp_path)
    assert done.returncode == 3
    assert "YQ-624" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_without_internet_it_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    done = _run(tmp_path / "folder", PIP_NO_INDEX="1")
    assert done.returncode == 3
    assert "YQ-625" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_version_that_is_none_is_refused(tmp_path: Path) -> None:
    done = _run(tmp_path / "folder", "--python", "new")
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())


def _run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, PROGRAM, folder, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(PROGRAM.parents[1]), **variables},
    )
