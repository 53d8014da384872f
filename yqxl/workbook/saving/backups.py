"""Copies of a file that is overwritten, beside it: ``name.YYYYMMDD-HHMMSS.bak``."""

from __future__ import annotations

import errno
import filecmp
import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from yqxl.workbook.saving.output_failures import WriteFailure, failure_of
from yqxl.workbook.saving.temporaries import flush_folder, temporary

_MOMENT = re.compile(r"\.(\d{8}-\d{6})(?:-(\d+))?\.bak")


def backup(path: Path) -> Path:
    """Copy a file beside itself as ``name.YYYYMMDD-HHMMSS.bak`` and return the copy.

    The copy is compared with the original and flushed before it gets its name; an
    earlier backup is never overwritten. The ending keeps a folder's backups out of the
    next batch over ``*.xlsx``.

    Raises:
        OutputFailedError: no backup was made.
    """
    try:
        with temporary(path.parent, 0o600) as (stream, copied), path.open("rb") as original:
            shutil.copyfileobj(original, stream)
            stream.flush()
            if not filecmp.cmp(path, copied, shallow=False):
                raise WriteFailure.NO_BACKUP.error(path, "复制后与原文件不一致")
            shutil.copystat(path, copied)
            os.fsync(stream.fileno())
            stream.close()
            copy = _name_backup(copied, path)
    except OSError as error:
        raise WriteFailure.NO_BACKUP.error(path, failure_of(error).title) from error
    flush_folder(path)
    return copy


def _name_backup(temporary: Path, path: Path) -> Path:
    moment = time.strftime("%Y%m%d-%H%M%S")
    number = 1
    while True:
        counter = "" if number == 1 else f"-{number}"
        copy = path.with_name(f"{path.name}.{moment}{counter}.bak")
        try:
            _rename_new(temporary, copy)
        except FileExistsError:
            number += 1
        else:
            return copy


def _rename_new(temporary: Path, name: Path) -> None:
    """Rename where nothing may be overwritten; a rename on POSIX would overwrite."""
    if os.name != "posix":
        temporary.rename(name)
        return
    try:
        name.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.ENOSYS}:
            raise
        if name.exists():  # a file system without links: FAT, some shares
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(name)) from error
        temporary.rename(name)
    else:
        temporary.unlink()


def remove_old_backups(path: Path, keep: int) -> list[Path]:
    """Remove all but the newest backups of a file; return what was removed.

    Only files that :func:`backup` named are counted. What cannot be removed stays.
    """
    found = []
    for other in path.parent.iterdir():
        match = _MOMENT.fullmatch(other.name.removeprefix(path.name))
        if match and other.name.startswith(path.name):
            found.append(((match[1], int(match[2] or 1)), other))
    removed = []
    for _, old in sorted(found)[: max(0, len(found) - keep)]:
        with suppress(OSError):
            old.unlink()
            removed.append(old)
    return removed
