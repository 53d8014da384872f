"""Every damaged or hostile file meets its refusal, and nothing but a refusal."""

from __future__ import annotations

import os
import stat
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook import hostile
from workbook.zips import with_zip64_end, zipped

from yqxl.errors import InputRefusedError
from yqxl.workbook.package.limits import DEFAULT, Limits
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.scan.workbook import open_workbook

BIG_ROW = '<row r="1">' + '<c r="A1"><v>1</v></c>' * 2000 + "</row>"


def read_all(path: Path, limits: Limits = DEFAULT) -> None:
    """Open a workbook and look at everything that the scan can give."""
    with open_workbook(path, limits) as book:
        for sheet in book.sheets.values():
            assert sheet.cells is not None
            assert sheet.hidden_rows is not None
        assert book.oddities is not None
        assert book.strings is not None


def refusal_of(path: Path, limits: Limits = DEFAULT) -> InputRefusedError:
    with pytest.raises(InputRefusedError) as caught:
        read_all(path, limits)
    return caught.value


@pytest.mark.parametrize("name", hostile.CASES)
def test_a_hostile_file_is_refused_for_its_own_reason(name: str, tmp_path: Path) -> None:
    case = hostile.CASES[name]
    path = tmp_path / f"县财政局{case.suffix}"
    path.write_bytes(case.build())
    error = refusal_of(path)
    assert error.code == case.refusal.code, str(error)
    assert error.file == str(path)
    text = str(error)
    assert text.startswith(f"{path}: ")
    assert "\n" not in text
    assert text.endswith(f"[{error.code}]")


def test_the_sound_workbook_passes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(hostile.parts(), comment="注释".encode()))
    with open_workbook(path) as book:
        assert list(book.sheets) == ["数据"]
        assert book.package.comment == "注释".encode()
        values = {at: cell.value for at, cell in book.sheets["数据"].cells.items()}
    assert values == {(1, 1): "甲", (1, 2): 1.5}


def test_every_refusal_has_a_code_of_its_own_and_a_case() -> None:
    codes = [refusal.code for refusal in Refusal]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("YQ-1") for code in codes)
    by_other_tests = {
        Refusal.UNREADABLE,
        Refusal.NOT_A_FILE,
        Refusal.OWNER_FILE,
        Refusal.FILE_TOO_LARGE,
        Refusal.PART_TOO_LARGE,
        Refusal.TOTAL_TOO_LARGE,
        Refusal.TOO_MANY_CELLS,
        Refusal.USED_BOX,  # of imported sheets
        Refusal.CHANGED,
        Refusal.IMPORT_WORD,
        Refusal.IMPORT_PDF,
    }
    assert {case.refusal for case in hostile.CASES.values()} | by_other_tests == set(Refusal)


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        (replace(DEFAULT, file=1000), Refusal.FILE_TOO_LARGE),
        (replace(DEFAULT, part=1000), Refusal.PART_TOO_LARGE),
        (replace(DEFAULT, skeleton_part=400), Refusal.PART_TOO_LARGE),
        (replace(DEFAULT, total=5000), Refusal.TOTAL_TOO_LARGE),
        (replace(DEFAULT, cells=1999), Refusal.TOO_MANY_CELLS),
        (replace(DEFAULT, parts=6), Refusal.TOO_MANY_PARTS),
    ],
    ids=["file", "part", "skeleton_part", "total", "cells", "parts"],
)
def test_a_limit_is_what_the_caller_says(limits: Limits, refusal: Refusal, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(hostile.parts(sheet=hostile.sheet_xml(BIG_ROW))))
    read_all(path)
    assert refusal_of(path, limits).code == refusal.code


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "没有.xlsx").code == Refusal.UNREADABLE.code


