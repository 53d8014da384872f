"""A folder of inputs, a folder of earlier outputs, and what a disturbed run did to them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
REGENERATE = "{python} -m yqxl regenerate {in}/*.xlsx -o {out}"
CHECK = "{python} -m yqxl check --json {files}"
_OWN = re.compile(r"\.yqxl[-.].*")
#: The record of a batch: a database, which may stay and may have a journal after a kill.
_RECORD = re.compile(r"\.yqxl-manifest\.sqlite.*")
#: No run of these few files takes longer; a hang is a breach.
PATIENCE = 120


def command_words(
    template: str, places: Mapping[str, Path], files: Iterable[Path] = ()
) -> list[str]:
    """Return the words of a command; ``{in}``, ``{out}``, ``{files}``, ``{python}`` are filled."""
    words: list[str] = []
    for word in shlex.split(template):
        if word == "{files}":
            words.extend(map(str, files))
            continue
        filled = word.replace("{python}", sys.executable)
        for name, path in places.items():
            filled = filled.replace(f"{{{name}}}", str(path))
        words.append(filled)
    return words


def copies(workbook: Path, count: int, folder: Path) -> None:
    """Fill a folder with ``count`` copies of a workbook, under different names."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        shutil.copyfile(workbook, folder / f"county{number:04d}.xlsx")


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def outputs(folder: Path) -> dict[str, bytes]:
    """Return every file of an output folder that a person would take for one."""
    return {name: body for name, body in contents(folder).items() if not _OWN.fullmatch(name)}


def all_gone(group: int) -> bool:
    """Wait until no process of a group lives; after five seconds kill those that do."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if not _alive_in(group):
            return True
        time.sleep(0.005)
    os.killpg(group, signal.SIGKILL)
    return False


def _alive_in(group: int) -> bool:
    """Return whether the group has a process that is more than a zombie."""
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state not in "ZX":
                return True
    return not Path("/proc/self/stat").exists()


@dataclass
class Sandbox:
    """The folders that a command reads and writes, restored before each run."""

    folder: Path
    template: str
    inputs: dict[str, bytes] = field(default_factory=dict)
    new: dict[str, bytes] = field(default_factory=dict)
    old: dict[str, bytes] = field(default_factory=dict)
    clean_code: int = 0

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def source(self) -> Path:
        return self.data / "in"

    @property
    def target(self) -> Path:
        return self.data / "out"

    def learn(self) -> None:
        """Run the command undisturbed; from then on it is known what is right."""
        self.inputs = contents(self.source)
        self.restore()
        done = self.run()
        self.clean_code = done.returncode
        self.new = outputs(self.target)
        if not self.new or self.clean_code not in {0, 1}:
            message = f"the undisturbed run failed ({done.returncode}): {done.stderr}{done.stdout}"
            raise SystemExit(message)
        for name, content in self.new.items():
            path = self.folder / "aged"
            path.write_bytes(content)
            with zipfile.ZipFile(path, "a") as package:
                package.comment = b"an earlier run"
            self.old[name] = path.read_bytes()

    def restore(self) -> None:
        """Put inputs and earlier outputs back as they were."""
        for folder, files in ((self.source, self.inputs), (self.target, self.old)):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            for name, content in files.items():
                (folder / name).write_bytes(content)

    def words(self) -> list[str]:
        return command_words(self.template, {"in": self.source, "out": self.target})

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        return {**os.environ, "YQXL_LOG": str(self.folder / "yqxl.log"), **(more or {})}

    def start(self, before: Sequence[str] = ()) -> subprocess.Popen[str]:
        """Start the command in a process group of its own."""
        return subprocess.Popen(
            [*before, *self.words()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            env=self.environment(),
            start_new_session=True,
        )

    def run(
        self, before: Sequence[str] = (), more: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the command to its end, and to that of every process that it started."""
        with subprocess.Popen(
            [*before, *self.words()],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            cwd=ROOT,
            env=self.environment(more),
            start_new_session=True,
        ) as process:
            out, err = process.communicate(timeout=PATIENCE)
        if not all_gone(process.pid):
            err += "\nTraceback: processes outlived their parent"
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def damage(self) -> Counter[str]:
        """Return what a run did that it must not do: nothing, we hope."""
        found: Counter[str] = Counter()
        now = contents(self.source)
        found["inputs changed"] = sum(now.get(name) != was for name, was in self.inputs.items())
        found["inputs added"] = len(now.keys() - self.inputs.keys())
        there = outputs(self.target)
        found["outputs lost"] = len(self.old.keys() - there.keys())
        for name, content in there.items():
            if name in self.new:
                found["half-written"] += content not in (self.old[name], self.new[name])
            else:
                found["stray files"] += 1
        return +found

    def kept_old(self) -> int:
        """Return how many outputs are still those of the earlier run."""
        return sum(contents(self.target).get(name) == was for name, was in self.old.items())

    def leftovers(self) -> list[str]:
        """Return the temporary and lock files of yqxl in the output folder."""
        names = (path.name for path in self.target.iterdir())
        return [name for name in names if _OWN.fullmatch(name) and not _RECORD.fullmatch(name)]

    def recovers(self) -> bool:
        """Return whether an undisturbed run now makes everything right and tidy."""
        done = self.run()
        complete = done.returncode == self.clean_code and outputs(self.target) == self.new
        return complete and not self.leftovers()
