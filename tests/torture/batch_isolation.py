"""Good files among hostile ones give the bytes that they give alone."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from .figures import Figures
from .hostile_files import write_hostile_files
from .sandbox import ROOT, Sandbox, command_words, outputs

NAME = "批次隔离"


def batch_isolation(
    sandbox: Sandbox, workbook: Path, seeds: int, say: Callable[[str], None]
) -> Figures:
    """Shuffle the hostile files among the good ones, ``seeds`` times."""
    figures = Figures(NAME)
    sandbox.learn()
    hostile = write_hostile_files(workbook, sandbox.folder)
    figures.details = {"好文件": len(sandbox.inputs), "坏文件": len(hostile)}
    for seed in range(seeds):
        sandbox.restore()
        shutil.rmtree(sandbox.target)
        sandbox.target.mkdir()
        mixed = _mixed(sandbox, hostile, seed)
        places = {"in": sandbox.source, "out": sandbox.target}
        template = sandbox.template.replace("{in}/*.xlsx", "{files}")
        done = subprocess.run(
            command_words(template, places, mixed),
            capture_output=True,
            text=True,
            errors="replace",
            cwd=ROOT,
            env=sandbox.environment(),
            check=False,
        )
        figures.runs += 1
        _judge(figures, sandbox, done, hostile)
        say(f"seed {seed}: exit {done.returncode}")
    return figures


def _mixed(sandbox: Sandbox, hostile: list[Path], seed: int) -> list[Path]:
    paths = [sandbox.source / name for name in sandbox.inputs]
    for path in hostile:
        paths.append(sandbox.source / path.name)
        shutil.copyfile(path, paths[-1])
    random.Random(seed).shuffle(paths)
    return paths


def _judge(
    figures: Figures,
    sandbox: Sandbox,
    done: subprocess.CompletedProcess[str],
    hostile: list[Path],
) -> None:
    said = done.stdout + done.stderr
    there = outputs(sandbox.target)
    for name, content in sandbox.new.items():
        if there.get(name) != content:
            figures.breach("good file lost or different", name)
    for path in hostile:
        if path.name not in said.replace("\n", ""):
            figures.breach("hostile file not named", path.name)
    if done.returncode != 1:
        figures.breach(f"exit {done.returncode}", said[-300:])
    if "Traceback" in said:
        figures.breach("traceback", said[-300:])
    if extra := [name for name in there if name not in sandbox.new]:
        figures.count("坏文件也出了结果", len(extra))
