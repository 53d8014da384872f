"""When two names, or two folders, are one to some file system."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path


def name_key(name: str) -> str:
    r"""Return what two names have in common that some file system takes for one.

    Unicode composition, letter case, dots and blanks at the end make no difference.

    >>> name_key("e\u0301A.XLSX") == name_key("\u00e9a.xlsx ")
    True
    """
    folded = unicodedata.normalize("NFC", name).casefold()
    return unicodedata.normalize("NFC", folded).rstrip(" .")


def place_of(folder: str) -> str:
    """Return what identifies a folder however its path is spelt."""
    try:
        status = Path(folder).stat()
    except OSError:
        return os.path.realpath(folder)
    return f"{status.st_dev}:{status.st_ino}"
