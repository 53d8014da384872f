"""From what a command raises to one line on stderr and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable

from yqxl.errors import YqxlError
from yqxl.frontends.cli.printing import tell
from yqxl.pipeline.isolation.interruption import end_like_ctrl_c

USAGE, UNWRITTEN, INTERNAL, INTERRUPTED = 2, 3, 4, 130


def guarded(work: Callable[[], int]) -> int:
    """Do the work; return its exit code, or that of what it raised, told in one line."""
    _speak_utf8()
    end_like_ctrl_c()
    try:
        return work()
    except KeyboardInterrupt:
        tell_interrupted()
        return INTERRUPTED
    except YqxlError as error:
        tell(str(error))
        return error.exit_code
    except BrokenPipeError:
        # whoever read our output has left; nothing more to say to anybody
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last line of defence: one line and a log
        return _unforeseen(error)


def _unforeseen(error: Exception) -> int:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        tell("屏幕输出重定向到的磁盘已满；已写好的工作簿不受影响。[YQ-303]")
        return UNWRITTEN
    from yqxl.pipeline.isolation.log_file import internal_error, log_exception  # noqa: PLC0415 - if needed

    log_exception(error, "command line")
    tell(str(internal_error(f"{type(error).__name__}: {error}")))
    return INTERNAL


def tell_interrupted() -> None:
    """Say that Ctrl-C was heard."""
    tell("已中断：正在写的文件已写完，其余未动。")


def _speak_utf8() -> None:
    """Chinese goes out as UTF-8 even where the console's code page says otherwise."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
