"""The settings that the sheet xlwings.conf carries, and those of the person beside it.

The person's own file is ``~/.xlwings/xlwings.conf``, on the Mac one in Excel's container:
one ``"KEY","value"`` on a line. What stands in the sheet wins, so the sheet names no
interpreter.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yqxl import __version__
from yqxl.frontends.excel.vba.wrapper import PYTHON_MODULE

SETTINGS_SHEET = "xlwings.conf"
#: xlwings passes over keys that it does not know; these tell what built the file
VERSION_SETTING, XLWINGS_SETTING = "YQXL VERSION", "XLWINGS VERSION"
#: Excel's own home on the Mac; it may read nothing outside
_MAC_CONTAINER = "Library/Containers/com.microsoft.Excel/Data"
#: listed empty, so that nothing else is asked for them: a path to run from, a key that is
#: pasted into the command, folders of the cloud, a place for temporary files
_EMPTY = (
    "PYTHONPATH",
    "LICENSE_KEY",
    "ONEDRIVE_CONSUMER_WIN",
    "ONEDRIVE_COMMERCIAL_WIN",
    "SHAREPOINT_WIN",
    "ONEDRIVE_CONSUMER_MAC",
    "ONEDRIVE_COMMERCIAL_MAC",
    "SHAREPOINT_MAC",
    "TEMP DIR",
)


def sheet_settings(xlwings_version: str) -> tuple[tuple[str, str], ...]:
    """Return the rows of the sheet.

    The package is installed, so the workbook's own folder (OneDrive, Chinese names) is
    kept off Python's path.
    """
    return (
        ("UDF MODULES", PYTHON_MODULE),
        ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
        ("USE UDF SERVER", "True"),
        ("SHOW CONSOLE", "False"),
        *((key, "") for key in _EMPTY),
        (VERSION_SETTING, __version__),
        (XLWINGS_SETTING, xlwings_version),
    )


@dataclass(frozen=True, slots=True)
class PersonalSettings:
    """What a person's own settings file says, and what in it xlwings cannot take.

    VBA reads the file in the machine's code page: of a file that begins with the mark of
    UTF-8 or UTF-16 it does not know the first line.
    """

    path: Path
    values: Mapping[str, str]
    blank_lines: tuple[int, ...]
    marked: bool


def settings_path(home: Path, platform: str) -> Path:
    """Return where xlwings looks for a person's own settings."""
    return home / (_MAC_CONTAINER if platform == "darwin" else ".xlwings") / "xlwings.conf"


def personal_settings(home: Path, platform: str) -> PersonalSettings | None:
    """Return the settings in a home folder, None when there are none."""
    path = settings_path(home, platform)
    try:
        content = path.read_bytes()
    except OSError:
        return None
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    lines = content.decode("utf-16" if wide else "utf-8-sig", "replace").splitlines()
    blank = tuple(number for number, line in enumerate(lines, start=1) if not line.strip())
    rows = csv.reader(line for line in lines if line.strip())
    values = {row[0].upper(): row[1] for row in rows if len(row) > 1}
    return PersonalSettings(path, values, blank, wide or content.startswith(codecs.BOM_UTF8))


def interpreter_key(platform: str) -> str:
    """Return the key that names the interpreter on a system."""
    return "INTERPRETER_MAC" if platform == "darwin" else "INTERPRETER_WIN"


def interpreter_line(python: Path, platform: str) -> str:
    """Return the line that tells Excel which Python to start."""
    windowless = python.with_name("pythonw.exe")
    chosen = windowless if windowless.exists() else python
    return f'"{interpreter_key(platform)}","{chosen}"'
