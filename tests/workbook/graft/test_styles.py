"""Our styles join a stylesheet without moving what is there."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from workbook.foreign_workbooks import MAIN, after, by_openpyxl, by_xlsxwriter

from yqxl.grid import Overlay, Role
from yqxl.look import LIVE_ROLES, NAMED_STYLES, ROLES
from yqxl.workbook.graft.styles import EMPTY_STYLES, add_role_styles
from yqxl.workbook.package.markup import Element, parse

LISTS = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
)  # fmt: skip


def stylesheet(book: Path) -> bytes:
    with zipfile.ZipFile(book) as package:
        return package.read("xl/styles.xml")


HAND = {
    "nothing": EMPTY_STYLES.decode(),
    "prefixed": f'<x:styleSheet xmlns:x="{MAIN}"><x:fonts count="1" k="1"><x:font/></x:fonts>'
    '<x:fills><x:fill><x:patternFill patternType="none"/></x:fill></x:fills>'
    '<x:cellXfs count="1"><x:xf/></x:cellXfs><x:dxfs count="0"/><x:tableStyles/></x:styleSheet>',
    "only-extensions": f'<styleSheet xmlns="{MAIN}"><extLst><ext uri="u"/></extLst></styleSheet>',
    "percent-format-there": f'<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="200" formatCode="0.0%"/><numFmt numFmtId="180" formatCode="@"/>'
    "</numFmts></styleSheet>",
}


@pytest.fixture(params=["openpyxl", "xlsxwriter", *HAND])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> bytes:
    if request.param == "openpyxl":
        return stylesheet(by_openpyxl(tmp_path / "book.xlsx"))
    if request.param == "xlsxwriter":
        return stylesheet(by_xlsxwriter(tmp_path / "book.xlsx"))
    return HAND[request.param].encode()


def items(styles: bytes, name: str) -> list[Element]:
    found = parse(styles).first(name)
    return found.children if found else []


def test_what_was_there_keeps_its_index(source: bytes) -> None:
    styles, _, _ = add_role_styles(source)
    for name in LISTS:
        before = [item.canonical() for item in items(source, name)]
        now = [item.canonical() for item in items(styles, name)]
        assert now[: len(before)] == before


def test_a_second_run_appends_nothing(source: bytes) -> None:
    styles, roles, conditional = add_role_styles(source)
    assert add_role_styles(styles) == (styles, roles, conditional)
    assert add_role_styles(styles)[0] is styles


def test_counts_and_order_are_those_of_the_schema(source: bytes) -> None:
    root = parse(add_role_styles(source)[0])
    order = [child.name for child in root.children if child.name in LISTS]
    assert order == list(LISTS)
    for name in LISTS:
        found = root.first(name)
        assert found is not None
        count = found.attributes.get("count")
        assert count in {None, str(len(found.children))}


def test_every_index_means_something(source: bytes) -> None:
    styles, roles, conditional = add_role_styles(source, [Overlay("lt", bold=True)])
    sizes = {name: len(items(styles, name)) for name in LISTS}
    formats = items(styles, "cellXfs")
    for role in Role:
        xf = formats[roles[role]].attributes
        assert int(xf["fontId"]) < sizes["fonts"]
        assert int(xf["fillId"]) < sizes["fills"]
        assert int(xf["borderId"]) < sizes["borders"]
        styles_of_parent = [
            style.attributes["name"]
            for style in items(styles, "cellStyles")
            if style.attributes["xfId"] == xf["xfId"]
        ]
        assert {**ROLES, **LIVE_ROLES}[role].style in styles_of_parent
    patterns = [fill.children[0].attributes for fill in items(styles, "fills")[:2]]
    assert [each.get("patternType", "none") for each in patterns] == ["none", "gray125"]
    codes = {
        name: items(styles, "dxfs")[index].children[0].attributes["formatCode"]
        for name, index in conditional.items()
        if isinstance(name, str)
    }
    assert codes == {"0%": "0%", "0.0%": "0.0%"}


def test_number_format_ids_are_not_given_twice(source: bytes) -> None:
    formats = items(add_role_styles(source)[0], "numFmts")
    ids = [item.attributes["numFmtId"] for item in formats]
    assert len(ids) == len(set(ids))
    assert [item.attributes["formatCode"] for item in formats].count("0.0%") == 1


def test_odd_numbers_do_no_harm() -> None:
    source = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="x"/></numFmts>'
        '<cellStyles><cellStyle name="yq_正文" xfId="-"/></cellStyles></styleSheet>'
    )
    styles, roles, _ = add_role_styles(source.encode())
    assert items(styles, "cellXfs")[roles[Role.TEXT]].attributes["xfId"] == "0"
    assert items(styles, "numFmts")[1].attributes == {"numFmtId": "164", "formatCode": "0.0%"}


def test_a_named_style_of_that_name_is_left_as_the_person_has_it() -> None:
    styles = add_role_styles(EMPTY_STYLES)[0]
    changed = styles.replace(b'<sz val="22"/>', b'<sz val="20"/>')
    again, roles, _ = add_role_styles(changed)
    assert len(items(again, "cellStyleXfs")) == len(items(changed, "cellStyleXfs"))
    assert len(items(again, "cellXfs")) == len(items(changed, "cellXfs")) + 1
    assert items(again, "cellXfs")[roles[Role.TITLE]].attributes["xfId"] == "1"


FORM = {
    Role.TITLE: ("宋体", 22, True, "General", "centerContinuous", None),
    Role.CAPTION: ("仿宋", 12, False, "General", "left", None),
    Role.UNIT: ("仿宋", 12, False, "General", "right", None),
    Role.HEADER: ("黑体", 12, False, "General", "center", "thin"),
    Role.TEXT: ("仿宋", 12, False, "General", "left", "thin"),
    Role.MONEY: ("仿宋", 12, False, "#,##0.00", "right", "thin"),
    Role.SCORE: ("仿宋", 12, False, "General", "center", "thin"),
    Role.PERCENT: ("仿宋", 12, False, "0.00%", "center", "thin"),
    Role.TOTAL_PERCENT: ("仿宋", 12, True, "0.00%", "center", "thin"),
    Role.NOTE: ("仿宋", 12, False, "General", "left", None),
}


@pytest.mark.parametrize(("role", "form"), FORM.items(), ids=[role.value for role in FORM])
def test_openpyxl_sees_the_government_form(
    tmp_path: Path, role: Role, form: tuple[object, ...]
) -> None:
    def with_our_styles(parts: dict[str, bytes]) -> None:
        parts["xl/styles.xml"], roles, _ = add_role_styles(parts["xl/styles.xml"])
        parts["xl/worksheets/sheet1.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">'
            f'<c r="A1" s="{roles[role]}"/></row></sheetData></worksheet>'
        ).encode()

    book = after(by_openpyxl(tmp_path / "book.xlsx"), with_our_styles)
    cell = openpyxl.load_workbook(book)["首页"]["A1"]
    assert form == (
        cell.font.name,
        cell.font.sz,
        bool(cell.font.b),
        cell.number_format,
        cell.alignment.horizontal,
        cell.border.left.style,
    )
    assert cell.style in NAMED_STYLES
