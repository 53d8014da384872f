"""The small files with which a spreadsheet program marks a workbook as open.

Excel and WPS write ``~$name`` beside the workbook: 165 bytes, the user's name first in
the code page of the machine, from byte 55 on in UTF-16. LibreOffice writes
``.~lock.name#``: fields with commas, the user's name first. A name read from such a
file is shown to a person, so control characters are dropped from it.
"""

from __future__ import annotations

from pathlib import Path

_WIDE_LENGTH_AT = 55
_WIDE_NAME_AT = 57
_LONGEST_NAME = 54
#: No owner file is larger; a big file of that name is something else.
_LARGEST = 4096


def is_owner_file(name: str) -> bool:
    """Return whether a file of this name marks another file as open.

    >>> is_owner_file("~$县.xlsx"), is_owner_file(".~lock.县.xlsx#"), is_owner_file("县.xlsx")
    (True, True, False)
    """
    return name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))


def owner_of(path: Path) -> str | None:
    """Return who has the workbook open, "" if the name cannot be told, None if nobody."""
    for name, decode in ((f"~${path.name}", _excel_owner), (f".~lock.{path.name}#", _calc_owner)):
        try:
            with (path.parent / name).open("rb") as file:
                content = file.read(_LARGEST)
        except OSError:
            if (path.parent / name).is_file():
                return ""  # Excel on Windows keeps its owner file closed to readers
            continue
        return "".join(char for char in decode(content) if char.isprintable()).strip()
    return None


def _excel_owner(content: bytes) -> str:
    wide = content[_WIDE_LENGTH_AT] if len(content) > _WIDE_LENGTH_AT else 0
    if 0 < wide <= _LONGEST_NAME:
        return content[_WIDE_NAME_AT : _WIDE_NAME_AT + 2 * wide].decode("utf-16-le", "ignore")
    narrow = content[0] if content else 0
    return content[1 : 1 + min(narrow, _LONGEST_NAME)].decode("gb18030", "ignore")


def _calc_owner(content: bytes) -> str:
    fields = content.decode("utf-8", "ignore").split(",")
    return next((field for field in fields[:3] if field.strip()), "")
