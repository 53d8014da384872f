"""The folder for an office without internet: made, installed in a fresh environment, used."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator, Sequence
from email.parser import HeaderParser
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from .proofs import Figure, Work

ROOT = Path(__file__).parents[2]
_VERSIONS = ("3.11", "3.12", "3.13")
_WINDOWS = {"os_name": "nt", "platform_system": "Windows", "sys_platform": "win32"}


def prove(work: Work) -> Iterator[Figure]:
    """Yield whether the folder installs here, and whether Windows finds everything in it."""
    here, windows = work.folder / "here", work.folder / "windows"
    said = _made(here, "--platform", "same")
    said = said or _installed(here, work.folder)
    yield Figure("离线文件夹在全新环境中安装、再生成", said or "可以", "可以", not said)
    versions = _VERSIONS[: work.amount(len(_VERSIONS))]
    said = _made(windows, "--python", *versions)
    lacking = [] if said else [text for v in versions for text in _lacking(windows / "wheels", v)]
    found = said or "、".join(lacking) or "没有"
    spoken = "、".join(versions)
    yield Figure(f"Windows 的 Python {spoken} 缺的 wheel", found, "没有", found == "没有")


def _made(folder: Path, *arguments: str) -> str:
    """Make the folder; return what went wrong."""
    return _run(sys.executable, str(ROOT / "workbooks" / "offline.py"), str(folder), *arguments)


def _installed(folder: Path, work: Path) -> str:
    """Do what install.bat does in a fresh environment, then the main job."""
    venv.create(work / "venv", with_pip=True)
    python = str(work / "venv" / "bin" / "python")
    lines = (folder / "install.bat").read_text("utf-8").splitlines()
    install, addin = (shlex.split(line)[1:] for line in lines if line.startswith("%PY% ")
                      if "doctor" not in line)  # fmt: skip
    case = ROOT / "workbooks" / "yangquan_2022.json"
    return (
        _run(python, *install, at=folder)
        or _run(python, *addin, "--folder", str(work / "start"), at=work)
        or _run(python, "-m", "yqxl", "new", "案例.xlsm", "--functions", "udf", "--from", str(case),
                at=work)
        or _run(python, "-m", "yqxl", "regenerate", "案例.xlsm", "-o", "out", at=work, told="77.73")
    )  # fmt: skip


def _run(*command: str, at: Path | None = None, told: str = "") -> str:
    """Run a command without our own code in reach; return what went wrong."""
    variables = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    if command[0] == sys.executable:
        variables["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=at, env=variables
    )
    if done.returncode or told not in done.stdout:
        return f"{' '.join(command[1:4])}：{(done.stderr or done.stdout).strip()[-300:]}"
    return ""


def _lacking(wheels: Path, version: str) -> list[str]:
    """Walk through what yqxl[excel] requires on Windows; return what has no wheel for it."""
    major, minor = map(int, version.split("."))
    tags: set[Tag] = {
        *cpython_tags((major, minor), platforms=["win_amd64"]),
        *compatible_tags((major, minor), f"cp{major}{minor}", ["win_amd64"]),
    }
    fitting = {
        parse_wheel_filename(path.name)[0]: path
        for path in wheels.glob("*.whl")
        if tags & parse_wheel_filename(path.name)[3]
    }
    waiting, seen, lacking = [Requirement("yqxl[excel]")], set(), []
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if (name, *requirement.extras) in seen:
            continue
        seen.add((name, *requirement.extras))
        if name not in fitting:
            lacking.append(f"{version} {name}")
            continue
        extras = ("", *requirement.extras)
        waiting += [r for r in _required(fitting[name]) if _holds(r, version, extras)]
    return lacking


def _required(wheel: Path) -> list[Requirement]:
    with zipfile.ZipFile(wheel) as package:
        name = next(n for n in package.namelist() if n.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(package.read(name).decode())
    return [Requirement(text) for text in metadata.get_all("Requires-Dist") or ()]


def _holds(requirement: Requirement, version: str, extras: Sequence[str]) -> bool:
    known = {**default_environment(), **_WINDOWS, "platform_machine": "AMD64"}
    known |= {"python_version": version, "python_full_version": f"{version}.0"}
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**known, "extra": extra}) for extra in extras)
