"""What a batch has already done, so that ``--resume`` need not do it again.

A SQLite file in the output folder. An entry counts only while the input has the same
content, yqxl and its rules are the same, and the output is still what was written.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from yqxl import __version__
from yqxl.catalog import checks, shipped_parameters, tables
from yqxl.errors import OutputFailedError

NAME = ".yqxl-manifest.sqlite"
#: records between two commits: what a crash may cost is done again, nothing else
_COMMIT_EVERY = 64


class Manifest:
    """The record of one output folder."""

    def __init__(self, folder: Path) -> None:
        """Open the record, or begin one; a damaged one is begun anew."""
        self._path = folder / NAME
        self._rules = rules_digest()
        self._pending = 0
        with self._guarded():
            try:
                self._database = self._open()
            except sqlite3.DatabaseError:
                self._path.unlink(missing_ok=True)
                self._database = self._open()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Say that the record could not be written when the database or its disk says so."""
        try:
            yield
        except (sqlite3.Error, OSError) as failure:
            raise OutputFailedError(
                "YQ-320",
                f"断点记录无法写入（{failure}）。",
                remedy="已完成的输出不受影响；请检查输出文件夹的权限和空间。",
                file=str(self._path),
            ) from failure

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path)
        database.execute(
            "create table if not exists done (output text primary key, input text not null,"
            " content text not null, rules text not null, written text not null,"
            " record text not null)"
        )
        return database

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

    def finished(self, source: Path, target: Path) -> dict[str, Any] | None:
        """Return the record of this output if it still holds, else None."""
        question = "select content, rules, written, record from done where output = ?"
        with self._guarded():
            row = self._database.execute(question, (str(target),)).fetchone()
        if row is None or row[1] != self._rules:
            return None
        if row[0] != content_digest(source) or row[2] != content_digest(target):
            return None
        found: dict[str, Any] = json.loads(row[3])
        return found

    def record(self, source: Path, target: Path, record: Mapping[str, Any]) -> None:
        """Remember that this output was written from this input."""
        content, written = content_digest(source), content_digest(target)
        if content is None or written is None:
            return  # not remembered is done again
        entry = json.dumps(record, ensure_ascii=False)
        row = (str(target), str(source), content, self._rules, written, entry)
        with self._guarded():
            self._database.execute("insert or replace into done values (?, ?, ?, ?, ?, ?)", row)
            self._pending += 1
            if self._pending >= _COMMIT_EVERY:
                self._database.commit()
                self._pending = 0


def content_digest(path: Path) -> str | None:
    """Return the digest of a file's bytes, None when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").hexdigest()
    except OSError:
        return None


def rules_digest() -> str:
    """Return a digest of everything besides the input that an output depends on."""
    parts = (
        __version__,
        repr(shipped_parameters()),
        repr([(check.code, check.level, check.title) for check in checks()]),
        repr([(table.number, table.title) for table in tables()]),
    )
    return hashlib.blake2b("\n".join(parts).encode()).hexdigest()
