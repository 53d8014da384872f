"""Every system call of a batch fails once: the first, the second, ... the last.

After SQLite: fail the Nth operation for N = 1, 2, ... and look what is left. The calls
are failed by a small preloaded library (failing_calls.c), which counts over all
processes and counts only calls on the inputs and outputs.
"""

from __future__ import annotations

import errno
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from .figures import Figures
from .sandbox import Sandbox

NAME = "第 N 次系统调用失败"
CALLS = ("write", "fsync", "rename", "unlink", "openat")
FAULTS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EACCES": errno.EACCES, "KILL": 0}
_NEVER = 10**9


def why_missing() -> str:
    """Return why the sweep cannot run here, or nothing."""
    return "" if shutil.which("cc") else "没有 C 编译器(cc)，不能编译 failing_calls.c"


def fault_sweep(
    sandbox: Sandbox, calls: Sequence[str], faults: Sequence[str], say: Callable[[str], None]
) -> Figures:
    """Fail each call with each fault; judge what is left and what was said."""
    figures = Figures(NAME)
    library = _compiled(sandbox.folder)
    sandbox.learn()
    for call in calls:
        _, total = _run(sandbox, library, call, _NEVER, 0)
        figures.details[call] = total
        for fault in faults:
            for number in range(1, total + 1):
                done, _ = _run(sandbox, library, call, number, FAULTS[fault])
                _judge(figures, sandbox, done, f"{call} {number} {fault}")
            say(f"{call} × {fault}: {total}")
    return figures


def _compiled(folder: Path) -> Path:
    library = folder / "failing_calls.so"
    source = Path(__file__).with_name("failing_calls.c")
    words = ["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"]
    subprocess.run(words, check=True)
    return library


def _run(
    sandbox: Sandbox, library: Path, call: str, number: int, error: int
) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run the command with one failing call; return how it ended and how many calls it made."""
    sandbox.restore()
    counter = sandbox.folder / "calls"
    counter.write_bytes(bytes(8))
    faults = {
        "LD_PRELOAD": str(library),
        "FAULT_CALL": call,
        "FAULT_ROOT": str(sandbox.data),
        "FAULT_AT": str(number),
        "FAULT_ERRNO": str(error),
        "FAULT_COUNT": str(counter),
    }
    done = sandbox.run(more=faults)
    return done, int.from_bytes(counter.read_bytes(), "little")


def _judge(
    figures: Figures, sandbox: Sandbox, done: subprocess.CompletedProcess[str], case: str
) -> None:
    figures.runs += 1
    said = done.stdout + done.stderr
    figures.add(sandbox.damage(), f"{case}: {said[-200:]}")
    if "Traceback" in said or "Exception ignored" in said:
        figures.breach("traceback", f"{case}: {said[-300:]}")
    if done.returncode == sandbox.clean_code and sandbox.kept_old():
        figures.breach("false ok", f"{case}: {said[-200:]}")
    if done.returncode not in {sandbox.clean_code, 0, 1, 3, -9}:
        figures.breach(f"exit {done.returncode}", f"{case}: {said[-200:]}")
    figures.count(f"退出码 {done.returncode}")
    if case.endswith("KILL") and not sandbox.recovers():
        figures.breach("recovery failed", f"{case}: {sandbox.leftovers()}")
