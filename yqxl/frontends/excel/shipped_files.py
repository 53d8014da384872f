"""The template and the add-in that come with the package, and which versions they carry."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from yqxl.errors import InputRefusedError
from yqxl.frontends.excel.settings import VERSION_SETTING, XLWINGS_SETTING

#: the package is on no index: it comes from the folder of its source or from a wheel
HOW_TO_INSTALL = (
    '请在 yqxl 的源代码文件夹中运行 pip install --force-reinstall ".[excel]"，'
    "或运行离线安装文件夹中的 install.bat。"
)
#: in an installed package; else beside it, in a checkout
_FOLDERS = (Path(__file__).with_name("files"), Path(__file__).parents[3] / "workbooks")
_SETTING = r"<t[^>]*>{}</t></is></c><c [^>]*><is><t[^>]*>([^<]*)</t>"


@dataclass(frozen=True, slots=True)
class Versions:
    """Which yqxl built a file, and whose VBA of xlwings it carries."""

    yqxl: str
    xlwings: str


def shipped(name: str) -> Path:
    """Return a file that comes with the package.

    Raises InputRefusedError when this installation lacks it.
    """
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return folder / name
    raise InputRefusedError(
        "YQ-611",
        f"安装中没有 {name}。",
        remedy=HOW_TO_INSTALL,
    )


def versions_of(path: Path) -> Versions | None:
    """Return the versions that a template or add-in of ours carries; None for any other file."""
    try:
        with zipfile.ZipFile(path) as package:
            sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
            text = "".join(package.read(name).decode("utf-8", "replace") for name in sheets)
    except (OSError, zipfile.BadZipFile, RuntimeError):
        return None
    found = [
        match[1]
        for key in (VERSION_SETTING, XLWINGS_SETTING)
        if (match := re.search(_SETTING.format(re.escape(key)), text))
    ]
    return Versions(found[0], found[1]) if len(found) == len(("yqxl", "xlwings")) else None
