"""Make a folder that installs yqxl where there is no internet.

``python workbooks/offline.py FOLDER [--python 3.12 …] [--platform win_amd64]`` runs where
there is internet and a checkout. The folder holds the wheels, the add-in, the templates,
``install.bat`` and ``说明.txt``; nothing is left behind when it could not be made whole.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from email.parser import HeaderParser
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from yqxl.errors import OutputFailedError, YqxlError

HERE = Path(__file__).parent
#: the wheels of the machine that makes the folder
SAME = "same"
_WINDOWS = {"os_name": "nt", "platform_system": "Windows", "sys_platform": "win32"}
#: the parts of yqxl that an office needs: buttons and functions, Word reports
_EXTRAS = ("excel", "report")
_FILES = ("yqxl.xlam", "template.xlsm", "template.xlsx")
_INSTALL = """\
@echo off
chcp 65001 >nul
pushd "%~dp0"
set "PY="
for %%v in ({versions}) do py -%%v -c "" >nul 2>nul && set "PY=py -%%v"
if not defined PY goto nopython
echo 正在安装 yqxl（不联网）……
%PY% -m pip install --no-index --find-links wheels --upgrade "yqxl[{extras}]"
if errorlevel 1 goto failed
%PY% -m yqxl addin install
if errorlevel 1 goto failed
%PY% -m yqxl doctor
echo 已装好。上面有“不可用”的，请照提示处理。
popd
pause
exit /b 0
:nopython
echo 本机没有 64 位的 Python {spoken}。请先安装（见 说明.txt），再运行一次。
popd
pause
exit /b 1
:failed
echo 没有装好。请先关闭 Excel 再运行一次；仍不行，请看 说明.txt。
popd
pause
exit /b 1
"""
_GUIDE = """\
yqxl 离线安装

一、准备：64 位的 Python {spoken}（python.org 的安装包，勾选“Add python.exe to PATH”；
    安装路径只用英文字母）。没有的，请在能上网的电脑上下载安装包，一起拷来。
二、安装：关闭 Excel，双击 install.bat。它只用本文件夹 wheels 里的文件，不联网。
三、使用：重新打开 Excel，有“绩效评价（加载项）”选项卡。
    填报用 template.xlsx（内置公式，WPS 也能用）或 template.xlsm（函数和按钮）。

不用批处理的，在命令提示符中进入本文件夹，运行：
    py -{newest} -m pip install --no-index --find-links wheels "yqxl[{extras}]"
    py -{newest} -m yqxl addin install

