"""No workbook chooses what a click starts: the shipped VBA, run among hostile files."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from frontends.excel.vba.vba_desk import FOLDER, OWN, Scene, run

from yqxl.frontends.excel.commands import COMMANDS
from yqxl.frontends.excel.vba import xlwings_module
from yqxl.frontends.excel.vba.xlwings_module import (
    UnknownModuleError,
    addin_module,
    shipped,
    template_module,
)

PYTHON, EVIL = r"C:\Python\pythonw.exe", r"C:\evil\python.exe"
CONTROLS = {
    "INTERPRETER_WIN": EVIL,
    "INTERPRETER": EVIL,
    "PYTHONPATH": r"C:\evil",
    "LICENSE_KEY": "x';import evil;'",
    "CONDA PATH": r"C:\evil",
    "CONDA ENV": r"C:\evil",
    "DEBUG UDFS": "True",
    "UDF MODULES": "evil",
}
MINE = {OWN: {"INTERPRETER_WIN": PYTHON}}
IN_FOLDER = {rf"{FOLDER}\xlwings.conf": CONTROLS, r"\xlwings.conf": CONTROLS}

STATES = {
    "nothing hostile": Scene(MINE),
    "nothing hostile, no settings": Scene(),
    "a sheet": Scene(MINE, CONTROLS),
    "a sheet, no settings": Scene({}, CONTROLS),
    "the folder": Scene({**MINE, **IN_FOLDER}),
    "the folder, no settings": Scene(IN_FOLDER),
    "Python in sheets": Scene(MINE, sheets=("evil.py", "yqxl.py")),
    "all at once": Scene({**MINE, **IN_FOLDER}, CONTROLS, ("evil.py",)),
    "all at once, no settings": Scene(IN_FOLDER, CONTROLS, ("evil.py",)),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("module", [addin_module, template_module])
def test_only_the_persons_own_interpreter_is_started(module: object, state: str) -> None:
    scene = STATES[state]
    told, messages = run(module(), "YqxlCheck", scene)  # type: ignore[operator]  # either of two
    assert messages == []
    assert "evil" not in "".join(told)
    assert told[-1].startswith("run import yqxl.frontends.excel.macros as m; m.main('check', ")
    started = {line for line in told if line.startswith("start ")}
    python = PYTHON if OWN in scene.files else "pythonw"
    assert len(started) == 1
    assert f'/K ""{python}" -B -c ' in started.pop()
    # a bare name is looked for in the current folder first
    first = next(n for n, line in enumerate(told) if line.startswith(("load ", "start ")))
    assert told[first - 1] == r"folder C:\Windows"


def test_the_module_as_it_is_shipped_starts_what_a_workbook_names() -> None:
    text = shipped("xlwings_custom_addin.bas").replace('"myaddin"', '"xlwings"')
    # its unqualified Range needs the hidden sheet to be in front
    text = text.replace("In Range(sht", "In sht.Range(sht")
    usual = {key: value for key, value in CONTROLS.items() if key != "DEBUG UDFS"}
    told, _ = run(text, "YqxlCheck", Scene(MINE, usual))
    assert EVIL in "".join(told)
    assert "import evil" in "".join(told)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_command_reaches_python(command: object) -> None:
    told, messages = run(addin_module(), command.macro, Scene(MINE))  # type: ignore[attr-defined]  # a Command
    assert messages == []
    assert f"m.main('{command.name}', " in told[-1]  # type: ignore[attr-defined]  # likewise


@pytest.mark.parametrize(
    ("scene", "code"),
    [
        (Scene(MINE, workbook_open=False), "YQ-620"),
        (Scene(MINE, library_found=False), "YQ-621"),
        (Scene(MINE, starts='Err.Raise 53, Description:="File not found"'), "YQ-621"),
        (
            Scene(
                MINE,
                starts='Result = "Could not activate Python COM server": XLPyDLLActivateAuto = 1',
            ),
            "YQ-621",
        ),
        (Scene(MINE, executes='Err.Raise 1000, Description:="TypeError: main() takes"'), "YQ-622"),
        (
            Scene(
                MINE,
                executes="Err.Raise 1000, Description:="
                "\"ModuleNotFoundError: No module named 'yqxl'\"",
            ),
            "YQ-622",
        ),
        (Scene(MINE, executes='Err.Raise 424, Description:="Object required"'), "YQ-622"),
        (Scene(MINE, executes='Err.Raise 1000, Description:="RPC failed"'), "YQ-623"),
    ],
    ids=[
        "no workbook",
        "no Python where the settings say",
        "no library",
        "no server",
        "older Python side",
        "no yqxl there",
        "要求对象",
        "anything else",
    ],
)
def test_vba_says_what_is_wrong_in_one_chinese_sentence(scene: Scene, code: str) -> None:
    _, (message,) = run(addin_module(), "YqxlCheck", replace(scene))
    assert f"[{code}]" in message
    assert "请" in message
    assert "\n" not in message


def test_a_command_that_is_not_ours_is_not_run() -> None:
    probe = addin_module().replace(
        "\r\nPublic Function RunPython(",
        "\r\nPublic Sub Probe()\r\n    RunPython \"import os; os.system('calc')\"\r\nEnd Sub\r\n"
        "\r\nPublic Function RunPython(",
    )
    assert run(probe, "Probe", Scene(MINE)) == ([], [])


@pytest.mark.parametrize("module", [template_module, addin_module])
def test_the_licence_stands_and_the_change_is_told(module: object) -> None:
    text = module()  # type: ignore[operator]  # either of two
    assert "'Copyright (C) 2014-present, Zoomer Analytics LLC." in text
    assert text.index("'Changed by yqxl") < text.index("'Copyright")
    assert text.isascii()
    # what is left of the active workbook is the book that a command works on
    lines = [line.strip() for line in text.splitlines() if "ActiveWorkbook" in line]
    assert not [line for line in lines if re.search("GetConfig|Directory|PYTHONPATH", line)]


def test_another_text_of_xlwings_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shipped("xlwings.bas")
    changed = text.replace('If source = "" Or source = "directory" Then', "If True Then")
    monkeypatch.setattr(xlwings_module, "shipped", lambda *_: changed)
    with pytest.raises(UnknownModuleError, match="directory"):
        template_module()
