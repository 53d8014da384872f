"""Native charts in a Word document: filled, editable, renewed with new data, the same bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from documents.reports import CASE, examined, lines, opened, with_output, written
from docx.oxml.ns import qn

from yqxl.documents.report.writing import composed, filled_document
from yqxl.model.rows import Evaluation, Output

TEMPLATE = ("前", "〔图：完成情况〕", "后", "见〔图：得分率〕。")


def parts(data: bytes, folder: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if folder in name}


def test_a_placeholder_becomes_a_chart_with_its_workbook(tmp_path: Path) -> None:
    report = filled_document(written(tmp_path / "a.docx", *TEMPLATE), examined(CASE))
    assert report.filled == ("图：完成情况",)
    assert report.unknown == ("图：得分率（表和图要单独成一段）",)
    (chart,) = parts(report.data, "word/charts/yqxl").values()
    assert "4项产出2项没有完成，其中1项没有开展".encode() in chart
    (workbook,) = parts(report.data, "word/embeddings/").values()
    sheet = openpyxl.load_workbook(io.BytesIO(workbook))["图表"]
    assert "全市高中教师学科素养培训\n509/700人" in [cell.value for row in sheet for cell in row]
    assert lines(opened(report.data))[::2] == ["前", "后"]


def test_new_data_are_drawn_into_the_chart_that_stands(tmp_path: Path) -> None:
    first = tmp_path / "b.docx"
    first.write_bytes(filled_document(written(tmp_path / "a.docx", *TEMPLATE), examined(CASE)).data)
    report = filled_document(first, examined(with_output(700.0)))
    assert report.renewed == ("图：完成情况",)
    (chart,) = parts(report.data, "word/charts/yqxl").values()
    assert "4项产出1项没有完成".encode() in chart
    again = tmp_path / "c.docx"
    again.write_bytes(report.data)
    same = filled_document(again, examined(with_output(700.0)))
    assert (same.renewed, same.data) == ((), report.data)


def test_a_chart_that_somebody_wrote_to_is_kept(tmp_path: Path) -> None:
    document = opened(filled_document(written(tmp_path / "a.docx", *TEMPLATE), examined(CASE)).data)
    document.paragraphs[1].add_run("我们的说明")
    document.save(str(tmp_path / "b.docx"))
    report = filled_document(tmp_path / "b.docx", examined(with_output(700.0)))
    assert not report.renewed
    assert report.kept[0].startswith("〔图：完成情况〕")


def test_what_the_data_do_not_give_stays(tmp_path: Path) -> None:
    report = filled_document(written(tmp_path / "a.docx", TEMPLATE[1]), examined(Evaluation()))
    assert report.without_data == ("图：完成情况",)


def test_our_own_report_has_every_chart_with_a_numbered_caption() -> None:
    report = composed(examined(CASE))
    assert len(parts(report.data, "word/charts/yqxl")) == 5
    captions = [one.text for one in opened(report.data).paragraphs if one.text.startswith("图")]
    assert captions == [
        "图1  资金到位和支出情况", "图2  一级指标得分率", "图3  一级指标失分", "图4  产出完成情况",
        "图5  一本(大文大理)达线率",
    ]  # fmt: skip
    codes = [one.text.strip() for one in opened(report.data).element.iter(qn("w:instrText"))]
    assert codes.count("SEQ 图 \\* ARABIC") == 5
    assert composed(examined(CASE)).data == report.data


@pytest.mark.parametrize("name", ["word/charts/yqxl1.xml", "word/embeddings/yqxl1.xlsx"])
def test_the_parts_have_their_types(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(composed(examined(CASE)).data)) as package:
        assert name in package.namelist()
        types = package.read("[Content_Types].xml").decode()
    assert f"/{name}" in types or 'Extension="xlsx"' in types


@pytest.mark.parametrize(("count", "least"), [(2, 80), (12, 150), (25, 150)])
def test_lying_bars_have_room_for_their_names(count: int, least: int) -> None:
    outputs = tuple(Output(f"O{n}", f"产出{n}", 10.0, 4.0, "公里") for n in range(count))
    report = composed(examined(replace(CASE, outputs=outputs)))
    heights = {
        frame.find(qn("wp:docPr")).get("descr"): int(frame.find(qn("wp:extent")).get("cy")) // 36000
        for frame in opened(report.data).element.iter(qn("wp:inline"))
    }
    # a type area of 225 mm holds chart and caption
    assert least <= heights["完成情况"] <= 215
    assert heights["资金"] == 80
