"""What the operating system, a decoder or SQLite refused is said in Chinese."""

from __future__ import annotations

import errno
import json
import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from yqxl.system_reasons import system_reason

ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.mark.parametrize("number", sorted(errno.errorcode), ids=errno.errorcode.__getitem__)
def test_no_reason_is_english(number: int) -> None:
    reason = system_reason(OSError(number, os.strerror(number)))
    assert reason
    assert not ENGLISH.search(reason)


def _locked(folder: Path) -> None:
    first, second = (sqlite3.connect(folder / "a.db", timeout=0) for _ in range(2))
    try:
        first.execute("BEGIN EXCLUSIVE")
        second.execute("BEGIN EXCLUSIVE")
    finally:
        first.close()
        second.close()


def _no_database(folder: Path) -> None:
    (folder / "a.db").write_bytes(b"no database" * 100)
    database = sqlite3.connect(folder / "a.db")
    try:
        database.execute("SELECT * FROM a")
    finally:
        database.close()


@pytest.mark.parametrize(
    ("attempt", "reason"),
    [
        (lambda folder: (folder / "没有").read_bytes(), "没有这个文件或文件夹"),
        (lambda folder: (folder / "a" / "b").read_bytes(), "路径中有一段不是文件夹"),
        (lambda folder: folder.read_bytes(), "这是文件夹，不是文件"),
        (lambda folder: (folder / ("长" * 300)).read_bytes(), "文件名太长"),
        (lambda _: Path("a\0b").read_bytes(), "路径里有不可见字符"),
        (lambda _: b"ab\xff".decode("utf-8"), "第 3 个字节起不是 UTF-8 文字"),
        (lambda _: tomllib.loads("a = 1\nb = ?\n"), "第 2 行内容不合格式"),
        (lambda _: json.loads("{"), "第 1 行内容不合格式"),
        (lambda _: int("三"), "内容不合格式"),
        (_locked, "正被别的程序占用"),
        (_no_database, "文件已经损坏"),
    ],
    ids=[
        "missing", "part-is-a-file", "folder", "long-name", "null", "not-utf-8", "toml", "json",
        "other", "locked", "no-database",
    ],
)  # fmt: skip
def test_what_really_happens_is_told(
    attempt: Callable[[Path], object], reason: str, tmp_path: Path
) -> None:
    (tmp_path / "a").write_text("", encoding="utf-8")
    with pytest.raises(Exception) as raised:  # noqa: PT011 - every kind of it
        attempt(tmp_path)
    assert system_reason(raised.value) == reason


def test_windows_says_that_another_program_has_the_file() -> None:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined]  # Windows sets it
    assert system_reason(error) == "正被别的程序占用"


def test_an_error_without_a_number_is_told_too() -> None:
    assert system_reason(OSError("strange")) == "读写没有成功"
    assert system_reason(TimeoutError()) == "等得太久，没有回应"


def test_the_command_line_says_it_without_english(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yqxl", "check", "没有.xlsx"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "没有这个文件或文件夹" in done.stderr + done.stdout
    assert "No such" not in done.stderr + done.stdout
