"""``yqxl upgrade`` and ``yqxl freeze`` as a script calls them: what was changed, as data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "cases" / "contract_1"


def yqxl(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )


def test_upgrade_says_what_it_changed(tmp_path: Path) -> None:
    done = yqxl(tmp_path, "upgrade", str(CASES / "yangquan_2022.xlsx"), "-o", "新.xlsx", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    record = json.loads(line)
    assert (record["schema"], record["output"], record["from"]) == ("yqxl-upgrade/1", "新.xlsx", 1)
    assert any("公式" in sentence for sentence in record["changes"])
    assert record["kept"] == []


def test_freeze_counts_what_became_of_the_functions(tmp_path: Path) -> None:
    source = ROOT / "workbooks" / "template.xlsm"
    done = yqxl(tmp_path, "freeze", str(source), "-o", "定稿.xlsx", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    assert record["schema"] == "yqxl-freeze/1"
    assert record["formulas"] > 0
    assert (record["values"], record["instead"]) == (0, [])


@pytest.mark.parametrize("command", ["upgrade", "freeze"])
def test_a_file_that_stands_there_is_kept(command: str, tmp_path: Path) -> None:
    (tmp_path / "有.xlsx").write_bytes(b"a person's own")
    source = str(CASES / "yangquan_2022.xlsx")
    done = yqxl(tmp_path, command, source, "-o", "有.xlsx")
    assert done.returncode == 3
    assert "YQ-322" in done.stderr
    assert "--force" in done.stderr
    assert (tmp_path / "有.xlsx").read_bytes() == b"a person's own"
    assert yqxl(tmp_path, command, source, "-o", "有.xlsx", "--force").returncode == 0
