"""Two runs over the same output folder at the same time."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

from .figures import Figures
from .sandbox import PATIENCE, ROOT, Sandbox, outputs

NAME = "两个进程写同一文件夹"


def two_writers(sandbox: Sandbox, rounds: int, say: Callable[[str], None]) -> Figures:
    """Start both at once; one wins or they take turns, and nothing is mixed."""
    figures = Figures(NAME)
    sandbox.learn()
    for number in range(rounds):
        sandbox.restore()
        writers = [
            subprocess.Popen(
                sandbox.words(),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                cwd=ROOT,
                env=sandbox.environment(),
            )
            for _ in range(2)
        ]
        said = [writer.communicate(timeout=PATIENCE)[0] for writer in writers]
        codes = sorted(writer.returncode for writer in writers)
        figures.runs += 1
        figures.count(f"退出码 {codes[0]} 和 {codes[1]}")
        figures.add(sandbox.damage(), f"round {number}")
        if codes not in ([sandbox.clean_code] * 2, sorted([sandbox.clean_code, 3])):
            figures.breach(f"exit {codes}", " / ".join(said)[-300:])
        if any("Traceback" in text for text in said):
            figures.breach("traceback", " / ".join(said)[-300:])
        for writer, text in zip(writers, said, strict=True):
            other = writers[writer is writers[0]]
            if writer.returncode == 3 and str(other.pid) not in text:
                figures.breach("owner not named", text[-300:])
        if outputs(sandbox.target) != sandbox.new:
            figures.breach("not the result of one run", f"round {number}")
    say(f"{rounds} rounds")
    return figures
