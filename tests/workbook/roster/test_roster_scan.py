"""问卷明细 counted in a stream: the same as calamine, whoever wrote it; traps are refused."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from workbook.hostile import MAIN, parts, sheet_xml, workbook_xml

from yqxl.errors import InputRefusedError
from yqxl.evaluation.reading import roster as tally_module
from yqxl.evaluation.reading.roster import Tally, roster_facts
from yqxl.model.contract import CLOSING_TEXT, ROSTER_SHEET
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.package.limits import Limits
from yqxl.workbook.roster import calamine as roster_calamine
from yqxl.workbook.roster import cells as roster_cells
from yqxl.workbook.roster import plain as roster_plain
from yqxl.workbook.roster import stream as roster_stream
from yqxl.workbook.roster.calamine import calamine_counts
from yqxl.workbook.roster.plain import plain_counts
from yqxl.workbook.roster.scan import scan_roster
from yqxl.workbook.scan.workbook import open_workbook

CODES, OPTIONS = ("S01", "S02", "教师&家长"), ("非常满意", "满意", "不满意 <差>", "不了解")
SHEET = "xl/worksheets/sheet1.xml"
Rows = list[list[Any]]
Pairs = dict[tuple[str, str], int]


def roster(rows: int, seed: int = 1) -> tuple[Rows, Pairs]:
    """Rows as a survey platform exports them, and what they count."""
    rng = random.Random(seed)
    table: Rows = [["序号", "县区", "编号", "年龄", "意见", "选 项", "时间"]]
    expected: Counter[tuple[str, str]] = Counter()
    for number in range(rows):
        pair = rng.choice(CODES), rng.choice(OPTIONS)
        expected[pair] += 1
        opinion = "x" * rng.randrange(300) if rng.random() < 0.1 else None
        table.append([number, "盂县", pair[0], rng.randrange(20, 60), opinion, pair[1], 44927.5])
    return table, dict(expected)


def by_openpyxl(path: Path, rows: Rows) -> None:
    book = Workbook()
    book.active.title = ROSTER_SHEET
    for row in rows:
        book.active.append(row)
    book.save(path)


def by_xlsxwriter(path: Path, rows: Rows, **options: Any) -> None:
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet(ROSTER_SHEET)
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, bold if number % 3 == 0 else None)


def by_constant_memory(path: Path, rows: Rows) -> None:
    by_xlsxwriter(path, rows, constant_memory=True)


def by_libreoffice(path: Path, rows: Rows) -> None:
    office = shutil.which("soffice") or pytest.skip("LibreOffice is missing")
    source = path.parent / "source" / path.name
    source.parent.mkdir()
    by_openpyxl(source, rows)
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", path.parent, source],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip


def counts(path: Path) -> Pairs:
    with open_workbook(path) as workbook:
        return dict(scan_roster(workbook).counts)


def slow_counts(path: Path) -> Pairs:
    with open_workbook(path) as workbook:
        return dict(calamine_counts(workbook).counts)


def standard_counts(path: Path) -> Pairs:
    """What the browser page counts, with nothing but the standard library."""
    with open_workbook(path) as workbook:
        return dict(plain_counts(workbook).counts)


def written(path: Path, markup: str | bytes, sheet: str = ROSTER_SHEET, **other: bytes) -> Path:
    """A workbook whose one sheet part is this, or has these rows."""
    part = sheet_xml(markup) if isinstance(markup, str) else markup
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts(sheet=part, workbook=workbook_xml([sheet]), **other).items():
            file.writestr(name, data)
    return path


def text(address: str, value: str, more: str = "") -> str:
    return f'<c r="{address}"{more} t="inlineStr"><is><t>{value}</t></is></c>'


HEADER = f'<row r="1">{text("A1", "编码")}{text("B1", "选项")}</row>'
RICH = (
    '<r><rPr><color rgb="FF0000FF"/></rPr><t>S</t></r><r><t>01</t></r>'
    '<rPh sb="0" eb="1"><t>x</t></rPh>'
)
BODY = f'<row r="2">{text("A2", "S01")}{text("B2", "满意")}</row>'
LATE = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n // 60}</v></c></row>' for n in range(3, 200))


@pytest.mark.parametrize(
    "write", [by_openpyxl, by_xlsxwriter, by_constant_memory, by_libreoffice],
    ids=["openpyxl", "shared strings", "constant memory", "LibreOffice"],
)  # fmt: skip
def test_every_writer_is_read_the_fast_way(
    write: Callable[[Path, Rows], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, expected = roster(3000)
    path = tmp_path / "roster.xlsx"
    write(path, rows)
    assert slow_counts(path) == standard_counts(path) == expected
    monkeypatch.setattr(roster_calamine, "CalamineWorkbook", None)
    assert counts(path) == expected


def test_pieces_are_counted_across_their_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_stream, "_PACKED_STEP", 512)
    monkeypatch.setattr(roster_stream, "_STEP", 4096)
    monkeypatch.setattr(roster_calamine, "CalamineWorkbook", None)
    rows, expected = roster(2000)
    path = tmp_path / "roster.xlsx"
    by_constant_memory(path, rows)
    assert counts(path) == expected


_CELL = st.one_of(
    st.none(),
    st.sampled_from([*CODES, *OPTIONS, " 满意 ", "", "1"]),
    st.integers(-5, 3),
    st.booleans(),
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=40),
    st.sampled_from(["长" * 60, "a_x0041_b"]),
)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL), max_size=40), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_cells_are_counted_as_calamine_counts_them(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[Any, ...]], constant: bool
) -> None:
    path = tmp_path_factory.mktemp("any") / "roster.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": constant}) as book:
        sheet = book.add_worksheet(ROSTER_SHEET)
        sheet.write_row(0, 0, ["选项", "备注", "编码"])
        for number, row in enumerate(cells, 1):
            for column, value in enumerate(row):
                if isinstance(value, bool):
                    sheet.write_boolean(number, column, value)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write_number(number, column, value)
    fast, slow = counts(path), slow_counts(path)
    assert fast == slow == standard_counts(path)
    filled = [row for row in cells if any(_shown(row[place]) for place in (0, 2))]
    assert sum(fast.values()) == len(filled)


def _shown(value: Any) -> str:
    return "" if value is None else str(value).strip()


@pytest.mark.parametrize(
    "body",
    [
        f'<row r="2"><c r="A2" t="n"><v>7</v></c>{text("B2", "满意")}</row>',
        '<row r="2"><c r="A2" t="str"><f>D2</f><v>S</v></c><c r="B2" t="b"><v>1</v></c></row>',
        '<row r="2"><c r="A2" s="1"/><c r="B2" t="s"><v>1</v></c></row>',
        f'<row r="2" ht="9"/><row r="5">{text("A5", "S01")}{text("B5", "满意")}</row>',
        f'<row r="2">{text("A2", "S01")}</row><row r="3">{text("B3", "满意")}</row>',
        f'<row r="2">{text("A2", "S01")}{text("AB2", "别处")}</row>',
        f'<row r="2">{text("A2", "S01")}{text("AAA2", "别处")}</row>',
        f'<row r="2"><c r="A2" t="inlineStr"><is>{RICH}</is></c>{text("B2", "满意")}</row>',
        # written in odd ways: the slow way reads them
        f'<row r="2">{text("A2", "S01")}<c t="inlineStr" r="B2"><is><t>满意</t></is></c></row>',
        f'<row r="2">{text("A2", "S01")}<c t="inlineStr"><is><t>满意</t></is></c></row>',
        f'<row spans="1:2" r="2">{text("A2", "S01")}{text("B2", "满意")}</row>',
        f"<row>{text('A2', 'S01')}{text('B2', '满意')}</row>",
        f'<row r="2"><!-- </row> -->{text("A2", "S01")}{text("B2", "满意")}</row>',
        f'<row r="2">{text("A2", "<![CDATA[S<01]]>")}{text("B2", "满意")}</row>',
        f'\n <row r="2">\n  {text("A2", "S01")}\n  {text("B2", "满意")}\n </row>\n',
    ],
    ids=[
        "number", "formula and boolean", "blank cell", "row without cells", "apart",
        "two letters", "three letters", "rich text", "attributes turned", "cell without address",
        "row attributes turned", "row without number", "remark", "cdata", "white space",
    ],
)  # fmt: skip
def test_what_a_row_may_look_like(body: str, tmp_path: Path) -> None:
    path = written(tmp_path / "roster.xlsx", HEADER + body + BODY.replace("2", "9"))
    found = counts(path)
    assert found == slow_counts(path) == standard_counts(path)
    assert found[("S01", "满意")] >= 1


def test_an_error_is_a_code_of_its_own(tmp_path: Path) -> None:
    """The library behind the slow way says nothing of what an error cell shows."""
    body = '<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2" t="s"><v>0</v></c></row>'
    path = written(tmp_path / "roster.xlsx", HEADER + body + BODY.replace("2", "9"))
    found = counts(path)
    assert sum(found.values()) == sum(slow_counts(path).values())
    assert [code for code, _ in found if code != "S01"] == ["#N/A"]
    assert standard_counts(path) == found


def test_a_prefixed_part_is_read_the_slow_way(tmp_path: Path) -> None:
    plain = sheet_xml(HEADER + BODY).decode()
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", plain).replace("xmlns=", "xmlns:x=")
    path = written(tmp_path / "roster.xlsx", prefixed.encode())
    assert counts(path) == standard_counts(path) == {("S01", "满意"): 1}


def test_a_foreign_namespace_within_a_row_hides_nothing(tmp_path: Path) -> None:
    hidden = f'<x:row xmlns:x="{MAIN}" r="3">{text("A3", "S02")}</x:row>'.replace("<c ", "<x:c ")
    hidden = hidden.replace("</c>", "</x:c>").replace("is>", "is>")
    path = written(tmp_path / "roster.xlsx", HEADER + BODY + hidden)
    assert counts(path) == slow_counts(path) == standard_counts(path)


def test_title_rows_and_the_closing_row_are_no_answers(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    by_openpyxl(
        path, [["2022年问卷"], [], ["选项", "编 号"], ["满意", "S01"], [None, None], [CLOSING_TEXT]]
    )
    assert counts(path) == standard_counts(path) == {("S01", "满意"): 1}


def test_no_sheet_no_counts(tmp_path: Path) -> None:
    path = written(tmp_path / "book.xlsx", HEADER + BODY, sheet="别的")
    assert counts(path) == standard_counts(path) == {}
    with open_workbook(path) as workbook:
        assert roster_facts(FileBook(workbook)) == ()


@pytest.mark.parametrize(
    ("markup", "code", "standard_code"),
    [
        (BODY, "YQ-212", "YQ-212"),
        (HEADER + '<row r="2"><c r="A2"><v>1</v></c></row>' * 2 + "<row", "YQ-133", "YQ-133"),
        (HEADER + '<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "YQ-140", "YQ-140"),
        # calamine says less of a text that is not there
        (HEADER + '<row r="2"><c r="A2" t="s"><v>99</v></c></row>', "YQ-135", "YQ-148"),
        (HEADER + BODY + LATE, "YQ-148", "YQ-148"),
        (
            HEADER + '<row r="2"><c r="A2"><v>1</v></c><c r="XFE2"><v>1</v></c></row>',
            "YQ-140",
            "YQ-140",
        ),
        # no rectangle is laid out here: the sheet is as empty as it looks
        (HEADER + '<row r="2"><c r="A3"/><c r="XFD1048576"/></row>', "YQ-214", ""),
    ],
    ids=[
        "no header",
        "torn",
        "row outside",
        "no such string",
        "no such string late",
        "column outside",
        "huge box",
    ],
)
def test_what_cannot_be_counted_is_refused(
    markup: str, code: str, standard_code: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "roster.xlsx", markup)
    with pytest.raises(InputRefusedError) as refused:
        counts(path)
    assert refused.value.code == code
    if not standard_code:
        assert standard_counts(path) == {}
        return
    with pytest.raises(InputRefusedError) as refused:
        standard_counts(path)
    assert refused.value.code == standard_code


def test_a_roster_too_large_for_a_page_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_plain, "LARGEST_PART", 100)
    with pytest.raises(InputRefusedError) as refused:
        standard_counts(written(tmp_path / "roster.xlsx", HEADER + BODY))
    assert refused.value.code == "YQ-214"


def test_a_header_far_below_is_none(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}">{text(f"A{n}", "说明")}</row>' for n in range(1, 60))
    header = HEADER.replace('"1"', '"60"').replace("A1", "A60").replace("B1", "B60")
    with pytest.raises(InputRefusedError) as refused:
        standard_counts(written(tmp_path / "roster.xlsx", rows + header))
    assert refused.value.code == "YQ-212"


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (sheet_xml(HEADER + BODY).replace(b"<worksheet", b"<!DOCTYPE a><worksheet"), "YQ-131"),
        (sheet_xml(HEADER + BODY + "<!ENTITY a>"), "YQ-131"),
        (sheet_xml(HEADER + BODY).decode().encode("utf-16"), "YQ-132"),
        (sheet_xml(HEADER + BODY).replace(b"UTF-8", b"GBK"), "YQ-132"),
        (sheet_xml(HEADER + '<row r="2"><c r="A2"/></row>' + " " * (3 << 20)), "YQ-125"),
    ],
    ids=["doctype", "entity behind the rows", "utf-16", "gbk", "bomb"],
)
def test_traps_are_refused(part: bytes, code: str, tmp_path: Path) -> None:
    path = written(tmp_path / "roster.xlsx", part)
    for count in (counts, standard_counts):
        with pytest.raises(InputRefusedError) as refused:
            count(path)
        assert refused.value.code == code


def test_a_part_that_inflates_beyond_its_limit_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "roster.xlsx", HEADER + BODY)
    with (
        pytest.raises(InputRefusedError) as refused,
        open_workbook(path, Limits(roster_part=200)) as workbook,
    ):
        scan_roster(workbook)
    assert refused.value.code == "YQ-123"


@pytest.mark.parametrize("lie", ["size", "crc", "data"])
def test_a_directory_that_lies_is_refused(lie: str, tmp_path: Path) -> None:
    path = written(tmp_path / "roster.xlsx", HEADER + BODY)
    with zipfile.ZipFile(path) as file:
        info = file.getinfo(SHEET)
    data = bytearray(path.read_bytes())
    if lie == "data":
        data[info.header_offset + 30 + len(SHEET) + 9] ^= 0xFF
    else:
        old = info.file_size if lie == "size" else info.CRC
        for at in [m.start() for m in re.finditer(re.escape(old.to_bytes(4, "little")), data)]:
            data[at : at + 4] = (old - 1).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(InputRefusedError) as refused:
        counts(path)
    assert refused.value.code in {"YQ-121", "YQ-120"}


def test_a_part_without_rows_does_not_pile_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_stream, "_LONGEST_ROW", 1 << 20)
    monkeypatch.setattr(roster_calamine, "LARGEST_PART", 0)
    rng = random.Random(2)
    noise = "".join(f"<c r='A{rng.randrange(10**6)}'/>" for _ in range(90_000))
    path = written(tmp_path / "roster.xlsx", f"{HEADER.replace('row', 'raw')}{noise}")
    with pytest.raises(InputRefusedError) as refused:
        counts(path)
    assert refused.value.code == "YQ-214"


def test_what_calamine_cannot_read_is_refused(tmp_path: Path) -> None:
    path = written(
        tmp_path / "roster.xlsx", HEADER + '<row r="2"><c r="A2" t="s"><v>99</v></c></row>'
    )
    with pytest.raises(InputRefusedError) as refused:
        slow_counts(path)
    assert refused.value.code == "YQ-135"


def test_too_large_for_the_slow_way_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "roster.xlsx", HEADER + BODY)
    for name in ("LARGEST_PART", "LARGEST_BOX"):
        with monkeypatch.context() as patch:
            patch.setattr(roster_calamine, name, 3)
            with pytest.raises(InputRefusedError) as refused:
                slow_counts(path)
        assert refused.value.code == "YQ-214"


def test_columns_of_free_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally_module, "MOST_PAIRS", 3)
    tally = Tally(file="a.xlsx")
    for number in range(3):
        tally.add("S01", f"意见{number}")
    with pytest.raises(InputRefusedError) as refused:
        tally.add("S01", "意见4")
    assert refused.value.code == "YQ-213"


def test_equal_sums_of_different_markup_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(roster_cells, "_MIX", roster_cells.np.uint64(0))
    rows, expected = roster(500)
    path = tmp_path / "roster.xlsx"
    by_constant_memory(path, rows)
    assert counts(path) == expected


def test_facts_tell_what_was_counted_or_why_not(tmp_path: Path) -> None:
    good = written(tmp_path / "good.xlsx", HEADER + BODY)
    with open_workbook(good) as workbook:
        (fact,) = roster_facts(FileBook(workbook))
    assert (fact.sheet, fact.key, fact.found) == (ROSTER_SHEET, ("S01", "满意"), "1")
    bad = written(tmp_path / "bad.xlsx", BODY)
    with open_workbook(bad) as workbook:
        (fact,) = roster_facts(FileBook(workbook))
    assert "找不到" in fact.found
