"""No English is left in what the option parser complains of."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import pytest
from rich.cells import cell_len

from yqxl.frontends.cli.parser.app import app
from yqxl.frontends.cli.parser.complaints import in_chinese
from yqxl.frontends.cli.parser.parsing import run

CALLS = {
    "foo": "没有命令 foo",
    "chek a.xlsx": "没有命令 chek，是不是 check、schema",
    "check": "缺少参数 文件…",
    "check --foo a.xlsx": "没有选项 --foo",
    "regenerate a.xlsx --flatt -o out": "没有选项 --flatt，是不是 --flat",
    "explain a.xlsx B1 c d": "多出了参数 c d",
    "regenerate a.xlsx -o": "选项 -o 后面要写值",
    "regenerate a.xlsx -o out --jobs x": "选项 --jobs / -j 的值不对，应为整数",
    "regenerate a.xlsx -o out --jobs 0": "选项 --jobs / -j 的值不对，不能小于 1",
    "check a.xlsx --json=1": "选项 --json 后面不写值",
}


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_call_is_told_in_chinese(call: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(app, shlex.split(call)) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"用法错误：{CALLS[call]}")
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{2,}", told.replace("yqxl --help", "")), told


def test_what_is_not_known_keeps_its_words() -> None:
    assert in_chinese("Something new 'x'") == "命令写得不对（Something new 'x'）。"


@pytest.mark.parametrize("arguments", [["--help"], ["regenerate", "--help"], ["new", "-h"]])
def test_help_speaks_chinese(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yqxl", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "用法: yqxl" in done.stdout
    assert "显示这份说明" in done.stdout
    for english in ("Usage", "OPTIONS", "ARGS", "Show this", "<bool>"):
        assert english not in done.stdout


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_every_command_is_told_whole(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert run(app, []) == 0
    told = capsys.readouterr().out
    assert max(map(cell_len, told.splitlines())) <= min(columns, 100)
    text = "".join(told.split())
    for command in app.registered_commands:
        assert command.callback is not None
        summary = (command.callback.__doc__ or "").partition("\n\n")[0]
        assert "".join(f"{command.name or command.callback.__name__}{summary}".split()) in text
