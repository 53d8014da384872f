"""``yqxl addin``: the add-in in Excel's start-up folder."""

from __future__ import annotations

from pathlib import Path

from yqxl.errors import UsageError
from yqxl.frontends.cli.printing import put, tell
from yqxl.frontends.excel import addin as front_end

_ACTIONS = ("install", "remove", "status")


def addin(action: str, folder: Path | None) -> int:
    """Install, remove or show the add-in; return the exit code."""
    if action not in _ACTIONS:
        raise UsageError(
            "YQ-418", f"yqxl addin {action} 不对。", remedy="请写 install、remove 或 status。"
        )
    if action == "install":
        done = front_end.install(folder)
        tell(f"已安装加载项 {done.path}；重新打开 Excel 后可见“绩效评价（加载项）”选项卡。")
        return 0
    if action == "remove":
        path = front_end.target(folder)
        tell(f"已删除 {path}。" if front_end.remove(folder) else f"{path} 不存在，无须删除。")
        return 0
    found = front_end.status(folder)
    if found.installed is not None:
        state = "与本程序相同" if found.current else "与本程序不同，请运行 yqxl addin install"
        put(
            f"{found.path}：{found.installed.yqxl} 版（xlwings {found.installed.xlwings}），{state}"
        )
        return 0
    put(f"{found.path}：{'不是本程序的加载项' if found.present else '没有安装'}")
    return 0
