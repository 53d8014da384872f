"""``yqxl addin``: puts the add-in into Excel's start-up folder, takes it away, says what is there.

Nothing but that one file is touched: no registry, no settings, no other add-in.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from yqxl.errors import OutputFailedError, UsageError
from yqxl.frontends.excel.shipped_files import Versions, shipped, versions_of
from yqxl.system_reasons import system_reason
from yqxl.workbook.saving.saving import save

NAME = "yqxl.xlam"
_MAC = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"


@dataclass(frozen=True, slots=True)
class Status:
    """What stands in the start-up folder; ``installed`` None: nothing of ours."""

    path: Path
    present: bool
    installed: Versions | None
    shipped: Versions | None

    @property
    def current(self) -> bool:
        """Whether the add-in of this version is installed."""
        return self.installed is not None and self.installed == self.shipped


def startup_folder(
    platform: str = sys.platform, environment: dict[str, str] | None = None
) -> Path | None:
    """Return the folder whose files Excel opens when it starts; None without Excel."""
    variables = dict(os.environ) if environment is None else environment
    if platform == "win32":
        data = variables.get("APPDATA")
        return Path(data) / "Microsoft" / "Excel" / "XLSTART" if data else None
    if platform == "darwin":
        return Path(variables.get("HOME", "~")).expanduser() / _MAC
    return None


def target(folder: Path | None) -> Path:
    """Return where the add-in goes: the given folder, else the start-up folder.

    Raises UsageError where there is no such folder on this system.
    """
    chosen = folder or startup_folder()
    if chosen is None:
        raise UsageError(
            "YQ-612",
            "本系统没有 Excel 的启动文件夹。",
            remedy="加载项只用于 Windows 和 macOS 的 Excel；也可用 --folder 指定文件夹。",
        )
    return chosen / NAME


def install(folder: Path | None = None) -> Status:
    """Copy the add-in; an older one of ours is replaced.

    Raises OutputFailedError when Excel has the file open, or the name belongs to another.
    """
    path, content = target(folder), shipped(NAME).read_bytes()
    _refuse_other(path)
    path.parent.mkdir(parents=True, exist_ok=True)

    def write(file: BinaryIO) -> None:
        file.write(content)

    def verify(written: Path) -> None:
        if written.read_bytes() != content:
            raise OSError("written file differs")

    save(path, write, verify)
    return status(folder)


def remove(folder: Path | None = None) -> bool:
    """Remove the add-in; return whether there was one."""
    path = target(folder)
    if not path.exists():
        return False
    _refuse_other(path)
    try:
        path.unlink()
    except OSError as error:
        raise OutputFailedError(
            "YQ-614",
            f"加载项删不掉（{system_reason(error)}）。",
            remedy="请先退出 Excel，再运行一次。",
            file=str(path),
        ) from error
    return True


def status(folder: Path | None = None) -> Status:
    """Return what is installed and what this version would install."""
    path = target(folder)
    return Status(path, path.exists(), versions_of(path), versions_of(shipped(NAME)))


def _refuse_other(path: Path) -> None:
    if path.exists() and versions_of(path) is None:
        raise OutputFailedError(
            "YQ-613",
            f"已有一个同名文件 {NAME}，不是本程序的加载项，未改动。",
            remedy="请把它移走或改名，再运行一次。",
            file=str(path),
        )
