"""趋势: each series over its years; a long one has labels at its ends, its least and its most.

13.35, 14.35, 14.67, 15.78: +2.43 percentage points (阳泉 2022).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yqxl.arithmetic import is_number
from yqxl.chart import Labels, Series
from yqxl.charts.blocks import (
    ABOVE,
    BLUE,
    RED,
    area,
    block,
    column,
    footer,
    literal,
    number,
    place,
    plain,
    text,
)
from yqxl.grid import Cell, Ref
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Trend
from yqxl.registry.charting import LEFT, Block, chart_rule

_TABLE = "trends"
#: more points, or more characters over the whole width, are no longer all labelled
_LONG, _CHARACTERS = 8, 70
_PERCENT = ("%", "％")
Point = tuple[int, Trend, float, float]


@chart_rule(name="趋势", place=5, source="财预〔2020〕10号 附2：效益指标，与历史数据比较")
def trend_lines(evaluation: Evaluation, results: Results, top: int) -> Iterator[Block]:  # noqa: ARG001 - the signature of every chart
    """Yield a line for each series of two years or more, one below the other."""
    for code in dict.fromkeys(row.code for row in evaluation.trends if row.code):
        points = [
            (n, row, float(row.year), float(row.value))  # type: ignore[arg-type]  # numbers
            for n, row in enumerate(evaluation.trends)
            if row.code == code and is_number(row.year) and is_number(row.value)
        ]
        points.sort(key=lambda point: point[2])
        if len(points) > 1:
            made = _block(evaluation, code, points, top)
            top = made.below
            yield made


def _block(evaluation: Evaluation, code: str, points: Sequence[Point], top: int) -> Block:
    first, last = top + ABOVE, top + ABOVE + len(points) - 1
    values = [value for *_, value in points]
    behind = "年" if len(points) <= _LONG else ""
    body = [
        (
            text(f"{year:.15g}{behind}", f'{{0}}&"{behind}"', Ref(_TABLE, n, "year")),
            number(value, "{0}", Ref(_TABLE, n, "value")),
        )
        for n, _, year, value in points
    ]
    low = math.floor(min(values) - (max(values) - min(values) or 1.0) * 0.5)
    if min(values) >= 0:
        low = max(low, 0)
    unit = points[0][1].unit or "见表"
    return block(
        top,
        (
            f"趋势{code}",
            (
                Series(
                    (top + 2, LEFT + 1), area(first, last, 0), area(first, last, 1), BLUE, "line",
                    _labels(values),
                    points=((len(values) - 1, RED),),
                ),
            ),
        ),
        (
            _title(points, (first, last), behind),
            footer(evaluation, "纵轴不从0起。" if low else "", unit),
        ),
        ("年度", points[0][1].name or code),
        body,
        minimum=float(low),
    )  # fmt: skip


def _year(year: float) -> str:
    return f"{year:.15g}年"


def _labels(values: Sequence[float]) -> Labels:
    """Return labels of all points, or of ends, least and most where they would lie on each other.

    The least has its label below, an end beside the most too.
    """
    last, widest = len(values) - 1, max(len(f"{value:.15g}") for value in values)
    if len(values) <= _LONG and len(values) * widest <= _CHARACTERS:
        return Labels("t", "General", bold=True)
    least, most = values.index(min(values)), values.index(max(values))
    ends = {end for end in (0, last) if abs(end - most) == 1}
    return Labels(
        "t", "General", bold=True,
        without=tuple(n for n in range(last + 1) if n not in {0, last, least, most}),
        below=tuple(sorted(ends | ({least} - {most}))),
    )  # fmt: skip


def _title(points: Sequence[Point], rows: tuple[int, int], behind: str) -> Cell:
    first, last = rows
    # what the cells of the years leave out
    again = "" if behind else '&"年"'
    n, row, _, value = points[-1]
    earliest = points[0]
    unit = "%" if row.unit in _PERCENT else row.unit
    steps = "个百分点" if unit == "%" else unit
    rising = all(later[3] > former[3] for former, later in pairwise(points))
    change = value - earliest[3]
    way = "提高" if change > 0 else "下降"
    against = f"较{_year(earliest[2])}{way}{plain(abs(change))}{steps}"
    if plain(change, 6) in ("0", "-0"):
        against = f"与{_year(earliest[2])}持平"
    up = "逐年上升，" if rising else ""
    said = f"{row.name}{up}{_year(points[-1][2])}{plain(value, 6)}{unit}，{against}"
    formula = (
        f'{{0}}&IF(SUMPRODUCT(--({{1}}<={{2}}))=0,"逐年上升，","")&{{3}}{again}&ROUND({{4}},6)'
        f'&{literal(unit)}&"，"&IF(ROUND({{4}}-{{6}},6)=0,"与"&{{5}}{again}&"持平","较"&{{5}}{again}'
        f'&IF({{4}}>{{6}},"提高","下降")&ROUND(ABS({{4}}-{{6}}),2)&{literal(steps)})'
    )
    return text(
        said, formula, Ref(_TABLE, n, "name"), column(first + 1, last, 1),
        column(first, last - 1, 1), place(last, 0), place(last, 1), place(first, 0),
        place(first, 1),
    )  # fmt: skip
