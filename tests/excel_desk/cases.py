"""Runs a macro in a state of the desk, twice, and says whatever is not as it must be.

The command line's ``regenerate`` on the same file is what the macro must write. Where a
rule of Excel forbids it, one sentence must say so and nothing may have changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from excel_desk.com import StoodStillError
from excel_desk.desk import Desk
from excel_desk.files import edited, hidden
from excel_desk.program import Workbook
from excel_desk.seen import SEEN, contents, paper
from excel_desk.sheets import Worksheet
from excel_desk.states import FILES, GENERATED, HIDING, TABLES, USUAL, Case, prepare
from openpyxl.worksheet.worksheet import Worksheet as Cells
from package_editing import PackageEdit

from yqxl.frontends.excel import macros, new_workbook
from yqxl.interchange.importing import load
from yqxl.model.contract import WORKING_SHEET
from yqxl.pipeline.create import create
from yqxl.pipeline.freeze import freeze
from yqxl.pipeline.regenerate import Task, regenerate

ROOT = Path(__file__).parents[2]
_MODEL_CASE = ROOT / "workbooks" / "yangquan_2022.json"
#: COM calls of 全部生成 on the model case: 1.1 times the 3,003 that were measured when five
#: sheets were written; six are today, with 2,790 calls
MOST_CALLS = 3303
_TITLE = "模型案例"
_FROZEN = "定稿"


def sources(folder: Path) -> Mapping[str, tuple[Path, Path]]:
    """Make the workbooks of the cases, and what ``regenerate`` and ``freeze`` make of each.

    Hidden, copied and renamed sheets are findings, so that those of a state have results of
    their own.
    """
    evaluation = load(_MODEL_CASE)
    native, udf = folder / f"{_TITLE}.xlsx", folder / f"{_TITLE}.xlsm"
    second = folder / "second" / f"{_TITLE}.xlsx"
    create(evaluation, native)
    new_workbook.create(evaluation, udf)
    second.parent.mkdir()
    regenerate(Task(str(native), str(second)))
    made = {}
    edits = {**{sheets: hidden(chosen) for sheets, chosen in HIDING.items()}, **FILES}
    for name, source in (("native", native), ("udf", udf), ("second run", second)):
        for sheets in (USUAL.sheets, *edits):
            given = folder / f"{name}, {sheets}" / source.name
            given.parent.mkdir()
            edited(source, given, edits.get(sheets, _as_it_is))
            expected = given.with_stem(f"{given.stem}, done")
            outcome = regenerate(Task(str(given), str(expected)))
            assert outcome.status == "ok", outcome
            used = given if sheets in FILES else source
            freeze(used, given.with_name(f"{_FROZEN}.xlsx"))
            made[_key(name, sheets)] = (used, expected)
    return made


def _as_it_is(_package: PackageEdit) -> None:
    pass


def _key(book: str, sheets: str) -> str:
    return f"{book}, {sheets if sheets in {**HIDING, **FILES} else USUAL.sheets}"


def wrong(case: Case, made: Mapping[str, tuple[Path, Path]], folder: Path) -> list[str]:
    """Run a case; return what is not as it must be."""
    source, expected = made[_key(case.book, case.sheets)]
    path = Path(shutil.copy(source, folder))
    desk = Desk()
    book = desk.open(path)
    prepare(desk, book, case)
    found: list[str] = []
    try:
        for time in ("first", "second"):
            run = _Run(desk, book, case, expected)
            found += [f"{time} time: {text}" for text in run.wrong()]
            desk.boxes_read()
    except StoodStillError as stop:
        found.append(f"stands still: {stop}")
    return found


def calls_for_all(made: Mapping[str, tuple[Path, Path]], folder: Path) -> int:
    """Return how many calls 全部生成 makes on the model case as usual."""
    desk = Desk()
    book = desk.open(Path(shutil.copy(made[_key("native", "")][0], folder / "calls.xlsx")))
    macros.run("regenerate_all", desk.caller(book))
    return desk.calls.total


class _Run:
    """One click."""

    def __init__(self, desk: Desk, book: Workbook, case: Case, expected: Path) -> None:
        self.desk, self.book, self.case, self.expected = desk, book, case, expected
        self.names = [sheet.Name for sheet in book._sheets]
        self.before = _snapshot(book)
        self.state, self.front = desk.state, _front(desk)
        self.hidden = {sheet.Name: sheet._state for sheet in book._sheets}

    def wrong(self) -> Iterator[str]:
        calls = self.desk.calls.total
        macros.run(self.case.macro, self.desk.caller(self.book))
        calls = self.desk.calls.total - calls
        if self.desk.state != self.state:
            yield f"the program is left as {self.desk.state}, was {self.state}"
        texts = [text for text, _ in self.desk.boxes]
        if any("YQ-9" in text for text in texts):
            yield f"internal error: {texts}"
        code = self._refusal()
        if code is not None:
            yield from self._refused(code, texts)
        elif self.case.macro == "freeze":
            yield from self._frozen(texts)
        else:
            yield from self._done(texts)
        if calls > MOST_CALLS and self.case.names == "usual":
            yield f"{calls} calls, at most {MOST_CALLS}"

    # --- what must happen ----------------------------------------------------------------

    def _refusal(self) -> str | None:
        """Return the code of the sentence that Excel's rules ask for, None where all is well."""
        case = self.case
        if case.macro == "freeze":
            return "YQ-610" if case.place != "a folder" else None
        wanted = TABLES[case.macro]
        ours = [s for s in self.book._sheets if s.Name in wanted and isinstance(s, Worksheet)]
        missing = len(ours) < len(wanted)
        hidden = any(sheet._state != "visible" for sheet in ours)
        if case.protection == "structure" and (missing or hidden):
            return "YQ-616"
        return "YQ-617" if any(sheet._password for sheet in ours) else None

    def _refused(self, code: str, texts: list[str]) -> Iterator[str]:
        if len(texts) != 1 or code not in texts[0] or "\n" in texts[0]:
            yield f"{code} must be told in one sentence, not {texts}"
        if _snapshot(self.book) != self.before:
            yield f"{code}: something was changed"
        if _front(self.desk) != self.front:
            yield f"{code}: another sheet is in front"

    def _frozen(self, texts: list[str]) -> Iterator[str]:
        assert self.book._path is not None
        folder = self.book._path.parent
        names = sorted(path.name for path in folder.glob(f"*-{_FROZEN}*.xlsx"))
        if not names or not any(_FROZEN in text for text in texts):
            yield f"no final copy: {texts}"
            return
        ours = openpyxl.load_workbook(folder / names[-1])
        theirs = openpyxl.load_workbook(self.expected.with_name(f"{_FROZEN}.xlsx"))
        if [contents(s) for s in ours] != [contents(s) for s in theirs]:
            yield "the final copy differs from that of the command"
        if _snapshot(self.book) != self.before:
            yield "the open workbook was changed"

    def _done(self, texts: list[str]) -> Iterator[str]:
        if self.case.macro == "check":
            texts = [text for text in texts if "检查完成" not in text]
        if texts:
            yield f"unexpected message: {texts}"
        wanted = TABLES[self.case.macro]
        sheets = {name: self._sheet_of(name) for name in wanted}
        made = openpyxl.load_workbook(self.expected)
        workings = [WORKING_SHEET] if "校验" in wanted else []
        for name in (*sheets, *workings):
            yield from self._written(name, self._sheet_of(name), made[name])
        after = _snapshot(self.book)
        for name, content in self.before.items():
            if name not in (*wanted, *workings) and after.get(name) != content:
                yield f"{name} was changed"
        kept = [name for name in (s.Name for s in self.book._sheets) if name in self.names]
        if kept != self.names:
            yield f"sheets are in another order: {kept}"
        shown = [s for s in sheets.values() if s is not None and s._state == "visible"]
        if shown and _front(self.desk) != (self.book.Name, shown[0].Name):
            yield f"{_front(self.desk)} is in front, not {shown[0].Name}"

    def _written(self, name: str, sheet: Worksheet | None, wanted: Cells) -> Iterator[str]:
        if sheet is None:
            yield f"{name} is missing"
            return
        yield from _differences(sheet._ws, wanted, printer=self.case.printer == "there")
        if self.hidden.get(sheet.Name, "visible") != sheet._state:
            yield f"{name} is {sheet._state} now"
        if sheet._password or not sheet._ws.protection.sheet:
            yield f"{name} is not protected as ours are"

    def _sheet_of(self, table: str) -> Worksheet | None:
        """Return the sheet of a table; a chart sheet may have its name."""
        names = (table, f"{table} (2)")
        found = [s for s in self.book._sheets if s.Name in names and isinstance(s, Worksheet)]
        if len(found) > 1:
            raise AssertionError(f"{table} twice")
        return found[0] if found else None


