"""``yqxl compare`` as a reviewer calls it: two workbooks, one of them typed over."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from yqxl.interchange.importing import load
from yqxl.pipeline.create import create

CASE = load(Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tuple(
        replace(row, given=3.0, reason="") if row.code == "C102" else row for row in CASE.indicators
    )
    create(replace(CASE, indicators=own), tmp_path / "自评.xlsx")
    create(CASE, tmp_path / "复核.xlsx")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", "compare", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )


def test_differences_and_their_reasons(folder: Path) -> None:
    done = run(folder, "自评.xlsx", "复核.xlsx")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[:2] == ["总分：78.55 → 77.73（-0.82）", "等级：中（相同）"]
    assert "共有 34 个三级指标，1 个不同" in lines
    place = lines.index("C102全市高中教师学科素养培训完成率：3 → 2.18（-0.82）")
    assert lines[place + 1] == "    自评评定得分 3，规则得分 2.18"


def test_a_total_typed_over_is_no_match(folder: Path) -> None:
    book = load_workbook(folder / "自评.xlsx")
    for name, value in (("yq_total", 90.0), ("yq_grade", "优")):
        sheet, cell = next(book.defined_names[name].destinations)
        book[sheet][cell] = value
    book.save(folder / "自评.xlsx")
    done = run(folder, "自评.xlsx", "复核.xlsx", "--json")
    assert done.returncode == 1, done.stderr
    said = json.loads(done.stdout)["contradictions"]
    assert len(said) == 2
    assert "的总分是 90，各指标得分相加为 78.55" in said[0]
    assert "的等级是优，各指标得分相加 78.55 是中" in said[1]


def test_the_same_file_twice_is_refused(folder: Path) -> None:
    done = run(folder, "自评.xlsx", "自评.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert "YQ-490" in done.stderr


def test_a_file_that_is_none_of_ours_is_one_sentence(folder: Path) -> None:
    (folder / "别的.xlsx").write_bytes(b"PK\x03\x04")
    done = run(folder, "自评.xlsx", "别的.xlsx")
    assert done.returncode == 1
    assert "别的.xlsx" in done.stderr
    assert "Traceback" not in done.stderr
