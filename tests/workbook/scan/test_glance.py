"""A sheet that nobody reads is seen in passing, however it is written and however large."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from yqxl.evaluation.reading.first_texts import FIRST_ROWS
from yqxl.workbook.package.limits import KEPT_SHEET
from yqxl.workbook.scan.glance import Glance
from yqxl.workbook.scan.workbook import open_workbook

_STRINGS = ("编码", "产出")


def _row(cells: str, number: int = 1) -> str:
    return f'<row r="{number}">{cells}</row>'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            _row('<c r="B1" s="4" t="s"><v>1</v></c>'), [(1, 2, "产出")], id="shared-string"
        ),
        pytest.param(
            _row('<c r="A1" t="inlineStr"><is><t xml:space="preserve">甲 &amp; 乙</t></is></c>'),
            [(1, 1, "甲 & 乙")],
            id="inline",
        ),
        pytest.param(
            "<x:row r='2'><x:c t='s' r='A2'><x:v>0</x:v></x:c></x:row>",
            [(2, 1, "编码")],
            id="prefixed-and-in-another-order",
        ),
        pytest.param(
            _row('<c r="A1" s="1"/><c r="B1"><v>3</v></c><c r="C1" t="s"><v>0</v></c>'),
            [(1, 3, "编码")],
            id="beside-blank-cells-and-numbers",
        ),
        pytest.param(_row('<c r="A1" t="s"><v>99</v></c>'), [], id="no-such-string"),
        pytest.param(_row('<c r="A1" t="s"><v>99999999999999</v></c>'), [], id="long-index"),
        pytest.param(_row('<c r="A1" t="s"><v>x</v></c>'), [], id="no-number"),
        pytest.param(_row('<c r="XFE1" t="s"><v>0</v></c>'), [], id="outside-the-grid"),
        pytest.param(_row('<c r="A1" t="inlineStr"><is><t>&bad;</t></is></c>'), [], id="entity"),
        pytest.param(_row('<c r="A31" t="s"><v>0</v></c>', FIRST_ROWS + 1), [], id="too-far-down"),
    ],
)
def test_the_texts_in_the_first_rows_are_seen(
    rows: str, expected: list[tuple[int, int, str]]
) -> None:
    glance = Glance.of(f"<sheetData>{rows}</sheetData>".encode())
    assert list(glance.texts(lambda: _STRINGS)) == expected


def test_no_more_than_the_first_rows_are_kept() -> None:
    rows = "".join(_row(f'<c r="A{n}" t="s"><v>0</v></c>', n) for n in range(1, 99))
    glance = Glance.of(f"<sheetData>{rows}</sheetData>".encode())
    assert len(list(glance.texts(lambda: _STRINGS))) == FIRST_ROWS
    assert glance.head.count(b"<row") == FIRST_ROWS


@pytest.mark.parametrize(
    ("part", "may"),
    [
        pytest.param(b"<sheetData><row><c><v>1</v></c></row></sheetData>", False, id="numbers"),
        pytest.param(b"<x:c><x:f>A1</x:f></x:c>", True, id="prefixed-formula"),
        pytest.param("<c/>".encode("utf-16"), True, id="two-bytes-a-letter"),
    ],
)
def test_it_is_seen_whether_a_formula_may_stand_there(part: bytes, may: bool) -> None:
    assert Glance.of(part).may_compute is may


def test_a_large_sheet_is_inflated_once_and_not_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编码", "产出"])
    for number in range(20_000):
        sheet.append([number, number * 7, number * 11])
    path = tmp_path / "别人的.xlsx"
    book.save(path)
    with open_workbook(path) as scanned:
        (large,) = scanned.sheets.values()
        assert scanned.package.entries[large.part].size > KEPT_SHEET
        monkeypatch.setattr(scanned.package, "read", lambda name: pytest.fail(f"{name} again"))
        assert not large.may_compute
        monkeypatch.undo()
        assert list(large.first_texts()) == [(1, 1, "编码"), (1, 2, "产出")]
        assert not large.was_read
