"""One writer for each output folder: a lock that dies with its owner.

The lock is the operating system's (``flock``, ``msvcrt.locking``), so a killed owner
holds nothing; the file only says who has it. The package ``filelock`` does the same but
imports asyncio: 45 ms of the 250 that a single small workbook takes.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from yqxl.errors import OutputFailedError
from yqxl.workbook.saving.output_failures import WriteFailure, output_failed

LOCK_NAME = ".yqxl.lock"
_SHARD_PREFIX, _LOCK_SUFFIX = ".yqxl-shard-", ".lock"
#: how long a share waits for others that take their places
_SHARD_SECONDS = 10.0
#: Windows forbids reading a locked byte, so the byte lies far behind the owner's name.
_LOCKED_BYTE = 1 << 20
_LONGEST_OWNER = 500
_PAUSE, _PAUSES = 0.05, 20
#: A file system without locks (some network shares) answers with one of these.
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL})


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold the folder against every other yqxl, here and on the same share.

    Where the file system has no locks, nothing is held: saves stay all or nothing, and
    the last writer wins.

    Raises:
        OutputFailedError: another process holds it, or shards of a batch run in it; the
            sentence names it.
    """
    with _held(folder, LOCK_NAME):
        _refuse_held(folder, "")
        yield


@contextmanager
def shard_lock(folder: Path, number: int, of: int) -> Iterator[None]:
    """Hold one share of the folder: other shares of the same division run beside it.

    Raises:
        OutputFailedError: this share runs already, or another division of the batch, or
            a whole run.
    """
    division = f"of{of}{_LOCK_SUFFIX}"
    with ExitStack() as stack:
        with _held(folder, LOCK_NAME, wait=_SHARD_SECONDS):  # held while shares take their places
            _refuse_held(folder, division)
            stack.enter_context(_held(folder, f"{_SHARD_PREFIX}{number}{division}"))
        yield


@contextmanager
def _held(folder: Path, name: str, wait: float = 0.0) -> Iterator[None]:
    path = folder / name
    end = time.monotonic() + wait
    try:
        handle = _acquire_patiently(path)
        while handle is None and time.monotonic() < end:
            time.sleep(_PAUSE)
            handle = _acquire_patiently(path)
    except OSError as error:
        raise output_failed(folder, error) from error
    if handle is None:
        raise _busy(folder, path)
    try:
        yield
    finally:
        _release(handle, path)


def _refuse_held(folder: Path, division: str) -> None:
    """Refuse a folder in which shares run, but for those of this division."""
    for path in folder.glob(f"{_SHARD_PREFIX}*{_LOCK_SUFFIX}"):
        if division and path.name.endswith(division):
            continue
        handle = _acquire(path)
        if handle is None:
            raise _busy(folder, path)
        _release(handle, path)  # left by a killed share


def _busy(folder: Path, lock: Path) -> OutputFailedError:
    pid, host = _owner(lock)
    return WriteFailure.FOLDER_BUSY.error(folder, f"进程号 {pid}，计算机 {host}" if pid else "")


def _acquire_patiently(path: Path) -> int | None:
    """Wait for a lock whose owner is dead: its workers, dying too, hold it a moment longer."""
    patience = _PAUSES
    while True:
        handle = _acquire(path)
        if handle is not None or not patience:
            return handle
        pid, host = _owner(path)
        if pid and (host != _host_name() or process_is_alive(pid)):
            return None
        patience -= 1
        time.sleep(_PAUSE)


def _acquire(path: Path) -> int | None:
    """Return the open, locked file, or None when another process has it."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            if not _lock(handle):
                os.close(handle)
                return None
            if os.name == "posix" and os.fstat(handle).st_nlink == 0:
                os.close(handle)  # its last owner removed the file in the meantime
                continue
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}@{_host_name()}\n".encode())
        except BaseException:
            with suppress(OSError):
                os.close(handle)
            raise
        return handle


def _release(handle: int, path: Path) -> None:
    if os.name == "posix":
        with suppress(OSError):
            path.unlink()  # while it is held: nobody can lock a name that is going away
    with suppress(OSError):
        _unlock(handle)  # closing is not enough: forked children hold copies of the handle
    with suppress(OSError):
        os.close(handle)
    if os.name != "posix":
        with suppress(OSError):
            path.unlink()


def _owner(path: Path) -> tuple[int, str]:
    """Return process id and computer of the owner; 0 while it has not said so yet."""
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST_OWNER)
    except OSError:
        return 0, ""
    pid, _, host = content.decode("utf-8", "replace").partition("@")
    host = "".join(char for char in host if char.isprintable())
    return int(pid) if re.fullmatch("[0-9]{1,9}", pid) else 0, host


def _host_name() -> str:
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


if sys.platform != "win32":
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.EAGAIN, errno.EACCES}:
                return False
            if error.errno not in _NO_LOCKS:
                raise
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)

    def process_is_alive(pid: int) -> bool:
        """Return whether a process of this id runs on this computer."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True
        return not _is_zombie(pid)

    def _is_zombie(pid: int) -> bool:
        """Return whether only the entry of a dead process is left, not yet collected."""
        try:
            state = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0]
        except (OSError, IndexError):
            return False  # no such file system, or it has gone in this moment
        return state in {b"Z", b"X"}

else:
    import ctypes
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in {errno.EACCES, errno.EDEADLK}:
                return False
            raise
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

    def process_is_alive(pid: int) -> bool:
        """Return whether a process of this id runs on this computer.

        ``os.kill(pid, 0)`` would send Ctrl-C to the process here.
        """
        query_limited, still_active, access_denied = 0x1000, 259, 5
        kernel = ctypes.windll.kernel32
        process = kernel.OpenProcess(query_limited, 0, pid)
        if not process:
            return bool(kernel.GetLastError() == access_denied)
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(process, ctypes.byref(code))
        kernel.CloseHandle(process)
        return code.value == still_active
