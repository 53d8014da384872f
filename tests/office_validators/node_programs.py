"""Programs of others that judge a workbook: Microsoft's Open XML SDK, and exceljs.

Both come from npm into this folder: ``npm ci --prefix tests/office_validators``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
_MODULES = FOLDER / "node_modules"
_VALIDATOR = _MODULES / "@xarsh" / "ooxml-validator" / "dist" / "src" / "cli.js"
_INSTALL = "npm ci --prefix tests/office_validators"
#: seconds; the largest workbook of the tests takes four
_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Opened:
    """What exceljs finds in a workbook."""

    sheets: tuple[str, ...]
    tables: tuple[str, ...]


def why_missing() -> str:
    """Return why the programs cannot run here, "" if they can."""
    if shutil.which("node") is None:
        return f"没有找到 node（18 或更新）；安装后执行 {_INSTALL}"
    if not _VALIDATOR.is_file() or not (_MODULES / "exceljs").is_dir():
        return f"没有安装校验程序：{_INSTALL}"
    return ""


def open_xml_faults(path: Path, office: str) -> list[str]:
    """Return what Microsoft's Open XML SDK has against a file, for a version of Office."""
    run = subprocess.run(
        ["node", _VALIDATOR, path, "--officeVersion", office],
        capture_output=True, encoding="utf-8", check=False, timeout=_LIMIT,
    )  # fmt: skip
    # 0 valid, 1 invalid; 2 is a validator that did not run
    assert run.returncode in {0, 1}, run.stderr
    said = json.loads(run.stdout)
    assert said["ok"] is (run.returncode == 0) is (not said["errors"]), said
    return [f"{fault['path']} {fault['xPath']}: {fault['description']}" for fault in said["errors"]]


def opened_by_exceljs(*paths: Path) -> list[Opened]:
    """Open workbooks with exceljs and return what it finds in each."""
    run = subprocess.run(
        ["node", FOLDER / "tables_of_exceljs.mjs", *paths],
        capture_output=True, encoding="utf-8", check=False, timeout=_LIMIT,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return [Opened(tuple(one["sheets"]), tuple(one["tables"])) for one in json.loads(run.stdout)]
