"""Which files a command line means: files, folders, patterns, lists."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from yqxl.errors import UsageError

SUFFIXES = (".xlsx", ".xlsm")
#: owner files of Excel and LibreOffice, and what yqxl itself leaves
_SKIPPED = ("~$", ".~lock.", ".yqxl")
_MAGIC = "*?["


def expand(arguments: Iterable[str], *, lists: bool = True) -> Iterator[Path]:
    """Yield each file once, in the order given; folders and patterns sorted.

    ``@list.txt`` names a UTF-8 text file with one path a line, ``-`` standard input. A
    path that does not exist is yielded as it is: reading it says so.
    """
    seen: set[Path] = set()
    for argument in arguments:
        for path in _paths(argument, lists=lists):
            if path not in seen:
                seen.add(path)
                yield path


def _paths(argument: str, *, lists: bool) -> Iterator[Path]:
    if lists and argument == "-":
        yield from expand(_lines(sys.stdin), lists=False)
    elif lists and argument.startswith("@"):
        yield from expand(_lines(_list_file(Path(argument[1:]))), lists=False)
    elif Path(argument).is_dir():
        yield from _workbooks(Path(argument).rglob("*"))
    elif any(sign in argument for sign in _MAGIC) and not Path(argument).exists():
        found = sorted(_workbooks(Path(match) for match in glob.iglob(argument, recursive=True)))  # noqa: PTH207 - absolute patterns too
        if not found:
            raise UsageError(
                "YQ-401", f"没有文件符合 {argument}。", remedy="请检查路径，或直接写出文件名。"
            )
        yield from found
    else:
        yield Path(argument)


def _workbooks(paths: Iterable[Path]) -> Iterator[Path]:
    yield from sorted(
        path
        for path in paths
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(_SKIPPED) and path.is_file()
    )


def _lines(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        text = line.strip().lstrip("\ufeff")
        if text and not text.startswith("#"):
            yield text


def _list_file(path: Path) -> Iterable[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as failure:
        raise UsageError(
            "YQ-402",
            f"清单 {path} 读不出来（{failure}）。",
            remedy="清单应为 UTF-8 文本，每行一个路径。",
        ) from failure
