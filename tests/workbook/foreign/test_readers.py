"""Every format gives the same grid: values, spans, per cent; nothing is lost on the way."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from libreoffice.office import Calc
from workbook.foreign.documents import cell, paragraph, row, write_docx, write_ods

from yqxl.errors import InputRefusedError
from yqxl.evaluation.importing.source_grid import SourceGrid
from yqxl.workbook.foreign.kinds import read_tables

TABLES = Path(__file__).parents[2] / "foreign_tables"


def texts(grid: SourceGrid) -> list[list[str]]:
    return [[each.text if each else "" for each in line] for line in grid.rows]


def only(path: Path) -> SourceGrid:
    (grid,) = read_tables(path)
    return grid


def workbook(path: Path, *cells: tuple[str, object, str]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    for address, value, code in cells:
        sheet.write(address, value, book.add_format({"num_format": code}))
    book.close()
    return path


def without_empty_values(path: Path) -> Path:
    """Take the empty saved values out, as programs that do not calculate leave them."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part.replace(b"<v></v>", b""))
    return path


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.96, "0.00%", "96%"),
        (0.885, "0.0%", "88.5%"),
        (96.2, '0.0"%"', "96.2%"),
        (50, '0"公里"', "50公里"),
        (90, '"≥"0', "≥90"),
        (3600, "#,##0", "3600"),
        (0.07, "General", "0.07"),
        (50, r"0\公里", "50公里"),
        (90, r"\≥0", "≥90"),
        (0.9, r"\≥0%", "≥90%"),
        (1200, 'General"户"', "1200户"),
        (1200, 'G/通用格式"户"', "1200户"),
        (2500, '#,##0.00"元"_);[Red](#,##0.00"元")', "2500元"),
        (210, "[$¥-804]#,##0", "¥210"),
        (12, '0;-0;"无"', "12"),
        (9.25, "0.00_ ", "9.25"),
        (52000, '0!.0,"万"', "52000"),
        (52000, '#,##0,"千元"', "52000"),
        (0.5, "# ?/?", "0.5"),
        (45291, "yyyy/m/d", "2023-12-31"),
        (45291, 'yyyy"年"m"月"d"日"', "2023-12-31"),
        (45291, "[$-F800]dddd, mmmm dd, yyyy", "2023-12-31"),
        (45291.75, "m/d/yy h:mm", "2023-12-31"),
    ],
)
def test_a_number_shows_what_its_format_adds(
    tmp_path: Path, value: float, code: str, text: str
) -> None:
    grid = only(workbook(tmp_path / "a.xlsx", ("A1", value, code)))
    assert texts(grid) == [[text]]


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".xlsx"])
def test_what_a_format_adds_outlives_a_save_by_libreoffice(
    tmp_path: Path, calc: Calc, suffix: str
) -> None:
    """LibreOffice escapes each letter where Excel quotes the word."""
    codes = [(50, '0"公里"', "50公里"), (0.9, '"≥"0%', "≥90%"), (45291, "yyyy/m/d", "2023-12-31")]
    cells = [(f"A{row}", value, code) for row, (value, code, _) in enumerate(codes, 1)]
    source = workbook(tmp_path / "a.xlsx", *cells)
    with calc.open(source) as document:
        saved = document.save(tmp_path / f"saved{suffix}")
    assert texts(only(saved)) == [[text] for *_, text in codes]


