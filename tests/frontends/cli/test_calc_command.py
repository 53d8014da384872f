"""``yqxl calc`` in processes of its own; LibreOffice itself is left as it is."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from yqxl import __version__


def yqxl(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", *arguments],
        capture_output=True, encoding="utf-8", check=False, cwd=folder,
    )  # fmt: skip


def test_build_writes_the_extension(tmp_path: Path) -> None:
    done = yqxl(tmp_path, "calc", "build")
    assert done.returncode == 0, done.stderr
    assert "description.xml" in zipfile.ZipFile(tmp_path / "yqxl.oxt").namelist()


def test_build_is_reproducible(tmp_path: Path) -> None:
    for name in ("a.oxt", "b.oxt"):
        assert yqxl(tmp_path, "calc", "build", "-o", name).returncode == 0
    assert (tmp_path / "a.oxt").read_bytes() == (tmp_path / "b.oxt").read_bytes()


@pytest.mark.libreoffice
def test_status_tells_what_is_there(tmp_path: Path) -> None:
    done = yqxl(tmp_path, "calc", "status")
    if done.returncode == 2:
        pytest.skip(done.stderr.strip())
    assert f"可安装的版本: {__version__}" in done.stdout


def test_another_action_is_refused(tmp_path: Path) -> None:
    done = yqxl(tmp_path, "calc", "upgrade")
    assert done.returncode == 2
    assert "YQ-419" in done.stderr
