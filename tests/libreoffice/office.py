"""A live LibreOffice Calc for the tests, from any Python.

``Calc`` keeps one LibreOffice warm over all requests. A request that takes too long
kills the whole process group; the next request starts a fresh one, so that one hanging
file fails one test and not all that follow.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import pickle
import shutil
import signal
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from libreoffice.addresses import address, position

import yqxl
from yqxl.errors import ErrorValue
from yqxl.grid import Grid

#: Calc's codes of the errors that every spreadsheet knows.
ERRORS = {
    503: ErrorValue.NUM,
    519: ErrorValue.VALUE,
    521: ErrorValue.NULL,
    524: ErrorValue.REF,
    525: ErrorValue.NAME,
    532: ErrorValue.DIV0,
    32767: ErrorValue.NA,
}
#: Variables that would change which Python or which screen LibreOffice uses.
_FOREIGN = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "DISPLAY", "WAYLAND_DISPLAY")

#: where the Python lives that LibreOffice was built with
_SYSTEM = Path("/usr/bin")


def outside_environment() -> dict[str, str]:
    """Return the environment without what belongs to a virtual environment.

    LibreOffice's own Python takes the first python3 on the PATH for its home: in an
    activated virtual environment, or where a tool has put another Python in front, it would
    find that one's libraries instead of ``uno``.
    """
    kept = {name: text for name, text in os.environ.items() if name not in _FOREIGN}
    folders = kept.get("PATH", os.defpath).split(os.pathsep)
    kept["PATH"] = os.pathsep.join(
        folder
        for folder in folders
        if Path(folder).resolve() == _SYSTEM or not (Path(folder) / "python3").exists()
    )
    return kept


class OfficeError(Exception):
    """LibreOffice refused a request, left, or did not answer in time."""


@dataclass(frozen=True)
class CalcError:
    """An error that only Calc has: the cell shows ``Err:504``."""

    code: int

    def __str__(self) -> str:
        return f"Err:{self.code}"


#: What Calc computed for a cell; a blank cell is "".
Computed = float | str | ErrorValue | CalcError


@dataclass(frozen=True)
class SheetReading:
    """Values and formulas of one sheet."""

    rows: list[list[Computed]]
    formulas: dict[str, str]

    def __getitem__(self, cell: str) -> Computed:
        row, column = position(cell)
        inside = row <= len(self.rows) and column <= len(self.rows[0])
        return self.rows[row - 1][column - 1] if inside else ""


def _reading(raw: dict[str, Any]) -> SheetReading:
    rows = raw["rows"]
    for row, column, code in raw["errors"]:
        rows[row][column] = ERRORS.get(code) or CalcError(code)
    formulas = {address(row + 1, column + 1): text for row, column, text in raw["formulas"]}
    return SheetReading(rows, formulas)


def program() -> Path | None:
    """Return the soffice binary behind the ``soffice`` on the PATH."""
    launcher = shutil.which("soffice")
    if launcher is None:
        return None
    binary = Path(launcher).resolve().with_name("soffice.bin")
    return binary if binary.exists() else None


def python_of(office: Path) -> str:
    """Return the Python that LibreOffice was built for: its own, else the system's."""
    own = office.with_name("python")
    return str(own) if own.exists() else "/usr/bin/python3"


def why_missing() -> str:
    """Return why no LibreOffice can be used here; "" where one can."""
    office = program()
    if office is None:
        return "LibreOffice 未安装（libreoffice-calc）"
    python = python_of(office)
    try:
        trial = subprocess.run(
            [python, "-c", "import uno"],
            capture_output=True,
            check=False,
            env=outside_environment(),
        )
    except FileNotFoundError:
        return f"找不到 {python}"
    return "" if trial.returncode == 0 else f"{python} 不能 import uno（python3-uno）"


