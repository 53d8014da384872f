"""Where tracebacks go: a log file, never the terminal.

A person gets one sentence; who repairs the program gets the rest here. Writing the log
never fails: where there is no place for it, it goes nowhere.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from yqxl.errors import YqxlError

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

#: A log that has grown to this size starts anew.
_LARGEST = 4 << 20


class InternalError(YqxlError):
    """A fault of the program: one line for the person, the rest in the log (exit code 4)."""

    exit_code = 4


def internal_error(what: str, file: str = "") -> InternalError:
    """Return the error for an exception that nobody foresaw, after it was logged."""
    return InternalError(
        "YQ-900",
        f"程序内部出错（{' '.join(what.split())}）；",
        remedy=f"其他文件不受影响，请把日志发给维护者：{log_path()}。",
        file=file,
    )


def log_path() -> Path:
    """Return the log file: ``YQXL_LOG``, else the place that the system has for logs."""
    named = os.environ.get("YQXL_LOG")
    if named:
        return Path(named)
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises where there is none
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA", home)
    elif sys.platform == "darwin":
        folder = f"{home}/Library/Logs"
    else:
        folder = os.environ.get("XDG_STATE_HOME", f"{home}/.local/state")
    return Path(folder, "yqxl", "yqxl.log")


def open_log() -> int:
    """Return a file descriptor that appends to the log, or one that swallows everything."""
    path = log_path()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _rotate(path)
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    return os.open(os.devnull, os.O_WRONLY)


def _rotate(path: Path) -> None:
    """Begin the log anew when it has grown large.

    On Windows a worker that holds the file forbids it: then it grows on, and the next
    run without workers begins it anew.
    """
    with suppress(OSError):
        if path.stat().st_size > _LARGEST:
            path.replace(path.with_suffix(".old.log"))


def log_exception(error: BaseException, about: str) -> None:
    """Append the traceback of ``error`` to the log; ``about`` says what was being done."""
    trace = "".join(traceback.format_exception(error))
    with suppress(OSError):
        handle = open_log()
        try:
            os.write(handle, f"{_now()} {about}\n{trace}\n".encode(errors="backslashreplace"))
        finally:
            os.close(handle)


def _now() -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S")


def log_unraisable() -> None:
    """Send what Python cannot raise ("Exception ignored in …") to the log from now on."""
    sys.unraisablehook = _log_unraisable


def _log_unraisable(unraisable: UnraisableHookArgs) -> None:
    about = f"{unraisable.err_msg or 'Exception ignored in'} {unraisable.object!r}"
    error = unraisable.exc_value or unraisable.exc_type()
    log_exception(error, about)
