"""Generated sheets come in; everything that is not ours stays byte for byte."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from libreoffice.office import Calc
from python_calamine import CalamineWorkbook
from workbook.foreign_workbooks import (
    BUILDERS,
    INDICATORS,
    MAIN,
    OFFICE,
    PACKAGE,
    after,
    by_hand,
    by_openpyxl,
    by_xlsxwriter,
)
from workbook.sample_grids import all_tables, formula_text, levels, scores
from workbook.schemas import faults

from yqxl.errors import InputRefusedError
from yqxl.grid import Grid
from yqxl.workbook.graft.graft import Changes, GraftSheet, graft
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.writer import assemble

Names = Mapping[str, str]
ALL = {grid.sheet: grid.sheet for grid in all_tables()}


def regenerate(
    source: Path,
    target: Path,
    grids: Sequence[Grid],
    existing: Names | None = None,
    refreshed: Mapping[str, bytes] | None = None,
) -> Changes:
    """Graft the tables; ``existing`` names the sheet of ours that each one replaces."""
    known = existing or {}
    sheets = [GraftSheet(grid, known.get(grid.sheet)) for grid in grids]
    with Package.open(source) as package:
        changes = graft(package, sheets, formula_text, refreshed or {})
        with target.open("wb") as file:
            assemble(package, changes.dropped, changes.parts, file)
    return changes


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(params=BUILDERS.values(), ids=BUILDERS)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return request.param(tmp_path / "source.xlsx")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target.xlsx"


def test_touches_the_shared_parts_only(source: Path, target: Path) -> None:
    changes = regenerate(source, target, all_tables())
    with Package.open(source) as before, Package.open(target) as now:
        kept = set(before.entries) - set(changes.parts) - changes.dropped
        touched = {name for name in changes.parts if name in before.entries}
        assert len(touched) <= 5
        assert not any("sheet" in name for name in touched)
        for name in kept:
            assert bytes(now.raw(name)) == bytes(before.raw(name))
        for name in now.entries:
            if name.lower().endswith((".xml", ".rels")):
                ET.fromstring(now.read(name))


def tags(part: bytes) -> list[bytes]:
    """A part cut behind every tag, without the counts that may change."""
    return re.split(rb"(?<=>)", re.sub(rb'(count|size)="\d+"', b"", part))


def test_a_patched_part_is_what_it_was_and_more(source: Path, target: Path) -> None:
    """Every tag survives in its order, but for lists that were empty and one count."""
    changes = regenerate(source, target, [levels()])
    with Package.open(source) as package:
        before = {name: package.read(name) for name in package.entries}
    for name in set(changes.parts) & set(before):
        position, new = 0, tags(changes.parts[name])
        for tag in tags(before[name]):
            if tag in new[position:]:
                position = new.index(tag, position) + 1
            else:
                assert re.match(rb"\d+</vt:i4>|<(dxfs|numFmts) ?/>", tag), tag


def test_a_second_run_changes_nothing(source: Path, target: Path, tmp_path: Path) -> None:
    regenerate(source, target, all_tables())
    again = tmp_path / "again.xlsx"
    changes = regenerate(target, again, all_tables(), ALL)
    assert changes == Changes()
    assert again.read_bytes() == target.read_bytes()


def test_new_figures_change_their_sheet_only(source: Path, target: Path, tmp_path: Path) -> None:
    regenerate(source, target, [levels(), scores()])
    again = tmp_path / "again.xlsx"
    changes = regenerate(target, again, [levels(), scores(scale=2)], ALL)
    assert [name.rpartition("/")[2] for name in changes.parts] == [
        max(name.rpartition("/")[2] for name in parts_of(target) if "sheet" in name)
    ]
    assert changes.dropped == frozenset()


OPENPYXL_WARNS = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@OPENPYXL_WARNS
def test_other_readers_find_the_tables(source: Path, target: Path) -> None:
    regenerate(source, target, all_tables())
    book = openpyxl.load_workbook(target, data_only=True)
    calamine = CalamineWorkbook.from_path(target)
    assert book.sheetnames == calamine.sheet_names
    assert book.sheetnames[-4:] == [grid.sheet for grid in all_tables()]
    for grid in all_tables():
        rows = calamine.get_sheet_by_name(grid.sheet).to_python(skip_empty_area=False)
        for number, row in enumerate(grid.rows):
            first = row[0].value
            assert book[grid.sheet].cell(number + 1, 1).value == (
                first if number < 4 or grid.table != "1-1" else None
            )
            assert rows[number][-1] == ("" if row[-1].value is None else row[-1].value)
    assert book["表3-1"]["B6"].value == 17 / 20
    assert book["表3-1"].print_area == "'表3-1'!$A$1:$F$7"
    assert book["表3-1"].defined_names["_yqxl_table"].attr_text == '"3-1"'
    assert book["表3-1"].defined_names["_yqxl_table"].hidden is True


def test_valid_by_the_public_schemas(source: Path, target: Path) -> None:
    regenerate(source, target, all_tables())
    assert faults(source, target) == []


@pytest.mark.parametrize("builder", [by_openpyxl, by_xlsxwriter, by_hand])
def test_calc_opens_the_result(
    calc: Calc, tmp_path: Path, target: Path, builder: Callable[[Path], Path]
) -> None:
    regenerate(builder(tmp_path / "source.xlsx"), target, all_tables())
    sheets = calc.read(target)
    assert list(sheets)[-4:] == [grid.sheet for grid in all_tables()]
    indicator_e4 = 4 / 5
    assert sheets["表3-2"]["D5"] == pytest.approx(indicator_e4, rel=1e-15)
    assert sheets["表3-1"]["A1"] == "阳泉市教师培训政策绩效评价得分情况"


def test_a_workbook_part_of_any_name(calc: Calc, tmp_path: Path, target: Path) -> None:
    """openpyxl and calamine insist on xl/workbook.xml; the standard and Calc do not."""

    def renamed(parts: dict[str, bytes]) -> None:
        parts["book/Main.XML"] = parts.pop("xl/workbook.xml")
        parts["book/_rels/Main.XML.rels"] = parts.pop("xl/_rels/workbook.xml.rels")
        for name in ("_rels/.rels", "[Content_Types].xml"):
            parts[name] = parts[name].replace(b"/xl/workbook.xml", b"/book/Main.XML")

    source = after(by_hand(tmp_path / "source.xlsx"), renamed)
    changes = regenerate(source, target, [levels()])
    assert set(changes.parts) == {
        "book/Main.XML",
        "book/_rels/Main.XML.rels",
        "book/styles.xml",
        "book/worksheets/sheet1.xml",
        "[Content_Types].xml",
    }
    sheets = calc.read(target)
    assert list(sheets) == ["首页", INDICATORS, "表3-1"]
    assert sheets["表3-1"]["A3"] == "一级指标"


def test_a_sheet_of_the_person_is_never_replaced(tmp_path: Path, target: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "表3-1"
    book["表3-1"]["A1"] = "我的表"
    book.create_sheet("表3-1 (2)")
    source = tmp_path / "source.xlsx"
    book.save(source)
    changes = regenerate(source, target, [levels()])
    assert "xl/worksheets/sheet1.xml" not in changes.parts
    result = openpyxl.load_workbook(target)
    assert result.sheetnames == ["表3-1", "表3-1 (2)", "表3-1 (3)"]
    assert result["表3-1"]["A1"].value == "我的表"
    assert result["表3-1 (3)"].print_title_rows == "$1:$3"


@OPENPYXL_WARNS
def test_a_moved_hidden_renamed_sheet_stays_so(tmp_path: Path, target: Path) -> None:
    regenerate(by_xlsxwriter(tmp_path / "source.xlsx"), target, [levels(), scores()])

    def rearranged(parts: dict[str, bytes]) -> None:
        text = parts["xl/workbook.xml"].decode()
        entries = re.findall(r"<sheet [^>]*/>", text)
        table = next(entry for entry in entries if "表3-1" in entry)
        others = [entry for entry in entries if entry != table]
        moved = table.replace("表3-1", "得分（定稿）").replace("<sheet ", '<sheet state="hidden" ')
        text = text.replace("".join(entries), moved + "".join(others))
        text = text.replace("表3-1", "得分（定稿）")
        # the tabs before the table's old place moved by one
        place = entries.index(table)
        text = re.sub(
            r'localSheetId="(\d+)"',
            lambda m: f'localSheetId="{_moved(int(m[1]), place)}"',
            text,
        )
        parts["xl/workbook.xml"] = text.encode()

    after(target, rearranged)
    before = openpyxl.load_workbook(target)
    again = tmp_path / "again.xlsx"
    names = {"表3-1": "得分（定稿）", "表3-2": "表3-2"}
    changes = regenerate(target, again, [levels(), scores(scale=2)], names)
    assert len(changes.parts) == 1
    book = openpyxl.load_workbook(again)
    assert book.sheetnames == before.sheetnames
    assert book["得分（定稿）"].sheet_state == "hidden"
    assert book["得分（定稿）"].print_title_rows == "$1:$3"
    assert book.sheetnames[0] == "得分（定稿）"
    assert book[INDICATORS].print_title_rows == "$1:$2"
    assert faults(again) == []


def _moved(number: int, place: int) -> int:
    return 0 if number == place else number + (number < place)


def with_comment_and_drawing(parts: dict[str, bytes]) -> None:
    """What a person adds to a generated sheet: a picture of the front sheet's, and more."""
    sheet = max(name for name in parts if re.fullmatch(r"xl/worksheets/sheet\d\.xml", name))
    number = sheet[-5]
    parts[sheet] = parts[sheet].replace(
        b"</worksheet>", b'<drawing xmlns:r="%b" r:id="rId1"/></worksheet>' % OFFICE.encode()
    )
    parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/drawing" Target="../drawings/drawing9.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/printerSettings" Target="../p/printer9.bin"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}/hyperlink" Target="http://x"'
        ' TargetMode="External"/>'
        "</Relationships>"
    ).encode()
    parts["xl/drawings/drawing9.xml"] = parts["xl/drawings/drawing1.xml"]
    # the picture is the front sheet's too, the chart is this drawing's alone
    parts["xl/drawings/_rels/drawing9.xml.rels"] = parts[
        "xl/drawings/_rels/drawing1.xml.rels"
    ].replace(b"chart1.xml", b"chart9.xml")
    parts["xl/charts/chart9.xml"] = parts["xl/charts/chart1.xml"]
    parts["xl/p/printer9.bin"] = b"printer"
    drawing = "application/vnd.openxmlformats-officedocument"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/xl/drawings/drawing9.xml" ContentType="{drawing}.drawing+xml"/>'
        f'<Override PartName="/xl/charts/chart9.xml" ContentType="{drawing}.drawingml.chart+xml"/>'
        f'<Default Extension="bin" ContentType="{drawing}.spreadsheetml.printerSettings"/>'
        "</Types>".encode(),
    )


