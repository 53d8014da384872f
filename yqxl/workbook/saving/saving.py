"""Saving so that a crash costs nothing: the old file or the whole new one, never a half.

The recipe, in this order: a temporary file in the folder of the target, write, flush,
verify by reading it again, give it the old file's mode, fsync, replace, fsync the
folder. On any failure the temporary file goes and the previous output stays. What a
killed process leaves is removed by :func:`remove_stale_temporaries` on the next run.
"""

from __future__ import annotations

import errno
import filecmp
import os
import re
import secrets
import shutil
import stat
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from yqxl.errors import YqxlError
from yqxl.workbook.saving.folder_lock import folder_lock, process_is_alive
from yqxl.workbook.saving.output_failures import (
    WriteFailure,
    failure_of,
    is_sharing_violation,
    locked,
    output_failed,
)
from yqxl.workbook.saving.owner_files import owner_of

__all__ = [
    "backup",
    "check_target",
    "folder_lock",
    "remove_stale_temporaries",
    "save",
    "verify_parts",
]

_TEMPORARY = re.compile(r"\.yqxl-(\d+)-([0-9a-f]{8})-[0-9a-f]{8}\.tmp")
#: Seconds before each new try while Windows says that another program has the file.
_PAUSES = (0.1, 0.2, 0.4, 0.6, 0.7)
#: A process id says nothing about another computer on the same share; age does.
_FOREIGN_AGE = 24 * 3600
#: A workbook of the usual size is written in one call.
_BUFFER = 1 << 18
_XML_PARTS = (".xml", ".rels", ".vml")
#: File systems that cannot flush a folder say so with one of these.
_NO_FOLDER_FLUSH = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


def save(
    target: Path,
    write: Callable[[BinaryIO], object],
    verify: Callable[[Path], None],
    *,
    last_look: Callable[[], None] | None = None,
    keep: bool = False,
) -> None:
    """Write ``target`` all or nothing.

    Args:
        target: the file to make or replace; a regular file or nothing, no link.
        write: writes the content to the open file it is given.
        verify: reads the written file again; raises when it is not as it should be.
        last_look: called when all is written and verified, just before the new file takes
            the old one's place; raises when that must not happen.
        keep: whether the old file is kept beside the new one (:func:`backup`). A run that
            fails leaves no such copy.

    Raises:
        OutputFailedError: nothing was written; the previous output is as it was.
    """
    check_target(target)
    try:
        _replace(target, write, verify, last_look, keep=keep)
    except YqxlError:
        raise
    except Exception as error:  # zip and XML writers raise many kinds when a disk is full
        raise output_failed(target, error) from error
    _flush_folder(target)


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
) -> None:
    try:
        old_mode: int | None = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        old_mode = None
    # the umask applies to a new file; an old file may be private, so its successor starts so
    with _temporary(target.parent, 0o666 if old_mode is None else 0o600) as (stream, path):
        write(stream)
        stream.flush()
        _verify(target, path, verify)
        if old_mode is not None:
            path.chmod(old_mode)
        os.fsync(stream.fileno())
        stream.close()  # Windows cannot rename an open file
        copy = backup(target) if keep else None
        try:
            if last_look is not None:
                last_look()
            _rename(path, target)
        except BaseException:
            if copy is not None:
                copy.unlink(missing_ok=True)
            raise


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


@contextmanager
def _temporary(folder: Path, mode: int) -> Iterator[tuple[BinaryIO, Path]]:
    """Give an open temporary file in the folder; whatever is raised, it is removed."""
    name = f".yqxl-{os.getpid()}-{_host():08x}-{secrets.token_hex(4)}.tmp"
    path = folder / name
    binary = getattr(os, "O_BINARY", 0)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | binary, mode)
    stream = os.fdopen(handle, "w+b", buffering=_BUFFER)
    try:
        yield stream, path
    except BaseException:
        with suppress(OSError, ValueError):
            stream.close()
        with suppress(OSError):
            path.unlink()
        raise


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


def _flush_folder(target: Path) -> None:
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
            raise WriteFailure.NOT_FLUSHED.error(target, error.strerror or "") from error


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


def backup(path: Path) -> Path:
    """Copy a file beside itself as ``name.YYYYMMDD-HHMMSS.bak`` and return the copy.

    The copy is compared with the original and flushed before it gets its name; an
    earlier backup is never overwritten. The ending keeps a folder's backups out of the
    next batch over ``*.xlsx``.

    Raises:
        OutputFailedError: no backup was made.
    """
    try:
        with _temporary(path.parent, 0o600) as (stream, temporary), path.open("rb") as original:
            shutil.copyfileobj(original, stream)
            stream.flush()
            if not filecmp.cmp(path, temporary, shallow=False):
                raise WriteFailure.NO_BACKUP.error(path, "复制后与原文件不一致")
            shutil.copystat(path, temporary)
            os.fsync(stream.fileno())
            stream.close()
            copy = _name_backup(temporary, path)
    except OSError as error:
        raise WriteFailure.NO_BACKUP.error(path, failure_of(error).title) from error
    _flush_folder(path)
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


def verify_parts(path: Path, names: Iterable[str], crc: int | None = None) -> None:
    """Read a written package again, to the end.

    Args:
        path: the written file.
        names: the parts that are new: every byte passes the CRC of the part, and every XML
            part is parsed to its last tag, for a part that was cut short while it was
            written can have a right CRC.
        crc: CRC-32 of the whole file as it was to be written, so that the members that
            were copied raw are covered too.

    Raises:
        OutputFailedError: a part is missing, damaged or not well-formed.
    """
    name = ""
    if crc is not None and _crc_of(path) != crc:
        raise WriteFailure.NOT_VERIFIED.error(path, "写到磁盘上的字节与要写的不同")
    try:
        with zipfile.ZipFile(path) as package:
            for name in names:
                content = package.read(name)
                if name.endswith(_XML_PARTS):
                    expat.ParserCreate().Parse(content, True)  # noqa: FBT003 - expat takes no keyword
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, expat.ExpatError) as error:
        raise WriteFailure.NOT_VERIFIED.error(path, f"{name} {error}".strip()) from error


def _crc_of(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while piece := file.read(_BUFFER):
            crc = zlib.crc32(piece, crc)
    return crc
