"""The help of ``yqxl`` itself: all commands on one screen, without the libraries that draw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from shutil import get_terminal_size

from rich.cells import cell_len

_NARROW, _WIDE = 40, 100
#: what a line may be broken behind: a word of ASCII, or a Chinese character with its full stop
_PIECE = re.compile(r"(?:[!-~]+|.)[，。、；：！？）”]*")

#: names of one group, each with what it means
Entries = Sequence[tuple[str, str]]


def overview(usage: str, summary: str, groups: Mapping[str, Entries]) -> str:
    """Return the help: usage, what the program is for, and each group under its title.

    >>> print(overview("用法: yqxl", "评价工作簿。", {"选项": [("--help", "说明")]}))
    用法: yqxl
    <BLANKLINE>
    评价工作簿。
    <BLANKLINE>
    选项
      --help  说明
    <BLANKLINE>
    一个命令的选项：yqxl 命令 --help
    """
    width = min(max(get_terminal_size().columns, _NARROW), _WIDE)
    column = max(len(name) for entries in groups.values() for name, _ in entries) + 4
    lines = [usage, "", *_wrapped(summary, width), ""]
    for title, entries in groups.items():
        lines.append(title)
        for name, meaning in entries:
            first, *others = _wrapped(meaning, width - column)
            lines.append(f"  {name}".ljust(column) + first)
            lines += [" " * column + line for line in others]
        lines.append("")
    return "\n".join([*lines, "一个命令的选项：yqxl 命令 --help"])


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text, none wider than so many columns of a terminal.

    >>> [*_wrapped("填好、更新 Word 文档。", 10)]
    ['填好、更新', 'Word 文', '档。']
    """
    line, taken = "", 0
    for piece in _PIECE.findall(text):
        needs = cell_len(piece)
        if taken + needs > width and line:
            yield line.rstrip()
            line, taken = "", 0
        if line or piece != " ":
            line, taken = line + piece, taken + needs
    yield line.rstrip()
