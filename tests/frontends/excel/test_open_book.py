"""What programs hand over of a cell, and what the reader gets of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import xlwings

from yqxl.errors import ErrorValue
from yqxl.frontends.excel.open_book import OpenBook, OpenCell, OpenSheet

Open = Callable[[Path], xlwings.Book]


def sheet(values: Any, formulas: Any = NotImplementedError, *, value2: bool = True) -> OpenSheet:
    """A sheet of a program that hands over these values and formulas of its used range."""

    class Used:
        row, column, shape = 3, 2, (1, 1)

        @property
        def api(self) -> Any:
            return SimpleNamespace(Value2=values) if value2 else None

        def options(self, **_: object) -> Any:
            return SimpleNamespace(value=values)

        @property
        def formula(self) -> Any:
            if formulas is NotImplementedError:
                raise NotImplementedError
            return formulas

    return OpenSheet(SimpleNamespace(name="S", used_range=Used()))  # type: ignore[arg-type]  # what is asked of it


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (509.0, OpenCell(509.0, None, "n")),
        (7, OpenCell(7.0, None, "n")),
        (Decimal("1.2345"), OpenCell(1.2345, None, "n")),
        (True, OpenCell(1.0, None, "b")),
        (False, OpenCell(0.0, None, "b")),
        ("文字", OpenCell("文字", None, "s")),
        (-2146826281, OpenCell(ErrorValue.DIV0, None, "e")),
        (-2146826243, OpenCell(ErrorValue.VALUE, None, "e")),
        (-2146826238, OpenCell(ErrorValue.VALUE, None, "e")),
        (-2146826241, OpenCell(ErrorValue.VALUE, None, "e")),
        (-2146826239, OpenCell(ErrorValue.VALUE, None, "e")),
        (-2146826245, OpenCell(ErrorValue.NA, None, "e")),
        ("#SPILL!", OpenCell(ErrorValue.VALUE, None, "e")),
        ("#N/A", OpenCell(ErrorValue.NA, None, "e")),
        (dt.datetime(2023, 3, 31, 12), OpenCell(45016.5, None, "n")),  # noqa: DTZ001 - a cell has no zone
        (dt.datetime(2023, 3, 31, tzinfo=dt.UTC), OpenCell(45016.0, None, "n")),
        (dt.date(2023, 3, 31), OpenCell(45016.0, None, "n")),
    ],
    ids=lambda value: type(value).__name__ + str(value),
)
def test_every_type_becomes_what_a_file_would_give(value: Any, cell: OpenCell) -> None:
    assert sheet(((value,),), (("",),)).cells == {(3, 2): cell}


@pytest.mark.parametrize("blank", [None, ""])
def test_a_blank_cell_is_none(blank: str | None) -> None:
    assert sheet(((blank,),), (("",),)).cells == {}


def test_formulas_are_told_from_texts() -> None:
    cells = sheet(((1.0, "", None, "=A1"),), (("=A1", '=""', "=A2", "=A1"),)).cells
    assert cells == {
        (3, 2): OpenCell(1.0, "A1", "n"),
        (3, 3): OpenCell("", '""', "s"),
        (3, 4): OpenCell("", "A2", "n"),
        (3, 5): OpenCell("=A1", None, "s"),
    }


def test_one_cell_and_one_row_come_without_their_frame() -> None:
    assert sheet(5.0, "5").cells == {(3, 2): OpenCell(5.0, None, "n")}
    assert list(sheet([1.0, 2.0], ["1", "2"]).cells) == [(3, 2), (3, 3)]


def test_a_program_that_keeps_formulas_to_itself_gives_values() -> None:
    cells = sheet([[1.0, "x"]], value2=False).cells
    assert [cell.value for cell in cells.values()] == [1.0, "x"]
    assert [cell.formula for cell in cells.values()] == [None, None]


def test_names_are_those_of_the_book_and_those_of_a_sheet(opened: Open, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    quoted = book.create_sheet("it's 表")
    for holder, name in ((book, "全"), (quoted, "_yqxl_table")):
        holder.defined_names[name] = openpyxl.workbook.defined_name.DefinedName(
            name, attr_text="'it''s 表'!$A$1"
        )
    book.save(tmp_path / "names.xlsx")
    found = OpenBook(opened(tmp_path / "names.xlsx"))
    assert found.names == {"全": "'it''s 表'!$A$1"}
    assert found.local_names == {("_yqxl_table", "it's 表"): "'it''s 表'!$A$1"}
    assert found.date1904 is False


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            {"B3": "编码", "C3": "产出", "C4": 7}, [(3, 2, "编码"), (3, 3, "产出")], id="all"
        ),
        pytest.param({"A1": "#N/A", "B1": "字"}, [(1, 2, "字")], id="no-error-value"),
        pytest.param({"A2": "上", "A31": "下"}, [(2, 1, "上")], id="no-further-down"),
        pytest.param({"A40": "下"}, [], id="nothing-at-the-top"),
        pytest.param({"A1": "左", "DZ1": "右"}, [(1, 1, "左")], id="no-further-right"),
    ],
)
def test_the_first_texts_are_seen_before_the_cells_and_after(
    cells: dict[str, object], expected: list[tuple[int, int, str]], opened: Open, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(tmp_path / "别人的.xlsx")
    (seen,) = OpenBook(opened(tmp_path / "别人的.xlsx")).sheets.values()
    assert list(seen.first_texts()) == expected
    assert "cells" not in vars(seen)
    assert len(seen.cells) == len(cells)
    assert set(expected) <= set(seen.first_texts())
