"""The pool in a process of its own, as the command line starts it.

pytest-xdist keeps a thread in the process of the tests, and a process with threads is
never forked: here a fresh interpreter without a second thread, or with one, has the pool.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
_FOLDERS = [str(ROOT), str(ROOT / "tests")]
_LIMIT = 120.0
_PROGRAM = """
import pickle, sys, threading
start, tasks, jobs, memory, seconds = pickle.load(sys.stdin.buffer)
done = threading.Event()
if start == "spawn":
    threading.Thread(target=done.wait).start()

def main():
    from pipeline.tasks_for_workers import act
    from yqxl.pipeline.isolation import workers
    with workers.Workers(act, jobs, memory, seconds) as pool:
        kinds = {type(worker.process).__name__ for worker in pool._places}
        results = list(workers.in_order(pool.run(tasks)))
    done.set()
    answer = pickle.dumps((kinds, results))
    sys.stdout.buffer.write(answer)

main()
"""
#: how multiprocessing calls the process of a start method
PROCESSES = {"fork": "ForkProcess", "spawn": "SpawnProcess"}


def outcomes_when_started(
    start: str, tasks: list[str], *, jobs: int, memory_limit: int, seconds_limit: float
) -> list[Any]:
    """Return what a pool makes of tasks whose processes are forked or started fresh."""
    request = (start, tasks, jobs, memory_limit, seconds_limit)
    run = subprocess.run(
        [sys.executable, "-c", f"import sys\nsys.path[:0] = {_FOLDERS!r}\n{_PROGRAM}"],
        input=pickle.dumps(request), capture_output=True, check=False, timeout=_LIMIT,
    )  # fmt: skip
    assert (run.returncode, run.stderr.decode()) == (0, "")
    kinds, results = pickle.loads(run.stdout)  # noqa: S301 - our own process wrote it
    assert kinds == {PROCESSES[start]}
    return list(results)
