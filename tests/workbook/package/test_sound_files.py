"""Files that honest programs write are taken, and what is not ours in them is kept."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from workbook import hostile

from yqxl.errors import InputRefusedError
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.workbook.package.package import Package
from yqxl.workbook.scan.workbook import open_workbook

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.xlsx"
Parts = dict[str, bytes]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = f'xmlns:r="{_RELATIONSHIPS}" '
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


@pytest.fixture(scope="module")
def original() -> Parts:
    with zipfile.ZipFile(CASE) as package:
        return {name: package.read(name) for name in package.namelist()}


def sheet_part(parts: Parts, name: str) -> str:
    """Return the part of a sheet: the sheets of the model case stand in the order of its tabs."""
    workbook = parts["xl/workbook.xml"].decode()
    identifier = re.search(rf'<sheet [^>]*name="{name}"[^>]*r:id="(\w+)"', workbook)
    assert identifier
    rels = parts["xl/_rels/workbook.xml.rels"].decode()
    for tag in re.findall(r"<Relationship [^>]*>", rels):
        if f'Id="{identifier[1]}"' in tag:
            target = re.search(r'Target="([^"]+)"', tag)
            assert target
            return f"xl/{target[1].removeprefix('/xl/')}"
    raise AssertionError(name)


def add_sheets(parts: Parts, sheets: dict[str, bytes]) -> None:
    """Add foreign worksheets at the end of the workbook."""
    entries = links = types = ""
    for number, (name, data) in enumerate(sheets.items(), start=1):
        parts[f"xl/worksheets/foreign{number}.xml"] = data
        entries += f'<sheet name="{name}" sheetId="{9000 + number}" {_R}r:id="rIdF{number}"/>'
        links += (
            f'<Relationship Id="rIdF{number}" Type="{_RELATIONSHIPS}/worksheet"'
            f' Target="worksheets/foreign{number}.xml"/>'
        )
        types += (
            f'<Override PartName="/xl/worksheets/foreign{number}.xml" ContentType="{_SHEET_TYPE}"/>'
        )
    for part, end, more in (("xl/workbook.xml", "</sheets>", entries),
                            ("xl/_rels/workbook.xml.rels", "</Relationships>", links),
                            ("[Content_Types].xml", "</Types>", types)):  # fmt: skip
        parts[part] = parts[part].replace(end.encode(), (more + end).encode())


def in_sheet(parts: Parts, name: str, old: str, new: str) -> None:
    part = sheet_part(parts, name)
    text = parts[part].decode()
    assert re.search(old, text), (name, old)
    parts[part] = re.sub(old, new, text, count=1).encode()


def whole_column_merge(parts: Parts) -> None:
    part = sheet_part(parts, "趋势")
    parts[part] = parts[part].replace(
        b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="Z:Z"/></mergeCells>'
    ) if b"<mergeCells" not in parts[part] else parts[part].replace(
        b"</mergeCells>", b'<mergeCell ref="Z:Z"/></mergeCells>'
    )  # fmt: skip


def whole_sheet_merge_elsewhere(parts: Parts) -> None:
    merges = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    add_sheets(parts, {"说明": hostile.sheet_xml(after=merges)})


def whole_column_link(parts: Parts) -> None:
    links = '<hyperlinks><hyperlink ref="B:B" location="首页!A1"/></hyperlinks>'
    add_sheets(parts, {"目录": hostile.sheet_xml(after=links)})


def module_sheet(parts: Parts) -> None:
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"</sheets>", f'<sheet name="Module1" sheetId="8999" {_R}r:id=""/></sheets>'.encode()
    )


def ghost_cell(parts: Parts) -> None:
    part = sheet_part(parts, "成本标准")
    ghost = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    parts[part] = parts[part].replace(b"</sheetData>", ghost)


def many_sheets(parts: Parts) -> None:
    add_sheets(parts, {f"附表{number}": hostile.sheet_xml() for number in range(300)})


def white_bitmap(parts: Parts) -> None:
    parts["xl/media/image1.bmp"] = b"BM" + b"\xff" * (6 << 20)
    types = b'<Default Extension="bmp" ContentType="image/bmp"/>'
    declared = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = declared.replace(b"<Override", types + b"<Override", 1)


def empty_style(parts: Parts) -> None:
    in_sheet(parts, "产出", r'(<c r="B\d+") s="\d+"', r'\1 s=""')


def foreign_numbers(parts: Parts) -> None:
    """Fifty sheets of 5,000 × 12: three million cells that nobody reads."""
    row = "".join(f'<c r="{letter}{{0}}"><v>{{0}}</v></c>' for letter in "ABCDEFGHIJKL")
    rows = "".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(1, 5001))
    sheet = hostile.sheet_xml(rows)
    add_sheets(parts, {f"台账{number}": sheet for number in range(50)})


def broken_foreign_sheet(parts: Parts) -> None:
    add_sheets(parts, {"别人的": b'<?xml version="1.0"?><worksheet xmlns="x"><sheetData><c r="A0"'})


KINDS = [
    whole_column_merge, whole_sheet_merge_elsewhere, whole_column_link, module_sheet, ghost_cell,
    many_sheets, white_bitmap, empty_style, foreign_numbers, broken_foreign_sheet,
]  # fmt: skip


def zipped(parts: Parts, path: Path, name: Callable[[str], str] = str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts.items():
            # zipfile itself would write slashes for backslashes
            info = zipfile.ZipInfo("x")
            info.filename, info.compress_type = name(part), zipfile.ZIP_DEFLATED
            package.writestr(info, data)


def check_taken(source: Path, target: Path) -> None:
    outcome = regenerate(Task(str(source), str(target)))
    assert outcome.status == "ok", outcome.reason
    assert outcome.total == 77.73
    with Package.open(source) as before, Package.open(target) as after:
        foreign = [name for name in before.entries
                   if "foreign" in name or "media" in name or "theme" in name]  # fmt: skip
        for name in foreign:
            assert after.raw(name) == before.raw(name), name
    with open_workbook(source) as one, open_workbook(target) as other:
        assert set(one.sheets) <= set(other.sheets)


@pytest.mark.parametrize("change", KINDS, ids=lambda change: change.__name__)
def test_a_sound_file_is_taken(
    original: Parts, change: Callable[[Parts], None], tmp_path: Path
) -> None:
    parts = dict(original)
    change(parts)
    zipped(parts, tmp_path / "in.xlsx")
    check_taken(tmp_path / "in.xlsx", tmp_path / "out.xlsx")


def test_part_names_with_backslashes(original: Parts, tmp_path: Path) -> None:
    zipped(original, tmp_path / "in.xlsx", lambda name: name.replace("/", "\\"))
    check_taken(tmp_path / "in.xlsx", tmp_path / "out.xlsx")


def test_a_sheet_that_nobody_reads_is_still_searched_for_declarations(
    original: Parts, tmp_path: Path
) -> None:
    parts = dict(original)
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    add_sheets(parts, {"别人的": bomb})
    zipped(parts, tmp_path / "in.xlsx")
    with pytest.raises(InputRefusedError, match="YQ-131"):
        open_workbook(tmp_path / "in.xlsx")


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels",
     "[Content_Types].xml", "_rels/.rels", "xl/tables/table1.xml"],
)  # fmt: skip
def test_a_malformed_part_is_named(original: Parts, part: str, tmp_path: Path) -> None:
    parts = dict(original)
    parts[part] = parts[part][: len(parts[part]) // 2]
    zipped(parts, tmp_path / "in.xlsx")
    outcome = regenerate(Task(str(tmp_path / "in.xlsx"), str(tmp_path / "out.xlsx")))
    assert outcome.status == "refused"
    assert part in (outcome.reason or "")
