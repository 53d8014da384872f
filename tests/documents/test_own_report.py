"""Our own report: what it says, how it looks, and that it is the same bytes every time."""

from __future__ import annotations

import re

import pytest
from documents.reports import CASE, examined, lines, opened, whole
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from yqxl.documents.report.writing import composed
from yqxl.model.rows import Evaluation, Indicator, Project, ReportText

REPORT = composed(examined(CASE))
DOCUMENT = opened(REPORT.data)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

#: every figure of 一(四), 三 and 五 of the published report that the data give
FIGURES = [
    "733万元",
    "226.30万元",
    "8.06万元",
    "108.85万元",
    "106.43万元",
    "146.05万元",
    "137.30万元",
    "739.24万元",
    "639.79万元",
    "到位率100%",
    "到位率87.28%",
    "414.77万元",
    "预算执行率64.83%",
    "133.06万元",
    "57.85%",
    "结余96.94万元",
    "77.73分",
    "评价等级为“中”",
    "85%",
    "69.97%",
    "79.35%",
    "80%",
    "77.73%",
    "20.99",
    "31.74",
    "70人",
    "152人",
    "700人",
    "509人",
    "72.71%",
    "156天",
    "15.78%",
    "1.11个百分点",
    "1.43个百分点",
    "2.43个百分点",
]


@pytest.mark.parametrize("figure", FIGURES)
def test_the_figures_of_the_published_report_stand_in_it(figure: str) -> None:
    assert figure in whole(DOCUMENT)


def test_the_same_data_give_the_same_bytes() -> None:
    assert composed(examined(CASE)).data == REPORT.data


def test_the_outline_is_that_of_the_regulation() -> None:
    heads = [one.text for one in DOCUMENT.paragraphs if one.style.name == "Heading 1"]
    assert heads == [
        "一、基本情况",
        "二、绩效评价工作开展情况",
        "三、综合评价情况及评价结论",
        "四、绩效评价指标分析",
        "五、主要经验及做法、存在的问题及原因分析",
        "六、有关建议",
        "七、其他需要说明的问题",
    ]
    under = [one.text for one in DOCUMENT.paragraphs if one.style.name == "Heading 2"]
    # 四 of the published report
    assert {"（一）政策制定指标分析", "（二）政策实施指标分析", "（三）政策效果指标分析",
            "（四）政策可持续性指标分析"} <= set(under)  # fmt: skip


def test_the_page_is_that_of_an_official_document() -> None:
    section = DOCUMENT.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side / Cm(1), 1) for side in sides] == [3.7, 3.5, 2.8, 2.6]
    normal = DOCUMENT.styles["Normal"]
    assert (normal.font.size, normal.paragraph_format.line_spacing) == (Pt(16), Pt(28.95))
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert DOCUMENT.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    assert DOCUMENT.styles["Heading 2"].element.rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"
    footers = [section.footer, section.even_page_footer]
    assert ["".join(run.text for run in one.paragraphs[0].runs) for one in footers] == ["— 1 —"] * 2


def test_tables_repeat_their_header_and_do_not_break_inside_rows() -> None:
    assert len(DOCUMENT.tables) >= 6
    for table in DOCUMENT.tables:
        rows = list(table._tbl.iter(qn("w:tr")))
        assert all(row.find(f".//{WORD}cantSplit") is not None for row in rows)
        assert rows[0].find(f".//{WORD}tblHeader") is not None
        assert rows[-1].find(f".//{WORD}tblHeader") is None
        grids = [one.get(qn("w:val")) for one in table._tbl.iter(qn("w:snapToGrid"))]
        assert grids.count("0") == len(list(table._tbl.iter(qn("w:p"))))


def test_a_level_stands_again_on_the_next_page_of_a_long_table() -> None:
    rows = tuple(
        Indicator(f"A{n:03}", "A决策", "A1立项", f"指标{n}", 1.0, "直接评分", given=1.0)
        for n in range(100)
    )
    report = composed(examined(Evaluation(Project(name="长表"), indicators=rows)))
    system = next(t for t in opened(report.data).tables if "一级指标" in t.rows[0].cells[0].text)
    first = [row.find(f".//{WORD}tc") for row in system._tbl.iter(qn("w:tr"))]
    shown = [number for number, cell in enumerate(first) if "A决策" in "".join(cell.itertext())]
    assert len(shown) >= 3
    merges = [first[number].find(f".//{WORD}vMerge").get(qn("w:val")) for number in shown]
    assert set(merges) == {"restart"}


def test_no_content_control_is_used() -> None:
    assert DOCUMENT.element.find(f".//{WORD}sdt") is None


def test_captions_are_sequences_and_texts_refer_to_them() -> None:
    codes = [node.text.strip() for node in DOCUMENT.element.iter(qn("w:instrText"))]
    assert "SEQ 表3- \\* ARABIC \\r 1" in codes
    assert "REF yqref_3_1 \\h" in codes
    named = {one.get(qn("w:name")) for one in DOCUMENT.element.iter(qn("w:bookmarkStart"))}
    assert {code.split()[1] for code in codes if code.startswith("REF")} <= named
    assert "具体得分情况如下表3-1所示。" in whole(DOCUMENT)


def test_the_evaluators_own_text_stands_in_its_part() -> None:
    texts = (ReportText("存在的问题", "第一段。\n第二段。"), ReportText("七", "建议一。"))
    evaluation = Evaluation(Project(name="有文字的项目"), texts=texts)
    report = composed(examined(evaluation))
    found = lines(opened(report.data))
    place = found.index("（二）存在的问题及原因分析")
    assert found[place + 1 : place + 3] == ["第一段。", "第二段。"]
    assert "建议一。" in found
    assert "〔文字：项目概况〕" in found
    assert "文字：项目概况" in report.without_data


def test_a_blank_evaluation_gives_an_outline_without_error_values() -> None:
    text = whole(opened(composed(examined(Evaluation())).data))
    assert "六、有关建议" in text
    assert not re.search("#|None|表3-1", text)


def test_the_tables_alone_have_captions_and_nothing_else() -> None:
    document = opened(composed(examined(CASE), only_tables=True).data)
    texts = [one.text for one in document.paragraphs]
    assert len(document.tables) >= 8
    assert "表3-1  政策综合绩效评价得分情况表" in texts
    assert "一、基本情况" not in texts
