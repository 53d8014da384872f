"""The scan gives what the file holds, the same on both paths and for every writer."""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table
from workbook import hostile

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue, InputRefusedError
from yqxl.workbook.scan.cell_values import CellValues, Position
from yqxl.workbook.scan.oddities import OddityKind
from yqxl.workbook.scan.workbook import ScannedCell, ScannedSheet, ScannedWorkbook, open_workbook

Cells = dict[Position, ScannedCell]


def opened(tmp_path: Path, **changed: bytes) -> ScannedWorkbook:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(hostile.parts(**changed)))
    return open_workbook(path)


def strictly(sheet: ScannedSheet, book: ScannedWorkbook) -> tuple[Cells, list[object]]:
    """Read a sheet's cells by the strict parser, whatever the fast path would do."""
    values = CellValues(book.file, sheet.name, book.strings, date1904=book.date1904)
    sheet._source.canonical = False
    cells = dict(sheet._source.cells(values))
    return cells, list(values.oddities)


def both_ways(tmp_path: Path, rows: str, **changed: bytes) -> tuple[Cells, list[tuple[str, str]]]:
    """Read rows on both paths, which must agree; return the cells and what is odd."""
    with opened(tmp_path, sheet=hostile.sheet_xml(rows), **changed) as book:
        sheet = book.sheets["数据"]
        assert sheet._source.canonical
        cells = dict(sheet.cells)
        assert sheet._source.canonical, "the fast path gave up"
        odd = list(sheet.oddities)
        assert strictly(sheet, book) == (cells, odd)
        return cells, [(oddity.cell, oddity.kind.value) for oddity in odd]


