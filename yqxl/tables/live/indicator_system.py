"""表2-1 绩效评价指标体系, live."""

from __future__ import annotations

from yqxl.grid import Cell, Grid, NamedRef, Overlay, Page, Role
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import live_table
from yqxl.tables.frame import POINTS
from yqxl.tables.indicator_system import EMPTY, HEADER, WIDTHS, title
from yqxl.tables.live.live_frame import (
    BOX,
    FIRST_ROW,
    Beyond,
    Row,
    Workings,
    column_of,
    kind_rules,
    label_rules,
    last_cell,
    live_grid,
    source_cell,
)
from yqxl.tables.live.working_sheet import INDICATORS

_ROWS = INDICATORS + 1
#: columns of the flags, behind the four that are seen and a blank one
_KIND, _NEW1, _LAST1, _NEW2, _LAST2 = range(5, 10)
_SUM_KIND, _EMPTY_KIND = 2, 3
_PAGE = Page(landscape=True, title_rows=FIRST_ROW)
_BLANK = Cell(None, None, Role.BLANK)
_SUM = ("=2", Overlay(bold=True))


@live_table(number="2-1")
def live_system(evaluation: Evaluation, results: Results, workings: Workings) -> Grid:
    """Return the indicator system of whatever rows 指标体系 has."""
    highlights = (
        column_of(0, _ROWS, lambda row: [(f"F{row}=2", Overlay("ltb", bold=True)), *_labels1(row)]),
        column_of(1, _ROWS, lambda row: [(f"F{row}=2", Overlay("tb")), *_labels2(row)]),
        column_of(2, _ROWS, kind_rules(_KIND, ("=2", Overlay("rtb")), (">0", BOX))),
        column_of(3, _ROWS, kind_rules(_KIND, _SUM, (">0", BOX))),
    )
    return live_grid(
        "2-1",
        evaluation,
        title=title(evaluation.project),
        unit=POINTS,
        source=source_cell(evaluation, workings, Beyond(workings.value("i_beyond"), "[i_beyond$]")),
        heading=HEADER,
        body=[_row(workings, results, number) for number in range(1, _ROWS + 1)],
        widths=WIDTHS,
        highlights=highlights,
        page=_PAGE,
        last_cell=last_cell("D", "F", _ROWS),
    )


_labels1 = label_rules(_KIND, _NEW1, _LAST1)
_labels2 = label_rules(_KIND, _NEW2, _LAST2)


def _row(workings: Workings, results: Results, number: int) -> Row:
    label2, named = (Cell(None, None, role) for role in (Role.LIVE_LABEL, Role.LIVE_TEXT))
    shown1 = weight = '""'
    flags: tuple[str, ...] = ("u_kind",)
    if number <= INDICATORS:
        label2 = workings.shown("s_shown2", number, Role.LIVE_LABEL)
        named = workings.shown("s_named", number, Role.LIVE_TEXT)
        shown1, weight = "[s_shown1]", "[s_weight]"
        flags = ("u_kind", "s_new1", "s_last1", "s_new2", "s_last2")
    kind = workings.value("u_kind", number)
    if number == 1:
        value = EMPTY if kind == _EMPTY_KIND else named.value
        named = workings.cell(value, f'IF([u_kind]=3,"{EMPTY}",[s_named])', 1, Role.LIVE_TEXT)
    total = kind == _SUM_KIND
    return (
        workings.cell(
            "合计" if total else workings.value("s_shown1", number),
            f'IF([u_kind]=2,"合计",{shown1})', number, Role.LIVE_LABEL,
        ),
        label2,
        named,
        workings.cell(
            results.weight_total if total else workings.value("s_weight", number),
            f"IF([u_kind]=2,{{0}},{weight})", number, Role.LIVE_NUMBER,
            (NamedRef("weight_total"),),
        ),
        _BLANK,
        *(workings.shown(flag, number, Role.BLANK) for flag in flags),
        *(_BLANK,) * (5 - len(flags)),
    )  # fmt: skip
