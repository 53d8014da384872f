"""Which files a command line means: files, folders, patterns, lists.

Names are bytes to the file system: one that is not UTF-8 comes as surrogates
(``os.fsdecode``) and goes back the same way.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yqxl.errors import UsageError
from yqxl.pipeline.batch.path_lists import listed, listed_in
from yqxl.system_reasons import system_reason
from yqxl.workbook.saving.owner_files import is_owner_file

SUFFIXES = (".xlsx", ".xlsm")
#: how the record of a batch begins; a folder that has one is an output folder
MANIFEST_PREFIX = ".yqxl-manifest"
_OWN = ".yqxl"
_MAGIC = "*?["
#: a path that says itself where the tree below the output folder begins: ``in/./a/x.xlsx``
_ROOT_MARK = re.compile(r"[/\\]\.[/\\]")
_BACKUP = re.compile(r"\.\d{8}-\d{6}(-\d+)?\.bak$")
_KINDS = {
    ".xls": "旧版 Excel 工作簿，请另存为 .xlsx",
    ".et": "WPS 表格文件，请另存为 .xlsx",
    ".ett": "WPS 表格模板",
    ".ods": "OpenDocument 表格，请另存为 .xlsx",
    ".xlsb": "二进制工作簿，请另存为 .xlsx",
    ".xltx": "Excel 模板",
    ".xltm": "Excel 模板",
    ".xlam": "Excel 加载项",
    ".csv": "CSV 文本",
    ".doc": "文字文档",
    ".docx": "文字文档",
    ".wps": "文字文档",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One input, and where its output goes below the output folder."""

    path: str
    relative: str


#: takes the path of what was passed over, and why
PassedOver = Callable[[str, str], None]


def sources(
    arguments: Iterable[str],
    passed: PassedOver,
    *,
    flat: bool = False,
    output: Path | None = None,
) -> Iterator[Source]:
    """Yield the files that the arguments mean; folders and patterns sorted.

    ``@list.txt`` names a text file with one path a line, ``-`` standard input. A path
    that does not exist is yielded as it is: reading it says so. The tree below a folder
    or a pattern is kept; of several folders each keeps its own name too.

    Args:
        arguments: as typed.
        passed: is told of everything that was met in a folder and is no input.
        flat: every output stands in the output folder itself.
        output: the output folder, whose files are never inputs.
    """
    given = list(arguments)
    finder = _Finder(passed, output, several=sum(map(os.path.isdir, given)) > 1)
    for argument in given:
        for source in finder.found(argument, lists=True):
            yield Source(source.path, os.path.basename(source.path)) if flat else source


def expand(arguments: Iterable[str], passed: PassedOver) -> Iterator[Path]:
    """Yield each file once, in the order given."""
    seen: set[str] = set()
    for source in sources(arguments, passed):
        if source.path not in seen:
            seen.add(source.path)
            yield Path(source.path)


class _Finder:
    """Finds files below arguments; knows what is an output of yqxl."""

    def __init__(self, passed: PassedOver, output: Path | None, *, several: bool) -> None:
        self._passed = passed
        self._output = None if output is None else os.path.realpath(output)
        self._several = several
        self._is_output = lru_cache(maxsize=1024)(self._looks_like_output)

    def found(self, argument: str, *, lists: bool) -> Iterator[Source]:
        if lists and argument == "-":
            for path in listed_in():
                yield from self.found(path, lists=False)
        elif lists and argument.startswith("@"):
            for path in listed(Path(argument[1:])):
                yield from self.found(path, lists=False)
        elif os.path.isdir(argument):
            name = os.path.basename(os.path.realpath(argument)) if self._several else ""
            yield from self._below(argument, name)
        elif any(sign in argument for sign in _MAGIC) and not os.path.lexists(argument):
            yield from self._matching(argument)
        else:
            mark = _ROOT_MARK.search(argument)
            relative = argument[mark.end() :] if mark else os.path.basename(argument)
            yield Source(argument, relative)

    def _below(self, folder: str, relative: str) -> Iterator[Source]:
        """Yield the files of a folder, then those of its folders."""
        folders = []
        try:
            with os.scandir(folder) as entries:
                met = sorted(entries, key=lambda entry: entry.name)
        except OSError as failure:
            self._passed(folder, f"文件夹读不了（{system_reason(failure)}）")
            return
        for entry in met:
            where = os.path.join(relative, entry.name)
            if entry.is_symlink():
                self._passed(entry.path, "符号链接")
            elif entry.is_dir():
                folders.append((entry, where))
            elif self._is_input(entry.path):
                yield Source(entry.path, where)
        for entry, where in folders:
            if entry.name.startswith("."):
                self._passed(entry.path, "隐藏的文件夹")
            elif not self._told_as_output(entry.path):
                yield from self._below(entry.path, where)

    def _matching(self, pattern: str) -> Iterator[Source]:
        root = _fixed_part(pattern)
        matches = sorted(glob.iglob(pattern, recursive=True))
        count = 0
        for path in matches:
            if os.path.isdir(path) or self._within_output(os.path.dirname(path)):
                continue
            if self._is_input(path):
                count += 1
                yield Source(path, os.path.relpath(path, root or os.curdir))
        if not count:
            raise UsageError(
                "YQ-401",
                f"没有文件符合 {pattern}。",
                remedy="请检查路径，或直接写出文件名。",
            )

    def _is_input(self, path: str) -> bool:
        name = os.path.basename(path)
        reason = _reason(name)
        if reason is None and not os.path.isfile(path):
            reason = "不是普通文件"
        if reason is not None and not name.startswith(_OWN):
            self._passed(path, reason)
        return reason is None

    def _told_as_output(self, folder: str) -> bool:
        found = self._is_output(folder)
        if found:
            self._passed(folder, "yqxl 的输出文件夹")
        return found

    def _looks_like_output(self, folder: str) -> bool:
        if self._output is not None and os.path.realpath(folder) == self._output:
            return True
        try:
            with os.scandir(folder) as entries:
                return any(entry.name.startswith(MANIFEST_PREFIX) for entry in entries)
        except OSError:
            return False

    def _within_output(self, folder: str) -> bool:
        """Return whether a match of a pattern lies in an output folder, named or not."""
        while folder:
            if self._is_output(folder):
                return True
            above = os.path.dirname(folder)
            if above == folder:
                return False
            folder = above
        return False


def _fixed_part(pattern: str) -> str:
    """Return the folder before the first wildcard.

    >>> _fixed_part("全省/*/评价.xlsx"), _fixed_part("*.xlsx")
    ('全省', '')
    """
    first = min(pattern.index(sign) for sign in _MAGIC if sign in pattern)
    return os.path.dirname(pattern[:first])


def _reason(name: str) -> str | None:
    """Return why a file of this name is no input, None if it may be one.

    >>> _reason("评价.xlsx"), _reason("~$评价.xlsx"), _reason("旧.et")
    (None, '打开文件的标记（锁文件）', 'WPS 表格文件，请另存为 .xlsx')
    """
    if is_owner_file(name):
        return "打开文件的标记（锁文件）"
    suffix = os.path.splitext(name)[1].lower()
    if name.startswith(_OWN):
        return "yqxl 自己的文件"
    if suffix in SUFFIXES:
        return None
    if _BACKUP.search(name):
        return "备份"
    return _KINDS.get(suffix, "不是工作簿")
