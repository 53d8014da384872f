"""A finished report against its workbook: no false alarm, and every planted error found."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from documents.planted_errors import KINDS, plantable, plantable_in_tables, plants
from documents.reports import CASE, CASE_FILE, ROOT, examined, with_tables
from libreoffice.office import outside_environment, why_missing
from other_desks import DESKS
from twenty_evaluations import ROADS, SUBSIDY, SURVEYED, TWENTY

from yqxl.catalog import sentence_rules
from yqxl.documents.checking.claims import Claim, plain_text, sentences
from yqxl.documents.checking.facts import Fact, facts
from yqxl.documents.checking.report_check import check_report
from yqxl.documents.checking.verdicts import Verdicts, compare_text
from yqxl.documents.report.writing import composed
from yqxl.errors import InputRefusedError
from yqxl.evaluation import evaluate
from yqxl.model.layout import Layout
from yqxl.model.rows import Cost, Evaluation, Fund, Indicator, Output, Project, Trend
from yqxl.pipeline.examine import Examined, examine_file
from yqxl.workbook.foreign.report_text import report_text

PUBLISHED = ROOT / "tests" / "published"
TRUE = (PUBLISHED / "yangquan_2022_report.txt").read_text("utf-8")
REWORDINGS = sorted((PUBLISHED / "rewordings").glob("*.txt"))
OTHERS = {"公路": ROADS, "救助": SUBSIDY, "养老": SURVEYED}
#: the sketch that came before found 46 of 47 of each kind
PLANTED, FOUND = 47, 46
#: in reports that nobody wrote for the check
FOUND_BY_OTHERS = 42
Choose = Callable[[str, Sequence[Fact]], list[Claim]]


@cache
def case() -> Examined:
    return examine_file(CASE_FILE)


def check(text: str, evaluation: Evaluation) -> Verdicts:
    return compare_text(text, evaluation, evaluate(evaluation), Layout())


def against_the_case(text: str) -> Verdicts:
    one = case()
    return compare_text(text, one.evaluation, one.results, one.layout)


def wrong(verdicts: Verdicts) -> list[str]:
    return [f"{one.context} {one.against} {one.expected}" for one in verdicts.contradicting]


# ---------------------------------------------------------------------- no false alarm


def test_the_published_report_agrees() -> None:
    verdicts = against_the_case(TRUE)
    assert wrong(verdicts) == []
    assert len(verdicts.agreeing) >= 65


@pytest.mark.parametrize("path", REWORDINGS, ids=lambda path: path.stem)
def test_other_wordings_of_it_agree(path: Path) -> None:
    verdicts = against_the_case(path.read_text("utf-8"))
    assert wrong(verdicts) == []
    assert len(verdicts.agreeing) > len(verdicts.without_data)


@pytest.mark.parametrize("name", OTHERS)
def test_reports_on_other_evaluations_agree(name: str) -> None:
    verdicts = check((PUBLISHED / "others" / f"{name}.txt").read_text("utf-8"), OTHERS[name])
    assert wrong(verdicts) == []
    assert verdicts.agreeing


@pytest.mark.parametrize("name", DESKS)
def test_reports_by_somebody_who_did_not_know_the_check_agree(name: str) -> None:
    verdicts = check((PUBLISHED / "other_desks" / f"{name}.txt").read_text("utf-8"), DESKS[name])
    assert wrong(verdicts) == []
    assert len(verdicts.agreeing) >= 129


@pytest.mark.parametrize("name", DESKS)
def test_the_tables_of_a_document_are_compared_cell_by_cell(name: str, tmp_path: Path) -> None:
    text = (PUBLISHED / "other_desks" / f"{name}.txt").read_text("utf-8")
    verdicts = check(report_text(with_tables(tmp_path / "a.docx", text)), DESKS[name])
    assert wrong(verdicts) == []
    cells = [one for one in verdicts.agreeing if one.context.startswith("表 ")]
    assert len(cells) == {"老旧小区": 60, "营养餐": 68, "农田": 84, "图书馆": 64}[name]


@pytest.mark.parametrize("name", TWENTY)
def test_our_own_tables_agree(name: str, tmp_path: Path) -> None:
    document = composed(examined(TWENTY[name]), only_tables=True)
    text = report_text(saved(tmp_path / "a.docx", document.data))
    assert wrong(check(text, TWENTY[name])) == []


@pytest.mark.parametrize("name", TWENTY)
def test_our_own_sentences_agree(name: str) -> None:
    evaluation = TWENTY[name]
    results = evaluate(evaluation)
    text = "\n".join(
        one.text for rule in sentence_rules() for one in rule.function(evaluation, results)
    )
    assert wrong(check(text, evaluation)) == []


# ---------------------------------------------------------------------- planted errors


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=pytest.mark.long if place else ())
        for place, kind in enumerate(KINDS)
    ],
)
def test_planted_errors_are_found(kind: str) -> None:
    one = case()
    claims = plantable(TRUE, facts(one.evaluation, one.results, one.layout))
    assert len(claims) >= PLANTED
    found = missed = 0
    for plant in plants(TRUE, claims, kind, PLANTED, seed=2022):
        # what a sentence says is judged by its paragraph and the headings before it
        verdicts = against_the_case(plant.text)
        if any(verdict.start == plant.start for verdict in verdicts.contradicting):
            found += 1
        else:
            missed += 1
    assert found >= FOUND, f"{kind}: {found} of {found + missed}"


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", DESKS)
@pytest.mark.parametrize(
    ("choose", "floor"),
    [(plantable, FOUND_BY_OTHERS), (plantable_in_tables, FOUND)],
    ids=["sentences", "tables"],
)
def test_planted_errors_are_found_in_reports_by_others(
    name: str, kind: str, choose: Choose, floor: int
) -> None:
    text = (PUBLISHED / "other_desks" / f"{name}.txt").read_text("utf-8")
    evaluation, known = DESKS[name], facts(DESKS[name], evaluate(DESKS[name]), Layout())
    found = [
        any(one.start == plant.start for one in check(plant.text, evaluation).contradicting)
        for plant in plants(text, choose(text, known), kind, PLANTED, seed=411)
    ]
    assert len(found) == PLANTED
    assert sum(found) >= floor, f"{name}, {kind}: {sum(found)} of {PLANTED}"


def test_a_verdict_says_where_the_figure_stands() -> None:
    verdicts = against_the_case("截止评价基准日，预算执行率64.38%。")
    (one,) = verdicts.contradicting
    assert (one.printed, one.against, one.cell) == ("64.38%", "合计/执行率", "资金!J11")
    assert one.expected.startswith("64.8291%")
    assert one.context == "截止评价基准日,预算执行率64.38%"


# ---------------------------------------------------------------------- what is not compared

MONEY = Evaluation(
    Project(name="甲", year=2022.0, money_unit="万元"),
    funds=(
        Fund("东区", contract=12.0, budget=10.0), Fund("西区", contract=8.0),
        Fund("合计", contract=20.0, budget=25.0, budget_final=30.0, arrived=24.0, spent=21.0,
             total="是"),
    ),
    outputs=(Output("O1", "道路硬化", 10.0, 12.0, "公里"),),
    costs=(Cost("餐费", 100.0, "元/人/天", 5.0), Cost("住宿费", 300.0, "元/人/天", 5.0)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "contradicting", "agreeing"),
    [
        ("合同金额200,000元。", 0, 1),
        ("合同金额0.002亿元。", 0, 1),
        ("合同金额21万元。", 1, 0),
        ("西区年初预算9万元。", 0, 0),
        ("东区年初预算9万元。", 1, 0),
        ("全年预算数30万元，执行率70%。", 0, 2),
        ("年初预算25万元，支出21万元，执行率84%。", 0, 3),
        ("执行率87.5%。", 0, 1),
        ("执行率86.5%。", 1, 0),
        ("道路硬化计划10公里，实际12公里，完成率120%。", 0, 3),
        ("道路硬化计划10公里，实际12公里，完成率100%。", 0, 3),
        ("道路硬化计划10公里，实际12公里，完成率110%。", 1, 2),
        ("餐费按100元/人/天。", 0, 1),
        ("住宿费按320元/人/天。", 1, 0),
        ("交通费按80元/人/天。", 0, 0),
        ("天气3天，走访5户。", 0, 0),
        ("甲项30万元、乙项40万元，共计70万元。", 0, 1),
        ("甲项30万元、乙项40万元，共计71万元。", 1, 0),
        ("市里安排30万元，县里安排40万元，相差11万元。", 1, 0),
        ("每次培训10公里。", 0, 0),
        ("部分为3分别", 0, 0),
        ("东区年初预算10万元(合同12万元)，比西区多3万元。", 0, 2),
        ("道路硬化12公里，比计划的10公里多2公里。", 0, 2),
        ("道路硬化10公里，比计划的10公里多2公里。", 1, 1),
        ("道路硬化13公里。", 1, 0),
        ("走访道路硬化3公里。", 0, 0),
        ("支出21万元，占年初预算的84%。", 0, 2),
        ("支出21万元，占年初预算的85%。", 1, 1),
        ("县级配套3万元，占年初预算的12%。", 0, 0),
        ("缺口都在东区：东区年初预算11万元。", 1, 0),
        ("支出21万元，超过东区年初预算的10万元。", 0, 2),
        ("东区年初预算10万元，至少20公里。", 0, 1),
        ("到位24万元，占全年预算的80%。", 0, 2),
        ("到位24万元，占全年预算的96%。", 1, 1),
        ("到位24万元，占年初预算的96%。", 0, 2),
        ("合计到位24万元，结余3万元。", 0, 2),
        ("合计结余9万元。", 0, 1),
        ("合计结余8万元。", 1, 0),
        ("全年拿到24万元，用了21万元。", 0, 2),
        ("道路硬化建了12公里，离10公里的计划多2公里。", 0, 2),
        ("道路硬化建了11公里，离11公里的计划不远。", 2, 0),
        ("走访时道路硬化断了3公里。", 0, 0),
        ("合计87.5%的执行率偏低。", 0, 1),
        ("合计78.5%的执行率偏低。", 1, 0),
        ("讲座每场2500元，120场共30万元。", 0, 1),
        ("讲座每场2500元，120场共31万元。", 1, 0),
        ("甲项30万元、乙项40万元，两项相加71万元。", 1, 0),
    ],
)
def test_small_texts(text: str, contradicting: int, agreeing: int) -> None:
    verdicts = check(text, MONEY)
    assert (len(verdicts.contradicting), len(verdicts.agreeing)) == (contradicting, agreeing), (
        wrong(verdicts)
    )


TWO = Evaluation(
    indicators=(
        Indicator("A1", "甲面", "", "立项", 60.0, "直接评分", given=45.0),
        Indicator("B1", "乙面", "", "质量", 40.0, "直接评分", given=36.0),
    ),
    trends=tuple(
        Trend("T1", "亩产", "公斤", 2022.0 + n, value)
        for n, value in enumerate((400.0, 420.0, 450.0))
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "contradicting", "agreeing"),
    [
        ("甲面60分得45分，乙面40分得36分。", 0, 4),
        ("甲面61分得45分，乙面40分得45分。", 2, 2),
        ("甲面得45分，乙面得36分；得分率依次为75%和90%。", 0, 4),
        ("甲面得45分，乙面得36分；得分率依次为90%和75%。", 2, 2),
        ("甲面不得分，乙面得36分。", 0, 1),
        ("甲面评价总体得分81分。", 0, 1),
        ("亩产由2022年的400公斤增加到2024年的450公斤，增产50公斤。", 0, 3),
        ("亩产由2022年的400公斤增加到2024年的420公斤。", 1, 1),
        ("亩产2022年400公斤，2023年420公斤。", 0, 2),
        ("亩产连年增长：2022年400公斤，2023年突破400，达到420公斤，2024年450公斤。", 0, 3),
        ("亩产连年增长：2022年401公斤，2023年402公斤。", 2, 0),
        ("亩产450公斤，较2022年的400公斤净增50公斤。", 0, 2),
        ("甲面60分只得45分。", 0, 2),
        ("甲面61分只得45分。", 1, 1),
        ("乙面最好，40分得36分。", 0, 2),
        ("甲面60分扣了15分，乙面41分扣了4分。", 1, 1),
    ],
)
def test_small_texts_on_scores_and_series(text: str, contradicting: int, agreeing: int) -> None:
    verdicts = check(text, TWO)
    assert (len(verdicts.contradicting), len(verdicts.agreeing)) == (contradicting, agreeing), (
        wrong(verdicts)
    )


FUNDS_TABLE = "单位|合同金额|预算数|到位金额|支出|执行率(到位)|支出率(占预算)"


@pytest.mark.parametrize(
    ("table", "contradicting", "agreeing", "without"),
    [
        (f"{FUNDS_TABLE}\n合计|20|25|24|21|87.5%|84%|", 0, 6, 0),
        (f"{FUNDS_TABLE}\n合计|20|25|24|21|84%|87.5%|", 2, 4, 0),
        (f"{FUNDS_TABLE}\n合计|20|25|24|21|0.875|0.84|", 0, 6, 0),
        (f"{FUNDS_TABLE}\n西区|8|9|—||||", 0, 1, 1),
        (f"{FUNDS_TABLE}\n项目支出|20|25|24|21|87.5%|84%|", 0, 0, 6),
        (f"单位：元\n{FUNDS_TABLE}\n合计|200,000|250000|240,000.00|210001|87.5%|84%|", 1, 5, 0),
        (f"单位：万元\n{FUNDS_TABLE}\n合计|20|25|24|21.5|87.5%|84%|", 1, 5, 0),
        (f"2021年资金表\n{FUNDS_TABLE}\n合计|30|35|34|31|91.2%|88.6%|", 0, 0, 6),
        (f"表1 截至2023年3月31日的资金\n{FUNDS_TABLE}\n合计|20|25|24|21|87.5%|84%|", 0, 6, 0),
        (f"{FUNDS_TABLE}\n合计|20|25|24|21|87.5%|84.1%|", 1, 5, 0),
        ("表2（自评）\n产出|计划|实际\n道路硬化|11|13|", 0, 0, 0),
        ("产出|计量单位|计划|实际|比上年|完成率(%)\n道路硬化|公里|10|12|3|120|", 0, 3, 0),
        ("产出|计量单位|计划|实际\n道路硬化|米|10000|12000|", 0, 0, 2),
        ("产出|计划|实际完成\n道路硬化|10公里|13公里|", 1, 1, 0),
        ("项目|西区|东区|合计\n合同金额|8|12|21|", 1, 2, 0),
        ("项目|单价|金额\n餐费|100|500|\n住宿费|300|1600|\n合计||2000|", 1, 4, 0),
        ("产出情况见下\n道路硬化|10|12|", 0, 0, 0),
        ("道路硬化 10 12 |", 0, 0, 0),
    ],
)  # fmt: skip
def test_small_tables(table: str, contradicting: int, agreeing: int, without: int) -> None:
    verdicts = check(table, MONEY)
    counted = [
        len(each) for each in (verdicts.contradicting, verdicts.agreeing, verdicts.without_data)
    ]
    assert counted == [contradicting, agreeing, without], verdicts


@pytest.mark.parametrize(
    ("table", "contradicting", "agreeing"),
    [
        ("指标|甲面|乙面|合计\n权重|60|40|100|\n得分|45|36|81|\n得分率|75%|90%|81%|", 0, 9),
        ("指标|甲面|乙面|合计\n权重|60|40|100|\n得分|45|36|81|\n得分率|90%|75%|81%|", 2, 7),
        ("一级指标|三级指标|分值|得分\n甲面(60)|立项|60|45|\n乙面|质量|40|39|", 1, 3),
        ("一级指标|三级指标|分值|得分\n甲面(60)|立项|60|45|\n合计||100|81|", 0, 4),
        ("三级指标|分值|得分\n甲面小计|60|45|\n", 0, 2),
        ("名称|2022年|2023年|2024年\n亩产|400|420|455|", 1, 2),
        ("年度|亩产\n2022年|400|\n2024|450|", 0, 2),
    ],
)  # fmt: skip
def test_small_tables_of_scores_and_series(table: str, contradicting: int, agreeing: int) -> None:
    verdicts = check(table, TWO)
    assert (len(verdicts.contradicting), len(verdicts.agreeing)) == (contradicting, agreeing), (
        verdicts
    )


def test_signs_of_full_width_are_read() -> None:
    assert plain_text("①　得分率８５％") == "① 得分率85%"
    assert [one.printed for (one,) in sentences("得分率85%", ())] == ["85%"]


# ---------------------------------------------------------------------- files


def saved(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.long
def test_our_own_report_agrees_as_a_document_and_as_a_pdf(tmp_path: Path) -> None:
    path = saved(tmp_path / "报告.docx", composed(examined(CASE)).data)
    verdicts = check_report(CASE_FILE, path)
    assert wrong(verdicts) == []
    assert len(verdicts.agreeing) >= 65
    if reason := why_missing():
        if os.environ.get("YQXL_REQUIRE_LIBREOFFICE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    profile = (tmp_path / "profile").as_uri()
    command = [shutil.which("soffice"), f"-env:UserInstallation={profile}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", tmp_path, path],
        check=True, capture_output=True, env=outside_environment(), timeout=120,
    )  # fmt: skip
    printed = check_report(CASE_FILE, tmp_path / "报告.pdf")
    assert wrong(printed) == []
    assert len(printed.agreeing) >= 65


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = saved(tmp_path / "a.txt", TRUE.replace("\n", "\r\n").encode(encoding))
    assert wrong(check_report(CASE_FILE, path)) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\x00\x00\x00\xff\xff", "YQ-237"),
        (CASE_FILE.read_bytes(), "YQ-237"),
        (b"%PDF-1.7\nnothing", "YQ-238"),
    ],
    ids=["bytes", "workbook", "damaged pdf"],
)
def test_what_is_no_report_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        check_report(CASE_FILE, saved(tmp_path / "a.docx", data))
    assert refused.value.code == code
