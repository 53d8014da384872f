"""``yqxl doctor`` and ``yqxl addin`` as real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from yqxl.frontends.cli.commands import diagnosing
from yqxl.frontends.libreoffice.installation import Status

STATES = {"ok", "warn", "fail"}


def run(*arguments: object, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3]), **variables},
    )


def diagnosed(cwd: Path, code: int = 0, **variables: str) -> dict[str, dict[str, Any]]:
    done = run("doctor", "--json", cwd=cwd, **variables)
    assert done.returncode == code, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["schema"] == "yqxl-doctor/1"
    assert found["ok"] is (code == 0)
    return {line["name"]: line for line in found["lines"]}


@pytest.mark.skipif(sys.platform == "win32", reason="环境变量在 Windows 上不同")
def test_it_tells_the_truth_about_this_machine(tmp_path: Path) -> None:
    # LibreOffice and fontconfig leave their caches at home
    folder = tmp_path / "work"
    folder.mkdir()
    lines = diagnosed(folder, HOME=str(tmp_path))
    assert {line["state"] for line in lines.values()} <= STATES
    assert sys.executable in lines["Python"]["found"]
    assert "64 位" in lines["Python"]["found"] or sys.maxsize < 2**32
    assert lines["写文件（当前文件夹）"]["found"] == str(folder)
    assert list(folder.iterdir()) == []
    for line in lines.values():
        assert (line["state"] == "ok") is (line["remedy"] == "")


@pytest.mark.skipif(sys.platform == "win32", reason="路径在 Windows 上不同")
def test_what_is_wrong_is_said_with_its_remedy(tmp_path: Path) -> None:
    home = tmp_path / "用户"
    (home / ".xlwings").mkdir(parents=True)
    (home / ".xlwings" / "xlwings.conf").write_text('\n"INTERPRETER_WIN","/no/python"\n', "utf-8")
    lines = diagnosed(tmp_path, 1, HOME=str(home), PATH="/nowhere")
    assert lines["路径"]["state"] == "warn"
    assert lines["xlwings 设置"]["state"] == "fail"
    assert lines["LibreOffice"] == {
        "name": "LibreOffice",
        "state": "warn",
        "found": "没有找到",
        "remedy": "可选：装了它才能在 LibreOffice 中使用 YQ_ 函数和菜单。",
    }


@pytest.mark.parametrize(
    ("user", "everybody", "obstacle", "state"),
    [
        ("9.9", "", "", "ok"),
        ("", "9.9", "", "ok"),
        ("", "", "", "warn"),
        ("0.1", "", "", "warn"),
        ("9.9", "", "要 3.11。", "warn"),
    ],
    ids=["this user", "everybody", "not installed", "another version", "old Python"],
)
def test_the_extension_of_calc_is_looked_at(
    monkeypatch: pytest.MonkeyPatch, user: str, everybody: str, obstacle: str, state: str
) -> None:
    found = Status("24.8", "/opt", "3.11.2", user, everybody, "9.9", obstacle)
    monkeypatch.setattr("yqxl.frontends.libreoffice.installation.status", lambda: found)
    line = diagnosing._calc_extension()
    assert (line.state.value, line.remedy == "") == (state, state == "ok")


def test_without_libreoffice_its_extension_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("yqxl.frontends.libreoffice.installation._USUAL_PLACES", ())
    assert diagnosing._calc_extension().found == "没有 LibreOffice，不用"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="没有谁也写不了的 /proc")
def test_a_folder_that_cannot_be_written_fails() -> None:
    lines = diagnosed(Path("/proc"), 1)
    assert lines["写文件（当前文件夹）"]["state"] == "fail"


def test_people_read_lines_with_remedies(tmp_path: Path) -> None:
    done = run("doctor", cwd=tmp_path, HOME=str(tmp_path))
    assert done.returncode == 0
    assert "正常  Python：" in done.stdout
    assert "Traceback" not in done.stderr
    assert "不可用 0" in done.stderr


def test_the_addin_comes_and_goes(tmp_path: Path) -> None:
    folder = tmp_path / "XLSTART"
    assert "没有安装" in run("addin", "status", "--folder", folder, cwd=tmp_path).stdout
    assert run("addin", "install", "--folder", folder, cwd=tmp_path).returncode == 0
    assert "与本程序相同" in run("addin", "status", "--folder", folder, cwd=tmp_path).stdout
    assert run("addin", "remove", "--folder", folder, cwd=tmp_path).returncode == 0
    assert not (folder / "yqxl.xlam").exists()
    assert "无须删除" in run("addin", "remove", "--folder", folder, cwd=tmp_path).stderr


NO_EXCEL = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="这里可能有 Excel")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("addin", "upgrade"), "YQ-418", id="an action that does not exist"),
        pytest.param(("addin", "status"), "YQ-612", id="no Excel here", marks=NO_EXCEL),
    ],
)
def test_a_wrong_call_ends_with_2(tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert code in done.stderr


def test_help_and_doctor_need_no_xlwings(tmp_path: Path) -> None:
    """A machine without xlwings: importing it is an error."""
    (tmp_path / "xlwings.py").write_text("raise RuntimeError('xlwings was imported')")
    path = os.pathsep.join((str(tmp_path), str(Path(__file__).parents[3])))
    for arguments in (("--help",), ("doctor",), ("functions",)):
        done = run(*arguments, cwd=tmp_path, PYTHONPATH=path, HOME=str(tmp_path))
        assert "xlwings was imported" not in done.stderr
        assert done.returncode == 0, done.stderr
