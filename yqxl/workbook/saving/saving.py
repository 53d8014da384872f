"""Saving so that a crash costs nothing: the old file or the whole new one, never a half.

The recipe, in this order: a temporary file in the folder of the target, write, flush,
verify by reading it again, give it the old file's mode, fsync, replace, fsync the
folder. On any failure the temporary file goes and the previous output stays. What a
killed process leaves is removed by the next run (:mod:`yqxl.workbook.saving.temporaries`).
"""

from __future__ import annotations

import filecmp
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from yqxl.errors import YqxlError
from yqxl.workbook.saving.backups import backup
from yqxl.workbook.saving.output_failures import (
    WriteFailure,
    is_sharing_violation,
    locked,
    output_failed,
)
from yqxl.workbook.saving.owner_files import owner_of
from yqxl.workbook.saving.temporaries import flush_folder, temporary

#: Seconds before each new try while Windows says that another program has the file.
_PAUSES = (0.1, 0.2, 0.4, 0.6, 0.7)


def save(
    target: Path,
    write: Callable[[BinaryIO], object],
    verify: Callable[[Path], None],
    *,
    last_look: Callable[[], None] | None = None,
    keep: bool = False,
    private: bool = False,
) -> None:
    """Write ``target`` all or nothing.

    Args:
        target: the file to make or replace; a regular file or nothing, no link.
        write: writes the content to the open file it is given.
        verify: reads the written file again; raises when it is not as it should be.
        last_look: called when all is written and verified, just before the new file takes
            the old one's place; raises when that must not happen.
        keep: whether the old file is kept beside the new one
            (:func:`yqxl.workbook.saving.backups.backup`). A run that fails leaves no such
            copy, and an old file that is the same as the new one stays as it is.
        private: whether a new file is for its owner alone.

    Raises:
        OutputFailedError: nothing was written; the previous output is as it was.
    """
    check_target(target)
    try:
        _replace(target, write, verify, last_look, keep=keep, private=private)
    except YqxlError:
        raise
    except Exception as error:  # zip and XML writers raise many kinds when a disk is full
        raise output_failed(target, error) from error
    flush_folder(target)


def check_target(target: Path) -> None:
    """Raise OutputFailedError when ``target`` cannot be written, before any work is done."""
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        mode = 0
    except OSError as error:
        raise output_failed(target, error) from error
    if stat.S_ISLNK(mode):
        raise WriteFailure.SYMLINK.error(target)
    if mode and not stat.S_ISREG(mode):
        raise WriteFailure.NOT_A_FILE.error(target)
    if mode and not mode & 0o222:
        # replacing would succeed on POSIX, but whoever marked the file did mean it
        raise WriteFailure.READ_ONLY.error(target)
    if not target.parent.is_dir():
        raise WriteFailure.NO_FOLDER.error(target)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise WriteFailure.NO_PERMISSION.error(target)
    owner = owner_of(target)
    if owner is not None:
        # on a shared folder the replace would succeed, and the person's next save undo it
        raise locked(target, owner)


def _replace(
    target: Path,
    write: Callable[[BinaryIO], object],
    verify: Callable[[Path], None],
    last_look: Callable[[], None] | None,
    *,
    keep: bool,
    private: bool,
) -> None:
    try:
        old_mode: int | None = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        old_mode = None
    # the umask applies to a new file; an old file may be private, so its successor starts so
    mode = 0o666 if old_mode is None and not private else 0o600
    with temporary(target.parent, mode) as (stream, path):
        write(stream)
        stream.flush()
        _verify(target, path, verify)
        if old_mode is not None:
            path.chmod(old_mode)
        os.fsync(stream.fileno())
        stream.close()  # Windows cannot rename an open file
        if keep and filecmp.cmp(target, path, shallow=False):
            path.unlink()
            return
        copy = backup(target) if keep else None
        try:
            if last_look is not None:
                last_look()
            _rename(path, target)
        except BaseException:
            if copy is not None:
                copy.unlink(missing_ok=True)
            raise


def is_private(path: Path) -> bool:
    """Return whether nobody but its owner may read a file (POSIX; elsewhere False)."""
    try:
        return os.name == "posix" and not stat.S_IMODE(path.stat().st_mode) & 0o077
    except OSError:
        return False


def _verify(target: Path, path: Path, verify: Callable[[Path], None]) -> None:
    try:
        verify(path)
    except YqxlError as error:
        error.file = str(target)  # the temporary file's name means nothing to a person
        raise
    except OSError:
        raise
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
        raise WriteFailure.NOT_VERIFIED.error(target, found) from error


def _rename(path: Path, target: Path) -> None:
    for pause in _PAUSES:
        try:
            path.replace(target)
        except PermissionError as error:
            if not is_sharing_violation(error):
                raise
            time.sleep(pause)
        else:
            return
    path.replace(target)
