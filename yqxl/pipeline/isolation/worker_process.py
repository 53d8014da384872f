"""The child's side of a worker: confined, silent, and gone when its parent is gone."""

from __future__ import annotations

import errno
import faulthandler
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection

from yqxl.errors import YqxlError
from yqxl.pipeline.isolation.interruption import ENDING
from yqxl.pipeline.isolation.log_file import log_exception, log_unraisable, open_log

_PR_SET_PDEATHSIG = 1


#: what a worker says before its first task, so that its parent can tell a bad start
READY = b"ready"


class Ending(Enum):
    """How a task ended; what follows in the answer depends on it."""

    DONE = "done"
    REFUSED = "refused"
    MEMORY = "memory"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Confinement:
    """What a worker may use.

    Attributes:
        memory: bytes that it may add to what it starts with; None for no limit.
        parent: the id of the process that must live for it to live.
    """

    memory: int | None
    parent: int


#: what glibc says of a library for which there is no room
_OF_LOADER = ("failed to map segment", "Cannot allocate memory")


def serve(
    link: Connection,
    function: Callable[[object], object],
    initializer: Callable[[], None] | None,
    confinement: Confinement,
    strangers: Sequence[Connection],
) -> None:
    """Answer tasks until the parent closes its end of the link.

    ``strangers`` are the parent's ends of all links, inherited by a fork: while a copy
    is open here, the death of the parent is no end of file to anybody.
    """
    for stranger in strangers:
        stranger.close()
    _silence()
    _die_with(confinement.parent)
    if confinement.memory is not None:
        _limit_memory(confinement.memory)
    with suppress(OSError):
        link.send_bytes(READY)
    if initializer is not None:
        initializer()
    while True:
        try:
            task = pickle.loads(link.recv_bytes())  # noqa: S301 - our own parent wrote it
        except (EOFError, OSError):
            return
        outcome, answer = _answer(function, task)
        try:
            link.send_bytes(answer)
        except OSError:
            return
        if outcome is Ending.MEMORY:
            return  # what is left of the heap is in pieces


def _answer(function: Callable[[object], object], task: object) -> tuple[Ending, bytes]:
    try:
        try:
            outcome, content = Ending.DONE, function(task)
        except YqxlError as error:
            outcome, content = Ending.REFUSED, error
        return outcome, pickle.dumps((outcome, content), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # noqa: BLE001 - a Rust panic is no Exception
        if _is_out_of_memory(error):
            return Ending.MEMORY, pickle.dumps((Ending.MEMORY, None))
        log_exception(error, f"task {task!r:.300}")
        found = "".join(traceback.format_exception_only(error)).strip()[-500:]
        return Ending.CRASHED, pickle.dumps((Ending.CRASHED, found))


def _is_out_of_memory(error: BaseException) -> bool:
    """Return whether memory ran out, whoever says it.

    C code of CPython may return without an exception (SystemError), a folder that cannot be
    listed gives ENOMEM, and the loader of libraries an ImportError of glibc's own words.
    """
    match error:
        case MemoryError():
            return True
        case OSError():
            return error.errno == errno.ENOMEM
        case SystemError():
            return "without exception set" in str(error)
        case ImportError():
            return any(words in str(error) for words in _OF_LOADER)
    return False


def _silence() -> None:
    """Send everything that this process prints, even in C, to the log."""
    for number in ENDING:  # systemd sends SIGTERM to all; when to end is the parent's business
        signal.signal(number, signal.SIG_IGN)
    log = open_log()
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    sys.stdout = sys.stderr = open(  # noqa: SIM115 - open as long as the process lives
        2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False
    )
    faulthandler.enable(2)
    log_unraisable()


def _die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent dies, however that happens.

    Elsewhere than on Linux an idle worker sees the end of its link, and a busy one sees
    it when it answers.
    """
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - 4 ms that the parent need not spend

    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)  # it died before the call


def _limit_memory(allowance: int) -> None:
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - POSIX only

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit = _address_space() + allowance
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _address_space() -> int:
    """Return the bytes of address space in use: a fork starts with its parent's."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path to speak of
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
