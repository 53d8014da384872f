"""What one file may cost on the page, and the sentences for what it may not."""

from __future__ import annotations

import time
from typing import Any

from yqxl.errors import InputRefusedError, YqxlError
from yqxl.frontends.web.display import display
from yqxl.pipeline.isolation.limits_file import Bounds
from yqxl.pipeline.outcome import failure
from yqxl.workbook.package.limits import MIB

#: seconds for one job; the command line's own
SECONDS = Bounds.seconds
#: bytes that the page's Python may take: a tab has less room than a process
MEMORY = 1024 * MIB
#: bytes beyond which a worker is replaced after a job: memory of a page never shrinks
RENEWED = 256 * MIB
#: bytes of one file
LARGEST = Bounds.limits.file

_ELSEWHERE = "请在电脑上用 yqxl 命令处理。"
_AGAIN = "文件可能已移动、改名，或正由别的程序写入；请重新选择。"
_TELL = "请把文件和本页的版本告诉维护人；其余文件照常处理。"
_OTHERS = "其余文件照常处理。请核实文件来源，或在电脑上用 yqxl 命令处理。"


def refusals() -> dict[str, dict[str, Any]]:
    """Return the records of what the page itself refuses, by the name its script has for it."""
    found = {
        "time": ("YQ-502", f"处理超过 {SECONDS:g} 秒，已停止；", _OTHERS),
        "memory": ("YQ-503", f"读取此文件内存超过 {MEMORY // MIB} MB，已停止；", _OTHERS),
        "died": ("YQ-501", "处理此文件时浏览器停止了计算；", _OTHERS),
        "size": ("YQ-104", f"文件太大，本页的上限是 {LARGEST // MIB} MB。", _ELSEWHERE),
        "unreadable": ("YQ-101", "文件打不开。", _AGAIN),
        "internal": ("YQ-900", "程序出错，此文件没有处理。", _TELL),
    }
    return {
        name: _record(InputRefusedError(code, what, remedy=remedy))
        for name, (code, what, remedy) in found.items()
    }


def _record(error: YqxlError) -> dict[str, Any]:
    record = failure("", error, time.perf_counter()).record() | {"seconds": 0.0}
    return record | {"display": display(record)}
