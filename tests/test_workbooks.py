"""The workbooks in the repository are what the code builds."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
REBUILD = "out of date: run python workbooks/build.py"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    subprocess.run([sys.executable, WORKBOOKS / "build.py", folder], check=True)
    return folder


@pytest.mark.parametrize("path", sorted(WORKBOOKS.glob("*.xl*")), ids=lambda path: path.name)
def test_a_shipped_workbook_is_what_the_code_builds(path: Path, built: Path) -> None:
    assert parts(path) == parts(built / path.name), REBUILD


def test_every_built_workbook_is_shipped(built: Path) -> None:
    assert {path.name for path in built.iterdir()} == {
        path.name for path in WORKBOOKS.glob("*.xl*")
    }, REBUILD