def test_what_only_the_replaced_sheet_had_goes(tmp_path: Path, target: Path) -> None:
    regenerate(by_xlsxwriter(tmp_path / "source.xlsx"), target, [levels()])
    after(target, with_comment_and_drawing)
    assert faults(target) == []
    again = tmp_path / "again.xlsx"
    changes = regenerate(target, again, [levels()], ALL)
    assert changes.dropped == {
        "xl/worksheets/_rels/sheet4.xml.rels",
        "xl/drawings/drawing9.xml",
        "xl/drawings/_rels/drawing9.xml.rels",
        "xl/charts/chart9.xml",
        "xl/p/printer9.bin",
    }
    assert b"drawing9" not in changes.parts["[Content_Types].xml"]
    assert set(changes.parts) == {"[Content_Types].xml", "xl/worksheets/sheet4.xml"}
    assert "xl/media/image1.png" in parts_of(again)
    assert faults(again) == []


def test_the_calculation_chain_goes_with_its_traces(tmp_path: Path, target: Path) -> None:
    def with_chain(parts: dict[str, bytes]) -> None:
        parts["xl/calcChain.xml"] = (
            f'<calcChain xmlns="{MAIN}"><c r="K3" i="2"/></calcChain>'.encode()
        )
        parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
            b"</Relationships>",
            f'<Relationship Id="chain" Type="{OFFICE}/calcChain" Target="calcChain.xml"/>'
            "</Relationships>".encode(),
        )
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"</Types>",
            f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'.encode(),
        )

    source = after(by_xlsxwriter(tmp_path / "source.xlsx"), with_chain)
    assert faults(source) == []
    assert regenerate(source, target, [levels()]).dropped == {"xl/calcChain.xml"}
    assert b"calcChain" not in b"".join(
        content for name, content in parts_of(target).items() if not name.endswith(".bin")
    )
    assert faults(target) == []


