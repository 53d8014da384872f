"""Temporary files beside their targets, and what killed processes leave of them."""

from __future__ import annotations

import errno
import os
import re
import secrets
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from yqxl.system_reasons import system_reason
from yqxl.workbook.saving.folder_lock import process_is_alive
from yqxl.workbook.saving.output_failures import WriteFailure, output_failed

_TEMPORARY = re.compile(r"\.yqxl-(\d+)-([0-9a-f]{8})-[0-9a-f]{8}\.tmp")
#: A process id says nothing about another computer on the same share; age does.
_FOREIGN_AGE = 24 * 3600
#: A workbook of the usual size is written in one call.
BUFFER = 1 << 18
#: File systems that cannot flush a folder say so with one of these.
_NO_FOLDER_FLUSH = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


@contextmanager
def temporary(folder: Path, mode: int) -> Iterator[tuple[BinaryIO, Path]]:
    """Give an open temporary file in the folder; whatever is raised, it is removed."""
    name = f".yqxl-{os.getpid()}-{_host():08x}-{secrets.token_hex(4)}.tmp"
    path = folder / name
    binary = getattr(os, "O_BINARY", 0)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | binary, mode)
    stream = os.fdopen(handle, "w+b", buffering=BUFFER)
    try:
        yield stream, path
    except BaseException:
        with suppress(OSError, ValueError):
            stream.close()
        with suppress(OSError):
            path.unlink()
        raise


def flush_folder(target: Path) -> None:
    """Make the rename itself survive a power cut; Windows has no such call."""
    if os.name != "posix":
        return
    try:
        handle = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_FLUSH:
            raise WriteFailure.NOT_FLUSHED.error(target, system_reason(error)) from error


def _host() -> int:
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return zlib.crc32(name.encode())


def remove_stale_temporaries(folder: Path) -> list[Path]:
    """Remove the temporary files of processes that are dead; return what was removed.

    Those of another computer on the same share go when they are a day old.
    """
    try:
        paths = list(folder.iterdir())
    except OSError as error:
        raise output_failed(folder, error) from error
    removed = []
    for path in paths:
        match = _TEMPORARY.fullmatch(path.name)
        if match is None:
            continue
        with suppress(OSError):  # somebody else may have removed it
            if _is_stale(path, int(match[1]), int(match[2], 16)):
                path.unlink()
                removed.append(path)
    return removed


def _is_stale(path: Path, pid: int, host: int) -> bool:
    if host == _host():
        return not process_is_alive(pid)
    return time.time() - path.lstat().st_mtime > _FOREIGN_AGE
