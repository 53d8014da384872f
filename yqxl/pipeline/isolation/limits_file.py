"""Limits that an office sets for itself: a TOML file named by ``YQXL_LIMITS``.

The names are those of :class:`yqxl.workbook.package.limits.Limits`, and ``memory`` (bytes) and
``seconds`` for the process that reads one file::

    file = 209715200
    cells = 4000000
    seconds = 300
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

from yqxl.errors import UsageError
from yqxl.system_reasons import system_reason
from yqxl.workbook.package.limits import DEFAULT, Limits

VARIABLE = "YQXL_LIMITS"


@dataclass(frozen=True)
class Bounds:
    """What one file may cost: limits of the gate, memory and time of its process."""

    limits: Limits = DEFAULT
    memory: int = 2 << 30
    seconds: float = 120.0


@cache
def bounds() -> Bounds:
    """Return the bounds of this process: the defaults, or those of the file.

    Raises UsageError when the file cannot be read or names what does not exist.
    """
    name = os.environ.get(VARIABLE)
    return read_bounds(Path(name)) if name else Bounds()


def read_bounds(path: Path) -> Bounds:
    """Return the bounds that a TOML file sets; what it does not name stays as it is."""
    import tomllib  # noqa: PLC0415 - only an office that sets limits pays for it

    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as failure:
        raise UsageError(
            "YQ-420",
            f"限额文件 {path} 读不出来（{system_reason(failure)}）。",
            remedy=f"请检查环境变量 {VARIABLE} 和文件内容（TOML）。",
        ) from failure
    known = {one.name for one in fields(Limits)} | {"memory", "seconds"}
    faults = [
        f"{name}（没有这个限额）" if name not in known else f"{name} 的值 {value!r}（应为正整数）"
        for name, value in given.items()
        if name not in known or not isinstance(value, int) or isinstance(value, bool) or value <= 0
    ]
    if faults:
        raise UsageError(
            "YQ-421",
            f"限额文件 {path} 有误：{'；'.join(faults)}。",
            remedy=f"可用的名称：{'、'.join(sorted(known))}。",
        )
    memory, seconds = given.pop("memory", Bounds.memory), given.pop("seconds", Bounds.seconds)
    return Bounds(replace(DEFAULT, **given), memory, float(seconds))
