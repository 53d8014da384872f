"""完成情况: every output against its plan; what goes beyond it is capped and marked.

217.14 % (capped), 72.71, 0, 108.33 (阳泉 2022). An axis would hide the others beyond 300 %,
so bars are cut there and their names say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yqxl.arithmetic import divide, is_number
from yqxl.chart import Labels, Series
from yqxl.charts.blocks import (
    ABOVE,
    BLUE,
    PALE,
    RED,
    area,
    block,
    column,
    footer,
    literal,
    number,
    percent,
    percent_formula,
    place,
    text,
)
from yqxl.grid import Cell, Ref, Role
from yqxl.model.number_text import value_text
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Output
from yqxl.registry.charting import LEFT, Block, chart_rule

_TABLE = "outputs"
_HEADS = ("产出", "完成率", "按计划完成", "没有完成", "超过计划")
_CUT = 3.0
#: so many bars can be read in one chart, so many with two lines each, and a name on one line
_MOST, _TWO_LINES, _ONE_LINE = 25, 16, 14


@chart_rule(
    name="完成情况", place=4, source="财预〔2020〕10号 附2：实际完成率=实际产出数/计划产出数"
)
def output_completion(evaluation: Evaluation, results: Results, top: int) -> Iterator[Block]:  # noqa: ARG001 - the signature of every chart
    """Yield the completion of the outputs that have plan and result: of very many the first."""
    counted = [
        (n, row)
        for n, row in enumerate(evaluation.outputs)
        if is_number(row.planned) and is_number(row.actual) and row.planned and row.code
    ]
    rows = counted[:_MOST]
    if not rows:
        return
    first, last = top + ABOVE, top + ABOVE + len(rows) - 1
    done = [divide(float(row.actual), float(row.planned)) for _, row in rows]  # type: ignore[arg-type]  # numbers
    many = len(rows) > _TWO_LINES
    body = [_row(n, row, done[k], first + k, many=many) for k, (n, row) in enumerate(rows)]
    names = area(first, last, 0)
    shown = "0.00%;;"
    yield block(
        top,
        (
            "完成情况",
            (
                Series((top + 2, LEFT + 4), names, area(first, last, 4), PALE,
                       labels=Labels("outEnd", '0.00%"*";;', bold=True)),
                Series((top + 2, LEFT + 2), names, area(first, last, 2), BLUE,
                       labels=Labels("inEnd", shown, "FFFFFF", bold=True)),
                Series((top + 2, LEFT + 3), names, area(first, last, 3), RED,
                       labels=Labels("outEnd", shown, RED, bold=True)),
            ),
        ),
        (
            _title(done, (first, last), "前" if len(counted) > _MOST else ""),
            footer(evaluation, "口径：实际÷计划；*超过计划的部分不计分，300%以上截断。", "%"),
        ),
        _HEADS,
        body,
        horizontal=True,
        minimum=0.0,
        maximum=_maximum(done),
    )  # fmt: skip


def _maximum(done: Sequence[float]) -> float:
    """Return the end of the axis: room for the label behind the longest bar."""
    longest = min(max(1.0, *done), _CUT)
    return round(longest * 1.25, 2)


def _row(number_of: int, row: Output, done: float, here: int, *, many: bool) -> tuple[Cell, ...]:
    refs = tuple(Ref(_TABLE, number_of, field) for field in ("name", "actual", "planned", "unit"))
    name = row.name or ""
    said = f"{value_text(row.actual)}/{value_text(row.planned)}{row.unit}"
    cut = f"（{percent(done)}，截断）" if done > _CUT else ""
    zero = "（0%）" if done == 0 else ""
    said, label = f"{name}\n{said}", '{0}&CHAR(10)&{1}&"/"&{2}&{3}'
    if many:
        said = f"{name[: _ONE_LINE - 1]}…" if len(name) > _ONE_LINE else name
        label = f'IF(LEN({{0}})>{_ONE_LINE},LEFT({{0}},{_ONE_LINE - 1})&"…",{{0}}&"")'
    label += f'&IF({{4}}>{_CUT:g},"（"&{percent_formula("{4}")}&"，截断）",IF({{4}}=0,"（0%）",""))'
    rate = place(here, 1)
    return (
        text(f"{said}{cut}{zero}", label, *refs, rate),
        number(done, "{0}/{1}", refs[1], refs[2], role=Role.PERCENT),
        number(min(done, 1.0) if done >= 1 else 0.0, "IF({0}>=1,1,0)", rate, role=Role.PERCENT),
        number(done if done < 1 else 0.0, "IF({0}<1,{0},0)", rate, role=Role.PERCENT),
        number(min(done, _CUT) if done > 1 else 0.0, f"IF({{0}}>1,MIN({{0}},{_CUT:g}),0)", rate,
               role=Role.PERCENT),
    )  # fmt: skip


def _title(done: Sequence[float], rows: tuple[int, int], which: str) -> Cell:
    open_ones = sum(1 for one in done if one < 1)
    idle = sum(1 for one in done if one == 0)
    if not open_ones:
        value = f"{which}{len(done)}项产出全部完成"
    else:
        value = f"{which}{len(done)}项产出{open_ones}项没有完成"
        value += f"，其中{idle}项没有开展" if idle else ""
    counted = f"{literal(which)}&" if which else ""
    formula = counted + (
        'ROWS({0})&"项产出"&IF(COUNTIF({0},"<1")=0,"全部完成",COUNTIF({0},"<1")&"项没有完成"'
        '&IF(COUNTIF({0},0)=0,"","，其中"&COUNTIF({0},0)&"项没有开展"))'
    )
    return text(value, formula, column(*rows, 1))
