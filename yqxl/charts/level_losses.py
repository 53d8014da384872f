"""失分: where the points went, from the largest loss on, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yqxl.arithmetic import round_half_up
from yqxl.chart import Labels, Series
from yqxl.charts.blocks import (
    ABOVE,
    LIGHT_BLUE,
    LIGHT_GREY,
    LIGHT_RED,
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

_HEADS = ("一级指标", "权重", "得分", "名次", "指标（失分从多到少）", "之前失分", "失分")
_DIGITS = 6


@chart_rule(name="失分", place=2, source="财预〔2020〕10号 附3：综合评价情况；失分=权重-得分")
def level_losses(evaluation: Evaluation, results: Results, top: int) -> Iterator[Block]:
    """Yield the losses of the first levels as a waterfall, where there are two or more."""
    found = levels(results)
    if len(found) < 2:  # noqa: PLR2004 - one step is no waterfall
        return
    first, last = top + ABOVE, top + ABOVE + len(found) - 1
    losses = [round_half_up(one.weight - one.score, _DIGITS) for one in found]
    order = sorted(range(len(found)), key=lambda n: (-losses[n], n))
    body = [_row(found, (losses, order), first, n) for n in range(len(found))]
    total = round_half_up(sum(losses), _DIGITS)
    body.append(
        (
            Cell(None, None, Role.BLANK), Cell(None, None, Role.BLANK),
            Cell(None, None, Role.BLANK), Cell(None, None, Role.BLANK),
            Cell("失分合计", None, Role.LABEL),
            number(0.0, "0"),
            number(total, f"ROUND(SUM({{0}}),{_DIGITS})", column(first, last, 6)),
        )
    )  # fmt: skip
    names = area(first, last + 1, 4)
    yield block(
        top,
        (
            "失分",
            (
                Series((top + 2, LEFT + 5), names, area(first, last + 1, 5), None),
                Series(
                    (top + 2, LEFT + 6), names, area(first, last + 1, 6), LIGHT_BLUE,
                    labels=Labels("ctr", "0.00;;", bold=True),
                    points=((0, LIGHT_RED), (len(found), LIGHT_GREY)),
                ),
            ),
        ),
        (
            _title([found[n] for n in order], [losses[n] for n in order], (first, last)),
            footer(evaluation, "口径：权重－得分，从大到小累加。", "分"),
        ),
        _HEADS,
        body,
        stacked=True,
        horizontal=lie([one.name for one in found]),
        minimum=0.0,
    )  # fmt: skip


def _row(
    found: Sequence[Level], sums: tuple[Sequence[float], Sequence[int]], first: int, n: int
) -> tuple[Cell, ...]:
    losses, order = sums
    one, here, last = found[n], first + n, first + len(found) - 1
    before = round_half_up(sum(losses[order[k]] for k in range(n)), _DIGITS)
    ranks = column(first, last, 3)
    at = f"MATCH({n + 1},{{1}},0)"
    rank = (
        "SUMPRODUCT(--(ROUND({0}-{1},6)>ROUND({2}-{3},6)))"
        "+SUMPRODUCT(--(ROUND({4}-{5},6)=ROUND({2}-{3},6)))"
    )
    earlier = (
        number(0.0, "0")
        if n == 0
        else number(before, f"ROUND(SUM({{0}}),{_DIGITS})", column(first, here - 1, 6))
    )
    return (
        *level_cells(one, here)[:3],
        number(
            float(order.index(n) + 1), rank, column(first, last, 1), column(first, last, 2),
            place(here, 1), place(here, 2), column(first, here, 1), column(first, here, 2),
        ),
        text(found[order[n]].name, f"INDEX({{0}},{at})", column(first, last, 0), ranks),
        earlier,
        number(
            losses[order[n]], f"ROUND(INDEX({{0}},{at})-INDEX({{2}},{at}),{_DIGITS})",
            column(first, last, 1), ranks, column(first, last, 2),
        ),
    )  # fmt: skip


def _title(found: Sequence[Level], losses: Sequence[float], rows: tuple[int, int]) -> Cell:
    first, last = rows
    total = round_half_up(sum(losses), _DIGITS)
    if total <= 0:
        value = "没有失分"
    elif losses[0] == losses[1]:
        value = f"失分{plain(total)}分，{found[0].name}、{found[1].name}等并列最多"
    else:
        value = (
            f"失分{plain(total)}分，{found[0].name}最多，{plain(losses[0])}分，"
            f"占{percent(losses[0] / total)}"
        )
    formula = (
        'IF({0}<=0,"没有失分","失分"&ROUND({0},2)&"分，"&IF({1}={2},{3}&"、"&{4}&"等并列最多",'
        f'{{3}}&"最多，"&ROUND({{1}},2)&"分，占"&{percent_formula("{1}/{0}")}))'
    )
    return text(
        value, formula, place(last + 1, 6), place(first, 6), place(first + 1, 6), place(first, 4),
        place(first + 1, 4),
    )  # fmt: skip
