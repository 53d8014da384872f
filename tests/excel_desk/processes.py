"""One process a case: forked where everything is loaded, ended when it takes too long."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

#: seconds of processor time, and by the clock for one that sleeps: a macro that xlwings lets
#: repeat for ever ends here, and one that has to share the machine does not
_LONGEST, _LONGEST_ASLEEP = 120, 1200.0


def in_processes(
    tasks: Sequence[Any], work: Callable[[Any, Path], list[str]], jobs: int
) -> list[list[str]]:
    """Return what each task's work found, each in a process and a folder of its own."""
    found: list[list[str]] = [[] for _ in tasks]
    waiting, running = list(enumerate(tasks)), {}
    while waiting or running:
        while waiting and len(running) < jobs:
            number, task = waiting.pop(0)
            reader, process = _started(task, work)
            running[reader] = (number, process, time.monotonic())
        ready, _, _ = select.select(list(running), [], [], 0.2)
        for reader in list(running):
            number, process, since = running[reader]
            if reader in ready:
                found[number] = _ended(reader, process)
                del running[reader]
            elif time.monotonic() - since > _LONGEST_ASLEEP:
                os.kill(process, signal.SIGKILL)
                _ended(reader, process)
                found[number] = [f"no end after {_LONGEST_ASLEEP:g} seconds"]
                del running[reader]
    return found


def _started(task: Any, work: Callable[[Any, Path], list[str]]) -> tuple[int, int]:
    reader, writer = os.pipe()
    process = os.fork()
    if process:
        os.close(writer)
        return reader, process
    os.close(reader)
    limit = int(time.process_time()) + _LONGEST
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    try:
        with tempfile.TemporaryDirectory(prefix="yqxl-desk-") as folder:
            said = work(task, Path(folder))
    except BaseException as error:  # noqa: BLE001 - whatever happened is what was found
        said = ["".join(traceback.format_exception(error)[-3:])]
    with os.fdopen(writer, "w") as pipe:
        json.dump(said, pipe)
    # what is registered for the end of xlwings asks Windows for processes
    os._exit(0)


def _ended(reader: int, process: int) -> list[str]:
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    _, status = os.waitpid(process, 0)
    if not text:
        return [f"ended without a word, status {status}"]
    said: list[str] = json.loads(text)
    return said
