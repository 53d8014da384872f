"""What the doctor says about Excel, here without Excel."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from yqxl.frontends.excel import addin, diagnosis
from yqxl.frontends.excel.shipped_files import HOW_TO_INSTALL, Versions
from yqxl.pipeline.diagnosis import Line, State

HERE_IS_NO_EXCEL = sys.platform not in ("win32", "darwin")


def line(name: str) -> Line:
    return next(line for line in diagnosis.lines() if line.name == name)


@pytest.mark.skipif(not HERE_IS_NO_EXCEL, reason="本机可能有 Excel，见 excel 标记的测试")
def test_without_excel_it_says_what_still_works() -> None:
    found = line("Excel")
    assert found.state is State.WARN
    assert "LibreOffice 不受影响" in found.remedy
    assert line("Excel 加载项").found == "本系统不用"
    assert "Excel 自检" not in [one.name for one in diagnosis.lines()]


def test_the_installed_xlwings_and_the_vba_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert line("xlwings").state is State.OK
    monkeypatch.setattr(diagnosis, "installed_version", lambda _name: "0.1.2")
    found = line("xlwings")
    assert found.state is State.FAIL
    assert "pip install xlwings==" in found.remedy


def test_a_missing_xlwings_matters_only_where_excel_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "installed_version", lambda _name: None)
    assert diagnosis._xlwings(excel=False).state is State.WARN
    assert diagnosis._xlwings(excel=True).state is State.FAIL
    assert HOW_TO_INSTALL in diagnosis._xlwings(excel=True).remedy


def test_excel_on_the_mac_needs_a_script(tmp_path: Path) -> None:
    missing = diagnosis._mac_script(tmp_path)
    assert missing.state is State.FAIL
    assert "xlwings runpython install" in missing.remedy
    script = Path(missing.found.removeprefix("没有 "))
    script.parent.mkdir(parents=True)
    script.touch()
    assert diagnosis._mac_script(tmp_path).state is State.OK


def test_the_addin_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addin, "startup_folder", lambda: tmp_path)
    assert line("Excel 加载项").found == "没有安装"
    addin.install(tmp_path)
    assert line("Excel 加载项").state is State.OK
    (tmp_path / "yqxl.xlam").write_bytes(b"PK another")
    found = line("Excel 加载项")
    assert (found.state, "不是本程序" in found.found) == (State.WARN, True)


def test_the_library_beside_the_interpreter_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert diagnosis._library().state is State.FAIL
    version = diagnosis.installed_version("xlwings")
    (tmp_path / f"xlwings64-{version}.dll").touch()
    assert diagnosis._library().state is State.OK


def test_where_excel_is_it_is_named() -> None:
    assert diagnosis._excel("C:/Office/EXCEL.EXE").state is State.OK
    assert "C:/Office/EXCEL.EXE" in diagnosis._excel("C:/Office/EXCEL.EXE").found


def test_wps_is_told_what_it_cannot_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/et" if name == "et" else None)
    found = line("WPS")
    assert (found.state, found.found) == (State.WARN, "/usr/bin/et")
    assert "yqxl freeze" in found.remedy


def test_an_addin_of_another_version_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addin, "startup_folder", lambda: tmp_path)
    addin.install(tmp_path)

    def versions(path: Path) -> Versions:
        return Versions("0.0.1" if path.parent == tmp_path else "9.9.9", "0.37.8")

    monkeypatch.setattr(addin, "versions_of", versions)
    found = line("Excel 加载项")
    assert (found.state, found.remedy) == (State.FAIL, "请运行 yqxl addin install。")
    assert "0.0.1" in found.found


def test_an_installation_without_the_files_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yqxl.frontends.excel.shipped_files._FOLDERS", (tmp_path,))
    monkeypatch.setattr(addin, "startup_folder", lambda: tmp_path)
    assert line("xlwings").state is State.FAIL
    assert line("Excel 加载项").state is State.FAIL


@pytest.mark.parametrize(
    ("outcome", "state"),
    [((500, []), State.OK), ((500, ["资金!K5"]), State.FAIL), (OSError("no Excel"), State.FAIL)],
    ids=["the same", "a cell differs", "Excel does not start"],
)
def test_the_self_test_is_one_line(
    monkeypatch: pytest.MonkeyPatch, outcome: object, state: State
) -> None:
    def outcome_of(_template: Path) -> object:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr("yqxl.frontends.excel.self_test.self_test", outcome_of)
    assert diagnosis._self_test().state is state
