"""The files of one batch: each once, where its output goes, and nothing in memory.

The list stands in a temporary SQLite database that the system removes with the
process, so that a million files cost no more memory than a thousand.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self
from zlib import crc32

from yqxl.errors import UsageError, shown_text
from yqxl.pipeline.batch.inputs import Source
from yqxl.workbook.saving.file_names import name_key, place_of

#: how many collisions one message lists
_LISTED = 5
_CHUNK = 500


class Worklist:
    """Pairs of input and output in the order they were found; counts and goes over them."""

    def __init__(self) -> None:
        """Begin an empty list."""
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("begin")
        self._database.execute(
            "create table work(number integer primary key, source blob, target blob,"
            " relative blob, identity blob unique, spot blob, goal blob)"
        )
        self._folders: dict[str, str] = {}

    @classmethod
    def of(
        cls, found: Iterable[Source], output: Path | None, shard: tuple[int, int] | None = None
    ) -> Self:
        """Return the list of a batch; ``output`` None means in place.

        A file that is given twice counts once. With ``shard`` (number, of how many) the
        list holds the share of this number: a file belongs to a share by its name, so
        that two machines agree although one of them sees a file more.

        Raises:
            UsageError: nothing is to be done; two inputs would write the same output;
                an output would overwrite an input. Nothing has been written then.
        """
        work = cls()
        for source in found:
            work._add(source, output)
        if not len(work):
            raise UsageError(
                "YQ-403", "没有要处理的文件。", remedy="请给出工作簿、文件夹或通配符。"
            )
        if output is not None:
            work._refuse_collisions(output)
        if shard is not None:
            work._keep_share(*shard)
        return work

    def __len__(self) -> int:
        """Return how many files there are."""
        return int(self._database.execute("select count(*) from work").fetchone()[0])

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """Yield input, output and the output's place below the output folder."""
        last = -1
        while True:
            rows = self._database.execute(
                "select number, source, target, relative from work where number > ?"
                " order by number limit ?",
                (last, _CHUNK),
            ).fetchall()
            if not rows:
                return
            for _, *names in rows:
                source, target, relative = map(os.fsdecode, names)
                yield source, target, relative
            last = rows[-1][0]

    def common_folder(self) -> Path:
        """Return the folder that all files are below, when they are renewed in place."""
        # whatever begins the first and the last of a sorted list begins all of it
        ends = self._database.execute("select min(goal), max(goal) from work").fetchone()
        return Path(os.path.commonpath([os.path.dirname(os.fsdecode(end)) for end in ends]))

    def _add(self, source: Source, output: Path | None) -> None:
        path = source.path
        real = os.path.realpath(path) if os.path.islink(path) else os.path.abspath(path)
        folder, name = os.path.split(real)
        place = self._place(folder)
        if output is None:
            target, goal = path, real
        else:
            target = os.path.join(output, source.relative)
            goal = name_key(source.relative)
        row = (path, target, source.relative, f"{place}/{name}", f"{place}/{name_key(name)}", goal)
        self._database.execute(
            "insert or ignore into work(source, target, relative, identity, spot, goal)"
            " values (?, ?, ?, ?, ?, ?)",
            tuple(map(os.fsencode, row)),
        )

    def _place(self, folder: str) -> str:
        """Return what identifies a folder; files come folder by folder, so few are kept."""
        known = self._folders.get(folder)
        if known is None:
            if len(self._folders) > _CHUNK:
                self._folders.clear()
            known = self._folders[folder] = place_of(folder)
        return known

    def _refuse_collisions(self, output: Path) -> None:
        self._database.execute("create index goals on work(goal)")
        faults, count = self._same_outputs()
        overwritten = self._overwritten(output)
        faults += overwritten
        count += len(overwritten)
        if not count:
            return
        more = f"；等 {count} 处" if count > _LISTED else ""
        raise UsageError(
            "YQ-410",
            f"输出文件会重名，尚未开始处理：{'；'.join(faults[:_LISTED])}{more}。",
            remedy="请改名，或给出它们共同的文件夹（输出保持文件夹的层次），或分开运行。",
        )

    def _same_outputs(self) -> tuple[list[str], int]:
        pairs = (
            "from work as later join work as first on first.goal = later.goal"
            " and first.number < later.number"
            " where not exists (select 1 from work as between_"
            " where between_.goal = first.goal and between_.number < first.number)"
        )
        count = int(self._database.execute(f"select count(*) {pairs}").fetchone()[0])
        rows = self._database.execute(
            f"select first.source, later.source, later.target {pairs} limit {_LISTED}"
        )
        return [
            "{} 与 {} 都会写成 {}".format(*(shown_text(os.fsdecode(name)) for name in row))
            for row in rows
        ], count

    def _overwritten(self, output: Path) -> list[str]:
        """Return which outputs would take the place of an input."""
        if not output.is_dir():
            return []
        self._database.execute("create index spots on work(spot)")
        faults = []
        for source, target, _ in self:
            folder, name = os.path.split(target)
            spot = os.fsencode(f"{self._place(folder)}/{name_key(name)}")
            row = self._database.execute("select source from work where spot = ?", (spot,))
            victim = row.fetchone()
            if victim is not None:
                names = (shown_text(source), shown_text(os.fsdecode(victim[0])))
                faults.append("{} 的输出会覆盖输入 {}".format(*names))
        return faults

    def _keep_share(self, number: int, of: int) -> None:
        self._database.create_function(
            "share", 1, lambda goal: crc32(goal) % of + 1, deterministic=True
        )
        self._database.execute("delete from work where share(goal) <> ?", (number,))
