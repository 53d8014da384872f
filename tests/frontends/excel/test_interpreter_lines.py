"""What the doctor says about the Python that Excel will start, on systems of every kind."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from yqxl.frontends.excel.interpreter_lines import interpreter_lines
from yqxl.frontends.excel.settings import interpreter_key, settings_path
from yqxl.pipeline.diagnosis import Line, State


def _python(folder: Path) -> Path:
    """Return the interpreter of a folder that holds those which Excel starts."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("python", "pythonw"):
        (folder / name).touch(mode=0o755)
    return folder / "python"


def _lines(
    home: Path, python: Path, text: str | None, platform: str = "win32", **variables: str
) -> list[Line]:
    path = settings_path(home, platform)
    if text is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    environment: Mapping[str, str] = {"PATH": "", **variables}
    return list(interpreter_lines(platform, python, home, environment))


@pytest.mark.parametrize(
    ("text", "state", "word"),
    [
        ('"INTERPRETER_WIN","{python}"\n', State.OK, "INTERPRETER_WIN"),
        ('"INTERPRETER_WIN","{other}"\n', State.WARN, "不是本程序所用的"),
        ('"INTERPRETER_WIN","/no/pythonw.exe"\n', State.FAIL, "不存在"),
        ('"INTERPRETER_WIN","{python}"\n\n', State.FAIL, "第 2 行为空"),
        ('\ufeff"INTERPRETER_WIN","{python}"\n', State.FAIL, "BOM"),
        ('"SHOW CONSOLE","False"\n', State.WARN, "没有指定 Python"),
    ],
    ids=["right", "another Python", "is gone", "blank line", "mark of the encoding", "not named"],
)
def test_the_settings_are_looked_at(tmp_path: Path, text: str, state: State, word: str) -> None:
    python, other = _python(tmp_path / "own"), _python(tmp_path / "other")
    lines = _lines(tmp_path, python, text.format(python=python, other=other))
    assert [line.state for line in lines] == [state]
    assert word in lines[0].found


@pytest.mark.parametrize("text", [None, '"SHOW CONSOLE","False"\n'], ids=["none", "not named"])
@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_without_a_name_path_decides(tmp_path: Path, platform: str, text: str | None) -> None:
    python = _python(tmp_path / "own")
    lines = _lines(tmp_path, python, text, platform, PATH=str(python.parent))
    assert [line.state for line in lines] == [State.OK]


@pytest.mark.parametrize("variable", ["VIRTUAL_ENV", "CONDA_PREFIX"])
def test_an_activated_environment_is_not_there_for_excel(tmp_path: Path, variable: str) -> None:
    """In a terminal ``python`` is that of the environment; from the desktop it is another."""
    python, other = _python(tmp_path / "venv" / "Scripts"), _python(tmp_path / "system")
    path = os.pathsep.join((str(python.parent), str(other.parent)))
    activated = {variable: str(tmp_path / "venv"), "PATH": path}
    (line,) = _lines(tmp_path, python, None, **activated)
    assert line.state is State.WARN
    assert str(other.parent) in line.found
    assert f'"{interpreter_key("win32")}","{python}"' in line.remedy


def test_where_there_is_no_excel_nothing_is_wrong(tmp_path: Path) -> None:
    python = _python(tmp_path / "own")
    (line,) = _lines(tmp_path, python, None, "linux")
    assert line.state is State.OK
