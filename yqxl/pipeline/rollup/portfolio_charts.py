"""Charts of a portfolio: how many of each grade and rate, which levels and indicators lose most."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from yqxl.arithmetic import Value, divide, percent_text, round_half_up
from yqxl.catalog.chart_sheet import below, sheet_of
from yqxl.chart import Labels, Series
from yqxl.charts.blocks import ABOVE, BLUE, RED, area, block, lie
from yqxl.grid import Cell, Grid, Role
from yqxl.pipeline.rollup.entries import Entry
from yqxl.registry.charting import LEFT, Block
from yqxl.sentences.wording import level_name

EMPTY = "还没有评完的评价，没有可以画的图"
GRADES = ("优", "良", "中", "差")
#: lower bounds of the classes of score rates
_CLASSES = (0.0, 0.6, 0.7, 0.8, 0.9)
_NAMES = ("60%以下", "60%～70%", "70%～80%", "80%～90%", "90%以上")
#: so many bars can be read in one chart
_MOST = 10
_RATE_DIGITS = 9
_COUNT, _RATE = "General", "0.00%"


def portfolio_charts(finished: Sequence[Entry]) -> Grid:
    """Return the sheet of charts over the evaluations that have a total."""
    blocks: list[Block] = []
    for chart in (_grades, _classes, _levels, _losses):
        blocks += chart(finished, below(blocks))
    caption = Cell(f"已评完的 {len(finished)} 个评价", None, Role.CAPTION)
    return sheet_of(blocks, caption, EMPTY)


def _grades(finished: Sequence[Entry], top: int) -> Iterator[Block]:
    counted = Counter(one.grade or "没有等级" for one in finished)
    names = [*GRADES, *sorted(counted.keys() - set(GRADES))]
    if not counted:
        return
    title = "、".join(f"{name}{counted[name]}个" for name in names if counted[name])
    rows = [(name, float(counted[name])) for name in names]
    yield _bars(top, ("等级", "个数"), title, "单位：个。没有评完的不计。", rows)


def _classes(finished: Sequence[Entry], top: int) -> Iterator[Block]:
    rates = [round_half_up(one.score_rate or 0.0, _RATE_DIGITS) for one in finished]
    if not rates:
        return
    counts = [0] * len(_CLASSES)
    for rate in rates:
        counts[max(n for n, bound in enumerate(_CLASSES) if n == 0 or rate >= bound)] += 1
    mean = percent_text(math.fsum(rates) / len(rates))
    title = f"平均得分率{mean}，最高{percent_text(max(rates))}，最低{percent_text(min(rates))}"
    footer = "单位：个。得分率=总分÷满分，各段含下限。"
    yield _bars(top, ("得分率", "个数"), title, footer, list(zip(_NAMES, counts, strict=True)))


def _levels(finished: Sequence[Entry], top: int) -> Iterator[Block]:
    """Yield the mean rates of the second levels that most evaluations share, the lowest first."""
    systems: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for one in finished:
        if one.system:
            systems[one.system].append(one)
    if not systems:
        return
    labels, group = min(systems.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    means = [
        (level_name(label), math.fsum(_rate(one, place) for one in group) / len(group))
        for place, label in enumerate(labels)
    ]
    lowest = sorted(means, key=lambda pair: round_half_up(pair[1], _RATE_DIGITS))
    title = _lowest([rate for _, rate in lowest], lowest[0][0])
    shown = f"最低的 {_MOST} 个" if len(lowest) > _MOST else "从低到高"
    footer = f"单位：%。{len(group)} 个评价用的指标体系，二级指标得分率的平均，{shown}。"
    heads = ("二级指标", "平均得分率")
    tied = _tied([rate for _, rate in lowest])
    red = tied if tied < len(lowest) else 0
    yield _bars(top, heads, title, footer, lowest[:_MOST], shows=_RATE, red=red)


def _rate(one: Entry, place: int) -> float:
    level = one.levels[place]
    return divide(level.score, level.weight)


def _lowest(rates: Sequence[float], name: str) -> str:
    count, said = _tied(rates), percent_text(rates[0])
    if round_half_up(rates[0], _RATE_DIGITS) >= 1:
        return "各二级指标均得满分"
    if count > 1:
        return f"{count}个二级指标平均得分率并列最低，{said}"
    return f"{name}平均得分率最低，{said}"


def _tied(rates: Sequence[float]) -> int:
    """Return how many are as low as the first."""
    low = round_half_up(rates[0], _RATE_DIGITS)
    return sum(1 for rate in rates if round_half_up(rate, _RATE_DIGITS) == low)


def _losses(finished: Sequence[Entry], top: int) -> Iterator[Block]:
    counted: Mapping[str, int] = Counter(loss.indicator for one in finished for loss in one.losses)
    if not counted:
        return
    order = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    most = order[0][1]
    tied = sum(1 for _, count in order if count == most)
    share = f"{most}个评价失分，占{percent_text(divide(most, len(finished)))}"
    title = f"{tied}个指标并列，各有{share}" if tied > 1 else f"{order[0][0]}：{share}"
    # with its code: the same name is another indicator elsewhere
    rows = [(name, float(count)) for name, count in order[:_MOST]]
    footer = f"单位：个。失分的评价最多的 {len(rows)} 个三级指标。"
    yield _bars(top, ("三级指标", "失分的评价个数"), title, footer, rows, red=1 if tied == 1 else 0)


def _bars(  # noqa: PLR0913 - the parts of a chart
    top: int,
    heads: tuple[str, str],
    title: str,
    footer: str,
    rows: Sequence[tuple[str, Value]],
    *,
    shows: str = _COUNT,
    red: int = 0,
) -> Block:
    first, last = top + ABOVE, top + ABOVE + len(rows) - 1
    role = Role.PERCENT if shows == _RATE else Role.NUMBER
    points = tuple((place, RED) for place in range(min(red, len(rows))))
    bars = Series(
        (top + 2, LEFT + 1), area(first, last, 0), area(first, last, 1), BLUE,
        labels=Labels("outEnd", shows, bold=True), points=points,
    )  # fmt: skip
    return block(
        top, (heads[1], (bars,)),
        (Cell(title, None, Role.CAPTION), Cell(footer, None, Role.CAPTION)), heads,
        [(Cell(name, None, Role.TEXT), Cell(value, None, role)) for name, value in rows],
        horizontal=lie([name for name, _ in rows]), minimum=0.0,
    )  # fmt: skip
