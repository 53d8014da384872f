"""Paper and file: the digest in a footer says whether both are the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parents[3]
DATA = ROOT / "workbooks" / "yangquan_2022.json"


def yqxl(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", *map(str, arguments)],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper")
    assert yqxl("new", folder / "评价.xlsx", "--from", DATA).returncode == 0
    assert yqxl("regenerate", folder / "评价.xlsx", "-o", folder / "out").returncode == 0
    return folder / "out" / "评价.xlsx"


def digests(book: Path) -> set[str]:
    """Return every digest that is printed in footers of sheets."""
    with zipfile.ZipFile(book) as package:
        sheets = [package.read(name).decode() for name in package.namelist()
                  if name.startswith("xl/worksheets/sheet")]  # fmt: skip
    return {digest for text in sheets for digest in re.findall(r"数据 ([0-9a-f]{8})&?[^<]*<", text)}


def test_every_generated_sheet_and_the_checks_carry_one_digest(printed: Path) -> None:
    (digest,) = digests(printed)
    book = openpyxl.load_workbook(printed)
    for name in ("表1-1", "表2-1", "表3-1", "表3-2", "校验"):
        for footer in (book[name].oddFooter, book[name].evenFooter):
            assert footer.center.text.endswith(digest), name
    assert str(book["校验"]["E2"].value).endswith(digest)
    record = json.loads(yqxl("check", printed, "--json").stdout)
    assert record["digest"] == digest


def test_the_command_says_whether_paper_and_file_are_the_same(
    printed: Path, tmp_path: Path
) -> None:
    (digest,) = digests(printed)
    same = yqxl("check", printed, "--digest", digest.upper())
    assert (same.returncode, "与纸面一致" in same.stdout) == (0, True)
    book = openpyxl.load_workbook(printed)
    for row in book["产出"].iter_rows():
        for cell in row:
            if cell.value == 509:
                cell.value = 510
    book.save(tmp_path / "改过.xlsx")
    other = yqxl("check", tmp_path / "改过.xlsx", "--digest", digest)
    assert (other.returncode, "不一致" in other.stdout) == (1, True), other.stdout
    assert yqxl("check", printed, "--digest", "xyz").returncode == 2
