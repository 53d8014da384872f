from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from yqxl.errors import YqxlError
from yqxl.look import FONT_NAMES
from yqxl.pipeline import diagnosis
from yqxl.pipeline.diagnosis import Line, State, machine_lines


def line(name: str) -> Line:
    return next(line for line in machine_lines() if line.name == name)


def test_this_machine_can_do_the_work() -> None:
    lines = list(machine_lines())
    assert len({line.name for line in lines}) == len(lines)
    assert not [line for line in lines if line.state is State.FAIL]
    assert sys.executable in line("Python").found


def test_an_old_python_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "_OLDEST", (99, 0))
    assert line("Python").state is State.FAIL


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "_LIBRARIES", ("openpyxl", "no-such-library"))
    found = line("依赖库")
    assert (found.state, found.remedy) == (State.FAIL, "请运行 pip install no-such-library。")


def test_a_missing_library_of_reports_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "_REPORT_LIBRARIES", ("no-such-library",))
    found = line("写报告")
    assert (found.state, found.remedy) == (State.WARN, "请运行 pip install no-such-library。")


def test_a_path_with_chinese_letters_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/张三"))
    found = line("路径")
    assert (found.state, "张三" in found.found) == (State.WARN, True)


def test_a_folder_that_cannot_be_written_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise YqxlError("YQ-301", "磁盘已满。")

    monkeypatch.setattr(diagnosis, "save", refuse)
    found = line("写文件（临时文件夹）")
    assert (found.state, "磁盘已满" in found.found) == (State.FAIL, True)


def test_another_doctor_at_the_same_time_is_not_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one looks at the same folder while our file stands in it."""
    other = (
        "import sys; from pathlib import Path; from yqxl.pipeline import diagnosis;"
        "diagnosis._writing(Path(sys.argv[1]), '')"
    )

    def slow(target: Path, *rest: Any) -> None:
        save(target, *rest)
        subprocess.run([sys.executable, "-c", other, str(tmp_path)], check=True)

    save = diagnosis.save
    monkeypatch.setattr(diagnosis, "save", slow)
    assert diagnosis._writing(tmp_path, "").state is State.OK
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("listed", "state"),
    [
        ("宋体,SimSun\n仿宋\nsimhei\n", State.OK),
        ("Noto Sans CJK SC\n", State.WARN),
        ("", State.WARN),
    ],
    ids=["all three", "none of them", "no fontconfig"],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows 按文件查找字体")
def test_the_fonts_of_a_government_table_are_looked_for(
    monkeypatch: pytest.MonkeyPatch, listed: str, state: State
) -> None:
    monkeypatch.setattr(diagnosis, "_output", lambda _command: listed)
    assert line("字体").state is state


def test_libreoffice_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    found = diagnosis._libreoffice()
    assert (found.state, found.found) == (State.WARN, "没有找到")


def test_a_program_that_fails_or_hangs_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "_SECONDS", 0.2)
    assert diagnosis._output(["/no/such/program"]) == ""
    assert diagnosis._output([sys.executable, "-c", "import time; time.sleep(9)"]) == ""
    assert diagnosis._output([sys.executable, "-c", ""]) == ""


def test_a_line_is_plain_data() -> None:
    assert Line("名", State.WARN, "有", "做").record() == {
        "name": "名",
        "state": "warn",
        "found": "有",
        "remedy": "做",
    }


def test_every_font_of_the_look_can_be_looked_for() -> None:
    assert set(diagnosis._FONT_FILES) == set(diagnosis._FONT_ALIASES) == set(FONT_NAMES)
