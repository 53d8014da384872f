"""The block of funds adds up the rows of 资金 that are money of one kind."""

from __future__ import annotations

import pytest

from yqxl.evaluation import evaluate
from yqxl.forms.self_evaluation import self_evaluation
from yqxl.model.rows import Evaluation, Fund

HEADS = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")


def fund(unit: str, spent: float | None, total: str = "", source: str = "") -> Fund:
    return Fund(unit, None, spent, None, None, spent, total, spent, source=source)


def spent_by_kind(*funds: Fund) -> dict[str, object]:
    evaluation = Evaluation(funds=funds)
    rows = self_evaluation(evaluation, evaluate(evaluation)).rows
    heads = {row[2].value: row[5].value for row in rows if row[2].value in HEADS}
    return {name: heads[name] for name in HEADS}


@pytest.mark.parametrize(
    ("funds", "wanted"),
    [
        (
            (
                fund("合计", 100.0, "是"), fund("中央财政拨款", 50.1), fund("省级财政拨款", 29.9),
                fund("自筹", 15.0), fund("上年结转财政资金", 5.0),
            ),
            (100, 80, 5, 15),
        ),
        ((fund("合计", 30.0, "是"), fund("当年财政拨款", 30.0)), (30, 30, "", "")),
        (
            (
                fund("合计", 30.0, "是"), fund("甲单位", 20.0, source="上级财政"),
                fund("乙单位", 10.0, source="其他"),
            ),
            (30, 20, "", 10),
        ),
        (
            (fund("合计", 9.0, "是"), fund("中央财政拨款", None), fund("省财政资金", None)),
            (9, "", "", ""),
        ),
        ((fund("合计", 9.0, "是"), fund("城区", 4.0), fund("矿区", 5.0)), (9, "", "", "")),
    ],
    ids=["two of one kind", "one of a kind", "by 资金来源", "blank ones", "units are no sources"],
)  # fmt: skip
def test_money_of_one_kind_is_added_up(funds: tuple[Fund, ...], wanted: tuple[object, ...]) -> None:
    assert tuple(spent_by_kind(*funds).values()) == wanted


def test_a_sum_is_a_formula_over_its_rows() -> None:
    evaluation = Evaluation(funds=(fund("中央财政拨款", 0.1), fund("省级财政拨款", 0.2)))
    grid = self_evaluation(evaluation, evaluate(evaluation))
    (row,) = (row for row in grid.rows if row[2].value == HEADS[1])
    assert row[5].value == 0.3
    assert row[5].formula is not None
    assert row[5].formula.text == 'IF(COUNT({0},{1})=0,"",ROUND(SUM({0},{1}),6))'
    assert [ref.row for ref in row[5].formula.refs] == [0, 1]  # type: ignore[union-attr] - all are Ref
