"""The lines of ``yqxl doctor`` that are about Excel."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from yqxl.errors import YqxlError
from yqxl.frontends.excel import addin
from yqxl.frontends.excel.interpreter_lines import interpreter_lines
from yqxl.frontends.excel.new_workbook import TEMPLATE
from yqxl.frontends.excel.shipped_files import HOW_TO_INSTALL, shipped, versions_of
from yqxl.pipeline.diagnosis import Line, State, installed_version

_WINDOWS, _MAC = "win32", "darwin"


def lines() -> Iterator[Line]:
    """Yield what Excel needs and what of it is here."""
    excel = find_excel()
    yield _excel(excel)
    yield _wps()
    yield _xlwings(excel is not None)
    if sys.platform == _WINDOWS:
        yield _library()
    if sys.platform == _MAC:
        yield _mac_script(Path.home())
    yield from interpreter_lines(sys.platform, Path(sys.executable), Path.home(), os.environ)
    yield _addin()
    if sys.platform == _WINDOWS and excel is not None and installed_version("xlwings"):
        yield _self_test()


def find_excel() -> str | None:
    """Return where Excel is, or None."""
    if sys.platform == _WINDOWS:
        return _registered("excel.exe")
    if sys.platform == _MAC:
        return _present("/Applications/Microsoft Excel.app")
    return None


def _registered(program: str) -> str | None:
    """Return the path that a Windows program has registered."""
    if sys.platform == "win32":  # in letters, as the type checker knows it
        import winreg  # noqa: PLC0415 - Windows only

        key = rf"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\{program}"
        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            with suppress(OSError):
                return str(winreg.QueryValue(root, key))
    return None


def _present(place: str) -> str | None:
    return place if Path(place).exists() else None


def _excel(excel: str | None) -> Line:
    if excel is not None:
        note = "" if sys.platform == _WINDOWS else "；macOS 只有宏，没有 YQ_ 函数"
        return Line("Excel", State.OK, f"{excel}{note}")
    if sys.platform in (_WINDOWS, _MAC):
        return Line(
            "Excel", State.WARN, "没有找到", "未装 Excel 时请用命令行，工作簿用内置公式（native）。"
        )
    return Line(
        "Excel", State.WARN, "本系统没有 Excel",
        "YQ_ 函数要 Windows 的 Excel，按钮要 Windows 或 macOS 的；命令行、LibreOffice 不受影响。",
    )  # fmt: skip


def _wps() -> Line:
    found = _registered("et.exe") or shutil.which("et") or shutil.which("wps")
    found = found or _present("/Applications/wpsoffice.app")
    if found is None:
        return Line("WPS", State.OK, "没有安装")
    return Line(
        "WPS", State.WARN, found,
        "WPS 不支持自定义函数和宏，请用内置公式的工作簿（yqxl new 的默认，或 yqxl freeze）。",
    )  # fmt: skip


def _xlwings(excel: bool) -> Line:  # noqa: FBT001 - whether Excel is here
    installed = installed_version("xlwings")
    if installed is None:
        state = State.FAIL if excel else State.WARN
        return Line("xlwings", state, "没有安装", HOW_TO_INSTALL)
    try:
        carried = versions_of(shipped(TEMPLATE))
    except YqxlError as error:
        return Line("xlwings", State.FAIL, f"{installed}；{error.message}", error.remedy)
    vba = carried.xlwings if carried else "未知"
    found = f"{installed}，模板中的 VBA 为 {vba}"
    if vba != installed:
        return Line(
            "xlwings", State.FAIL, found, f"两者必须相同，请运行 pip install xlwings=={vba}。"
        )
    return Line("xlwings", State.OK, found)


def _library() -> Line:
    """Look for the library that Excel loads; its name carries the version."""
    name = f"xlwings64-{installed_version('xlwings')}.dll"
    folders = (Path(sys.executable).parent, Path(sys.prefix), Path(sys.base_prefix))
    for folder in folders:
        if (folder / name).exists():
            return Line("xlwings 动态库", State.OK, str(folder / name))
    return Line(
        "xlwings 动态库", State.FAIL, f"{folders[0]} 中没有 {name}",
        "请运行 pip install --force-reinstall xlwings；不要用应用商店版的 Python。",
    )  # fmt: skip


def _mac_script(home: Path) -> Line:
    """Look for the script through which Excel on the Mac may start a program at all."""
    name = f"xlwings-{installed_version('xlwings')}.applescript"
    script = home / "Library/Application Scripts/com.microsoft.Excel" / name
    if script.exists():
        return Line("xlwings 脚本", State.OK, str(script))
    return Line(
        "xlwings 脚本", State.FAIL, f"没有 {script}",
        "请在终端中运行一次 xlwings runpython install，再重新打开 Excel。",
    )  # fmt: skip


def _addin() -> Line:
    if addin.startup_folder() is None:
        return Line("Excel 加载项", State.OK, "本系统不用")
    try:
        status = addin.status()
    except YqxlError as error:
        return Line("Excel 加载项", State.FAIL, error.message, error.remedy)
    if status.current:
        return Line("Excel 加载项", State.OK, str(status.path))
    remedy = "请运行 yqxl addin install。"
    if status.installed is None:
        found = f"{status.path} 不是本程序的加载项" if status.present else "没有安装"
        return Line("Excel 加载项", State.WARN, found, remedy)
    found = f"装的是 {status.installed.yqxl} 版（xlwings {status.installed.xlwings}）"
    return Line("Excel 加载项", State.FAIL, found, remedy)


def _self_test() -> Line:
    from yqxl.frontends.excel.self_test import self_test  # noqa: PLC0415 - starts Excel

    name = "Excel 自检"
    try:
        compared, different = self_test(shipped(TEMPLATE))
    except Exception as error:  # noqa: BLE001 - Excel and COM raise anything
        found = f"{type(error).__name__}: {error}"
        return Line(
            name, State.FAIL, found, "请先关闭所有 Excel 窗口，再看 docs/excel.md“常见问题”。"
        )
    if different:
        found = f"{compared} 格中 {len(different)} 格不同：{'、'.join(different[:3])}"
        return Line(name, State.FAIL, found, "请看 docs/excel.md“常见问题”。")
    return Line(name, State.OK, f"{compared} 格与 Python 计算相同")