def _front(desk: Desk) -> tuple[str, str]:
    front = desk.application._front
    assert front is not None
    return front.Name, front._active.Name


def _snapshot(book: Workbook) -> dict[str, Any]:
    """Return, by sheet, all that a person can see."""
    return {
        sheet.Name: (
            sheet._state,
            *([*(seen(sheet._ws) for seen in SEEN), dict(sheet._view)] if _cells(sheet) else []),
        )
        for sheet in book._sheets
    }


def _cells(sheet: Any) -> bool:
    return isinstance(sheet, Worksheet)


def _differences(ours: Cells, theirs: Cells, printer: bool) -> Iterator[str]:
    for seen in SEEN:
        if seen is paper and not printer:
            continue
        mine, wanted = seen(ours), seen(theirs)
        if mine != wanted:
            yield f"{theirs.title}: {seen.__name__} differ: {_first(mine, wanted)}"


def _first(mine: Any, wanted: Any) -> str:
    if isinstance(mine, dict):
        keys = [k for k in {**wanted, **mine} if mine.get(k) != wanted.get(k)]
        return f"{keys[0]}: {mine.get(keys[0])} / {wanted.get(keys[0])}"
    return f"{mine} / {wanted}"


__all__ = ["GENERATED", "MOST_CALLS", "sources", "wrong"]
