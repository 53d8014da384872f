"""A new workbook with macros, made where neither Excel nor the building tools are."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from yqxl.errors import InputRefusedError, OutputFailedError
from yqxl.frontends.excel import new_workbook
from yqxl.frontends.excel.building import template
from yqxl.frontends.excel.shipped_files import shipped
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation

ROOT = Path(__file__).parents[3]
CASE = ROOT / "workbooks" / "yangquan_2022.json"


def test_a_blank_one_is_the_shipped_template(tmp_path: Path) -> None:
    new_workbook.create(Evaluation(), tmp_path / "new.xlsm")
    assert (tmp_path / "new.xlsm").read_bytes() == shipped("template.xlsm").read_bytes()


def test_a_filled_one_is_what_the_builder_makes(tmp_path: Path) -> None:
    new_workbook.create(load(CASE), tmp_path / "new.xlsm")
    assert (tmp_path / "new.xlsm").read_bytes() == template(load(CASE))


def test_it_needs_no_xlwings_and_no_pyopenvba(tmp_path: Path) -> None:
    for name in ("xlwings", "pyopenvba"):
        (tmp_path / f"{name}.py").write_text(f"raise RuntimeError('{name} was imported')")
    arguments = ("new", tmp_path / "new.xlsm", "--functions", "udf", "--from", CASE)
    done = subprocess.run(
        [sys.executable, "-m", "yqxl", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))},
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "new.xlsm") as package:
        assert "xl/vbaProject.bin" in package.namelist()


@pytest.mark.parametrize("content", [None, b"PK damaged"], ids=["missing", "damaged"])
def test_an_installation_without_the_template_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "template.xlsm").write_bytes(content)
    monkeypatch.setattr("yqxl.frontends.excel.shipped_files._FOLDERS", (tmp_path,))
    with pytest.raises(InputRefusedError) as caught:
        new_workbook.create(Evaluation(), tmp_path / "new.xlsm")
    assert caught.value.code == "YQ-611"
    assert not (tmp_path / "new.xlsm").exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputFailedError):
        new_workbook.create(Evaluation(), tmp_path / "none" / "new.xlsm")