def test_a_macro_workbook_stays_one(tmp_path: Path, target: Path) -> None:
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"

    def with_macros(parts: dict[str, bytes]) -> None:
        parts["xl/vbaProject.bin"] = bytes(range(256))
        parts["[Content_Types].xml"] = (
            parts["[Content_Types].xml"]
            .replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", macro
            )
            .replace(
                b"</Types>",
                b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                b"</Types>",
            )
        )

    source = after(by_xlsxwriter(tmp_path / "source.xlsm"), with_macros)
    regenerate(source, target, all_tables())
    assert macro in parts_of(target)["[Content_Types].xml"]
    assert parts_of(target)["xl/vbaProject.bin"] == bytes(range(256))


def test_the_calculation_settings_stay_the_persons(source: Path, target: Path) -> None:
    regenerate(source, target, all_tables())

    def settings(path: Path) -> list[bytes]:
        return re.findall(rb"<[\w:]*calcPr[^>]*>", b"".join(parts_of(path).values()))

    assert settings(target) == settings(source)


def test_refreshed_parts_alone(tmp_path: Path, target: Path) -> None:
    source = by_xlsxwriter(tmp_path / "source.xlsx")
    name = "xl/worksheets/sheet2.xml"
    same = parts_of(source)[name]
    assert regenerate(source, target, [], refreshed={name: same}) == Changes()
    assert target.read_bytes() != b""
    changed = same.replace("未填".encode(), "已填".encode())
    assert regenerate(source, target, [], refreshed={name: changed}).parts == {name: changed}
    assert parts_of(target)[name] == changed


