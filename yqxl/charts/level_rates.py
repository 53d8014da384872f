"""得分率: the first levels from best to worst, the worst in red, the total as a line.

"政策实施得分率最低，69.97%，低于总得分率7.76个百分点" (阳泉 2022).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from yqxl.arithmetic import round_half_up
from yqxl.chart import Labels, Series
from yqxl.charts.blocks import (
    ABOVE,
    BLUE,
    DARK,
    RED,
    area,
    block,
    column,
    footer,
    lie,
    number,
    percent,
    percent_formula,
    place,
    plain,
    text,
)
from yqxl.charts.levels import Level, level_cells, levels
from yqxl.grid import Cell, Role
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.charting import LEFT, Block, chart_rule

_HEADS = ("一级指标", "权重", "得分", "得分率", "名次", "指标（从高到低）", "得分率")
_FULL = 1 - 1e-12
_FEWEST = 2
#: rates that differ in the twelfth decimal are the same
_DIGITS = 12
_RANK = (
    f"SUMPRODUCT(--(ROUND({{1}},{_DIGITS})>ROUND({{0}},{_DIGITS})))"
    f"+SUMPRODUCT(--(ROUND({{2}},{_DIGITS})=ROUND({{0}},{_DIGITS})))"
)
_LOWEST = f"SUMPRODUCT(--(ROUND({{0}},{_DIGITS})=ROUND(MIN({{0}}),{_DIGITS})))"
#: withheld where the cell of 校验 counts a reason
_TOTAL = "IF(yq_blocked>0,NA(),ROUND(SUM({0}),2))"


@chart_rule(name="得分率", place=1, source="财预〔2020〕10号 附3：综合评价情况；得分率=得分/权重")
def level_rates(evaluation: Evaluation, results: Results, top: int) -> Iterator[Block]:
    """Yield the score rates of the first levels, where there are two and every one is scored."""
    found = levels(results)
    if len(found) < _FEWEST or not isinstance(results.score_total, float):
        return
    # as the cells add them up: the sums of the levels are rounded already
    weight = round_half_up(math.fsum(one.weight for one in found), 6)
    total = round_half_up(math.fsum(one.score for one in found))
    first, last = top + ABOVE, top + ABOVE + len(found) - 1
    order = sorted(range(len(found)), key=lambda n: (-_alike(found[n].rate), n))
    body = [_row(found, order, first, n) for n in range(len(found))]
    whole = last + 1
    body.append(
        (
            Cell("总得分率", None, Role.LABEL),
            number(weight, "ROUND(SUM({0}),6)", column(first, last, 1)),
            number(total, _TOTAL, column(first, last, 2), role=Role.SCORE),
            number(total / weight, "{0}/{1}", place(whole, 2), place(whole, 1), role=Role.PERCENT),
        )
    )
    # the line of the total needs a value for each bar
    lines = [number(total / weight, "{0}", place(whole, 3), role=Role.PERCENT) for _ in found]
    start = whole + 1
    body += [(Cell("总得分率", None, Role.LABEL), cell) for cell in lines]
    rates = [_alike(one.rate) for one in found]
    lowest = rates.count(min(rates)) if min(rates) < max(rates) else 0
    lying = lie([one.name for one in found])
    yield block(
        top,
        ("得分率", _series(top, (first, last, start), lowest, lying=lying)),
        (
            _title(found, order, total / weight, (first, last, whole)),
            footer(evaluation, f"口径：得分÷权重{'' if lying else '；虚线为总得分率'}。", "%"),
        ),
        _HEADS,
        body,
        horizontal=lying,
        minimum=0.0,
    )


def _series(
    top: int, rows: tuple[int, int, int], lowest: int, *, lying: bool
) -> tuple[Series, ...]:
    """Return the bars, the lowest in red, and the line of the total: none fits lying bars."""
    first, last, start = rows
    names, count = area(first, last, 5), last - first + 1
    bars = Series(
        (top + 2, LEFT + 3), names, area(first, last, 6), BLUE,
        labels=Labels("ctr", "0.00%", "FFFFFF", bold=True),
        points=tuple((count - 1 - n, RED) for n in range(lowest)),
    )  # fmt: skip
    if lying:
        return (bars,)
    labels = Labels("t", "0.00%", DARK, bold=True, without=tuple(range(count - 1)), with_name=True)
    values = area(start, start + count - 1, 1)
    line = Series((start, LEFT), names, values, None, "line", labels, level_line=True)
    return bars, line


def _alike(rate: float) -> float:
    return round_half_up(rate, _DIGITS)


def _row(found: Sequence[Level], order: Sequence[int], first: int, n: int) -> tuple[Cell, ...]:
    here, last = first + n, first + len(found) - 1
    sorted_one = found[order[n]]
    ranks, rates = column(first, last, 4), column(first, last, 3)
    return (
        *level_cells(found[n], here),
        number(
            float(order.index(n) + 1), _RANK, place(here, 3), rates, column(first, here, 3),
        ),
        text(
            sorted_one.name, f"INDEX({{0}},MATCH({n + 1},{{1}},0))", column(first, last, 0), ranks
        ),
        number(
            sorted_one.rate, f"INDEX({{0}},MATCH({n + 1},{{1}},0))", rates, ranks,
            role=Role.PERCENT,
        ),
    )  # fmt: skip


def _title(
    found: Sequence[Level], order: Sequence[int], whole: float, rows: tuple[int, int, int]
) -> Cell:
    first, last, total = rows
    rates = [_alike(one.rate) for one in found]
    low = found[order[-1]]
    count = rates.count(_alike(low.rate))
    if low.rate >= _FULL:
        value = "各一级指标均得满分"
    elif max(rates) == _alike(low.rate):
        value = f"各一级指标得分率相同，均为{percent(low.rate)}"
    else:
        who = f"{low.name}得分率最低" if count == 1 else f"{count}个一级指标得分率并列最低"
        gap = plain(round_half_up((whole - low.rate) * 100, 2))
        value = f"{who}，{percent(low.rate)}，低于总得分率{gap}个百分点"
    formula = (
        f'IF(MIN({{0}})>={_FULL!r},"各一级指标均得满分",IF(ROUND(MAX({{0}}),12)=ROUND(MIN({{0}}),12),'
        f'"各一级指标得分率相同，均为"&{percent_formula("MIN({0})")},'
        f'IF({_LOWEST}=1,{{1}}&"得分率最低，",{_LOWEST}&'
        f'"个一级指标得分率并列最低，")&{percent_formula("MIN({0})")}'
        '&"，低于总得分率"&ROUND(({2}-MIN({0}))*100,2)&"个百分点"))'
    )
    return text(value, formula, column(first, last, 3), place(last, 5), place(total, 3))
