"""A person's own document: placeholders filled in its own form, and renewed later."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from documents.reports import CASE, examined, lines, opened, whole, with_output, written
from docx.oxml.ns import qn
from libreoffice.office import outside_environment, why_missing

from yqxl.documents.report.writing import Report, filled_document
from yqxl.errors import InputRefusedError
from yqxl.model.rows import Evaluation


def fill(path: Path, evaluation: Evaluation = CASE) -> Report:
    return filled_document(path, examined(evaluation))


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("总分〔总分〕分，等级〔等级〕。", "总分77.73分，等级中。"),
        ("〔名称〕", "2022年阳泉市教师队伍能力提升培训专项资金政策"),
        ("政策实施得分〔得分：B〕，得分率〔得分率：b〕", "政策实施得分20.99，得分率69.97%"),
        ("C102：〔得分：C102〕/〔权重：C102〕", "C102：2.18/3"),
        ("支出〔资金/合计/实际支出〕万元", "支出414.77万元"),
        ("完成率〔产出/O02/完成率〕，〔取值：R06〕", "完成率72.71%，87.28%"),
        ("如：〔产出问题：未开展〕", "如：个别项目未开展，具体是全市高中骨干教研队伍培训。"),
    ],
)  # fmt: skip
def test_values_and_sentences(tmp_path: Path, text: str, becomes: str) -> None:
    report = fill(written(tmp_path / "a.docx", text))
    assert lines(opened(report.data))[0] == becomes
    assert not report.unknown
    assert not report.without_data


def test_a_placeholder_typed_in_several_runs_takes_the_form_it_begins_in(tmp_path: Path) -> None:
    path = written(tmp_path / "a.docx", ["得", "总〔总", "分〕分。〔等", "级〕完"])
    document = opened(fill(path).data)
    runs = [(one.text, bool(one.bold)) for one in document.paragraphs[0].runs if one.text]
    assert runs == [
        ("得", False), ("总", True), ("77.73", True), ("分。", False), ("中", False), ("完", True),
    ]  # fmt: skip


def test_breaks_behind_a_placeholder_stay_behind_it(tmp_path: Path) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("甲〔总分〕")
    run.add_break()
    run.add_text("乙")
    document.save(str(tmp_path / "a.docx"))
    filled = opened(fill(tmp_path / "a.docx").data)
    assert filled.paragraphs[0].text == "甲77.73\n乙"


def test_paragraphs_keep_the_form_of_their_placeholder(tmp_path: Path) -> None:
    document = docx.Document()
    one = document.add_paragraph(style="Intense Quote")
    one.add_run("〔分析〕").italic = True
    document.save(str(tmp_path / "a.docx"))
    filled = opened(fill(tmp_path / "a.docx").data)
    assert len(filled.paragraphs) == 4
    assert {one.style.name for one in filled.paragraphs} == {"Intense Quote"}
    assert all(run.italic for one in filled.paragraphs for run in one.runs)


def test_a_table_stands_in_the_place_of_its_placeholder(tmp_path: Path) -> None:
    document = opened(fill(written(tmp_path / "a.docx", "前", "〔表3-1〕", "后")).data)
    (table,) = document.tables
    assert [cell.text for cell in table.rows[2].cells][:3] == ["得分", "17", "20.99"]
    assert [one.text for one in document.paragraphs][0::3][0] == "前"
    assert document.paragraphs[-1].text == "后"
    assert document.paragraphs[1].text.startswith("资料来源：")


def test_headers_and_cells_are_filled_too(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "〔名称〕"
    document.add_table(1, 1).rows[0].cells[0].paragraphs[0].text = "得分〔总分〕"
    document.save(str(tmp_path / "a.docx"))
    filled = opened(fill(tmp_path / "a.docx").data)
    assert filled.tables[0].rows[0].cells[0].text == "得分77.73"
    assert "阳泉市" in filled.sections[0].header.paragraphs[0].text


@pytest.mark.parametrize(
    ("text", "unknown", "without"),
    [
        ("财预〔2020〕10号", (), ()),
        ("〔总份〕", ("总份",), ()),
        ("见〔表3-1〕。", ("表3-1（表和图要单独成一段）",), ()),
        ("〔产出/O09/实际值〕", (), ("产出/O09/实际值",)),
        ("〔分析：E〕", (), ("分析：E",)),
        ("〔文字：有关建议〕", (), ("文字：有关建议",)),
        ("〔总体目标〕", (), ("总体目标",)),
    ],
)
def test_what_cannot_be_filled_stays_and_is_named(
    tmp_path: Path, text: str, unknown: tuple[str, ...], without: tuple[str, ...]
) -> None:
    report = fill(written(tmp_path / "a.docx", text))
    assert lines(opened(report.data)) == [text]
    assert (report.unknown, report.without_data) == (unknown, without)


# ---------------------------------------------------------------------- renewing

TEMPLATE = ("总分〔总分〕分。", "〔产出〕", "〔表3-1〕", "〔分析：A〕", "〔产出问题〕", "完")


def saved(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_new_data_renew_what_nobody_changed(tmp_path: Path) -> None:
    first = saved(tmp_path / "b.docx", fill(written(tmp_path / "a.docx", *TEMPLATE)).data)
    report = fill(first, with_output(700.0))
    text = whole(opened(report.data))
    assert set(report.renewed) == {"总分", "产出", "表3-1", "产出问题"}
    assert not report.kept
    assert "总分78.55分。" in text
    assert "实际培训700人，完成率100%。" in text
    assert "32.56" in text
    assert "开展的项目未完成" not in text
    assert text.count("指标主要从") == 1
    again = fill(saved(tmp_path / "c.docx", report.data), with_output(700.0))
    assert (again.renewed, again.kept, again.data) == ((), (), report.data)


def test_back_to_the_first_data_is_back_to_the_first_text(tmp_path: Path) -> None:
    first = fill(written(tmp_path / "a.docx", *TEMPLATE)).data
    second = fill(saved(tmp_path / "b.docx", first), with_output(700.0)).data
    third = fill(saved(tmp_path / "c.docx", second)).data
    assert lines(opened(third)) == lines(opened(first))


def test_what_somebody_changed_is_kept_and_named(tmp_path: Path) -> None:
    first = opened(fill(written(tmp_path / "a.docx", *TEMPLATE)).data)
    outputs = next(one for one in first.paragraphs if "509人" in one.text)
    outputs.add_run("我们到现场核实过。")
    table = first.tables[0]
    table.rows[2].cells[1].paragraphs[0].add_run("（注）")
    first.save(str(tmp_path / "b.docx"))
    report = fill(tmp_path / "b.docx", with_output(700.0))
    text = whole(opened(report.data))
    assert "实际培训509人，完成率72.71%。我们到现场核实过。" in text
    assert "17（注）" in text
    assert "总分78.55分。" in text
    assert [one.partition("〕")[0] for one in report.kept] == ["〔产出", "〔表3-1"]


def test_a_paragraph_written_between_is_kept(tmp_path: Path) -> None:
    first = opened(fill(written(tmp_path / "a.docx", *TEMPLATE)).data)
    outputs = next(one for one in first.paragraphs if "509人" in one.text)
    outputs.insert_paragraph_before("自己写的一段。")
    first.save(str(tmp_path / "b.docx"))
    report = fill(tmp_path / "b.docx", with_output(700.0))
    assert "自己写的一段。" in whole(opened(report.data))
    assert "实际培训509人" in whole(opened(report.data))


def test_blocks_whose_data_are_gone_stay_and_are_named(tmp_path: Path) -> None:
    first = saved(tmp_path / "b.docx", fill(written(tmp_path / "a.docx", *TEMPLATE)).data)
    report = fill(first, Evaluation())
    assert "509人" in whole(opened(report.data))
    assert any(one.startswith("产出") for one in report.without_data)


@pytest.mark.libreoffice
def test_a_document_saved_by_libreoffice_is_renewed_alike(tmp_path: Path) -> None:
    if reason := why_missing():
        if os.environ.get("YQXL_REQUIRE_LIBREOFFICE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    first = saved(tmp_path / "b.docx", fill(written(tmp_path / "a.docx", *TEMPLATE)).data)
    folder, profile = tmp_path / "saved", (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            shutil.which("soffice"), f"-env:UserInstallation={profile}", "--headless",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, first,
        ],
        check=True, capture_output=True, env=outside_environment(), timeout=120,
    )  # fmt: skip
    report = fill(folder / "b.docx", with_output(700.0))
    assert set(report.renewed) == {"总分", "产出", "表3-1", "产出问题"}
    assert not report.kept
    direct = fill(first, with_output(700.0))
    assert "".join(whole(opened(report.data)).split()) == "".join(
        whole(opened(direct.data)).split()
    )
    names = [
        one.get(qn("w:name")) for one in opened(report.data).element.iter(qn("w:bookmarkStart"))
    ]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html></html>"])
def test_what_is_no_document_is_refused(tmp_path: Path, data: bytes) -> None:
    path = saved(tmp_path / "a.docx", data)
    with pytest.raises(InputRefusedError):
        fill(path)


def test_a_workbook_is_no_document(tmp_path: Path) -> None:
    workbook = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.xlsx"
    with pytest.raises(InputRefusedError) as refused:
        fill(saved(tmp_path / "a.docx", workbook.read_bytes()))
    assert refused.value.code == "YQ-236"