@dataclass
class Document:
    """A workbook that is open in Calc; leaving the ``with`` block closes it unsaved."""

    calc: Calc
    number: int

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.calc.running:
            self.calc.request("shut", document=self.number)

    def set(self, sheet: str, **cells: float | str | None) -> None:
        """Fill cells; None clears, a text that begins with = is a formula as Calc writes it."""
        self.calc.request("set", document=self.number, sheet=sheet, cells=cells)

    def edit(self, steps: Sequence[Sequence[object]]) -> list[str]:
        """Take the steps of ``office_edits``; return those that Calc refused."""
        return list(self.calc.request("edit", document=self.number, steps=steps))

    def insert(self, sheet: str) -> None:
        """Add an empty sheet behind the last one."""
        self.calc.request("insert", document=self.number, sheet=sheet)

    def unprotect(self, sheet: str) -> None:
        """Lift the protection of a sheet that has no password."""
        self.calc.request("unprotect", document=self.number, sheet=sheet)

    def protect(self, sheet: str, password: str) -> None:
        """Protect a sheet."""
        self.calc.request("protect", document=self.number, sheet=sheet, password=password)

    def read(self) -> dict[str, SheetReading]:
        """Return every sheet as Calc computes it now."""
        raw = self.calc.request("read", document=self.number)
        return {name: _reading(sheet) for name, sheet in raw.items()}

    def merged(self, sheet: str) -> list[tuple[int, int, int, int]]:
        """Return the merged areas: row, column (from 0), rows, columns."""
        areas = self.calc.request("merged", document=self.number, sheet=sheet)
        return [(row, column, rows, columns) for row, column, rows, columns in areas]

    def print_areas(self) -> dict[str, int]:
        """Return how many print areas each sheet has."""
        return dict(self.calc.request("print_areas", document=self.number))

    def dispatch(self, command: str) -> None:
        """Run a command such as ``.uno:…`` or ``service:…?…``."""
        self.calc.request("dispatch", document=self.number, command=command)

    def undo(self) -> list[str]:
        """Undo the last step and return the titles of those that remain, newest first."""
        answered = self.calc.request("undo", document=self.number)
        return list(answered["remaining"])

    def steps(self) -> list[str]:
        """Return the titles of the steps that can be undone, newest first."""
        return list(self.calc.request("steps", document=self.number))

    def write_table(self, grid: Grid) -> None:
        """Write a table without formulas into the sheet of its name, as the menu would."""
        packed = base64.b64encode(pickle.dumps(grid)).decode()
        tree = str(Path(yqxl.__file__).parents[1])
        self.calc.request("table", document=self.number, grid=packed, tree=tree)

    def save(self, path: Path, *, copy: bool = False) -> Path:
        """Save as .xlsx, .ods or .pdf, by the suffix; a copy is "save a copy" of the menu."""
        self.calc.request("save", document=self.number, path=str(path.resolve()), copy=copy)
        return path


@dataclass
class Calc:
    """LibreOffice Calc with a profile of its own, started when it is first needed."""

    profile: Path
    extensions: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)
    locale: str = "zh-CN"
    interface: str = "en-US"
    timeout: float = 120.0
    _worker: subprocess.Popen[str] | None = None

    def open(self, path: Path, *, editable: bool = False, hidden: bool = True) -> Document:
        """Open a workbook; only an editable one is locked (``.~lock…`` beside it).

        A document that is not hidden is the one that menus work on.
        """
        answered = self.request("open", path=str(path.resolve()), editable=editable, hidden=hidden)
        return Document(self, answered["document"])

    def new(self) -> Document:
        """Open a new, empty workbook."""
        answered = self.request("open", path="", editable=True)
        return Document(self, answered["document"])

    def read(self, path: Path) -> dict[str, SheetReading]:
        """Return every sheet of a workbook, recalculated."""
        with self.open(path) as document:
            return document.read()

    def functions(self, prefix: str) -> dict[str, Any]:
        """Return description and arguments of the functions with this prefix."""
        return dict(self.request("functions", prefix=prefix))

    @property
    def running(self) -> bool:
        """Whether a LibreOffice is there to be asked."""
        return self._worker is not None and self._worker.poll() is None

    @property
    def process(self) -> int | None:
        """The worker, which leads the process group that LibreOffice is in."""
        return self._worker.pid if self._worker else None

    def request(self, operation: str, **details: object) -> Any:
        """Send one request and return what it gave."""
        if not self.running:
            self._start()
        return self._ask({"op": operation, **details})

    def _start(self) -> None:
        office = program()
        if office is None:
            raise OfficeError(why_missing())
        self._worker = subprocess.Popen(
            [python_of(office), str(Path(__file__).with_name("office_worker.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**outside_environment(), **self.environment},
            start_new_session=True,
        )
        self.profile.mkdir(parents=True, exist_ok=True)
        self._ask(
            {
                "program": str(office),
                "profile": str(self.profile.resolve()),
                "extensions": str(self.extensions.resolve()) if self.extensions else "",
                "locale": self.locale,
                "interface": self.interface,
            }
        )

    def _ask(self, request: dict[str, object]) -> Any:
        worker = self._worker
        assert worker is not None, "asked before started"
        assert worker.stdin is not None, "started without a pipe to ask through"
        assert worker.stdout is not None, "started without a pipe to answer through"
        alarm = threading.Timer(self.timeout, self.kill)
        alarm.start()
        try:
            worker.stdin.write(json.dumps(request) + "\n")
            worker.stdin.flush()
            line = worker.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            alarm.cancel()
        if not line:
            self.kill()
            worker.communicate()
            raise OfficeError(f"LibreOffice did not answer {request.get('op', 'start')!r}")
        answered = json.loads(line)
        if "error" in answered:
            raise OfficeError(answered["error"])
        return answered["ok"]

    def kill(self) -> None:
        """End the worker and its LibreOffice at once."""
        if self._worker is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._worker.pid, signal.SIGKILL)

    def close(self) -> None:
        """End LibreOffice the polite way, and for certain."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        try:
            worker.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.communicate()
