"""``yqxl form`` as people use it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.xlsx"


def run(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", "form", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )


@pytest.mark.parametrize("name", ["自评表.xlsx", "自评表.docx"])
def test_a_form_is_written(tmp_path: Path, name: str) -> None:
    done = run(tmp_path, "自评表", CASE, "-o", name)
    assert done.returncode == 0, done.stderr
    assert "财预〔2020〕10号 附1" in done.stderr
    with zipfile.ZipFile(tmp_path / name) as package:
        assert package.testzip() is None
        parts = "".join(
            package.read(part).decode() for part in package.namelist() if part.endswith(".xml")
        )
    assert "项目支出绩效自评表" in parts
    assert "阳泉市教育局" in parts
    again = run(tmp_path, "自评表", CASE, "-o", name)
    assert (again.returncode, "[YQ-322]" in again.stderr) == (3, True)


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["没有", CASE, "-o", "a.xlsx"], "YQ-460", 2),
        (["自评表", CASE, "-o", "a.pdf"], "YQ-461", 2),
        (["自评表", "没有.xlsx", "-o", "a.xlsx"], "YQ-101", 1),
    ],
)
def test_refusals(tmp_path: Path, arguments: list[object], code: str, exit_code: int) -> None:
    done = run(tmp_path, *arguments)
    assert (done.returncode, f"[{code}]" in done.stderr) == (exit_code, True), done.stderr
    assert list(tmp_path.iterdir()) == []
