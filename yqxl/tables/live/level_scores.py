"""表3-1 综合绩效评价得分情况表, live: a column for each first level, then the total."""

from __future__ import annotations

from yqxl.arithmetic import Value
from yqxl.grid import Cell, Formula, Grid, Here, HereRange, Highlight, NamedRef, Overlay, Page, Role
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import live_table
from yqxl.tables.frame import POINTS
from yqxl.tables.level_scores import LABEL_WIDTH, title
from yqxl.tables.level_sums import provisional_formula
from yqxl.tables.live.indicator_rows import UNFINISHED, rate_text
from yqxl.tables.live.indicator_values import score_rate
from yqxl.tables.live.live_frame import (
    BOX,
    FIRST_ROW,
    Beyond,
    Row,
    Workings,
    live_grid,
    short_percents,
    source_cell,
)
from yqxl.tables.live.working_sheet import LEVELS

_COLUMNS = LEVELS + 2
_WIDTHS = (LABEL_WIDTH,) + (12.0,) * (LEVELS + 1)
#: row 1 of the hidden column: how many first levels there are
_COUNT = _COLUMNS + 1
_COUNT_CELL = "$L$1"
_PAGE = Page(landscape=True, title_rows=FIRST_ROW, frozen_columns=1)
#: a formula, for it may stand beside the written table, where a constant would be a person's
_UNIT = Cell(POINTS.value, Formula(f'"{POINTS.value}"'), Role.UNIT)
_BLANK = Cell(None, None, Role.BLANK)
_TOTALS = (NamedRef("score_total"), NamedRef("weight_total"))
_LAST = FIRST_ROW + 6
#: stands in a column of a level's width
EMPTY = "尚无指标"
_OPEN_WEIGHT = f'IF([v_count$]=0,"{EMPTY}",{{1}})'
_OPEN_SCORE = f'IF(ISNUMBER({{0}}),{{0}},"{UNFINISHED}")'
_TOTAL_RATE = rate_text(_OPEN_SCORE, "{1}")
_IN_USE = f"COLUMN()<{_COUNT_CELL}+2"
_IS_TOTAL = f"COLUMN()={_COUNT_CELL}+2"


@live_table(number="3-1")
def live_levels(evaluation: Evaluation, results: Results, workings: Workings) -> Grid:
    """Return the scores of whatever first levels 指标体系 has."""
    beyond = sum(
        one
        for one in (workings.value("i_beyond"), workings.value("v_beyond"))
        if isinstance(one, float)
    )
    weight = results.weight_total if results.levels else EMPTY
    score = results.score_total if isinstance(results.score_total, float) else UNFINISHED
    return live_grid(
        "3-1",
        evaluation,
        title=title(evaluation.project),
        unit=_UNIT,
        unit_column=LEVELS - 3,
        source=source_cell(
            evaluation, workings, Beyond(beyond, "([i_beyond$]+[v_beyond$])"), "s_sample"
        ),
        heading=_line(
            workings, Cell("指标", None, Role.HEADER), "v_label", Role.LIVE_HEADER,
            ("合计", '"合计"'),
        )[:_COLUMNS],
        body=[
            _line(
                workings, _label("权重"), "v_weight", Role.LIVE_NUMBER, (weight, _OPEN_WEIGHT)
            ),
            _line(workings, _label("得分"), "v_score", Role.LIVE_NUMBER, (score, _OPEN_SCORE)),
            _line(
                workings, _label("得分率"), "v_rate", Role.LIVE_PERCENT,
                (score_rate(score, results.weight_total), _TOTAL_RATE),
            ),
            *_below(results, workings),
        ],
        widths=_WIDTHS,
        highlights=_highlights(),
        page=_PAGE,
        last_cell=f"INDEX({{0}}$A${_LAST}:$J${_LAST},MAX(6,{{0}}{_COUNT_CELL}+2))",
        corner=workings.shown("v_count", 1, Role.BLANK),
    )  # fmt: skip