def one(tmp_path: Path, cell: str, **changed: bytes) -> tuple[ScannedCell | None, list[str]]:
    cells, odd = both_ways(tmp_path, f'<row r="1">{cell}</row>', **changed)
    assert set(cells) <= {(1, 1)}
    assert {place for place, _ in odd} <= {"A1"}
    return cells.get((1, 1)), [kind for _, kind in odd]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1"/>', None),
        ('<c r="A1" s="1"/>', None),
        ('<c r="A1" s="1" />', None),
        ('<c r="A1" s="1"></c>', None),
        ('<c r="A1"><v>1.5</v></c>', (1.5, None, 0, "n")),
        ('<c r="A1"><v>-1E-3</v></c>', (-0.001, None, 0, "n")),
        ('<c r="A1" s="1" t="n"><v>0.7271428571428571</v></c>', (0.7271428571428571, None, 1, "n")),
        ('<c r="A1"><v>+.5</v></c>', (0.5, None, 0, "n")),
        ('<c r="A1"><v>7.</v></c>', (7.0, None, 0, "n")),
        ('<c r="A1"><v> 12 </v></c>', (12.0, None, 0, "n")),
        ('<c r="A1"><v></v></c>', None),
        ('<c r="A1" t="n"><v/></c>', None),
        ('<c r="A1" t="s"><v>1</v></c>', ("乙", None, 0, "s")),
        ('<c r="A1" t="str"><v>a &lt;&#20013;&#x6587;&gt;</v></c>', ("a <中文>", None, 0, "s")),
        ('<c r="A1" t="str"><v></v></c>', None),
        ('<c r="A1" t="inlineStr"><is><t>丙</t></is></c>', ("丙", None, 0, "s")),
        (
            '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a\n</t></is></c>',
            (" a\n", None, 0, "s"),
        ),
        (
            '<c r="A1" t="inlineStr"><is><t>_x005F_x000D__x4E2D_</t></is></c>',
            ("_x000D_中", None, 0, "s"),
        ),
        ('<c r="A1" t="str"><v>_xD842__xDFB7_</v></c>', ("𠮷", None, 0, "s")),
        ('<c r="A1" t="str"><v>_xD842_</v></c>', ("\ufffd", None, 0, "s")),
        ('<c r="A1" t="b"><v>1</v></c>', (1.0, None, 0, "b")),
        ('<c r="A1" t="b"><v>false</v></c>', (0.0, None, 0, "b")),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', (ErrorValue.DIV0, None, 0, "e")),
        ('<c r="A1" t="d"><v>2023-03-01</v></c>', (44986.0, None, 0, "n")),
        ('<c r="A1" t="d"><v>2023-03-01T12:00:00</v></c>', (44986.5, None, 0, "n")),
        ('<c r="A1" t="d"><v>T06:00:00</v></c>', (0.25, None, 0, "n")),
        ('<c r="A1"><f>B1*2</f><v>3</v></c>', (3.0, "B1*2", 0, "n")),
        (
            '<c r="A1"><f aca="false">IF(B1&gt;0,"&amp;",1&lt;2)</f><v>3</v></c>',
            (3.0, 'IF(B1>0,"&",1<2)', 0, "n"),
        ),
        ('<c r="A1"><f>B1</f></c>', (None, "B1", 0, "n")),
        ('<c r="A1"><f>B1</f><v/></c>', (None, "B1", 0, "n")),
        ('<c r="A1"><f>B1</f><v></v></c>', (None, "B1", 0, "n")),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', ("", "B1", 0, "s")),
        ('<c r="A1" t="str"><f>B1</f></c>', (None, "B1", 0, "s")),
        ('<c r="A1" t="str"><f>B1</f><v xml:space="preserve"> x</v></c>', (" x", "B1", 0, "s")),
        ('<c r="A1"><f t="shared" si="0"/><v>2</v></c>', (2.0, "", 0, "n")),
        ('<c r="A1"><f t="shared" ref="A1:A9" si="0">B1</f><v>2</v></c>', (2.0, "B1", 0, "n")),
        (
            '<c r="A1" cm="1"><f t="array" ref="A1">SUM(B1)</f><v>2</v></c>',
            (2.0, "SUM(B1)", 0, "n"),
        ),
        ('<c r="A1" t="b"><f>TRUE</f><v>1</v></c>', (1.0, "TRUE", 0, "b")),
        ('<c r="A1" t="e"><f>1/0</f><v>#NUM!</v></c>', (ErrorValue.NUM, "1/0", 0, "e")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_cell_is_read_as_it_stands(
    cell: str, expected: tuple[Value, str | None, int, str] | None, tmp_path: Path
) -> None:
    found, odd = one(tmp_path, cell)
    assert found == expected
    assert odd == []


@pytest.mark.parametrize(
    ("cell", "value", "kind"),
    [
        ('<c r="A1"><v>NaN</v></c>', "NaN", OddityKind.NUMBER_SYNTAX),
        ('<c r="A1"><v>INF</v></c>', "INF", OddityKind.NUMBER_SYNTAX),
        ('<c r="A1"><v>1_000</v></c>', "1_000", OddityKind.NUMBER_SYNTAX),
        ('<c r="A1"><v>１２</v></c>', "１２", OddityKind.NUMBER_SYNTAX),
        ('<c r="A1"><v>1-2</v></c>', "1-2", OddityKind.NUMBER_SYNTAX),
        ('<c r="A1"><v>1e400</v></c>', "1e400", OddityKind.NUMBER_SYNTAX),
        ('<c r="A1"><v>733万</v></c>', "733万", OddityKind.NUMBER_SYNTAX),
        ('<c r="A1"><v>2e15</v></c>', 2e15, OddityKind.NUMBER_TOO_LARGE),
        ('<c r="A1"><v>-2000000000000000</v></c>', -2e15, OddityKind.NUMBER_TOO_LARGE),
        ('<c r="A1" t="b"><v>yes</v></c>', "yes", OddityKind.BOOLEAN_SYNTAX),
        ('<c r="A1" t="d"><v>三月</v></c>', "三月", OddityKind.DATE_SYNTAX),
        ('<c r="A1" t="d"><v>1850-01-01</v></c>', "1850-01-01", OddityKind.DATE_SYNTAX),
        ('<c r="A1" t="e"><v>#SPILL!</v></c>', ErrorValue.NA, OddityKind.UNKNOWN_ERROR),
        ('<c r="A1" t="x"><v>1</v></c>', "1", OddityKind.UNKNOWN_TYPE),
        (f'<c r="A1" t="str"><v>{"长" * 32768}</v></c>', "长" * 32768, OddityKind.TEXT_TOO_LONG),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_an_odd_value_is_reported_and_never_a_wrong_number(
    cell: str, value: Value, kind: OddityKind, tmp_path: Path
) -> None:
    found, odd = one(tmp_path, cell)
    assert found is not None
    assert found.value == value
    assert odd == [kind.value]


def test_a_long_shared_string_is_reported(tmp_path: Path) -> None:
    strings = hostile.strings_xml(f"<si><t>{'长' * 40_000}</t></si>")
    _, odd = one(tmp_path, '<c r="A1" t="s"><v>0</v></c>', strings=strings)
    assert odd == ["text_too_long"]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<si><t>甲&amp;乙</t></si>", "甲&乙"),
        ('<si><t xml:space="preserve"> 甲 </t></si>', " 甲 "),
        ("<si><r><t>甲</t></r><r><rPr><b/></rPr><t>乙&lt;</t></r></si>", "甲乙<"),
        (
            '<si><t>東京</t><rPh sb="0" eb="2"><t>とう</t></rPh><phoneticPr fontId="1"/></si>',
            "東京",
        ),
        ("<si><t/></si>", ""),
        ("<si/>", ""),
        ("<si><t>a_x000A_b</t></si>", "a\nb"),
        ("<si><t>a&#10;b</t></si>", "a\nb"),
        ("<si><t><![CDATA[<甲>]]></t></si>", "<甲>"),
        ("<si><!-- x --><t>甲</t></si>\n", "甲"),
        ("<si ><t >甲</t></si>", "甲"),
    ],
)
def test_a_shared_string_keeps_its_text_only(item: str, text: str, tmp_path: Path) -> None:
    strings = hostile.strings_xml(f"<si><t>前</t></si>{item}<si><t>后</t></si>")
    with opened(tmp_path, strings=strings) as book:
        assert book.strings == ["前", text, "后"]


ODD_WRITING = {
    "前缀": lambda text: (
        text.replace("<worksheet xmlns=", "<x:worksheet xmlns:x=")
        .replace("</", "</x:")
        .replace("<sheetData", "<x:sheetData")
        .replace("<row", "<x:row")
        .replace("<c ", "<x:c ")
        .replace("<v>", "<x:v>")
        .replace("<f>", "<x:f>")
        .replace("<is><t>", "<x:is><x:t>")
        .replace("<mergeCell", "<x:mergeCell")
    ),
    "属性次序": lambda text: text.replace('r="A1" t="s"', 't="s" r="A1"'),
    "单引号": lambda text: text.replace('r="B1"', "r='B1'"),
    "注释": lambda text: text.replace("</row>", "</row><!-- <c r='Z9'><v>9</v></c> -->"),
    "头部注释": lambda text: text.replace("<sheetData>", "<!-- <sheetData> --><sheetData>"),
    "处理指令": lambda text: text.replace("<sheetData>", "<?x <sheetData> ?><sheetData>"),
    "CDATA": lambda text: text.replace("<f>1+1</f>", "<f><![CDATA[1+1]]></f>"),
    "不写地址": lambda text: (
        text.replace(' r="A1"', "").replace(' r="B1"', "").replace(' r="A2"', "")
    ),
    "不写行号": lambda text: text.replace('<row r="2"', "<row"),
    "换行缩进": lambda text: text.replace("<c ", "\n    <c ").replace("<row", "\r\n  <row"),
    "标记内换行": lambda text: text.replace('<c r="B1"', '<c\n  r="B1"'),
    "多写命名空间": lambda text: text.replace("<row ", f'<row xmlns="{hostile.MAIN}" ', 1),
    "BOM": lambda text: "\ufeff" + text,
    "无XML声明": lambda text: text.removeprefix(hostile.HEAD),
    "富文本": lambda text: text.replace(
        "<is><t>丙</t></is>", "<is><r><t>丙</t></r><rPh><t>x</t></rPh></is>"
    ),
}


@pytest.mark.parametrize("name", ODD_WRITING)
def test_odd_writing_gives_the_same_cells(name: str, tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><f>1+1</f><v>2</v></c></row>'
        '<row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>丙</t></is></c></row>'
    )
    usual = hostile.sheet_xml(rows, '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>')
    odd = ODD_WRITING[name](usual.decode()).encode()
    assert odd != usual
    with opened(tmp_path, sheet=odd) as book:
        sheet = book.sheets["数据"]
        assert sheet.cells == {
            (1, 1): ("甲", None, 0, "s"),
            (1, 2): (2.0, "1+1", 1, "n"),
            (2, 1): ("丙", None, 0, "s"),
        }
        assert sheet.hidden_rows == {2}
        assert sheet.merges == ((1, 1, 2, 1),)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t&<>\"'_x0041_ "),
    max_size=12,
)


