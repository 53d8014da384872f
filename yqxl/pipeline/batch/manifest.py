"""What a batch has already done, so that ``--resume`` need not do it again.

A SQLite file in the output folder. An entry belongs to a place below that folder,
however the paths of the run were spelt, and counts only while the input has the same
content, yqxl and its rules are the same, and the output is still what was written.

Each shard of a batch has a record of its own, so that shards run at the same time; they
look into each other's, and a whole run takes them all into its own.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from yqxl import __version__
from yqxl.catalog import checks, shipped_parameters, tables
from yqxl.errors import OutputFailedError
from yqxl.pipeline.batch.inputs import MANIFEST_PREFIX
from yqxl.pipeline.batch.line import Line
from yqxl.system_reasons import system_reason
from yqxl.workbook.package.content_digest import content_digest, digest_of

_SUFFIX = ".sqlite"
NAME = MANIFEST_PREFIX + _SUFFIX
#: seconds of work that a kill may cost
_COMMIT_SECONDS = 0.5
#: seconds to wait for another program that has the record
_LOCKED_SECONDS = 30.0
_TABLE = (
    "create table if not exists done (output blob primary key, content blob not null,"
    " rules blob not null, written blob not null, line blob not null) without rowid"
)
_INSERT = "insert or replace into done values (?, ?, ?, ?, ?)"


class Manifest:
    """The record of one output folder, or of one shard of its batch."""

    def __init__(
        self,
        folder: Path,
        shard: tuple[int, int] | None = None,
        *,
        tell: Callable[[str], None] = lambda _: None,
        also: tuple[str, ...] = (),
    ) -> None:
        """Open the record, or begin one; a damaged one is begun anew, and told.

        Args:
            folder: the output folder.
            shard: number and of how many, None for a whole run: it holds the folder
                alone, and takes the records of shards into its own.
            tell: takes a line for the person.
            also: the tables that are asked for: outputs without them do not hold.
        """
        name = NAME if shard is None else f"{MANIFEST_PREFIX}-{shard[0]}of{shard[1]}{_SUFFIX}"
        self._path = folder / name
        self._tell = tell
        self._rules = rules_digest(also)
        self._uncommitted_since: float | None = None
        with self._guarded():
            self._database = self._opened()
        others = sorted(folder.glob(f"{MANIFEST_PREFIX}*{_SUFFIX}"))
        self._others = [path for path in others if path != self._path]
        if shard is None:
            self._merge()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Say that the record could not be written when the database or its disk says so."""
        try:
            yield
        except (sqlite3.Error, OSError) as failure:
            raise OutputFailedError(
                "YQ-320",
                f"断点记录无法写入（{system_reason(failure)}）。",
                remedy="已完成的输出不受影响；请检查输出文件夹的权限和空间，或等另一个程序用完它。",
                file=str(self._path),
            ) from failure

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._connection()
        except sqlite3.OperationalError:
            raise  # locked, or no place to write: the record itself may be sound
        except sqlite3.DatabaseError:
            return self._begun_anew()

    def _connection(self) -> sqlite3.Connection:
        with suppress(OSError):  # whose results stand in it is nobody else's business
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        database = sqlite3.connect(self._path, timeout=_LOCKED_SECONDS)
        try:
            columns = [row[1] for row in database.execute("pragma table_info(done)")]
            if columns and "line" not in columns:
                database.execute("drop table done")  # a record of 0.1 counts paths as spelt
            database.execute(_TABLE)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _begun_anew(self) -> sqlite3.Connection:
        self._tell(f"断点记录 {self._path} 已损坏，重新开始记录；已有的输出会重做。")
        self._path.unlink(missing_ok=True)
        return self._connection()

    def __enter__(self) -> Self:
        """Return the record, to be closed at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Keep what was recorded."""
        try:
            with self._guarded():
                self._database.commit()
        except OutputFailedError:
            if error is None:  # what stopped the batch is the better message
                raise
        finally:
            with suppress(sqlite3.Error):
                self._database.close()

    def finished(self, source: str, target: str, relative: str, *, strict: bool) -> Line | None:
        """Return the line of an output if it still holds, else None.

        With ``strict`` an output that has errors does not hold: it would be refused.
        """
        for row in self._rows(relative):
            if row[1] != self._rules:
                continue
            if row[0] != content_digest(source) or row[2] != content_digest(target):
                continue
            line = Line.unpacked(row[3])
            if not (strict and line.errors):
                return line
        return None

    def previous_total(self, relative: str) -> float | None:
        """Return the total of the last run, whatever has become of the files since."""
        for row in self._rows(relative):
            return Line.unpacked(row[3]).total
        return None

    def _rows(self, relative: str) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
        question = "select content, rules, written, line from done where output = ?"
        key = (_key(relative),)
        with self._guarded():
            try:
                row = self._database.execute(question, key).fetchone()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # a damaged page shows only when it is read
                self._database.close()
                self._database = self._begun_anew()
                row = None
        if row is not None:
            yield row
        for other in self._others:
            with suppress(sqlite3.Error), _reader(other) as database:
                row = database.execute(question, key).fetchone()
                if row is not None:
                    yield row

    def record(
        self, relative: str, contents: tuple[bytes | None, bytes | None], line: Line
    ) -> None:
        """Remember that an output was written from an input.

        ``contents`` are the digests of what was read and of what was written, taken by
        whoever did so: an input that is saved anew a moment later is another one.
        """
        content, written = contents
        if content is None or written is None:
            return  # not remembered is done again
        row = (_key(relative), content, self._rules, written, line.packed())
        with self._guarded():
            self._database.execute(_INSERT, row)
            now = time.monotonic()
            if self._uncommitted_since is None:
                self._uncommitted_since = now
            if now - self._uncommitted_since >= _COMMIT_SECONDS:
                self._database.commit()
                self._uncommitted_since = None

    def _merge(self) -> None:
        """Take the records of shards into this one; none of them runs beside a whole run."""
        for other in self._others:
            with suppress(sqlite3.DatabaseError), _reader(other) as database:
                rows = database.execute("select output, content, rules, written, line from done")
                with self._guarded():
                    self._database.executemany(_INSERT, rows)
                    self._database.commit()
            with suppress(OSError):
                other.unlink()
        self._others = []


@contextmanager
def _reader(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that changes nothing in another shard's record."""
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1)
    try:
        yield database
    finally:
        database.close()


def _key(relative: str) -> bytes:
    """Return the key of a place below the output folder, the same on every system."""
    return os.fsencode(os.path.normpath(relative).replace(os.sep, "/"))


def rules_digest(also: tuple[str, ...] = ()) -> bytes:
    """Return a digest of everything besides the input that an output depends on."""
    parts = (
        __version__,
        repr(shipped_parameters()),
        repr([(check.code, check.level, check.title) for check in checks()]),
        repr([(table.number, table.title) for table in tables()]),
        repr(also) if also else "",
    )
    return digest_of("\n".join(parts).encode())
