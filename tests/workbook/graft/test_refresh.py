"""Cached values are renewed in formula cells only; every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook.foreign_workbooks import MAIN, by_xlsxwriter

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.workbook.graft.refresh import refresh_values
from yqxl.workbook.package.package import Package

RATE = 509 / 700


def sheet(cells: str, prefix: str = "") -> bytes:
    p = f"{prefix}:" if prefix else ""
    declaration = f"xmlns:{prefix}" if prefix else "xmlns"
    return (
        f'<?xml version="1.0"?><{p}worksheet {declaration}="{MAIN}"><{p}sheetData>'
        f'<{p}row r="3">{cells}</{p}row></{p}sheetData></{p}worksheet>'
    ).encode()


def cell(before: str, value: Value, after: str, name: str) -> object:
    return pytest.param(before, {(3, 2): value}, after, id=name)


CELLS = [
    cell(
        '<c r="B3" s="4"><f>A1</f><v>1</v></c>',
        RATE,
        '<c r="B3" s="4"><f>A1</f><v>0.7271428571428571</v></c>',
        "number",
    ),
    cell('<c r="B3"><f>A1</f></c>', 2.0, '<c r="B3"><f>A1</f><v>2</v></c>', "no-value"),
    cell('<c r="B3"><f>A1</f><v/></c>', 2.0, '<c r="B3"><f>A1</f><v>2</v></c>', "empty-value"),
    cell(
        '<c r="B3"><f>A1</f><v></v></c>',
        "",
        '<c r="B3" t="str"><f>A1</f><v></v></c>',
        "blank-text-over-nothing",
    ),
    cell(
        '<c r="B3" t="str" s="1"><f>A1</f><v>甲</v></c>',
        0.5,
        '<c r="B3" s="1"><f>A1</f><v>0.5</v></c>',
        "number-over-text",
    ),
    cell(
        '<c r="B3"><f>A1</f><v>1</v></c>',
        "a<b",
        '<c r="B3" t="str"><f>A1</f><v>a&lt;b</v></c>',
        "text-over-number",
    ),
    cell(
        '<c r="B3"><f>A1</f><v>1</v></c>',
        ErrorValue.DIV0,
        '<c r="B3" t="e"><f>A1</f><v>#DIV/0!</v></c>',
        "error",
    ),
    cell(
        '<c r="B3" t="b"><f>A1</f><v>1</v></c>',
        0.0,
        '<c r="B3" t="b"><f>A1</f><v>0</v></c>',
        "truth-stays-truth",
    ),
    cell(
        '<c r="B3"><f t="shared" ref="B3:B9" si="0">A1&amp;"&lt;"</f><v>1</v></c>',
        2.0,
        '<c r="B3"><f t="shared" ref="B3:B9" si="0">A1&amp;"&lt;"</f><v>2</v></c>',
        "shared-master",
    ),
    cell(
        '<c r="B3"><f t="shared" si="0"/><v>1</v></c>',
        2.0,
        '<c r="B3"><f t="shared" si="0"/><v>2</v></c>',
        "shared-child",
    ),
    cell(
        '<c r="B3"><f t="array" ref="B3">A1</f><v>1</v><extLst/></c>',
        2.0,
        '<c r="B3"><f t="array" ref="B3">A1</f><v>2</v><extLst/></c>',
        "array-and-extension",
    ),
    cell('<c r="B3"><f/><v>1</v></c>', 2.0, '<c r="B3"><f/><v>2</v></c>', "formula-without-text"),
    cell(
        "<c r='B3' t='str'>\n <f>A1</f>\n <v xml:space='preserve'> 甲</v>\n</c>",
        2.0,
        "<c r='B3'>\n <f>A1</f>\n <v>2</v>\n</c>",
        "pretty-and-single-quotes",
    ),
    cell(
        '<c r="B3" t="inlineStr"><f>A1</f><is><t>甲</t></is></c>',
        2.0,
        '<c r="B3"><f>A1</f><v>2</v></c>',
        "inline-text",
    ),
    cell("<c/><c><f>A1</f><v>1</v></c>", 2.0, "<c/><c><f>A1</f><v>2</v></c>", "without-addresses"),
    cell(
        '<c r="A3" t="inlineStr"><is><t><![CDATA[<c r="B3"><f>x</f>]]></t></is></c>'
        '<c r="B3"><!-- <f> --><f>A1</f><v>1</v></c>',
        2.0,
        '<c r="A3" t="inlineStr"><is><t><![CDATA[<c r="B3"><f>x</f>]]></t></is></c>'
        '<c r="B3"><!-- <f> --><f>A1</f><v>2</v></c>',
        "remarks-and-cdata",
    ),
]


@pytest.mark.parametrize(("before", "values", "after"), CELLS)
def test_renews_a_formula_cell(
    before: str, values: Mapping[tuple[int, int], Value], after: str
) -> None:
    renewed = refresh_values(sheet(before), values)
    assert renewed.decode() == sheet(after).decode()
    assert refresh_values(renewed, values) is renewed


@pytest.mark.parametrize(("before", "values", "after"), CELLS[:12])
def test_renews_under_a_prefix(
    before: str, values: Mapping[tuple[int, int], Value], after: str
) -> None:
    def with_prefix(cells: str) -> bytes:
        return sheet(re.sub(r"<(/?)(c|f|v|extLst)\b", r"<\1x:\2", cells), "x")

    assert refresh_values(with_prefix(before), values) == with_prefix(after)


RIGHT = [
    pytest.param('<c r="B3"><f>A1</f><v>0.7271428571428571</v></c>', RATE, id="number"),
    pytest.param('<c r="B3"><f>A1</f><v>7.271428571428571E-1</v></c>', RATE, id="other-writing"),
    pytest.param('<c r="B3" t="n"><f>A1</f><v>17.0</v></c>', 17.0, id="typed-number"),
    pytest.param('<c r="B3" t="str"><f>A1</f><v/></c>', "", id="blank-text"),
    pytest.param('<c r="B3" t="str"><f>A1</f><v></v></c>', None, id="nothing"),
    pytest.param(
        '<c r="B3" t="str"><f>A1</f><v>a&lt;_x005F_x0041_</v></c>', "a<_x0041_", id="text"
    ),
    pytest.param('<c r="B3" t="e"><f>A1</f><v>#N/A</v></c>', ErrorValue.NA, id="error"),
    pytest.param('<c r="B3" t="b"><f>A1</f><v>1</v></c>', 1.0, id="truth"),
    pytest.param('<c r="B3" t="s"><v>1</v></c>', 2.0, id="typed-text"),
    pytest.param('<c r="B3"><v>1</v></c>', 2.0, id="typed-number-without-formula"),
    pytest.param('<c r="B3" s="1"/>', 2.0, id="blank"),
    pytest.param('<c r="B4"><f>A1</f><v>1</v></c>', 2.0, id="another-cell"),
]


@pytest.mark.parametrize(("cells", "value"), RIGHT)
def test_leaves_alone_what_is_right_or_typed(cells: str, value: Value) -> None:
    source = sheet(cells)
    assert refresh_values(source, {(3, 2): value}) is source


def test_no_values_no_change() -> None:
    source = sheet('<c r="B3"><f>A1</f><v>1</v></c>')
    assert refresh_values(source, {}) is source


values_of_a_cell = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=6),
    st.sampled_from([*ErrorValue, None]),
)


@given(st.dictionaries(st.tuples(st.integers(3, 40), st.integers(11, 14)), values_of_a_cell))
def test_the_fast_way_and_expat_agree(values: dict[tuple[int, int], Value]) -> None:
    cells = "".join(
        f'</row><row r="{row}"><c r="J{row}"><v>5</v></c><c r="K{row}" s="1"><f>J{row}</f>'
        f'<v>{row}</v></c><c r="L{row}" t="str"><f t="shared" si="1"/><v>甲&amp;</v></c>'
        for row in range(4, 41)
    )
    source = sheet(cells)
    # a remark makes the reader take the careful way
    assert (
        refresh_values(source + b"<!---->", values) == refresh_values(source, values) + b"<!---->"
    )


def test_a_real_sheet_changes_in_its_values_only(tmp_path: Path) -> None:
    with Package.open(by_xlsxwriter(tmp_path / "book.xlsx")) as package:
        source = package.read("xl/worksheets/sheet2.xml")
    right = {(row, 11): row / 5 * 2 for row in range(3, 41)}
    assert refresh_values(source, right) is source
    renewed = refresh_values(source, {(3, 11): 99.0, (3, 12): "已填", (3, 13): 1.0, (3, 14): 1.0})
    differing = [b"E3*2</f><v>1.2</v>", 't="str"><f>"未"&amp;"填"</f><v>未填'.encode(), b"#DIV/0!"]
    for old in differing:
        assert old in source
        assert old not in renewed

    def skeleton(xml: bytes) -> bytes:
        return re.sub(rb' t="\w+"|<v>[^<]*</v>', b"", xml)

    assert skeleton(renewed) == skeleton(source)
    assert renewed.count(b"<v>") == source.count(b"<v>")