def _label(text: str) -> Cell:
    return Cell(text, None, Role.LABEL)


def _line(
    workings: Workings, label: Cell, column: str, role: Role, total: tuple[Value, str]
) -> Row:
    """Return a line of the table: what each level has, and the total behind the last."""
    count = workings.value("v_count")
    cells = []
    for place in range(1, LEVELS + 2):
        own = f"[{column}]" if place <= LEVELS else '""'
        value = workings.value(column, place)
        if count == place - 1:
            value = total[0]
        text = f'IF([#]<=[v_count$],{own},IF([#]=[v_count$]+1,{total[1]},""))'
        cells.append(workings.cell(value, text, place, role, _TOTALS))
    return (label, *cells, _BLANK, _BLANK)


def _below(results: Results, workings: Workings) -> list[Row]:
    """Return the lines below: the grade, and while there is no total how far it is."""
    missing, held = results.unscored != 0, bool(results.blocked)
    provisional = results.provisional
    unscored, grade = NamedRef("unscored"), NamedRef("grade")
    so_far = provisional_formula(levels=workings.scored_levels)
    open_ = f'IF(yq_blocked>0,{so_far.text},"")'
    first = "未得分项" if missing else "已得分合计(暂)" if held else ""
    first_value = results.unscored if missing else provisional if held else ""
    refs = so_far.refs
    number = f"{{{len(refs)}}}"
    return [
        _whole(
            _label("评价等级"), Cell(results.grade, Formula('{0}&""', (grade,)), Role.LIVE_LABEL)
        ),
        _whole(
            Cell(
                first,
                Formula('IF({0}<>0,"未得分项",IF(yq_blocked>0,"已得分合计(暂)",""))', (unscored,)),
                Role.LIVE_LABEL,
            ),
            Cell(
                first_value,
                Formula(f"IF({number}<>0,{number},{open_})", (*refs, unscored)),
                Role.LIVE_LABEL,
            ),
        ),
        _whole(
            Cell(
                "已得分合计(暂)" if missing else "",
                Formula('IF({0}<>0,"已得分合计(暂)","")', (unscored,)),
                Role.LIVE_LABEL,
            ),
            Cell(
                provisional if missing else "",
                Formula(f'IF({number}<>0,{so_far.text},"")', (*refs, unscored)),
                Role.LIVE_LABEL,
            ),
        ),
    ]


def _whole(label: Cell, value: Cell) -> Row:
    """Return a line whose one value stands under all columns together."""
    return (label, value, *(Cell(None, None, Role.LIVE_LABEL),) * LEVELS, _BLANK, _BLANK)


def _highlights() -> list[Highlight]:
    """Return the lines around as many columns as there are levels, and the total's bold type."""
    framed = ((_IS_TOTAL, Overlay(bold=True)), (_IN_USE, BOX))
    percents = (
        *short_percents("B7", _IS_TOTAL, bold=True),
        *short_percents("B7", _IN_USE),
    )
    below = [
        (f'$A8<>"",COLUMN()={column},{more}', Overlay(sides, bold=True))
        for column, more, sides in (
            ("2", f"{_COUNT_CELL}=0", "lrtb"),
            ("2", f"{_COUNT_CELL}>0", "ltb"),
            (f"{_COUNT_CELL}+2", "TRUE", "rtb"),
        )
    ]
    below.append((f'$A8<>"",{_IN_USE}', Overlay("tb")))
    return [
        Highlight(HereRange(Here(3, 1), Here(5, LEVELS + 1)), framed),
        Highlight(HereRange(Here(6, 1), Here(6, LEVELS + 1)), (*percents, *framed)),
        Highlight(HereRange(Here(8, 0), Here(9, 0)), (('$A9<>""', Overlay(bold=True)),)),
        Highlight(
            HereRange(Here(7, 1), Here(9, LEVELS + 1)),
            tuple((f"AND({condition})", overlay) for condition, overlay in below),
        ),
    ]
