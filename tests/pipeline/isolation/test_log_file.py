"""Tracebacks go to the log, whatever becomes of the log."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yqxl.pipeline.isolation import log_file
from yqxl.pipeline.isolation.log_file import internal_error, log_exception, log_path, open_log

ROOT = Path(__file__).parents[3]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YQXL_LOG", str(tmp_path / "deep" / "yqxl.log"))
    return tmp_path / "deep" / "yqxl.log"


def fault() -> Exception:
    try:
        return {}["产出"]
    except KeyError as error:
        return error


def test_traceback_is_appended(log: Path) -> None:
    for _ in range(2):
        log_exception(fault(), "县.xlsx")
    text = log.read_text(encoding="utf-8")
    assert text.count("县.xlsx") == text.count("Traceback (most recent call last)") == 2
    assert text.count("KeyError: '产出'") == 2
    assert log.stat().st_mode & 0o077 == 0


def test_log_begins_anew_when_it_is_long(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "_LARGEST", 100)
    for number in range(3):
        log_exception(fault(), f"number {number}")
    assert "number 2" in log.read_text()
    assert "number 1" not in log.read_text()
    assert "number 1" in log.with_suffix(".old.log").read_text()


def test_log_goes_on_where_windows_forbids_a_new_one(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows renames no file that a worker holds open; nothing may be lost for that."""

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "being used by another process")

    log_exception(fault(), "前")
    monkeypatch.setattr(log_file, "_LARGEST", 10)
    monkeypatch.setattr(Path, "replace", forbidden)
    log_exception(fault(), "后")
    text = log.read_text(encoding="utf-8")
    assert "前" in text
    assert "后" in text


def test_log_without_a_place_swallows(log: Path) -> None:
    log.parent.parent.joinpath("deep").touch()
    log_exception(fault(), "县.xlsx")
    handle = open_log()
    assert os.write(handle, b"x") == 1
    os.close(handle)
    assert log.parent.read_bytes() == b""


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"HOME": "/home/u"}, "/home/u/.local/state/yqxl/yqxl.log"),
        ("linux", {"HOME": "/h", "XDG_STATE_HOME": "/state"}, "/state/yqxl/yqxl.log"),
        ("darwin", {"HOME": "/Users/u"}, "/Users/u/Library/Logs/yqxl/yqxl.log"),
        ("win32", {"HOME": "/u", "LOCALAPPDATA": "/local"}, "/local/yqxl/yqxl.log"),
        ("linux", {"HOME": "/h", "YQXL_LOG": "/elsewhere/x.log"}, "/elsewhere/x.log"),
    ],
    ids=["linux", "xdg", "macos", "windows", "named"],
)
def test_place(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], expected: str
) -> None:
    for name in ("YQXL_LOG", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert str(log_path()) == expected


def test_internal_error_is_one_line(log: Path) -> None:
    error = internal_error("ValueError: two\nlines", "县.xlsx")
    assert "\n" not in str(error)
    assert str(error).startswith("县.xlsx: 程序内部出错（ValueError: two lines）")
    assert str(log) in str(error)
    assert error.exit_code == 4


def test_what_python_cannot_raise_is_logged(log: Path) -> None:
    source = (
        "from yqxl.pipeline.isolation.log_file import log_unraisable\n"
        "log_unraisable()\n"
        "class Bad:\n"
        "    def __del__(self): raise OSError(28, 'disk full')\n"
        "bad = Bad(); del bad\n"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, cwd=ROOT, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert "disk full" in log.read_text()
    assert "Bad.__del__" in log.read_text()
