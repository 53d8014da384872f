"""What on this machine works: the lines that ``yqxl doctor`` prints, and those of the machine.

Front ends add lines of their own. A line says what was found, and what to do about it.
"""

from __future__ import annotations

import os
import platform
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from yqxl import __version__
from yqxl.errors import YqxlError
from yqxl.look import FONT_NAMES
from yqxl.system_reasons import system_reason
from yqxl.workbook.saving.saving import save

_OLDEST = (3, 11)
#: where Windows keeps the fonts, and what other systems call them
_FONT_FILES = {"宋体": "simsun.ttc", "仿宋": "simfang.ttf", "黑体": "simhei.ttf"}
_FONT_ALIASES = {"宋体": "simsun", "仿宋": "fangsong", "黑体": "simhei"}
_LIBRARIES = ("openpyxl", "python-calamine", "pandas", "typer", "rich")
#: what only reports in Word and PDF ask for
_REPORT_LIBRARIES = ("python-docx", "pypdf")
_SECONDS = 20


class State(Enum):
    """How a line ends."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the diagnosis."""

    name: str
    state: State
    found: str
    remedy: str = ""

    def record(self) -> dict[str, str]:
        """Return the line as JSON carries it."""
        return {
            "name": self.name,
            "state": self.state.value,
            "found": self.found,
            "remedy": self.remedy,
        }


def machine_lines() -> Iterator[Line]:
    """Yield what holds for every front end."""
    yield _python()
    yield Line("yqxl", State.OK, f"{__version__}，{Path(__file__).parents[1]}")
    yield _libraries("依赖库", _LIBRARIES, State.FAIL)
    yield _libraries("写报告", _REPORT_LIBRARIES, State.WARN)
    yield _path()
    yield _writing(Path(tempfile.gettempdir()), "临时文件夹")
    yield _writing(Path.cwd(), "当前文件夹")
    yield _fonts()
    yield _libreoffice()


def _python() -> Line:
    bits = 8 * struct.calcsize("P")
    found = f"{platform.python_version()}，{bits} 位，{sys.executable}"
    if sys.version_info < _OLDEST:
        return Line("Python", State.FAIL, found, "请安装 Python 3.11 或更新的版本。")
    return Line("Python", State.OK, found)


def installed_version(distribution: str) -> str | None:
    """Return the version of an installed distribution, or None."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def _libraries(title: str, names: tuple[str, ...], lacking: State) -> Line:
    versions = {name: installed_version(name) for name in names}
    missing = [name for name, found in versions.items() if found is None]
    if missing:
        remedy = f"请运行 pip install {' '.join(missing)}。"
        return Line(title, lacking, f"缺少 {'、'.join(missing)}", remedy)
    return Line(title, State.OK, "，".join(f"{name} {found}" for name, found in versions.items()))


def _path() -> Line:
    """Look for letters that Excel's way to Python cannot take."""
    places = {"Python": sys.executable, "用户文件夹": str(Path.home())}
    odd = [f"{name} {place}" for name, place in places.items() if not place.isascii()]
    if odd:
        return Line(
            "路径", State.WARN, f"含非英文字符：{'；'.join(odd)}",
            "命令行不受影响；要在 Excel 中用函数，请把 Python 装到纯英文路径，如 C:\\Python。",
        )  # fmt: skip
    return Line("路径", State.OK, "Python 和用户文件夹的路径都是英文字符")


def _writing(folder: Path, name: str) -> Line:
    """Write, read again, replace and remove a file, as every output is."""
    # two may look at one machine at once
    target = folder / f".yqxl-doctor-{os.getpid()}.txt"
    title = f"写文件（{name}）"
    try:
        for content in (b"1", b"2"):
            save(target, lambda file, data=content: file.write(data) and None, lambda _path: None)  # type: ignore[misc]  # write returns a count that nobody wants
        target.unlink()
    except (OSError, YqxlError) as error:
        why = error if isinstance(error, YqxlError) else system_reason(error)
        return Line(title, State.FAIL, f"{folder}：{why}", "请检查文件夹权限和磁盘空间。")
    return Line(title, State.OK, str(folder))


def _fonts() -> Line:
    missing = [name for name in FONT_NAMES if not _has_font(name)]
    if missing:
        return Line(
            "字体", State.WARN, f"没有 {'、'.join(missing)}",
            "工作簿本身不受影响；在本机打印或转 PDF 时会用别的字体代替。",
        )  # fmt: skip
    return Line("字体", State.OK, "、".join(FONT_NAMES))


def _has_font(name: str) -> bool:
    if sys.platform == "win32":
        folders = (Path("C:/Windows/Fonts"), Path.home() / "AppData/Local/Microsoft/Windows/Fonts")
        return any((folder / _FONT_FILES[name]).exists() for folder in folders)
    listed = _output(["fc-list", ":lang=zh", "family"]).lower()
    return name in listed or _FONT_ALIASES[name] in listed


def _libreoffice() -> Line:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    places = (
        Path("C:/Program Files/LibreOffice/program/soffice.exe"),
        Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    )
    program = program or next((str(place) for place in places if place.exists()), None)
    if program is None:
        return Line(
            "LibreOffice", State.WARN, "没有找到",
            "可选：装了它才能在 LibreOffice 中使用 YQ_ 函数和菜单。",
        )  # fmt: skip
    # on Windows the program opens a window instead of telling its version
    told = "" if sys.platform == "win32" else _output([program, "--version"])
    return Line("LibreOffice", State.OK, f"{told.strip() or '已安装'}，{program}")


def _output(command: list[str]) -> str:
    """Return what a program prints; "" when it is missing, fails or hangs."""
    try:
        run = subprocess.run(  # noqa: S603 - fixed commands
            command, capture_output=True, timeout=_SECONDS, check=False, text=True, encoding="utf-8"
        )
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return ""
    return run.stdout
