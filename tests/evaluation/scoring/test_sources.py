"""A source is a number or a path; the path finds what INDEX/MATCH finds in the sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from yqxl.arithmetic import Value
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.scoring.cells import shown
from yqxl.evaluation.scoring.rates import cost_result
from yqxl.evaluation.scoring.sources import Sources
from yqxl.model.contract import FUNDS
from yqxl.model.rows import Cost, Evaluation, Fund, Output, PathColumn, Trend

#: 资金 of the published report in part, in 万元 (docs/model-case.md)
EVALUATION = Evaluation(
    funds=(
        Fund("市本级", 700.0, 733.0, 732.99, 700.0, 414.77),
        Fund("Yu县", None, "约30", 0.0),
        Fund("合计", 700.0, 733.0, 732.99, 700.0, 414.77, "是"),
        Fund("合计", 1.0, 2.0),
    ),
    outputs=(Output("O02", "教师学科素养培训", 700.0, 509.0, "人"),),
)
NA = ErrorValue.NA


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (509.0, 509.0),
        (0.0, 0.0),
        (None, ""),
        ("", ""),
        ("资金/市本级/年初预算", 733.0),
        ("资金/合计/实际支出", 414.77),
        ("资金/合计/合同金额", 700.0),
        ("产出/O02/实际值", 509.0),
        ("产出/o02/计划值", 700.0),
        ("资金/yU县/实际到位", 0.0),
        ("资金/YU县/年初预算", NA),
        ("资金/YU县/合同金额", NA),
        ("资金/没有/年初预算", NA),
        ("资金/合计/没有", NA),
        ("资金/合计/单位", NA),
        ("资金/单位/年初预算", NA),
        ("资金/合计", NA),
        ("资金//年初预算", NA),
        ("产出/O02", NA),
        ("产出/O02/产出", NA),
        ("R06", NA),
        ("=资金!$F$9", NA),
        (" 资金/合计/实际支出", NA),
        (ErrorValue.DIV0, ErrorValue.DIV0),
    ],
)
def test_what_a_source_gives(source: Value, value: Value) -> None:
    assert shown(Sources(EVALUATION).value, source) == value


def test_a_path_names_the_header_that_the_file_has() -> None:
    headers = tuple("到位资金" if text == "实际到位" else text for text in FUNDS.path_headers)
    sources = Sources(Evaluation(funds=EVALUATION.funds, fund_headers=headers))
    assert sources.value("资金/市本级/到位资金") == 732.99
    with pytest.raises(CellError):
        sources.value("资金/市本级/实际到位")


@pytest.mark.parametrize(
    ("header", "value"),
    [("自筹", 5.0), ("自 筹", NA), ("备考", NA), ("错", NA), ("短", NA), ("全年预算数", NA)],
)
def test_a_path_names_a_column_of_the_persons_own(header: str, value: Value) -> None:
    own = (
        PathColumn("funds", "自筹", values=(5.0, 6.0, 7.0)),
        PathColumn("funds", "备考", values=("甲",) * 3),
        PathColumn("funds", "错", values=(ErrorValue.DIV0,) * 3),
        PathColumn("funds", "短"),
        PathColumn("outputs", "全年预算数", values=(1.0,)),
    )
    found = Sources(replace(EVALUATION, path_columns=own))
    assert shown(found.value, f"资金/{EVALUATION.funds[0].unit}/{header}") == value


def test_an_evaluation_without_rows_has_no_sources() -> None:
    assert shown(Sources(Evaluation()).value, "资金/合计/实际支出") is NA


ELSEWHERE = Evaluation(
    outputs=(Output("O01", "组织培训", 1.0, 1.0, "期", "2022-04-30", "2022年7月"),),
    costs=(Cost("培训费", 344.5, "元/人/天", 8260.0), Cost("基地", 747405.0)),
    trends=(
        Trend("T01", "一本达线率", "%", 2022.0, 14.67),
        Trend("T01", "一本达线率", "%", 2023.0, 15.78),
        Trend("T02", "满意度", "", 2023.0, None),
        Trend("T03", "重复", "", 2023.0, 1.0),
        Trend("T03", "重复", "", 2023.0, 2.0),
    ),
)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("成本标准/培训费/金额", 2845570.0),
        ("成本标准/培训费/单价", 344.5),
        ("成本标准/培训费/数量", 8260.0),
        ("成本标准/基地/金额", NA),
        ("成本标准/培训费/依据", NA),
        ("成本标准/没有/金额", NA),
        ("成本标准//金额", NA),
        ("趋势/T01/2023", 15.78),
        ("趋势/t01/2022", 14.67),
        ("趋势/T01/2021", NA),
        ("趋势/T02/2023", NA),
        ("趋势/T03/2023", NA),
        ("趋势/T01/今年", NA),
        ("产出/O01/计划日期", 44681.0),
        ("产出/O01/完成日期", NA),
    ],
)
def test_a_path_into_any_table(source: str, value: Value) -> None:
    costs = tuple(map(cost_result, ELSEWHERE.costs))
    sources = Sources(ELSEWHERE, (), (), costs)
    assert shown(sources.value, source) == value
    if not source.startswith("产出"):
        earlier = Sources(replace(ELSEWHERE, contract=1), (), (), costs)
        assert shown(earlier.value, source) is NA


def test_an_error_in_a_series_is_no_number() -> None:
    rows = (*ELSEWHERE.trends, Trend("T09", "坏", "", 2020.0, ErrorValue.DIV0))
    assert shown(Sources(replace(ELSEWHERE, trends=rows)).value, "趋势/T01/2023") is NA
