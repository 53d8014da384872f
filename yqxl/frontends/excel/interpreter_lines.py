"""Which Python a click in Excel starts, as ``yqxl doctor`` tells it.

Excel is started from the desktop: what an activated environment puts before PATH in a
terminal is not there for it. Where the person's own settings name an interpreter, that one
is started.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from yqxl.frontends.excel.settings import (
    PersonalSettings,
    interpreter_key,
    interpreter_line,
    personal_settings,
    settings_path,
)
from yqxl.pipeline.diagnosis import Line, State

_NAME = "xlwings 设置"
#: where Excel is: what it starts when no settings name another
_STARTED = {"win32": "pythonw", "darwin": "python"}
_ENVIRONMENTS = ("VIRTUAL_ENV", "CONDA_PREFIX")


def interpreter_lines(
    platform: str, python: Path, home: Path, environment: Mapping[str, str]
) -> Iterator[Line]:
    """Yield whether Excel will start this Python.

    Args:
        platform: as ``sys.platform``.
        python: the interpreter that runs.
        home: the person's folder.
        environment: the variables of this process.
    """
    settings = personal_settings(home, platform)
    wanted = interpreter_line(python, platform)
    faults = [] if settings is None else list(_unreadable(settings))
    yield from faults
    chosen = settings.values.get(interpreter_key(platform)) if settings is not None else None
    if settings is not None and chosen:
        line = _chosen(settings, chosen, python, wanted)
    else:
        line = _from_path(settings, platform, python, environment, home)
    if not faults or line.state is not State.OK:
        yield line


def _unreadable(settings: PersonalSettings) -> Iterator[Line]:
    if settings.marked:
        yield Line(
            _NAME, State.FAIL, f"{settings.path} 以编码标记（BOM）开头，Excel 认不出第一行",
            "请用记事本打开，另存为，编码选 ANSI。",
        )  # fmt: skip
    if settings.blank_lines:
        numbers = "、".join(map(str, settings.blank_lines))
        yield Line(_NAME, State.FAIL, f"{settings.path} 第 {numbers} 行为空", "请删去空行。")


def _chosen(settings: PersonalSettings, chosen: str, python: Path, wanted: str) -> Line:
    """Judge an interpreter that the settings name."""
    key, remedy = wanted.partition(",")[0].strip('"'), f"请改为 {wanted}。"
    if not Path(chosen).exists():
        return Line(_NAME, State.FAIL, f"{key} 指向 {chosen}，不存在", remedy)
    if Path(chosen).parent.resolve() != python.parent.resolve():
        return Line(_NAME, State.WARN, f"{key} 指向 {chosen}，不是本程序所用的 Python", remedy)
    return Line(_NAME, State.OK, f"{settings.path}，{key} {chosen}")


def _from_path(
    settings: PersonalSettings | None,
    platform: str,
    python: Path,
    environment: Mapping[str, str],
    home: Path,
) -> Line:
    """Judge what Excel finds in PATH when nothing names an interpreter."""
    place = "没有设置文件" if settings is None else f"{settings.path} 没有指定 Python"
    program = _STARTED.get(platform)
    if program is None:
        return Line(_NAME, State.OK, f"{place}，用 PATH 中的 python")
    found = shutil.which(program, path=_desktop_path(environment))
    if found is not None and Path(found).parent.resolve() == python.parent.resolve():
        return Line(_NAME, State.OK, f"{place}，用 PATH 中的 {found}")
    return Line(
        _NAME, State.WARN,
        f"{place}；从桌面打开的 Excel 在 PATH 中找到的 {program}（{found or '没有'}）"
        "不是本程序所用的 Python",
        f"请在 {settings_path(home, platform)} 中写一行 {interpreter_line(python, platform)}。",
    )  # fmt: skip


def _desktop_path(environment: Mapping[str, str]) -> str:
    """Return PATH without the folders of an environment that a terminal has activated."""
    activated = [Path(environment[name]) for name in _ENVIRONMENTS if environment.get(name)]
    folders = environment.get("PATH", "").split(os.pathsep)
    return os.pathsep.join(
        folder
        for folder in folders
        if not any(Path(folder).is_relative_to(place) for place in activated)
    )
