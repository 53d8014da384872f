"""kill -9 in the middle of a batch, again and again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable

from .figures import Figures
from .sandbox import Sandbox, all_gone

NAME = "kill -9 循环"
_RECOVER_EVERY = 5


def kill_loop(sandbox: Sandbox, rounds: int, seed: int, say: Callable[[str], None]) -> Figures:
    """Kill the command at random moments; every other time its main process only."""
    figures = Figures(NAME)
    chance = random.Random(seed)
    sandbox.learn()
    sandbox.restore()
    started = time.monotonic()
    sandbox.run()
    whole = time.monotonic() - started
    for number in range(rounds):
        sandbox.restore()
        process = sandbox.start()
        if number % 2:
            _wait_for_outputs(sandbox, process, chance.randrange(len(sandbox.old)))
            time.sleep(chance.uniform(0, 0.02))
        else:
            time.sleep(chance.uniform(0, 1.05 * whole))
        finished = process.poll() is not None
        _kill(process, everyone=number % 4 < 2)
        process.wait()
        if not all_gone(process.pid):
            figures.breach("workers outlive", f"round {number}")
        kept = sandbox.kept_old()
        figures.runs += 1
        figures.count("已结束" if finished else "运行中被杀")
        figures.count("写了一部分时被杀", int(0 < kept < len(sandbox.old)))
        figures.count("留下临时文件或锁", int(bool(sandbox.leftovers())))
        figures.add(sandbox.damage(), f"round {number}")
        if number % _RECOVER_EVERY == 0:
            figures.count("重跑")
            if not sandbox.recovers():
                figures.breach("recovery failed", f"round {number}: {sandbox.leftovers()}")
        if number % 50 == 49:
            say(f"{number + 1} / {rounds}")
    return figures


def _wait_for_outputs(sandbox: Sandbox, process: subprocess.Popen[str], count: int) -> None:
    """Return when the command has replaced so many outputs, or has ended."""
    paths = [sandbox.target / name for name in sandbox.old]
    before = {path: path.stat().st_ino for path in paths}
    while process.poll() is None:
        if sum(path.stat().st_ino != before[path] for path in paths) >= count and (
            count or any(sandbox.target.glob(".yqxl*"))
        ):
            return
        time.sleep(0.0005)


def _kill(process: subprocess.Popen[str], *, everyone: bool) -> None:
    try:
        if everyone:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except ProcessLookupError:
        return
