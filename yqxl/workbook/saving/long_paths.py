r"""Paths that Windows takes although they are longer than 260 characters.

Windows lifts its limit for a program only where the administrator has asked for it
(``LongPathsEnabled``); a path that begins with ``\\?\`` is taken everywhere.
"""

from __future__ import annotations

import ntpath
import sys

#: a folder may have 247 characters, a file 259; what is shorter stays as it is typed
_LONGEST = 247
_PREFIX, _SHARE_PREFIX = "\\\\?\\", "\\\\?\\UNC\\"


def long_path(path: str, platform: str = sys.platform, folder: str | None = None) -> str:
    r"""Return the path as Windows takes it at any length; elsewhere unchanged.

    Args:
        path: as typed or found.
        platform: ``sys.platform``.
        folder: the current folder, asked of the system when it is not given.

    >>> deep = "\\".join(["阳泉市教师培训评价材料"] * 25) + "\\评价.xlsx"
    >>> long_path(deep, "win32", "D:\\评价")[:10]
    '\\\\?\\D:\\评价\\'
    >>> long_path("\\\\共享\\评价\\" + deep, "win32", "D:\\")[:14]
    '\\\\?\\UNC\\共享\\评价\\'
    >>> long_path("评价.xlsx", "win32", "D:\\"), long_path(deep, "linux") == deep
    ('评价.xlsx', True)
    """
    if platform != "win32" or path.startswith(_PREFIX):
        return path
    whole = ntpath.normpath(ntpath.join(folder, path) if folder else ntpath.abspath(path))
    if len(whole) <= _LONGEST:
        return path
    if whole.startswith("\\\\"):
        return _SHARE_PREFIX + whole[2:]
    return _PREFIX + whole
