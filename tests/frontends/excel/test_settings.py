from __future__ import annotations

from pathlib import Path

import pytest

from yqxl.frontends.excel.settings import (
    interpreter_line,
    personal_settings,
    settings_path,
    sheet_settings,
)


def test_the_persons_own_settings_are_read(tmp_path: Path) -> None:
    assert personal_settings(tmp_path, "win32") is None
    (tmp_path / ".xlwings").mkdir()
    file = tmp_path / ".xlwings" / "xlwings.conf"
    file.write_text(
        '"INTERPRETER_WIN","C:\\Python\\pythonw.exe"\n\n"Show Console","True"\n \n', "utf-8"
    )
    found = personal_settings(tmp_path, "win32")
    assert found is not None
    assert found.values["INTERPRETER_WIN"] == "C:\\Python\\pythonw.exe"
    assert found.values["SHOW CONSOLE"] == "True"
    assert found.blank_lines == (2, 4)
    assert not found.marked


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_of_the_encoding_is_seen(tmp_path: Path, encoding: str) -> None:
    file = settings_path(tmp_path, "win32")
    file.parent.mkdir()
    file.write_text('"INTERPRETER_WIN","C:\\Python\\pythonw.exe"\n', encoding)
    found = personal_settings(tmp_path, "win32")
    assert found is not None
    assert found.marked
    assert found.values == {"INTERPRETER_WIN": "C:\\Python\\pythonw.exe"}


def test_on_the_mac_they_stand_in_the_container_of_excel(tmp_path: Path) -> None:
    file = tmp_path / "Library/Containers/com.microsoft.Excel/Data/xlwings.conf"
    file.parent.mkdir(parents=True)
    python = tmp_path / "bin" / "python3"
    file.write_text(interpreter_line(python, "darwin"), "utf-8")
    found = personal_settings(tmp_path, "darwin")
    assert found is not None
    assert found.values == {"INTERPRETER_MAC": str(python)}


def test_the_interpreter_without_a_window_is_preferred(tmp_path: Path) -> None:
    python = tmp_path / "python.exe"
    assert interpreter_line(python, "win32") == f'"INTERPRETER_WIN","{python}"'
    (tmp_path / "pythonw.exe").touch()
    assert interpreter_line(python, "win32") == f'"INTERPRETER_WIN","{tmp_path / "pythonw.exe"}"'


def test_the_sheet_names_no_interpreter_of_the_machine_that_built_it() -> None:
    keys = [key for key, _ in sheet_settings("1.2.3")]
    assert not [key for key in keys if key.startswith("INTERPRETER")]
    assert dict(sheet_settings("1.2.3"))["XLWINGS VERSION"] == "1.2.3"
