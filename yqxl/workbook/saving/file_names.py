"""Where outputs go, and when two of them would be one file.

Two names count as the same when any file system would take them for the same (Unicode
composition, letter case).
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from yqxl.errors import UsageError

#: How many collisions one message lists.
_LISTED = 5

_Place = tuple[int, int] | str


def name_key(name: str) -> str:
    r"""Return what two names have in common that some file system takes for one.

    >>> name_key("e\u0301A.XLSX") == name_key("\u00e9a.xlsx ")
    True
    """
    folded = unicodedata.normalize("NFC", name).casefold()
    return unicodedata.normalize("NFC", folded).rstrip(" .")


def plan_outputs(inputs: Iterable[Path], folder: Path) -> Mapping[Path, Path]:
    """Return where each input's output goes: the same name in ``folder``.

    A file given twice counts once. Nothing is written here: the plan is made before any
    work starts.

    Raises:
        UsageError: two inputs would write the same output, or an output would
            overwrite an input; the message names both.
    """
    places: dict[Path, _Place] = {}
    sources: dict[tuple[_Place, str], Path] = {}
    for path in inputs:
        real = Path(os.path.realpath(path)) if path.is_symlink() else path
        if real.parent not in places:
            places[real.parent] = _place(real.parent)
        place = places[real.parent]
        sources.setdefault((place, real.name), path)
    occupied = {(place, name_key(name)): path for (place, name), path in sources.items()}
    target_place = _place(folder)
    first: dict[str, Path] = {}
    faults = []
    for path in sources.values():
        key = name_key(path.name)
        victim = occupied.get((target_place, key))
        if key in first:
            faults.append(f"{first[key]} 与 {path} 都会写成 {folder / path.name}")
        elif victim is not None:
            faults.append(f"{path} 的输出会覆盖输入 {victim}")
        first.setdefault(key, path)
    if faults:
        raise _collision(faults)
    return {path: folder / path.name for path in sources.values()}


def _place(folder: Path) -> _Place:
    """Return what identifies a folder however its path is spelt."""
    try:
        status = folder.stat()
    except OSError:
        return os.path.realpath(folder)
    return status.st_dev, status.st_ino


def _collision(faults: list[str]) -> UsageError:
    more = f"；等 {len(faults)} 处" if len(faults) > _LISTED else ""
    return UsageError(
        "YQ-410",
        f"输出文件会重名，尚未开始处理：{'；'.join(faults[:_LISTED])}{more}。",
        remedy="请改名，或用 -o 换一个文件夹，或分开运行。",
    )
