"""Ten thousand damaged workbooks through ``yqxl check``: each gets an answer of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from .figures import Figures
from .mutations import mutant
from .sandbox import ROOT, command_words

NAME = "变异文件"
_BATCH = 250


def mutants(
    folder: Path,
    template: str,
    workbooks: Sequence[Path],
    numbers: range,
    say: Callable[[str], None],
) -> Figures:
    """Check the mutants of these seeds in batches; keep those that broke something."""
    figures = Figures(NAME)
    originals = [path.read_bytes() for path in workbooks]
    for start in range(numbers.start, numbers.stop, _BATCH):
        batch = folder / "mutants"
        shutil.rmtree(batch, ignore_errors=True)
        batch.mkdir(parents=True)
        paths = []
        for seed in range(start, min(start + _BATCH, numbers.stop)):
            paths.append(batch / f"mutant{seed:06d}.xlsx")
            paths[-1].write_bytes(mutant(originals[seed % len(originals)], seed))
        done = subprocess.run(
            command_words(template, {}, paths),
            capture_output=True,
            text=True,
            errors="replace",
            cwd=ROOT,
            check=False,
        )
        figures.runs += len(paths)
        _judge(figures, done, paths, folder)
        say(f"{figures.runs} / {len(numbers)}")
    return figures


def _judge(
    figures: Figures, done: subprocess.CompletedProcess[str], paths: list[Path], folder: Path
) -> None:
    if done.returncode not in {0, 1}:
        figures.breach(f"exit {done.returncode}", done.stderr[-300:])
    if "Traceback" in done.stderr + done.stdout:
        figures.breach("traceback", done.stderr[-500:])
    answers = {}
    for line in done.stdout.splitlines():
        try:
            answer = json.loads(line)
            answers[Path(answer["input"]).name] = answer
        except (ValueError, KeyError, TypeError):
            figures.breach("line that is no answer", line[:200])
    for path in paths:
        answer = answers.get(path.name)
        if answer is None:
            figures.breach("no answer", path.name)
            _keep(path, folder)
            continue
        figures.count(str(answer["status"]))
        codes = {finding["code"] for finding in answer.get("findings", ())}
        if answer["status"] == "failed" or "YQ-900" in codes or "YQ-501" in codes:
            messages = [finding["message"] for finding in answer.get("findings", ())]
            figures.breach(f"answer {sorted(codes)}", f"{path.name}: {messages[:1]}")
            _keep(path, folder)


def _keep(path: Path, folder: Path) -> None:
    kept = folder / "kept"
    kept.mkdir(exist_ok=True)
    shutil.copy(path, kept)
