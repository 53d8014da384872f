"""File and sheet names out of texts that somebody typed, and where outputs go.

A name out of a cell may try to leave the folder, to be a device of Windows, to read
backwards on the screen or to be 300 bytes long. What passes is a list of allowed
characters, never a list of forbidden ones; and two names count as the same when any
file system would take them for the same (Unicode composition, letter case).
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from yqxl.errors import UsageError

LONGEST_NAME = 80
LONGEST_NAME_BYTES = 200
LONGEST_SHEET_NAME = 31
_NAMELESS = "未命名"

_ALSO_ALLOWED = frozenset(" -_()（）〔〕【】《》、·")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "history"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
_SUFFIX = re.compile(r"(\.[A-Za-z0-9]{1,8})?")
_SHEET_FORBIDDEN = frozenset("[]:*?/\\")
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


def safe_file_name(text: str, suffix: str = "") -> str:
    """Return a file name made of the text: one plain name inside its folder, anywhere.

    Args:
        text: what somebody typed; anything.
        suffix: the extension with its dot, ours and not the user's.

    >>> safe_file_name("../../etc/阳泉市:教师培训 2022", ".xlsx"), safe_file_name("con")
    ('etc_阳泉市_教师培训 2022.xlsx', '_con')
    """
    if _SUFFIX.fullmatch(suffix) is None:
        raise ValueError(f"not an extension: {suffix!r}")
    shown = "".join(_allowed(char) for char in unicodedata.normalize("NFC", text))
    stem = re.sub(r"_+", "_", re.sub(r" +", " ", shown)).strip(" _-")
    stem = _cut(stem, LONGEST_NAME - len(suffix), LONGEST_NAME_BYTES - len(suffix)).rstrip(" _-")
    if name_key(stem) in _RESERVED:
        stem = f"_{stem}"
    return (stem or _NAMELESS) + suffix


def _allowed(char: str) -> str:
    """Return the character, ``_`` in its place, or nothing for what cannot be seen."""
    category = unicodedata.category(char)
    if category[0] == "L" or category == "Nd" or char in _ALSO_ALLOWED:
        return char
    if category in {"Cf", "Cc", "Cs", "Co", "Cn"}:
        return ""
    return " " if category == "Zs" else "_"


def _cut(text: str, characters: int, size: int) -> str:
    text = text[:characters]
    return text.encode()[:size].decode(errors="ignore")


def safe_sheet_name(text: str, taken: Iterable[str] = ()) -> str:
    r"""Return a legal sheet name made of the text that differs from all of ``taken``.

    At most 31 UTF-16 units, none of ``[]:*?/\``, no apostrophe at an end, not the name
    that Excel keeps for itself; names that differ in case only count as the same.

    >>> safe_sheet_name("产出/效益:2022"), safe_sheet_name("a", ["A", "a (2)"])
    ('产出_效益_2022', 'a (3)')
    """
    keys = {name_key(name) for name in taken} | {"history"}
    stem = "".join(_allowed_in_sheet(char) for char in unicodedata.normalize("NFC", text))
    stem = stem.strip(" '") or _NAMELESS
    number = 1
    while True:
        tail = "" if number == 1 else f" ({number})"
        name = _cut_utf16(stem, LONGEST_SHEET_NAME - len(tail)).rstrip(" '") + tail
        if name_key(name) not in keys:
            return name
        number += 1


def _allowed_in_sheet(char: str) -> str:
    category = unicodedata.category(char)
    if char in _SHEET_FORBIDDEN:
        return "_"
    if category[0] == "C":
        return ""
    return " " if category[0] == "Z" else char


def _cut_utf16(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


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
