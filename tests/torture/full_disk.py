"""A disk that fills up while the outputs are written: a tmpfs of every size."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable

from .figures import Figures
from .sandbox import Sandbox, outputs

NAME = "磁盘写满"


def why_missing() -> str:
    """Return why the program cannot run here, or nothing."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return "只有 root 才能挂载 tmpfs"
    return ""


def full_disk(sandbox: Sandbox, step: int, say: Callable[[str], None]) -> Figures:
    """Give the output folder from just the old outputs' size upwards, in steps of KiB."""
    figures = Figures(NAME)
    sandbox.learn()
    occupied = sum(-(-len(content) // 4096) * 4 for content in sandbox.old.values())
    room = 2 * occupied + 64
    for size in range(occupied + 4, occupied + room, step):
        sandbox.restore()
        shutil.rmtree(sandbox.target)
        sandbox.target.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(sandbox.target)]
        subprocess.run(mount, check=True)
        try:
            for name, content in sandbox.old.items():
                (sandbox.target / name).write_bytes(content)
            done = sandbox.run()
            _judge(figures, sandbox, done, f"{size} KiB")
        finally:
            subprocess.run(["umount", str(sandbox.target)], check=True)
    say(f"{occupied + 4} … {occupied + room} KiB")
    return figures


def _judge(
    figures: Figures, sandbox: Sandbox, done: subprocess.CompletedProcess[str], case: str
) -> None:
    figures.runs += 1
    figures.add(sandbox.damage(), case)
    figures.count(f"退出码 {done.returncode}")
    said = done.stdout + done.stderr
    if "Traceback" in said or "Exception ignored" in said:
        figures.breach("traceback", f"{case}: {said[-300:]}")
    everything = outputs(sandbox.target) == sandbox.new
    if done.returncode != (sandbox.clean_code if everything else 3):
        figures.breach(f"exit {done.returncode}", f"{case}: {said[-200:]}")
    if sandbox.leftovers():
        figures.breach("leftovers", f"{case}: {sandbox.leftovers()}")