@st.composite
def rows(draw: st.DrawFn) -> str:
    """Rows of cells as spreadsheets write them, all kinds mixed."""
    numbers = st.floats(allow_nan=False, allow_infinity=False).map(repr) | st.integers().map(str)
    markup = ""
    for row in sorted(draw(st.sets(st.integers(1, 200), max_size=4))):
        cells = ""
        for column in sorted(draw(st.sets(st.sampled_from("ABCDEFG"), max_size=5))):
            text = escape(draw(TEXTS))
            formula = draw(
                st.sampled_from(["", "<f>A1</f>", '<f t="shared" si="0"/>', f"<f>{text}</f>"])
            )
            kind, content = draw(
                st.sampled_from(
                    [
                        ("", ""),
                        ("", f"{formula}<v>{draw(numbers)}</v>"),
                        (' t="n"', f"<v>{draw(numbers)}</v>"),
                        (' t="s"', f"<v>{draw(st.integers(0, 1))}</v>"),
                        (' t="str"', f"{formula}<v>{text}</v>"),
                        (' t="inlineStr"', f"<is><t>{text}</t></is>"),
                        (' t="b"', f"{formula}<v>{draw(st.sampled_from('01x'))}</v>"),
                        (' t="e"', f"{formula}<v>{draw(st.sampled_from(['#N/A', '#X!']))}</v>"),
                    ]
                )
            )
            style = draw(st.sampled_from(["", ' s="0"', ' s="1"']))
            cells += f'<c r="{column}{row}"{style}{kind}>{content}</c>'
        hidden = draw(st.sampled_from(["", ' hidden="1"', ' ht="12.8" hidden="false"']))
        markup += f'<row r="{row}"{hidden}>{cells}</row>'
    return markup


