"""What the tests of the pool have done by its processes: top-level functions."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from yqxl.errors import CellError, ErrorValue, InputRefusedError

READY: list[str] = []


def prepare() -> None:
    READY.append("ready")


def die_at_birth() -> None:
    raise RuntimeError("birth")


class Odd:
    """A result that can be pickled and not unpickled."""

    def __reduce__(self) -> Any:
        return int, ("no number",)


def act(task: str) -> Any:  # noqa: PLR0911, PLR0912, C901 - a list of ways to behave
    verb, _, argument = task.partition(" ")
    match verb:
        case "echo":
            return argument
        case "big":
            return b"x" * int(argument)
        case "pid":
            return os.getpid()
        case "ready":
            return list(READY)
        case "refuse":
            raise InputRefusedError("YQ-106", "有密码；", file=argument)
        case "raise":
            raise KeyError(argument)
        case "mute":  # how CPython's C code says that memory ran out where it forgets to
            raise SystemError("error return without exception set")
        case "full":
            raise OSError(errno.ENOMEM, "Cannot allocate memory")
        case "unmapped":
            raise ImportError("_csv.so: failed to map segment from shared object")
        case "cell error":
            raise CellError(ErrorValue.NA)
        case "exit":
            sys.exit(int(argument))
        case "kill":
            os.kill(os.getpid(), getattr(signal, argument))
            time.sleep(5)
        case "segfault":
            ctypes.string_at(0)
        case "hang":
            time.sleep(float(argument or 60))
            return "woke"
        case "spin":
            while True:
                pass
        case "eat":
            return len(bytearray(int(argument)))
        case "print":
            print(argument)  # noqa: T201 - what a library might do
            os.write(2, argument.encode())
            return "printed"
        case "unpicklable":
            return lambda: None
        case "odd":
            return Odd()
        case "recurse":
            return act(task)
        case "touch":
            path, _, seconds = argument.partition(" ")
            time.sleep(float(seconds))
            Path(path).touch()
            return path
        case "modules":
            return sorted(sys.modules)
    raise ValueError(task)