升级：用新的文件夹再装一次。卸载：yqxl addin remove，然后 pip uninstall yqxl。
提示 No matching distribution found 的：Python 的版本或位数与上面不同。
"""


def make(folder: Path, versions: Sequence[str], platform: str) -> None:
    """Write the folder.

    Args:
        folder: must not exist, or be empty.
        versions: of Python, such as 3.12.
        platform: a tag of pip's, ``win_amd64``, or ``same`` for this machine's own.

    Raises:
        OutputFailedError: the folder is there already, or pip could not fetch the wheels.
    """
    if folder.exists() and any(folder.iterdir()):
        raise OutputFailedError(
            "YQ-624", "文件夹已存在，里面有文件，未改动。", remedy="请换个名称。", file=str(folder)
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="yqxl-offline-", dir=folder.parent) as made:
        draft = Path(made) / folder.name
        _fill(draft, versions, platform)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)


def _fill(folder: Path, versions: Sequence[str], platform: str) -> None:
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    _pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(HERE.parent))
    own = next(wheels.glob("yqxl-*.whl"))
    for version in versions:
        for wheel in _download(folder / version, own, version, platform):
            shutil.move(wheel, wheels / wheel.name)
        shutil.rmtree(folder / version)
    for name in _FILES:
        shutil.copy(HERE / name, folder / name)
    for name, text in texts(versions).items():
        encoding = "utf-8" if name.endswith(".bat") else "utf-8-sig"
        (folder / name).write_bytes(text.replace("\n", "\r\n").encode(encoding))


def _download(folder: Path, own: Path, version: str, platform: str) -> list[Path]:
    """Fetch what yqxl needs on one version of Python, and return the wheels."""
    # the file itself, not its name: on an index that name may be somebody else's
    wanted = [f"{own}[{','.join(_EXTRAS)}]"]
    while wanted:
        _pip("download", "--dest", str(folder), *_target(version, platform), *wanted)
        # pip reads the conditions of requirements with the machine that runs it in mind
        wanted = [] if platform == SAME else missing(folder, version)
    return sorted(folder.glob("*.whl"))


def texts(versions: Sequence[str]) -> Mapping[str, str]:
    """Return the files that a person runs and reads, by name."""
    spoken, rising = " 或 ".join(versions), sorted(versions, key=_by_number)
    places = {"versions": " ".join(rising), "spoken": spoken, "newest": rising[-1]}
    places["extras"] = ",".join(_EXTRAS)
    return {
        "install.bat": _filled(_INSTALL, places),
        "说明.txt": _filled(_GUIDE, places),
    }


def _by_number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _filled(text: str, places: Mapping[str, str]) -> str:
    for name, filling in places.items():
        text = text.replace(f"{{{name}}}", filling)
    return text


def missing(wheels: Path, version: str) -> list[str]:
    """Return what wheels of a folder require on Windows and the folder lacks."""
    metadata = list(map(_metadata, sorted(wheels.glob("*.whl"))))
    there = {canonicalize_name(str(each["Name"])) for each in metadata}
    absent = {}
    for each in metadata:
        extras = ("", *_EXTRAS) if each["Name"] == "yqxl" else ("",)
        for requirement in map(Requirement, each.get_all("Requires-Dist") or ()):
            name = canonicalize_name(requirement.name)
            if name not in there and _holds(requirement, version, extras):
                absent[name] = f"{requirement.name}{requirement.specifier}"
    return sorted(absent.values())


def _holds(requirement: Requirement, version: str, extras: Sequence[str]) -> bool:
    marker = requirement.marker
    known = {**default_environment(), **_WINDOWS, "platform_machine": "AMD64"}
    known |= {"python_version": version, "python_full_version": f"{version}.0"}
    return marker is None or any(marker.evaluate({**known, "extra": extra}) for extra in extras)


def _metadata(wheel: Path) -> Mapping[str, str]:
    with zipfile.ZipFile(wheel) as package:
        name = next(n for n in package.namelist() if n.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(package.read(name).decode())


def _target(version: str, platform: str) -> Iterator[str]:
    yield from ("--only-binary", ":all:")
    if platform != SAME:
        yield from ("--platform", platform, "--python-version", version, "--implementation", "cp")


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - pip, with our own arguments
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise OutputFailedError(
            "YQ-625",
            f"pip {arguments[0]} 没有成功：{said[-1] if said else done.stderr.strip()[-200:]}",
            remedy="请检查网络和 Python 的版本，再运行一次；没有留下做了一半的文件夹。",
        )


def _version(text: str) -> str:
    if not re.fullmatch(r"3\.[0-9]{1,2}", text):
        raise argparse.ArgumentTypeError(f"{text} 不是 Python 的版本，请写 3.12 这样的")
    return text


def main(arguments: Sequence[str]) -> int:
    """Make the folder that the arguments ask for; return the exit code."""
    parser = argparse.ArgumentParser("python workbooks/offline.py", description=__doc__)
    parser.add_argument("folder", type=Path)
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser.add_argument("--python", nargs="+", type=_version, default=[here], metavar="3.12")
    parser.add_argument("--platform", default="win_amd64", help=f"or {SAME}: this machine's")
    options = parser.parse_args(arguments)
    try:
        make(options.folder.absolute(), options.python, options.platform)
    except YqxlError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write(f"{options.folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