@given(rows=rows())
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_both_paths_agree(rows: str, tmp_path: Path) -> None:
    both_ways(tmp_path, rows)


def test_a_long_sheet_is_taken_in_pieces_without_losing_a_cell(tmp_path: Path) -> None:
    text = "字" * 200
    cells = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c>'
        f'<c r="B{row}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for row in range(1, 5001)
    )
    found, odd = both_ways(tmp_path, cells)
    assert odd == []
    assert len(found) == 10_000
    assert [found[row, 1].value for row in range(1, 5001)] == list(range(1, 5001))


def test_a_closed_workbook_leaves_nothing_to_the_collector(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sample_openpyxl(path)

    def read() -> None:
        with open_workbook(path) as book:
            assert all(len(sheet.cells) >= 1 for sheet in book.sheets.values())

    read()
    gc.collect()
    gc.disable()
    try:
        read()
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_odd_sheets_are_reported(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="3" hidden="1"><c r="A3"><v>3</v></c><c r="A3"><v>4</v></c></row>'
    )
    sheet = hostile.sheet_xml(rows, '<mergeCells><mergeCell ref="A1:C2"/></mergeCells>')
    workbook = hostile.workbook_xml(properties='<workbookPr date1904="1"/>').replace(
        b'sheetId="1"', b'sheetId="1" state="hidden"'
    )
    with opened(tmp_path, sheet=sheet, workbook=workbook) as book:
        assert book.date1904
        assert book.oddities == ()
        assert book.sheets["数据"].cells[3, 1].value == 4
        found = [(oddity.sheet, oddity.cell, oddity.kind.value) for oddity in book.oddities]
        assert book.sheets["数据"].hidden
        assert book.sheets["数据"].hidden_rows == {3}
    assert found == [("数据", "A3", "duplicate_cell"), ("数据", "B1", "merged_value")]


def test_dates_of_the_1904_system_count_from_there(tmp_path: Path) -> None:
    workbook = hostile.workbook_xml(properties='<workbookPr date1904="true"/>')
    found, _ = one(tmp_path, '<c r="A1" t="d"><v>2023-03-01</v></c>', workbook=workbook)
    assert found is not None
    assert found.value == 44986 - 1462


def sample_openpyxl(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "产出"
    sheet.append(["编码", "产出_x000D_", "计划值", "日期"])
    sheet.append(["O01", "培训 <人数> & 次数", 700, dt.datetime(2023, 3, 1)])  # noqa: DTZ001 - a cell's
    sheet.append(["O02", " 前后空白 ", 0.1 + 0.2, True])
    sheet["C4"] = "=SUM(C2:C3)"
    sheet["A5"] = "#N/A"
    sheet.merge_cells("A7:B8")
    sheet.row_dimensions[3].hidden = True
    sheet.add_table(Table(displayName="yq_outputs", ref="A1:D3"))
    book.create_sheet("参数").sheet_state = "veryHidden"
    book["参数"]["B2"] = 100
    book.defined_names["总得分"] = DefinedName("总得分", attr_text="'产出'!$C$4")
    book["参数"].defined_names["满分"] = DefinedName("满分", attr_text="参数!$B$2")
    book.save(path)


def sample_xlsxwriter(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("产出")
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, ["编码", "产出", "计划值", "日期"], bold)
        sheet.write_row(1, 0, ["O01", "培训 <人数> & 次数", 700])
        sheet.write_rich_string(2, 1, "一", bold, "二", "三")
        sheet.write_number(2, 2, 0.1 + 0.2)
        sheet.write_formula(3, 2, "=SUM(C2:C3)", None, 700.3)
        sheet.write_formula(3, 3, '=IF(C4>0,"是 ","否")', None, "是 ")
        sheet.write_boolean(4, 0, True)
        sheet.write_blank(4, 1, None, bold)
        sheet.merge_range("A7:B8", "合并", bold)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.add_table(
            "A1:D3", {"name": "yq_outputs", "columns": [{"header": h} for h in "甲乙丙丁"]}
        )


def by_openpyxl(path: Path) -> dict[str, dict[Position, object]]:
    """What openpyxl reads: the cached values."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            (cell.row, cell.column): cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in book.worksheets
    }


def plain(value: object) -> object:
    """The value as openpyxl would say it: dates as dates aside."""
    return str(value) if isinstance(value, ErrorValue) else value


def serial(value: object) -> object:
    if isinstance(value, dt.datetime):
        return (value - dt.datetime(1899, 12, 30)).total_seconds() / 86400  # noqa: DTZ001 - a cell's
    return float(value) if isinstance(value, int | bool) else value


def assert_agrees(path: Path) -> None:
    expected = by_openpyxl(path)
    with open_workbook(path) as book:
        assert list(book.sheets) == list(expected)
        for name, cells in expected.items():
            sheet = book.sheets[name]
            assert sheet._source.canonical
            fast = dict(sheet.cells)
            found = {at: plain(cell.value) for at, cell in fast.items() if cell.value is not None}
            wanted = {at: serial(value) for at, value in cells.items()}
            wanted = {
                # openpyxl leaves _x000D_ as it is
                at: value.replace("_x000D_", "\r") if isinstance(value, str) else value
                for at, value in wanted.items()
            }
            assert found == wanted
            assert strictly(sheet, book)[0] == fast


@pytest.mark.parametrize("write", [sample_openpyxl, sample_xlsxwriter])
def test_the_cells_are_those_that_openpyxl_reads(write: object, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path)
    assert_agrees(path)


def test_the_skeleton_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sample_openpyxl(path)
    with open_workbook(path) as book:
        outputs, parameters = book.sheets.values()
        assert (outputs.name, outputs.state) == ("产出", "visible")
        assert (parameters.name, parameters.state) == ("参数", "veryHidden")
        assert outputs.merges == ((7, 1, 8, 2),)
        assert outputs.hidden_rows == {3}
        table = outputs.tables[0]
        assert (table.name, table.ref) == ("yq_outputs", (1, 1, 3, 4))
        assert table.columns == ("编码", "产出\r", "计划值", "日期")
        assert book.package.find(table.part)
        assert dict(book.names) == {"总得分": "'产出'!$C$4"}
        assert dict(book.local_names) == {("满分", "参数"): "参数!$B$2"}
        assert not book.macro
        assert not book.date1904
        assert outputs.cells[4, 3] == (None, "SUM(C2:C3)", 0, "n")
        assert outputs.cells[2, 4].style > 0


def test_a_macro_workbook_is_told_by_its_content(tmp_path: Path) -> None:
    types = hostile.parts()[hostile.CONTENT_TYPES].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    with opened(tmp_path, types=types) as book:
        assert book.macro


def test_parts_are_found_whatever_their_case_and_slashes(tmp_path: Path) -> None:
    parts = hostile.parts()
    odd = {
        name.upper().replace("/", "\\") if "sheet1" in name else name: data
        for name, data in parts.items()
    }
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(odd))
    with open_workbook(path) as book:
        assert book.sheets["数据"].cells[1, 1].value == "甲"
        assert book.sheets["数据"].part == "XL/WORKSHEETS/SHEET1.XML"


@pytest.mark.libreoffice
def test_files_that_libreoffice_saved(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        if os.environ.get("YQXL_REQUIRE_LIBREOFFICE") == "1":
            pytest.fail("LibreOffice is required here and missing")
        pytest.skip("LibreOffice is not installed")
    paths = [tmp_path / "openpyxl.xlsx", tmp_path / "xlsxwriter.xlsx"]
    sample_openpyxl(paths[0])
    sample_xlsxwriter(paths[1])
    folder = tmp_path / "saved"
    profile = (tmp_path / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, *paths],
        check=True,
        capture_output=True,
        timeout=120,
    )
    for path in paths:
        assert_agrees(folder / path.name)


ROWS = (
    '<row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="3"><c r="B3" t="inlineStr"><is><t>甲</t></is></c></row>'
    '<row r="12"><c r="A12"><f>A1</f><v>1</v></c></row>'
    '<row r="900"><c r="A900"><v>2</v></c></row>'
)


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        (ROWS.replace("<f>A1</f><v>1</v>", "<f>A1</f><v>7</v>"), True),
        (ROWS.replace('r="A12"><f>A1</f><v>1</v>', 'r="A12" t="str"><f>A1</f><v>x</v>'), True),
        (ROWS.replace("<f>A1</f>", "<f>A2</f>"), False),
        (ROWS.replace("<v>2</v>", "<v>3</v>"), False),
        (ROWS.replace("甲", "乙"), False),
        (ROWS.replace('"A900"', '"B900"'), False),
    ],
    ids=["value", "text", "formula", "number", "constant", "place"],
)
def test_a_fingerprint_tells_all_but_saved_values(tmp_path: Path, changed: str, same: bool) -> None:
    marks = []
    for rows in (ROWS, changed):
        with opened(tmp_path, sheet=hostile.sheet_xml(rows)) as book:
            marks.append(book.sheets["数据"].fingerprint())
    assert None not in marks
    assert (marks[0] == marks[1]) is same


@pytest.mark.parametrize(
    "rows",
    [
        ROWS.replace("<v>2</v>", "<!-- --><v>2</v>"),
        ROWS.replace('<c r="A900">', '<c r="A900" t="s">').replace("<v>2</v>", "<v>0</v>"),
    ],
    ids=["remark", "shared string"],
)
def test_cells_that_do_not_say_all_by_themselves_have_no_fingerprint(
    tmp_path: Path, rows: str
) -> None:
    with opened(tmp_path, sheet=hostile.sheet_xml(rows)) as book:
        assert book.sheets["数据"].fingerprint() is None


def test_a_formula_with_a_control_character_is_refused(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="B1"><f>A1\x01</f><v>1</v></c></row>'
    with (
        opened(tmp_path, sheet=hostile.sheet_xml(rows)) as book,
        pytest.raises(InputRefusedError),
    ):
        _ = book.sheets["数据"].cells


@pytest.mark.parametrize("formula", ["A1<b/>", "A1</f><f>B1"], ids=["tag", "two formulas"])
def test_a_formula_that_is_written_oddly_is_read_strictly(tmp_path: Path, formula: str) -> None:
    rows = f'<row r="1"><c r="B1"><f>{formula}</f><v>1</v></c></row>'
    with opened(tmp_path, sheet=hostile.sheet_xml(rows)) as book:
        sheet = book.sheets["数据"]
        cells = dict(sheet.cells)
        assert not sheet._source.canonical
        assert (cells, list(sheet.oddities)) == strictly(sheet, book)


def test_formulas_stay_with_their_cells(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><v>3</v></c>'
        '<c r="C1"><f t="shared" ref="C1:D1" si="0">A1</f><v>2</v></c>'
        '<c r="D1"><f t="shared" si="0"/><v>3</v></c><c r="E1"><f/><v>4</v></c>'
        '<c r="F1" t="str"><f>"xmlns"&amp;A1</f><v>x2</v></c></row>'
    )
    cells, _ = both_ways(tmp_path, rows)
    formulas = {at[1]: cell.formula for at, cell in cells.items()}
    assert formulas == {1: "1+1", 2: None, 3: "A1", 4: "", 5: "", 6: '"xmlns"&A1'}
