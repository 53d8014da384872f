"""The harness itself: what it reads, how it changes cells, how it survives a hang."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

import pytest
from libreoffice.office import Calc, CalcError, OfficeError
from libreoffice.plain_workbook import Formula, write

from yqxl.errors import ErrorValue

EXAMPLES = [
    pytest.param("B1/A1", 509 / 700, id="number"),
    pytest.param('"完成"&"率"', "完成率", id="text"),
    pytest.param('""', "", id="empty-text"),
    pytest.param("1=1", 1.0, id="true"),
    pytest.param("A1/0", ErrorValue.DIV0, id="division-by-zero"),
    pytest.param("NA()", ErrorValue.NA, id="not-available"),
    pytest.param('"a"*1', ErrorValue.VALUE, id="value"),
    pytest.param("10^999", ErrorValue.NUM, id="number-too-large"),
    pytest.param("#REF!", ErrorValue.REF, id="reference"),
    pytest.param("NOBODY(1)", ErrorValue.NAME, id="name"),
    pytest.param('VALUE("x")', CalcError(502), id="an-error-of-calc-alone"),
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book.xlsx", {"资金": [[700.0, 509.0, Formula("B1/A1", -1.0)]]})


@pytest.mark.parametrize(("formula", "expected"), EXAMPLES)
def test_reads_what_calc_computes(
    calc: Calc, tmp_path: Path, formula: str, expected: object
) -> None:
    path = write(tmp_path / "book.xlsx", {"S": [[700.0, 509.0, Formula(formula, -1.0)]]})
    sheet = calc.read(path)["S"]
    assert sheet["C1"] == expected
    assert type(sheet["C1"]) is type(expected)
    assert set(sheet.formulas) == {"C1"}


def test_a_cell_outside_the_used_area_is_blank(calc: Calc, book: Path) -> None:
    assert calc.read(book)["资金"]["Z99"] == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(350, 0.5, id="number"),
        pytest.param("三百", ErrorValue.VALUE, id="text"),
        pytest.param(None, 0.0, id="cleared"),
        pytest.param("=A1*2", 2.0, id="formula"),
    ],
)
def test_a_change_is_computed_at_once(
    calc: Calc, book: Path, value: float | str | None, expected: object
) -> None:
    with calc.open(book, editable=True) as document:
        document.set("资金", B1=value)
        assert document.read()["资金"]["C1"] == expected


def test_what_is_open_for_reading_is_not_changed(calc: Calc, book: Path) -> None:
    with calc.open(book) as document, pytest.raises(OfficeError, match="read-only"):
        document.set("资金", B1=350)


def test_a_command_is_undone_in_one_step(calc: Calc, book: Path) -> None:
    with calc.open(book, editable=True) as document:
        document.dispatch(".uno:InsertRowsBefore")
        assert document.read()["资金"]["A2"] == 700.0
        assert document.undo() == []
        assert document.read()["资金"]["A1"] == 700.0


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_saved_workbook_keeps_its_formulas(
    calc: Calc, book: Path, tmp_path: Path, suffix: str
) -> None:
    with calc.open(book, editable=True) as document:
        document.set("资金", A1=1018)
        saved = document.save(tmp_path / f"saved{suffix}", copy=True)
    sheet = calc.read(saved)["资金"]
    assert sheet["C1"] == 0.5
    assert set(sheet.formulas) == {"C1"}


def test_a_workbook_becomes_a_pdf(calc: Calc, book: Path, tmp_path: Path) -> None:
    with calc.open(book) as document:
        assert document.save(tmp_path / "book.pdf").read_bytes().startswith(b"%PDF-")


def test_the_wizard_knows_the_functions_of_calc(calc: Calc) -> None:
    found = calc.functions("ROUND")
    assert {"ROUND", "ROUNDUP", "ROUNDDOWN"} <= set(found)
    assert [one["optional"] for one in found["ROUND"]["arguments"]] == [False, True]


def test_a_file_that_is_no_workbook_is_an_error_not_a_hang(calc: Calc, tmp_path: Path) -> None:
    with pytest.raises(OfficeError):
        calc.read(tmp_path / "不存在.xlsx")
    assert calc.running


def test_a_hang_is_killed_and_the_next_request_starts_again(
    calc: Calc, book: Path, tmp_path: Path
) -> None:
    assert calc.read(book)  # or the test is skipped where there is no LibreOffice
    own = Calc(tmp_path / "profile")
    try:
        own.read(book)
        assert own.process is not None
        os.kill(own.process, signal.SIGSTOP)
        own.timeout = 0.5
        with pytest.raises(OfficeError, match="did not answer 'open'"):
            own.read(book)
        assert not own.running
        own.timeout = 60
        assert own.read(book)["资金"]["C1"] == 509 / 700
    finally:
        own.close()


def test_nothing_of_libreoffice_outlives_its_client(calc: Calc, book: Path, tmp_path: Path) -> None:
    assert calc.read(book)
    own = Calc(tmp_path / "profile")
    own.read(book)
    group = own.process
    assert group in _living_groups()
    own.close()
    assert group not in _living_groups()


def _living_groups() -> set[int]:
    """Return the process groups of all processes that are not dead and unburied."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            state, _, group = status.read_text().rpartition(")")[2].split()[:3]
            if state != "Z":
                found.add(int(group))
    return found