def test_a_name_that_no_system_takes_is_refused() -> None:
    assert refusal_of(Path("a\0.xlsx")).code == Refusal.UNREADABLE.code


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path).code == Refusal.NOT_A_FILE.code


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_named_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "管道.xlsx"
    os.mkfifo(path)
    assert stat.S_ISFIFO(path.stat().st_mode)
    assert refusal_of(path).code == Refusal.NOT_A_FILE.code


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "~$县财政局.xlsx",
            b"\x06wangli".ljust(55, b" ") + b"\x02\0" + "王丽".encode("utf-16-le") + b" \0" * 40,
        ),
        (".~lock.县财政局.xlsx#", ",王丽,pc-07,22.11.2025 10:00,file:///home;".encode()),
    ],
    ids=["Excel", "LibreOffice"],
)
def test_an_owner_file_names_who_is_editing(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    error = refusal_of(path)
    assert error.code == Refusal.OWNER_FILE.code
    assert "王丽" in error.message


def test_an_answer_roster_is_left_packed(tmp_path: Path) -> None:
    links = [
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "worksheet", "worksheets/r.xml"),
    ]
    parts = hostile.parts(
        workbook=hostile.workbook_xml(("数据", "问卷明细")),
        workbook_rels=hostile.relationships(
            [*links, ("rId3", "sharedStrings", "sharedStrings.xml")]
        ),
    )
    parts[hostile.SHEET] = hostile.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')
    del parts[hostile.STYLES]
    members = [hostile.Member(name, data) for name, data in parts.items()]
    # a wrong CRC shows that nobody inflated it
    members.append(
        hostile.Member("xl/worksheets/r.xml", b"<worksheet>" + bytes(range(256)) * 20, crc=7)
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(members))
    with open_workbook(path, replace(DEFAULT, part=4000, total=8000)) as book:
        roster = book.sheets["问卷明细"]
        assert roster.roster
        assert not book.sheets["数据"].roster
        assert roster.cells == {}
    assert refusal_of(path, replace(DEFAULT, roster_part=4000)).code == Refusal.PART_TOO_LARGE.code


ODD_MANY_CELLS = '<row r="1">' + "<c><v>1</v></c>" * 2000 + "</row>"


def test_the_strict_path_counts_cells_while_it_walks(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(hostile.parts(sheet=hostile.sheet_xml(ODD_MANY_CELLS))))
    read_all(path)
    code = refusal_of(path, replace(DEFAULT, cells=1999)).code
    assert code == Refusal.TOO_MANY_CELLS.code


@pytest.mark.parametrize(
    ("first", "last"), [("A1", "ZZ9999"), ("A9000", "C12000"), ("A1", "AAB3"), ("A1", "XFD1048576")]
)
def test_cells_far_from_the_corner_are_let_in(first: str, last: str, tmp_path: Path) -> None:
    cells = "".join(
        f'<row r="{cell.lstrip("ABCDFXZ")}"><c r="{cell}"><v>1</v></c></row>'
        for cell in (first, last)
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(hostile.parts(sheet=hostile.sheet_xml(cells))))
    read_all(path)


def test_deep_nesting_around_the_cells_is_harmless(tmp_path: Path) -> None:
    nested = "<a>" * 200_000 + "</a>" * 200_000
    sheet = hostile.sheet_xml(after=f"<extLst>{nested}</extLst>")
    parts = hostile.parts(sheet=sheet)
    path = tmp_path / "a.xlsx"
    # stored, or its ratio would be refused first
    path.write_bytes(hostile.package(hostile.Member(n, d, method=0) for n, d in parts.items()))
    read_all(path)