def test_titles_of_parts_follow_the_sheets(tmp_path: Path, target: Path) -> None:
    regenerate(by_xlsxwriter(tmp_path / "source.xlsx"), target, all_tables())
    root = ET.fromstring(parts_of(target)["docProps/app.xml"])
    ns = {"v": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"}
    titles = [title.text for title in root.findall(".//v:vector[@baseType='lpstr']/v:lpstr", ns)]
    counts = [int(count.text or "") for count in root.findall(".//v:i4", ns)]
    assert titles[:7] == ["首页", INDICATORS, "参数", *ALL]
    assert sum(counts) == len(titles)
    assert root.find(".//v:vector[@baseType='lpstr']", ns).get("size") == str(len(titles))  # type: ignore[union-attr]  # it is there


BROKEN = {
    "no-start": ({"_rels/.rels": None}, "_rels/.rels"),
    "no-workbook": ({"xl/workbook.xml": None}, "workbook.xml"),
    "no-links": ({"xl/_rels/workbook.xml.rels": None}, "workbook.xml.rels"),
    "strict": ({"xl/workbook.xml": b'<workbook xmlns="strict"/>'}, "Strict"),
    "not-xml": ({"xl/styles.xml": b"<styleSheet>"}, "XML"),
}


@pytest.mark.parametrize(("change", "found"), BROKEN.values(), ids=BROKEN)
def test_refuses_what_is_no_workbook(
    tmp_path: Path, target: Path, change: dict[str, bytes | None], found: str
) -> None:
    def broken(parts: dict[str, bytes]) -> None:
        for name, content in change.items():
            del parts[name]
            if content is not None:
                parts[name] = content

    source = after(by_openpyxl(tmp_path / "source.xlsx"), broken)
    with pytest.raises(InputRefusedError, match=found):
        regenerate(source, target, [levels()])


def test_asks_for_the_sheet_that_it_replaces(tmp_path: Path, target: Path) -> None:
    source = by_openpyxl(tmp_path / "source.xlsx")
    with pytest.raises(InputRefusedError, match="表9-9"):
        regenerate(source, target, [levels()], {"表3-1": "表9-9"})


def test_no_order_of_workbooks_changes_a_result(tmp_path: Path) -> None:
    """Plans are kept between workbooks; none may reach the wrong one."""
    sources = [build(tmp_path / f"{name}.xlsx") for name, build in BUILDERS.items()]
    results = []
    for order in (sources, sources[::-1]):
        outputs = {}
        for path in order:
            regenerate(path, tmp_path / "out.xlsx", all_tables())
            outputs[path.name] = (tmp_path / "out.xlsx").read_bytes()
        results.append(outputs)
    assert results[0] == results[1]