def test_a_formula_without_a_value_is_told_and_not_taken_for_a_blank(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("表")
    sheet.write("A1", "分值")
    sheet.write_formula("A2", "=20+30", None, "")
    sheet.write_formula("A3", "=1/0", None, "#DIV/0!")
    book.close()
    grid = only(without_empty_values(tmp_path / "a.xlsx"))
    told = {grid.place(each): each.remark for each in grid.unread()}
    assert told["表!A2"].startswith("公式没有保存的值")
    assert told["表!A3"] == "错误值 #DIV/0!"


def test_hidden_sheets_rows_and_columns(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet, other = book.add_worksheet("表"), book.add_worksheet("藏")
    for line in range(3):
        sheet.write_row(line, 0, ["甲", "乙", "丙"])
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column("B:B", None, None, {"hidden": True})
    other.write("A1", "x")
    other.hide()
    book.close()
    grid = only(tmp_path / "a.xlsx")
    assert [[each.remark if each else "" for each in line] for line in grid.rows] == [
        ["", "隐藏列", ""],
        ["隐藏行", "隐藏列", "隐藏行"],
        ["", "隐藏列", ""],
    ]


def test_a_merge_that_hides_other_contents_stands_alone(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("表")
    sheet.merge_range("A1:A3", "一级指标")
    sheet.write("A2", "产出指标")
    book.close()
    grid = only(tmp_path / "a.xlsx")
    assert texts(grid) == [["一级指标"], ["产出指标"]]
    assert all(each.remark for each in grid.cells())


def test_rows_in_content_controls_and_insertions_are_read(tmp_path: Path) -> None:
    inserted = f"<w:ins>{row('插入', '3')}</w:ins>"
    controlled = f"<w:sdt><w:sdtContent>{row('控件', '2')}</w:sdtContent></w:sdt>"
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删除')}{cell('9')}</w:tr>"
    table = f"<w:tbl>{row('名称', '分值')}{controlled}{inserted}{deleted}</w:tbl>"
    grid = only(write_docx(tmp_path / "a.docx", paragraph("附表") + table))
    assert texts(grid) == [["名称", "分值"], ["控件", "2"], ["插入", "3"]]
    assert grid.before == ("附表",)


def test_deleted_text_and_field_codes_are_not_read(tmp_path: Path) -> None:
    changed = (
        "<w:tc><w:tcPr/><w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p></w:tc>"
    )
    grid = only(write_docx(tmp_path / "a.docx", f"<w:tbl><w:tr>{changed}</w:tr></w:tbl>"))
    assert texts(grid) == [["新"]]


def test_spans_of_a_document_table(tmp_path: Path) -> None:
    first = cell("产出", '<w:vMerge w:val="restart"/>') + cell("里程")
    below = cell("", "<w:vMerge/>") + cell("次数")
    total = cell("合计", '<w:gridSpan w:val="2"/>')
    rows = "".join(f"<w:tr>{each}</w:tr>" for each in (first, below, total))
    grid = only(write_docx(tmp_path / "a.docx", f"<w:tbl>{rows}</w:tbl>"))
    assert texts(grid) == [["产出", "里程"], ["产出", "次数"], ["合计", "合计"]]
    assert grid.at(0, 0) is grid.at(1, 0)


def test_a_table_within_a_table_is_a_table_of_its_own(tmp_path: Path) -> None:
    inner = f"<w:tbl>{row('里', '1')}</w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc><w:tcPr/>{paragraph('外')}{inner}</w:tc></w:tr></w:tbl>"
    grids = read_tables(write_docx(tmp_path / "a.docx", outer))
    assert [texts(grid) for grid in grids] == [[["外"]], [["里", "1"]]]


def test_spans_repeats_and_per_cent_of_an_open_document(tmp_path: Path) -> None:
    rows = (
        '<table:table-row><table:table-cell table:number-rows-spanned="2"'
        ' office:value-type="string"><text:p>产出</text:p></table:table-cell>'
        '<table:table-cell office:value-type="percentage" office:value="0.96">'
        "<text:p>96.00%</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:covered-table-cell/>"
        '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell'
        ' table:number-columns-repeated="1024"/></table:table-row>'
    )
    grid = only(write_ods(tmp_path / "a.ods", rows))
    assert texts(grid) == [["产出", "96%"], ["产出", "12"]]


def test_hidden_columns_sheets_and_errors_of_an_open_document(tmp_path: Path) -> None:
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        "<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>"
        "<table:table-cell><text:p>乙</text:p></table:table-cell>"
        '<table:table-cell office:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        '</table:table-row></table:table><table:table table:name="藏" table:style-name="ta2">'
        "<table:table-row><table:table-cell><text:p>丙</text:p></table:table-cell>"
        "</table:table-row>"
    )
    styles = (
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    grid = only(write_ods(tmp_path / "a.ods", rows, styles))
    assert [[each.remark if each else "" for each in line] for line in grid.rows] == [
        ["", "隐藏列", "错误值"]
    ]


def test_merges_and_per_cent_of_an_old_workbook() -> None:
    grid = only(TABLES / "s03_national.xls")
    title = grid.at(1, 0)
    assert title is not None
    assert title.width > 5
    assert "96%" in {each.text for each in grid.cells()}


def test_an_old_workbook_may_be_named_et(tmp_path: Path) -> None:
    path = tmp_path / "表.et"
    path.write_bytes((TABLES / "s03_national.xls").read_bytes())
    assert texts(only(path)) == texts(only(TABLES / "s03_national.xls"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_in_every_usual_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"名称{delimiter}分值\r\n养护里程{delimiter}15\r\n".encode(encoding))
    assert texts(only(path)) == [["名称", "分值"], ["养护里程", "15"]]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_web_page_with_spans(tmp_path: Path, encoding: str) -> None:
    name = {"gb18030": "gb2312"}.get(encoding, encoding)
    page = (
        f'<html><head><meta charset="{name}"><title>x</title></head><body><p>评价表</p><table>'
        "<tr><td rowspan=2>产出</td><td>里程<br>公里</td></tr><tr><td>次数&amp;天数</td></tr>"
        "</table></body></html>"
    )
    path = tmp_path / "a.xls"
    path.write_bytes(page.encode(encoding))
    grid = only(path)
    assert texts(grid) == [["产出", "里程\n公里"], ["产出", "次数&天数"]]
    assert grid.before == ("评价表",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n", "YQ-151"),
        (b"{\\rtf1 abc}", "YQ-150"),
        (b"Rar!\x1a\x07\x01", "YQ-115"),
        (b"PK\3\4" + b"\0" * 40, "YQ-120"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "YQ-150"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "YQ-106"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "YQ-120"),
        (b"\x01\x02\x00\x80\xff" * 9, "YQ-117"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Table/>', "YQ-112"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><office:document><table:table/>", "YQ-112"),
        (b"From: a\r\nSubject: b\r\n c\r\nMIME-Version: 1.0\r\n\r\n<html><table>", "YQ-111"),
        (b"", "YQ-103"),
    ],
)
def test_what_no_reader_takes_is_refused_with_a_way_out(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(content)
    with pytest.raises(InputRefusedError) as refused:
        read_tables(path)
    assert refused.value.code == code
    assert refused.value.remedy


def test_an_open_text_document_is_to_be_saved_as_docx(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<office/>")
    with pytest.raises(InputRefusedError) as refused:
        read_tables(tmp_path / "a.odt")
    assert refused.value.code == "YQ-150"
    assert ".docx" in str(refused.value.remedy)


def test_a_page_that_is_xml_too_is_read(tmp_path: Path) -> None:
    page = "<?xml version='1.0'?><html><table><tr><td>甲</td></tr></table></html>"
    (tmp_path / "a.xls").write_text(page, encoding="utf-8")
    assert texts(only(tmp_path / "a.xls")) == [["甲"]]


def test_a_file_that_is_not_there_is_told_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError, match="没有这个文件"):
        read_tables(tmp_path / "没有.xlsx")


def test_a_document_with_a_declaration_is_refused(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", "")
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(InputRefusedError) as refused:
        read_tables(path)
    assert refused.value.code == "YQ-131"