#: Markup that is likely to hurt when it turns up in the wrong place.
SPLINTERS = [
    b"<",
    b">",
    b"&",
    b'"',
    b"/>",
    b"</c>",
    b"<c>",
    b"<row>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<sheetData>",
    b"</sheetData>",
    b"<sheetData/>",
    b' r="A1"',
    b' t="s"',
    b' t="b"',
    b' t="d"',
    b' s="99"',
    b"<v>NaN</v>",
    b"<v/>",
    b"<f/>",
    b"<is><t>x</t></is>",
    b"&#0;",
    b"&#xD800;",
    b"_xD800_",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b'<mergeCell ref="A1:B2"/>',
    b"<!DOCTYPE a>",
    b"<?x?>",
    b' xmlns:x="' + hostile.MAIN.encode() + b'"',
    b"9" * 5000,
    b"<si>",
    b"<rPh>",
    b'Target="../../x"',
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A sound workbook after a few accidents: within a part, or in the zip file itself."""
    parts = hostile.parts(
        sheet=hostile.sheet_xml(
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><f>1+A2</f><v>1.5</v></c></row>'
            '<row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>丙</t></is></c></row>',
            '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>',
        )
    )
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(sorted(parts)))
        parts[name] = draw(accident(parts[name]))
    data = hostile.package(parts)
    return draw(accident(data)) if draw(st.integers(0, 3)) == 0 else data


def accident(data: bytes) -> st.SearchStrategy[bytes]:
    """One change somewhere: something put in, cut out, said twice, or flipped."""

    def change(place: tuple[int, int, bytes, str]) -> bytes:
        at, length, splinter, kind = place
        end = min(len(data), at + length)
        return {
            "insert": data[:at] + splinter + data[at:],
            "replace": data[:at] + splinter + data[end:],
            "cut": data[:at] + data[end:],
            "repeat": data[:end] + data[at:],
        }[kind]

    return st.tuples(
        st.integers(0, len(data)),
        st.integers(0, 40),
        st.sampled_from(SPLINTERS) | st.binary(max_size=4),
        st.sampled_from(["insert", "replace", "cut", "repeat"]),
    ).map(change)


@given(data=mutated())
@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_the_bytes_only_a_refusal_comes_out(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "变异.xlsx"
    path.write_bytes(data)
    try:
        read_all(path)
    except InputRefusedError as error:
        assert error.file == str(path)  # noqa: PT017 - passing is allowed as well
        assert error.code.startswith("YQ-1")  # noqa: PT017 - likewise


def structures(data: bytes) -> list[int]:
    """Where the headers, records and ends of a zip file stand."""
    return [at for at in range(len(data)) if data.startswith(b"PK", at)]


ZIPS = [
    zipped(hostile.parts(), zipfile.ZIP_DEFLATED, stream=stream, zip64=zip64)
    for stream in (False, True)
    for zip64 in (False, True)
]
ZIPS += [with_zip64_end(data) for data in ZIPS]


@given(
    data=st.sampled_from(ZIPS),
    flips=st.lists(
        st.tuples(
            st.integers(0, 40),
            st.integers(0, 75),
            st.sampled_from([0, 1, 127, 255]) | st.integers(0, 255),
        ),
        min_size=1,
        max_size=3,
    ),
)
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_zip_says_only_a_refusal_comes_out(
    data: bytes, flips: list[tuple[int, int, int]], tmp_path: Path
) -> None:
    places = structures(data)
    changed = bytearray(data)
    for which, ahead, byte in flips:
        at = places[which % len(places)] + ahead
        if at < len(changed):
            changed[at] = byte
    path = tmp_path / "变异.xlsx"
    path.write_bytes(changed)
    try:
        read_all(path)
    except InputRefusedError as error:
        assert error.file == str(path)  # noqa: PT017 - passing is allowed as well


def test_an_offset_behind_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    members = [hostile.Member(name, data) for name, data in hostile.parts().items()]
    members[-2:] = [replace(member, offset=9_000_000 + n) for n, member in enumerate(members[-2:])]
    path.write_bytes(hostile.package(members))
    assert refusal_of(path).code == Refusal.DAMAGED.code


@given(data=st.binary(max_size=600) | st.binary(max_size=600).map(lambda tail: b"PK\3\4" + tail))
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_random_bytes_are_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "随机.xlsx"
    path.write_bytes(data)
    assert refusal_of(path).file == str(path)
