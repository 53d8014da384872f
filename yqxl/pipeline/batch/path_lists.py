"""Lists of paths in text files and on standard input, in the encodings people have.

UTF-8 with or without a mark, UTF-16 (Windows PowerShell writes it), GBK (Notepad and
Excel on Chinese Windows write it), and raw bytes as ``find`` prints them.
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from yqxl.errors import UsageError
from yqxl.system_reasons import system_reason

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def listed(path: Path) -> list[str]:
    """Return the paths that a list file names; raises UsageError."""
    try:
        return paths_in(path.read_bytes())
    except (OSError, UnicodeDecodeError) as failure:
        raise UsageError(
            "YQ-402",
            f"清单 {path} 读不出来（{system_reason(failure)}）。",
            remedy="清单应为 UTF-8、UTF-16 或 GBK 文本，每行一个路径。",
        ) from failure


def listed_in() -> list[str]:
    """Return the paths that standard input names; raises UsageError."""
    try:
        return paths_in(sys.stdin.buffer.read())
    except (OSError, UnicodeDecodeError) as failure:
        raise UsageError(
            "YQ-402",
            f"标准输入里的清单读不出来（{system_reason(failure)}）。",
            remedy="清单应为 UTF-8、UTF-16 或 GBK 文本，每行一个路径。",
        ) from failure


def paths_in(content: bytes) -> list[str]:
    r"""Return the paths in a list; blank lines and lines with ``#`` in front are none.

    A line ends with a line feed, or with NUL as ``find -print0`` writes it.

    >>> paths_in("# 全省\na县/评价.xlsx\r\n".encode("gbk"))
    ['a县/评价.xlsx']
    """
    return [path for path in _lines(content) if path and not path.startswith("#")]


def _lines(content: bytes) -> Iterator[str]:
    if content.startswith(_WIDE_MARKS):
        yield from (line.strip() for line in content.decode("utf-16").splitlines())
        return
    content = content.removeprefix(codecs.BOM_UTF8)
    end = b"\0" if b"\0" in content else b"\n"
    for line in content.split(end):
        yield _text(line.strip(b"\r\n") if end == b"\0" else line.strip())


def _text(line: bytes) -> str:
    """Return a line as text: UTF-8, else a name on this disk, else GBK."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raw = os.fsdecode(line)
        return raw if os.path.lexists(raw) else line.decode("gb18030")
