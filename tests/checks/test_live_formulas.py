"""What a check says live in 校验 is what Calc computes from its formula."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from checks.live_workbook import write_live
from checks.model_case import changed, model_case
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate

from yqxl.catalog import checks
from yqxl.errors import ErrorValue
from yqxl.evaluation import evaluate
from yqxl.model.contract import WORKING_SHEET
from yqxl.model.rows import Evaluation, ExpertScore, Fund, Goal, Indicator, Output, Rate
from yqxl.registry import Subject

FUNCTIONS_OF_2010 = {
    "ABS", "AVERAGE", "COUNT", "COUNTBLANK", "COUNTIF", "COUNTIFS", "FIND", "IF", "IFERROR",
    "INDEX", "INT", "ISERROR", "ISNUMBER", "ISTEXT", "LEFT", "LEN", "MATCH", "MAX", "MID",
    "MIN", "MOD", "OR", "RIGHT", "ROUND", "ROWS", "SEARCH", "SUBSTITUTE", "SUM", "SUMIFS",
    "SUMPRODUCT",
}  # fmt: skip
LIVE_SHEETS = {"live", WORKING_SHEET}
MOST_ARGUMENTS, LONGEST = 255, 8192


def mixed(seed: int) -> Evaluation:
    """Return the model case with many cells replaced by odd ones."""
    chance = random.Random(seed)
    evaluation = model_case()
    odd = [None, 0.0, -1.0, 7330000.0, "约70人", "７３３", ErrorValue.NA, ErrorValue.DIV0]
    # without error values in half of the cases: an error hides what else is wrong
    values = odd[: 6 + 2 * (seed % 2)]

    def cell(value: object) -> object:
        return chance.choice(values) if chance.random() < 0.1 else value

    funds = [
        replace(
            row,
            **{
                name: cell(getattr(row, name))
                for name in ("contract", "budget", "arrived", "arrived_project", "spent")
            },
            total=row.total if chance.random() < 0.9 else chance.choice(["是", "否", ""]),
        )
        for row in evaluation.funds
    ]
    indicators = [
        replace(
            row,
            code=row.code if chance.random() < 0.95 else chance.choice(["C101", "c102", ""]),
            **{name: cell(getattr(row, name)) for name in ("weight", "given", "p1")},
            reason=row.reason if chance.random() < 0.9 else "",
        )
        for row in evaluation.indicators
    ]
    outputs = [
        replace(row, planned=cell(row.planned), actual=cell(row.actual))
        for row in evaluation.outputs
    ]
    return replace(
        evaluation, funds=tuple(funds), indicators=tuple(indicators), outputs=tuple(outputs)
    )


#: values over formulas, some of them what the formula would give
OVERTYPED = (
    ("indicators", 0, "score", 1.23),
    ("indicators", 1, "score", "优"),
    ("indicators", 2, "score", ErrorValue.NA),
    ("indicators", 4, "result", 0.5),
    ("indicators", 5, "result", "好"),
    ("indicators", 12, "rule_score", 0.1),
    ("indicators", 25, "result", 0.95),
    ("indicators", 27, "result", 3.0),
    ("rates", 0, "result", 1.0),
    ("rates", 1, "result", 0.123),
    ("rates", 2, "raw", 0.5),
    ("rates", 3, "result", ""),
)


def full_marks_given() -> Iterator[Evaluation]:
    """Yield evaluations with full marks by hand, of every name and source that data are tied to."""
    names = ("预算执行率", "资金到位率", "执行率", "市本级执行率", "培训完成率", "教师满意度",
             "骨干校长和管理干部培训完成率", "资金到位率 ", "")  # fmt: skip
    sources = (None, "R02", "r05", "S01", "O02", "X9", 0.5)
    rows = tuple(
        Indicator(
            f"A{number}", "A产出", "A1数量", name, 4.0, "直接评分", value, given=given,
            p1=p1, reason=reason,
        )
        for number, (name, value, given, p1, reason) in enumerate(
            itertools.chain(
                ((name, None, 4.0, None, "") for name in names),
                (("规模", value, 4.0, None, "") for value in sources),
                (("规模", value, 4.0, 0.7, "") for value in sources),
                [("规模", "R02", 4.0, 60.0, ""), ("规模", "R02", 4.0, None, "见底稿")],
                [("规模", "R02", 3.9, None, ""), ("规模", "R02", None, None, "")],
            )
        )
    )  # fmt: skip
    case = model_case()
    goals = (Goal("产出", "数量", "规模", "70人", "a10"),)
    yield replace(case, indicators=rows)
    yield replace(case, indicators=rows, goals=goals, rates=case.rates[:1])
    yield replace(
        case, indicators=rows, outputs=case.outputs[1:2], survey=case.survey[:1], rates=()
    )
    total = replace(case.funds[-1], budget_final=1.0)
    yield replace(case, indicators=rows, funds=(*case.funds[:-1], total), rates=())
    # somebody sorted a part of 参数: the names have other numbers
    numbers = [row.number for row in case.kinds]
    kinds = zip(case.kinds, [*numbers[1:], numbers[0]], strict=True)
    yield replace(
        case, indicators=rows, kinds=tuple(replace(row, number=number) for row, number in kinds)
    )


CASES = [
    pytest.param(model_case(), id="model-case"),
    pytest.param(Evaluation(), id="blank"),
    pytest.param(Evaluation(project=model_case().project), id="cover-only"),
    pytest.param(changed("indicators", 27, p1=95.0), id="parameter-without-percent"),
    pytest.param(changed("rates", 0, cap=100.0), id="cap-without-percent"),
    pytest.param(changed("survey_counts", 0, weight=100.0), id="option-without-percent"),
    pytest.param(changed("survey", 1, code="r01"), id="code-in-both-tables"),
    pytest.param(changed("goals", 1, indicator="X9"), id="unknown-goal-indicator"),
    pytest.param(changed("indicators", 12, given=3.49), id="given-equal-to-rule"),
    pytest.param(changed("indicators", 12, given=3.4), id="given-below-rule"),
    pytest.param(changed("tolerances", 0, value=0.3), id="another-least-output-weight"),
    pytest.param(changed("tolerances", 2, value=0.001), id="another-rounding-tolerance"),
    pytest.param(changed("tolerances", 1, value="一百"), id="tolerance-is-text"),
    pytest.param(
        replace(
            model_case(),
            funds=(
                Fund("甲", 1.0, 2.0, 3.0, 4.0, 5.0),
                Fund("乙", 1.5, 2.0, 1.0, 1.0, 0.5),
                Fund("合计", 2.6, 4.0, 4.0, 5.0, 5.5, "是"),
            ),
        ),
        id="money-beyond-its-bases",
    ),
    pytest.param(
        replace(
            model_case(),
            indicators=(Indicator("A1", "A产出", "A1数量", "甲", 60.0, "直接评分", given=70.0),),
        ),
        id="one-indicator",
    ),
    pytest.param(
        replace(
            model_case(),
            funds=(Fund("甲", budget=1.0, budget_final=-1.0, budget_project="若干"),),
            experts=(ExpertScore("A101", "甲", -2.0), ExpertScore("A101", "乙", "三分")),
        ),
        id="optional-columns",
    ),
    pytest.param(
        replace(
            model_case(),
            outputs=(
                Output("O9", "公路", 1.0, 12.0, "公里"),
                Output("o1", "桥", 1.0, 1.3, "座"),
                Output("", "隧道", 1.0, 9.0, "座"),
            ),
            rates=(
                Rate("R1", "读产出", "完成率", "产出/O9/实际值", "资金/合计/实际到位"),
                Rate("R2", "写错", "完成率", "产出/O1", "产出//计划值"),
            ),
        ),
        id="outputs-above-the-limit",
    ),
    *(
        pytest.param(case, id=f"full-marks-{number}")
        for number, case in enumerate(full_marks_given())
    ),
    pytest.param(replace(model_case(), below=("goals", "outputs", "indicators")), id="data-below"),
    pytest.param(replace(model_case(), overtyped=OVERTYPED), id="typed-over-formulas"),
    *(pytest.param(mixed(seed), id=f"mixed-{seed}") for seed in range(12)),
]


@pytest.mark.parametrize("evaluation", CASES)
def test_calc_computes_the_live_values(calc: Calc, tmp_path: Path, evaluation: Evaluation) -> None:
    found = recalculate(calc, write_live(tmp_path / "live.xlsx", evaluation))
    assert [one for one in found.differences if one.sheet in LIVE_SHEETS] == []


def test_live_formulas_are_excel_2010() -> None:
    live = [check.live for check in checks() if check.live is not None]
    assert len(live) >= 8
    for one in live:
        for rows in one.rows:
            assert set(re.findall(r"[A-Z0-9.]+(?=\()", rows.text)) <= FUNCTIONS_OF_2010
        formula = one.formula
        assert set(re.findall(r"[A-Z0-9.]+(?=\()", formula.text)) <= FUNCTIONS_OF_2010
        assert len(formula.refs) < MOST_ARGUMENTS
        assert len(formula.text) < LONGEST // 2


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_an_offended_live_check_has_a_finding(seed: int) -> None:
    evaluation = mixed(seed)
    results = evaluate(evaluation)
    subject = Subject(evaluation, results)
    found = {check.code: list(check.function(subject)) for check in checks()}
    # what follows from a cause for which there is no total is not told again
    cause = any(finding.withholds for own in found.values() for finding in own)
    for check in checks():
        # number texts of every kind count there, each kind has a check of its own
        if (
            check.live is not None
            and check.code != "YQ-011"
            and check.live.value(evaluation, results)
        ):
            assert found[check.code] or (cause and not check.withholds), check.code
