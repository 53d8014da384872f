"""The sentences of a report: golden texts, the published wording, twenty other evaluations.

``YQXL_UPDATE_GOLDEN=1`` writes the golden file anew; the diff is the review.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest
from twenty_evaluations import TWENTY

from yqxl.catalog import sentence_rules
from yqxl.evaluation import evaluate
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation, Fund, Output, Project, Trend
from yqxl.registry.declaring import DeclarationError
from yqxl.registry.saying import SentenceRule, sentence_rule

ROOT = Path(__file__).parents[1]
CASE = load(ROOT.parent / "workbooks" / "yangquan_2022.json")
GOLDEN = ROOT / "golden" / "报告语句.txt"
PUBLISHED = (ROOT / "published" / "yangquan_2022_report.txt").read_text("utf-8")


def said(evaluation: Evaluation) -> dict[tuple[str, str], str]:
    """Return every sentence by rule and key."""
    results = evaluate(evaluation)
    return {
        (rule.name, one.key): one.text
        for rule in sentence_rules()
        for one in rule.function(evaluation, results)
    }


def plain(text: str) -> str:
    """Return a text without what differs in print only: width of signs, blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def listed(name: str, evaluation: Evaluation) -> str:
    lines = [f"== {name}"]
    for (rule, key), text in said(evaluation).items():
        lines.append(f"〔{rule}{'：' if key else ''}{key}〕{text}")
    return "\n".join(lines)


def test_the_golden_file_says_what_the_sentences_say() -> None:
    every = {"2022年阳泉市教师队伍能力提升培训": CASE, **TWENTY}
    text = "\n\n".join(listed(name, one) for name, one in every.items()) + "\n"
    if os.environ.get("YQXL_UPDATE_GOLDEN") == "1":
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")


_LINE = re.compile(r"〔([^：〕]+)(?:：([^〕]+))?〕(.+)")
WORD_FOR_WORD = [
    (found[1], found[2] or "", found[3])
    for line in (ROOT / "published" / "word_for_word.txt").read_text("utf-8").splitlines()
    if (found := _LINE.fullmatch(line))
]


@pytest.mark.parametrize(("rule", "key", "words"), WORD_FOR_WORD, ids=lambda one: str(one)[:12])
def test_general_wording_stands_word_for_word_in_the_published_report(
    rule: str, key: str, words: str
) -> None:
    text = said(CASE)[rule, key]
    for piece in words.split("|"):
        assert plain(piece) in plain(text)
        assert plain(piece) in plain(PUBLISHED)


def test_every_second_level_is_named_where_the_printed_text_leaves_one_out() -> None:
    # the report's 四(四) names three of the four second levels of D
    assert "政策预期效果的可持续性" in said(CASE)["分析", "D"]


def test_a_blank_workbook_says_nothing() -> None:
    assert said(Evaluation()) == {}


@pytest.mark.parametrize("name", TWENTY)
def test_sentences_are_whole(name: str) -> None:
    """No hole in a text: every one ends, and no sign stands twice or beside nothing."""
    for text in said(TWENTY[name]).values():
        assert text.endswith("。")
        assert not re.search(
            r"[，、；：。]{2}|^[，、；：。]|None|nan|合计合计|资金资金|政策政策", text
        )
        assert "#" not in text


@pytest.mark.parametrize("rule", sentence_rules(), ids=lambda rule: rule.name)
def test_every_rule_says_something_somewhere(rule: SentenceRule) -> None:
    assert rule.function.__doc__
    assert any(rule.name == own for one in (CASE, *TWENTY.values()) for own, _ in said(one))


@pytest.mark.parametrize(
    ("output", "text"),
    [
        (Output("O1", "图书", 10.0, 12.0, "册"),
         "图书计划完成10册，实际完成12册，完成率100%（实际值为计划值的120%，完成率以100%封顶）。"),
        (Output("O1", "讲座", 4.0, 0.0, "场"),
         "讲座计划完成4场；截止评价基准日，该项目未组织开展。"),
        (Output("O9", "", 4.0, 1.0, ""), "O9计划完成4，实际完成1，完成率25%。"),
    ],
)  # fmt: skip
def test_outputs(output: Output, text: str) -> None:
    assert said(Evaluation(outputs=(output,)))["产出", output.code] == text


def test_negative_results_are_not_put_into_words() -> None:
    assert ("产出", "O1") not in said(Evaluation(outputs=(Output("O1", "甲", 4.0, -1.0),)))


def test_money_that_was_spent_beyond_a_budget_is_told() -> None:
    text = said(TWENTY["补助"])["资金使用", ""]
    assert "甲区支出合计310万元，预算执行率103.33%，超出年初预算10万元" in text


def test_a_typed_project_budget_goes_first() -> None:
    fund = Fund("合计", budget=10.0, arrived=8.0, budget_project=7.0, total="是")
    evaluation = Evaluation(Project(money_unit="元"), funds=(fund,))
    assert "年初预算项目经费合计7元" in said(evaluation)["预算到位", ""]


def test_a_series_with_one_year_says_nothing() -> None:
    assert said(Evaluation(trends=(Trend("T1", "甲", "%", 2024.0, 1.0),))) == {}


def test_a_rule_without_a_source_is_refused() -> None:
    with pytest.raises(DeclarationError):
        sentence_rule(name="甲", part="一", place=1, source="")
