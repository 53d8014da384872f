"""表1-2: money, rates with their bases, what is left, what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tables.sample_evaluations import FUNDS_AND_COSTS, PROJECT

from yqxl.evaluation import evaluate
from yqxl.evaluation.rendering.text_table import display_text
from yqxl.grid import Grid, Role
from yqxl.model.rows import Evaluation, Fund
from yqxl.tables.fund_use import fund_use


def _table(evaluation: Evaluation) -> Grid:
    return fund_use(evaluation, evaluate(evaluation))


def _shown(grid: Grid) -> dict[str, dict[str, str]]:
    """Return by unit and header what each cell shows."""
    headers = [str(cell.value).replace("\n", "") for cell in grid.rows[2]]
    rows = (row for row in grid.rows[3:] if row[0].role is Role.LABEL)
    return {
        str(row[0].value): {
            header: display_text(cell.value, cell.role)
            for header, cell in zip(headers, row, strict=True)
        }
        for row in rows
    }


def _notes(grid: Grid) -> list[object]:
    return [row[0].value for row in grid.rows if row[0].role is Role.NOTE]


@pytest.mark.parametrize(
    ("unit", "header", "shown"),
    [
        ("市本级", "执行率(年初预算)", "57.85%"),
        ("市本级", "结余(年初预算)", "96.94"),
        ("市本级", "缺口(合同-年初预算)", ""),
        ("矿区", "年初预算", "40.00"),
        ("矿区", "合同金额", "108.85"),
        ("矿区", "缺口(合同-年初预算)", "68.85"),
        ("城区", "缺口(合同-年初预算)", ""),
        ("合计", "到位率(合同)", "87.28%"),
        ("合计", "执行率(到位)", "64.83%"),
    ],
)
def test_the_figures_of_the_report(case: Evaluation, unit: str, header: str, shown: str) -> None:
    assert _shown(_table(case))[unit][header] == shown


def test_parts_that_differ_from_the_total_by_rounding_are_noted(case: Evaluation) -> None:
    said = "注：合同金额各单位相加为732.99，合计填733，相差在四舍五入以内。"
    assert _notes(_table(case))[0] == said


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (30.0, ""),  # the very sum
        (30.01, "注：实际支出各单位相加为30，合计填30.01，相差在四舍五入以内。"),
        (30.02, ""),  # more than two roundings can do: no matter of rounding
        (None, ""),
    ],
)
def test_only_rounding_is_called_rounding(total: float | None, said: str) -> None:
    funds = (
        Fund("甲", spent=10.0),
        Fund("乙", spent=20.0),
        Fund("合计", spent=total, total="是"),
    )
    assert _notes(_table(Evaluation(project=PROJECT, funds=funds)))[0] == said


def test_the_final_budget_stands_where_somebody_has_one(case: Evaluation) -> None:
    assert "全年预算数" not in _shown(_table(case))["矿区"]
    funds = tuple(
        replace(row, budget_final=108.85) if row.unit == "矿区" else row for row in case.funds
    )
    shown = _shown(_table(replace(case, funds=funds)))
    assert (shown["矿区"]["全年预算数"], shown["城区"]["全年预算数"]) == ("108.85", "")


def test_odd_cells_stay_what_they_are() -> None:
    shown = _shown(_table(FUNDS_AND_COSTS))
    gaps = {unit: row["缺口(合同-年初预算)"] for unit, row in shown.items()}
    assert gaps == {"甲县": "5.20", "乙县": "", "丙县": "#N/A", "丁县": "", "合计": ""}
