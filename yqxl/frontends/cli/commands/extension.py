"""``yqxl calc``: the extension for LibreOffice Calc."""

from __future__ import annotations

from pathlib import Path

from yqxl.errors import UsageError
from yqxl.frontends.cli.printing import put, tell
from yqxl.frontends.libreoffice import installation

_DEFAULT = Path("yqxl.oxt")


def calc(action: str, target: Path | None) -> int:
    """Build, install, remove or show the extension; return the exit code."""
    if action == "build":
        tell(f"已写入 {installation.build(target or _DEFAULT)}")
    elif action == "install":
        tell(installation.install())
    elif action == "remove":
        tell(installation.remove())
    elif action == "status":
        _put_status(installation.status())
    else:
        raise UsageError(
            "YQ-419",
            f"yqxl calc {action} 不对。",
            remedy="请写 build、install、remove 或 status。",
        )
    return 0


def _put_status(status: installation.Status) -> None:
    absent = "没有"
    put(f"LibreOffice: {status.office or absent}（{status.programs or '未找到'}）")
    put(f"LibreOffice 的 Python: {status.python or absent}")
    put(f"扩展（当前用户）: {status.user or absent}")
    put(f"扩展（所有用户）: {status.everybody or absent}")
    put(f"可安装的版本: {status.available}")
    if status.obstacle:
        put(status.obstacle)
