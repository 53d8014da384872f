"""Builds, installs and removes the Calc extension, and says what is installed.

A user's own LibreOffice takes the extension through ``unopkg``. Root may not run unopkg;
for root the unpacked extension goes among LibreOffice's bundled ones, for all users.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import yqxl
from yqxl.errors import OutputFailedError, UsageError
from yqxl.frontends.libreoffice.extension import write_oxt, write_unpacked
from yqxl.frontends.libreoffice.identity import EXTENSION
from yqxl.system_reasons import system_reason

#: where LibreOffice stands when it is not on the PATH
_USUAL_PLACES = (
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    r"C:\Program Files\LibreOffice\program",
)
_FOLDER = "yqxl"
_VERSION = re.compile(r"LibreOffice (\d+(?:\.\d+)*)")
_DESCRIBED = re.compile(r'<version value="([^"]*)"')
_LISTED = re.compile(r"^\s*Version:\s*(\S+)", re.MULTILINE)
#: what yqxl itself needs, inside Calc as anywhere
_PYTHON = (3, 11)
_PROBE = "import sys, uno; print('%d.%d' % sys.version_info[:2])"
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Office:
    """An installed LibreOffice: its folder of programs."""

    programs: Path

    @property
    def unopkg(self) -> Path:
        """Return the program that installs extensions for one user."""
        return self.programs / ("unopkg.exe" if os.name == "nt" else "unopkg")

    @property
    def bundled(self) -> Path:
        """Return where our extension stands when it is installed for all users."""
        return self.programs.parent / "share" / "extensions" / _FOLDER


@dataclass(frozen=True, slots=True)
class Status:
    """What is there: "" stands for what is not."""

    #: version of LibreOffice, and where it stands
    office: str
    programs: str
    #: version of the Python that LibreOffice uses, if it can serve extensions
    python: str
    #: version of our extension for this user, and for all users
    user: str
    everybody: str
    #: the version that would be installed
    available: str
    #: what keeps the functions from working, as a sentence
    obstacle: str


def find_office() -> Office:
    """Return the LibreOffice of this machine."""
    launcher = shutil.which("soffice") or shutil.which("libreoffice")
    places = [Path(launcher).resolve().parent] if launcher else []
    places += [Path(place) for place in _USUAL_PLACES]
    for place in places:
        office = Office(place)
        if office.unopkg.is_file():
            return office
    raise UsageError(
        "YQ-650",
        "没有找到 LibreOffice（soffice 和 unopkg 都不在）。",
        remedy="请先安装 LibreOffice Calc（Debian：libreoffice-calc 和 python3-uno）。",
    )


def build(target: Path) -> Path:
    """Write the extension: one file when the name ends in .oxt, else an unpacked folder."""
    if target.suffix == ".oxt":
        return write_oxt(target)
    if target.exists() and not (target / "description.xml").is_file():
        raise UsageError(
            "YQ-651",
            f"{target} 已存在，而且不是展开的扩展，没有改动它。",
            remedy="请换一个新文件夹，或用以 .oxt 结尾的文件名。",
        )
    return write_unpacked(target)


def install(office: Office | None = None) -> str:
    """Install the extension; return a sentence that says where and for whom."""
    office = office or find_office()
    if _is_root():
        _write_bundled(office.bundled)
        return (
            f"当前是 root：unopkg 不允许 root 使用，扩展 {yqxl.__version__} 已放入 "
            f"{office.bundled}，本机所有用户重新启动 LibreOffice 后生效。"
        )
    with tempfile.TemporaryDirectory() as folder:
        package = write_oxt(Path(folder) / f"yqxl-{yqxl.__version__}.oxt")
        _run(office.unopkg, "add", "-f", "--suppress-license", str(package))
    return f"扩展 {yqxl.__version__} 已为当前用户安装，重新启动 LibreOffice 后生效。"


def remove(office: Office | None = None) -> str:
    """Remove the extension; return a sentence that says what was removed."""
    office = office or find_office()
    if _is_root():
        if not office.bundled.exists():
            return f"{office.bundled} 不存在，没有可删除的扩展。"
        _delete(office.bundled)
        return f"已删除 {office.bundled}，重新启动 LibreOffice 后生效。"
    if not _user_version(office):
        return "当前用户没有安装此扩展。"
    _run(office.unopkg, "remove", EXTENSION)
    return "已为当前用户删除扩展，重新启动 LibreOffice 后生效。"


def status(office: Office | None = None) -> Status:
    """Return what is installed, and what keeps it from working."""
    office = office or find_office()
    python = _python_version(office)
    return Status(
        office=_office_version(office),
        programs=str(office.programs),
        python=python,
        user="" if _is_root() else _user_version(office),
        everybody=_bundled_version(office),
        available=yqxl.__version__,
        obstacle=_obstacle(python),
    )


def _obstacle(python: str) -> str:
    if not python:
        return "LibreOffice 的 Python 不能 import uno；请安装 python3-uno。"
    if tuple(int(part) for part in python.split(".")) < _PYTHON:
        return (
            f"LibreOffice 带的 Python 是 {python}，本扩展需要 3.11 或更高；请换新版 LibreOffice。"
        )
    return ""


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(program: Path, *arguments: str) -> str:
    """Run a program of LibreOffice and return what it said."""
    try:
        done = subprocess.run(  # noqa: S603 - LibreOffice's own program, arguments of ours
            [str(program), *arguments],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise OutputFailedError(
            "YQ-652",
            f"{program.name} 没有完成：{_why(problem)}。",
            remedy="请关闭 LibreOffice 后重试。",
        ) from problem
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())
        raise OutputFailedError(
            "YQ-652", f"{program.name} 没有完成：{said}。", remedy="请关闭 LibreOffice 后重试。"
        )
    return done.stdout


def _why(problem: Exception) -> str:
    late = isinstance(problem, subprocess.TimeoutExpired)
    return f"{_SECONDS:g} 秒没有回应" if late else system_reason(problem)


def _write_bundled(folder: Path) -> None:
    try:
        write_unpacked(folder)
    except OSError as problem:
        raise OutputFailedError(
            "YQ-653",
            f"不能写入 {folder}：{system_reason(problem)}。",
            remedy="请检查磁盘空间和权限后重试。",
        ) from problem


def _delete(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except OSError as problem:
        raise OutputFailedError(
            "YQ-653", f"不能删除 {folder}：{system_reason(problem)}。", remedy="请检查权限后重试。"
        ) from problem


def _office_version(office: Office) -> str:
    launcher = office.programs / ("soffice.com" if os.name == "nt" else "soffice")
    found = _VERSION.search(_run(launcher, "--version"))
    return found[1] if found else ""


def _user_version(office: Office) -> str:
    try:
        found = _LISTED.search(_run(office.unopkg, "list", EXTENSION))
    except OutputFailedError:  # unopkg fails where there is nothing to list
        return ""
    return found[1] if found else ""


def _bundled_version(office: Office) -> str:
    try:
        found = _DESCRIBED.search((office.bundled / "description.xml").read_text("utf-8"))
    except OSError:
        return ""
    return found[1] if found else ""


def _python_version(office: Office) -> str:
    """Return the version of the Python that runs extensions: LibreOffice's own, or the system's."""
    own = office.programs / ("python.exe" if os.name == "nt" else "python")
    python = own if own.exists() else Path("/usr/bin/python3")
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    try:
        done = subprocess.run(  # noqa: S603 - LibreOffice's own Python, a fixed program
            [str(python), "-c", _PROBE], capture_output=True, text=True, env=clean, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip()
