"""An earlier version of yqxl beside this one: its source, taken from the history."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

import samples

#: the last commit of 0.1.0
RELEASED = "ba49be5"

_PROGRAM = """
import json, sys, time
from yqxl.pipeline.regenerate import Task, regenerate
warm_ups, rounds, target, *sources = sys.argv[1:]
for source in sources:
    seconds = []
    for number in range(int(warm_ups) + int(rounds)):
        before = time.process_time()
        outcome = regenerate(Task(source, target))
        seconds.append(time.process_time() - before)
        if outcome.output is None:
            sys.exit(f"{source}: {outcome}")
    print(json.dumps(seconds[int(warm_ups):]))
"""


def tree(folder: Path, commit: str = RELEASED) -> Path:
    """Unpack the source of a commit; exits with a sentence where the history does not hold it."""
    done = subprocess.run(
        ["git", "-C", str(samples.ROOT), "archive", commit, "yqxl", "tests", "workbooks"],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"no commit {commit} in this history: {done.stderr.decode(errors='replace')}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def environment(root: Path, bytecode: Path) -> dict[str, str]:
    """Return the environment in which Python finds this tree, and keeps what it compiles."""
    # what an earlier version compiled is not this one's: the prefix has the path in it
    found = {**os.environ, "PYTHONPATH": str(root), "PYTHONPYCACHEPREFIX": str(bytecode)}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def own_sample(root: Path, target: Path, bytecode: Path) -> Path:
    """Have a tree build the decorated model case by its own template."""
    code = (
        "import sys; from pathlib import Path; from decorated_workbook import build;"
        " build(Path(sys.argv[1]), rows=200, variant=1)"
    )
    paths = os.pathsep.join([str(root), str(root / "tests")])
    subprocess.run(
        [sys.executable, "-c", code, str(target)],
        env={**environment(root, bytecode), "PYTHONPATH": paths},
        cwd=root,
        check=True,
    )
    return target


def seconds_of(
    root: Path, sources: Sequence[Path], target: Path, bytecode: Path, *, rounds: int
) -> list[list[float]]:
    """Regenerate each workbook warm, in a process of a tree; return CPU seconds by workbook."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, "2", str(rounds), str(target), *map(str, sources)],
        env=environment(root, bytecode),
        cwd=root,
        stdout=subprocess.PIPE,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]
