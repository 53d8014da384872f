"""Nothing gets its final name before it is on disk: the order of the system calls."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .figures import Figures
from .sandbox import Sandbox

NAME = "落盘顺序"
_CALLS = "openat,open,write,pwrite64,writev,ftruncate,fsync,fdatasync,rename,renameat,renameat2"
_WRITE = re.compile(r"\b(?:write|pwrite64|writev|ftruncate)\(\d+<([^>]+)>")
_SYNC = re.compile(r"\bf(?:data)?sync\(\d+<([^>]+)>.*= 0$")
_RENAME = re.compile(r"\brename(?:at2?)?\((.*)\)\s+= 0$")
_OPEN = re.compile(r"\bopen(?:at)?\((?:[^,\"]+, )?\"([^\"]+)\", (\S+)")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>")
_WRITES = re.compile(r"O_WRONLY|O_RDWR")


def why_missing() -> str:
    """Return why the check cannot run here, or nothing."""
    if shutil.which("strace") is None:
        return "没有 strace"
    probe = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "" if probe.returncode == 0 else "此环境不许 ptrace"


def fsync_order(sandbox: Sandbox) -> Figures:
    """Trace one run; each output must be flushed, renamed and its folder flushed, in order."""
    figures = Figures(NAME)
    sandbox.learn()
    sandbox.restore()
    log = sandbox.folder / "strace.log"
    done = sandbox.run(
        ["strace", "-f", "-y", "-qq", "-s", "4096", "-e", f"trace={_CALLS}", "-o", str(log)]
    )
    if done.returncode != sandbox.clean_code:
        figures.breach("exit code", f"{done.returncode}: {done.stderr[-300:]}")
    _read(figures, sandbox, log.read_text(errors="replace").splitlines())
    if figures.runs != len(sandbox.new):
        figures.breach("outputs without a rename", f"{figures.runs} of {len(sandbox.new)}")
    return figures


@dataclass
class Trace:
    """What was done to which path, by the number of the line."""

    written: dict[str, int] = field(default_factory=dict)
    synced: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    renamed: list[tuple[int, int, str, str]] = field(default_factory=list)


def _read(figures: Figures, sandbox: Sandbox, lines: list[str]) -> None:
    trace = Trace()
    finals = {str(sandbox.target / name) for name in sandbox.new}
    for begun, ended, line in _whole_calls(lines):
        if match := _WRITE.search(line):
            trace.written[match[1]] = ended
        elif match := _SYNC.search(line):
            trace.synced.setdefault(match[1], []).append((begun, ended))
        elif match := _RENAME.search(line):
            source, target = re.findall(r'"([^"]+)"', match[1])
            trace.renamed.append((begun, ended, source, target))
        elif (match := _OPEN.search(line)) and match[1] in finals and _WRITES.search(match[2]):
            figures.breach("final name opened for writing", line[-200:])
    _judge(figures, trace, finals)


def _whole_calls(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield first line, last line and text of each call; strace cuts those that overlap."""
    open_calls: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines):
        pid = line.split(maxsplit=1)[0]
        if line.endswith("<unfinished ...>"):
            open_calls[pid] = (number, line.removesuffix("<unfinished ...>"))
        elif (match := _RESUMED.search(line)) and pid in open_calls:
            begun, head = open_calls.pop(pid)
            yield begun, number, head + line[match.end() :]
        else:
            yield number, number, line


def _judge(figures: Figures, trace: Trace, finals: set[str]) -> None:
    for begun, ended, source, target in trace.renamed:
        if target not in finals:
            continue
        figures.runs += 1
        if Path(source).parent != Path(target).parent:
            figures.breach("temporary file in another folder", source)
        last_write = trace.written.get(source, -1)
        flushes = trace.synced.get(source, ())
        if not any(last_write < start and end < begun for start, end in flushes):
            figures.breach("renamed before it was flushed", target)
        if not any(start > ended for start, _ in trace.synced.get(str(Path(target).parent), ())):
            figures.breach("folder not flushed", target)
