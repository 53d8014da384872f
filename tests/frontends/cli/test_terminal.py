"""The command in a real terminal: a pseudo-terminal with a person's window in front of it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.xlsx"
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def in_terminal(
    arguments: list[str],
    *,
    columns: int = 100,
    act: Callable[[subprocess.Popen[bytes], bytes], None] | None = None,
    **environment: str,
) -> tuple[int, str]:
    """Run the command with all its streams on a terminal; return exit code and screen text."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "yqxl", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", **environment},
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # Linux says so when the last writer is gone
            break
        if not piece:
            break
        shown += piece
        if act is not None:
            act(process, shown)
    os.close(ours)
    return process.wait(), shown.decode("utf-8", "replace")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for name in ("a", "b", "c"):
        shutil.copy(CASE, inputs / f"{name}.xlsx")
    return inputs


@pytest.mark.parametrize("columns", [100, 40])
def test_a_batch_in_a_terminal_runs_to_its_end(folder: Path, tmp_path: Path, columns: int) -> None:
    out = tmp_path / "out"
    code, shown = in_terminal(["regenerate", str(folder), "-o", str(out)], columns=columns)
    text = _ESCAPES.sub("", shown)
    assert code == 0, text
    assert sorted(path.name for path in out.glob("*.xlsx")) == ["a.xlsx", "b.xlsx", "c.xlsx"]
    assert "共 3 个文件：完成 3" in text
    assert "3/3" in text
    assert "YQ-900" not in text


def test_a_terminal_without_colours_gets_none(folder: Path, tmp_path: Path) -> None:
    arguments = ["regenerate", str(folder), "-o", str(tmp_path / "out")]
    code, shown = in_terminal(arguments, NO_COLOR="1")
    assert code == 0, shown
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", shown)


def test_ctrl_c_ends_a_batch_with_its_summary(folder: Path, tmp_path: Path) -> None:
    for number in range(60):
        shutil.copy(CASE, folder / f"n{number}.xlsx")
    interrupted: list[float] = []

    def act(process: subprocess.Popen[bytes], shown: bytes) -> None:
        if not interrupted and "完成".encode() in shown:
            interrupted.append(time.monotonic())
            os.killpg(process.pid, signal.SIGINT)

    arguments = ["regenerate", str(folder), "-o", str(tmp_path / "out"), "--jobs", "2"]
    code, shown = in_terminal(arguments, act=act)
    assert code == 130, shown
    assert "未做" in shown
