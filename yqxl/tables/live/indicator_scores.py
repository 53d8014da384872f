"""表3-2 绩效评价指标得分表, live."""

from __future__ import annotations

from yqxl import look
from yqxl.arithmetic import Value
from yqxl.grid import Cell, Formula, Grid, Here, NamedRef, Overlay, Page, Role
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import live_table
from yqxl.tables.frame import POINTS
from yqxl.tables.indicator_scores import EMPTY, HEADER, WIDTHS, row_rate, row_rate_text, title
from yqxl.tables.live.indicator_rows import SCORE_ROWS, UNFINISHED, rate_text
from yqxl.tables.live.indicator_values import score_rate
from yqxl.tables.live.live_frame import (
    BOX,
    FIRST_ROW,
    Beyond,
    Row,
    Workings,
    column_of,
    kind_rules,
    last_cell,
    live_grid,
    short_percents,
    source_cell,
)
from yqxl.tables.live.working_sheet import LEVELS

#: kinds of rows
_DATA, _SUM, _EMPTY, _TOTAL = 1, 2, 3, 4
#: columns of the flags, behind the nine that are seen and a blank one
_KIND, _SHARE = 10, 11
_WEIGHT, _VALUE, _SCORE, _RATE = 2, 3, 6, 7
_PAGE = Page(landscape=True, title_rows=FIRST_ROW, frozen_columns=2)
_TOTALS = (NamedRef("weight_total"), NamedRef("score_total"))
_BLANK = Cell(None, None, Role.BLANK)
#: columns that show a column of the workings: their place, the column, their role
_SHOWN = (
    ("s_code", Role.LIVE_LABEL),
    ("s_value", Role.LIVE_NUMBER),
    ("s_base", Role.LIVE_TEXT),
    ("s_rule", Role.LIVE_LABEL),
    ("s_reason", Role.LIVE_TEXT),
)


@live_table(number="3-2")
def live_scores(evaluation: Evaluation, results: Results, workings: Workings) -> Grid:
    """Return the score of whatever rows 指标体系 has, sums and the total."""
    beyond = [workings.value("i_beyond"), workings.value("v_beyond")]
    count = sum(one for one in beyond if isinstance(one, float))
    bold = Overlay(bold=True)
    sums = (("=2", bold), ("=4", bold), (">0", BOX))
    rules = {column: kind_rules(_KIND, *sums) for column in range(_WEIGHT, len(WIDTHS))}
    rules[0] = kind_rules(_KIND, *_part("ltb"), (">0", BOX))
    rules[1] = kind_rules(_KIND, *_part("rtb"), (">0", BOX))
    rules[_VALUE] = lambda row: [*_percents(f"D{row}", f"L{row}=1"), *_framed(row)]
    rules[_RATE] = lambda row: [
        *short_percents(f"H{row}", f"K{row}=1"),
        *short_percents(f"H{row}", f"K{row}>1", bold=True),
        *_framed(row),
    ]
    return live_grid(
        "3-2",
        evaluation,
        title=title(evaluation.project),
        unit=POINTS,
        source=source_cell(
            evaluation, workings, Beyond(count, "([i_beyond$]+[v_beyond$])"), "s_sample"
        ),
        heading=HEADER,
        body=[_row(workings, results, number) for number in range(1, SCORE_ROWS + 1)],
        widths=WIDTHS,
        highlights=[column_of(column, SCORE_ROWS, own) for column, own in sorted(rules.items())],
        page=_PAGE,
        last_cell=last_cell("I", "K", SCORE_ROWS),
    )


def _part(sides: str) -> tuple[tuple[str, Overlay], ...]:
    return tuple((f"={kind}", Overlay(sides, bold=True)) for kind in (_SUM, _TOTAL))


def _framed(row: int) -> list[tuple[str, Overlay]]:
    return [
        *((f"K{row}={kind}", Overlay(bold=True)) for kind in (_SUM, _TOTAL)),
        (f"K{row}>0", BOX),
    ]


def _percents(cell: str, share: str) -> list[tuple[str, Overlay]]:
    return [*short_percents(cell, share), (share, Overlay(number_format=look.PERCENT))]


def _row(workings: Workings, results: Results, number: int) -> Row:
    kind = workings.value("t_kind", number)
    place = _place(workings, number)

    def shown(column: str, role: Role) -> Cell:
        value = workings.value(column, place) if kind == _DATA else ""
        return workings.cell(value, f'IF([t_kind]=1,INDEX([{column}:],[t_at]),"")', number, role)

    cells = {column: shown(column, role) for column, role in _SHOWN}
    weight = _summed(workings, number, ("s_weight", "v_weight"), (results.weight_total, "{0}"))
    total = results.score_total if isinstance(results.score_total, float) else UNFINISHED
    open_total = f'IF(ISNUMBER({{1}}),{{1}},"{UNFINISHED}")'
    score = _summed(workings, number, ("s_score", "v_score"), (total, open_total))
    return (
        cells["s_code"],
        _name(workings, number),
        weight,
        cells["s_value"],
        cells["s_base"],
        cells["s_rule"],
        score,
        _rate(number, kind, score.value, weight.value),
        cells["s_reason"],
        _BLANK,
        workings.shown("t_kind", number, Role.BLANK),
        workings.shown("t_share", number, Role.BLANK),
    )


def _place(workings: Workings, number: int) -> int:
    """Return which row of data, or which level, a row shows."""
    at = workings.value("t_at", number)
    return int(at) if isinstance(at, float) else 0


def _name(workings: Workings, number: int) -> Cell:
    kind, place = workings.value("t_kind", number), _place(workings, number)
    value: Value = {_EMPTY: EMPTY, _TOTAL: "合计"}.get(kind, "")  # type: ignore[call-overload]  # kinds are numbers
    if kind == _DATA:
        value = workings.value("s_name", place)
    elif kind == _SUM:
        value = f"{workings.value('v_label', place)}小计"
    empty = f'IF([t_kind]=3,"{EMPTY}","")' if number == 1 else '""'
    text = (
        "IF([t_kind]=1,INDEX([s_name:],[t_at]),IF([t_kind]=2,"
        f'{_of_level("v_label")}&"小计",IF([t_kind]=4,"合计",{empty})))'
    )
    return workings.cell(value, text, number, Role.LIVE_TEXT)


def _of_level(column: str) -> str:
    """Return the cell of a level, of which there may be more than the table holds."""
    return f'IF([t_at]>{LEVELS},"",INDEX([{column}:],[t_at]))'


def _summed(
    workings: Workings, number: int, columns: tuple[str, str], total: tuple[Value, str]
) -> Cell:
    """Return a cell that shows a row's own number, the sum of a level, or the total."""
    kind, place = workings.value("t_kind", number), _place(workings, number)
    own, level = columns
    value: Value = ""
    if kind == _TOTAL:
        value = total[0]
    elif kind in (_DATA, _SUM):
        value = workings.value(own if kind == _DATA else level, place)
    text = (
        f"IF([t_kind]=1,INDEX([{own}:],[t_at]),IF([t_kind]=2,{_of_level(level)},"
        f'IF([t_kind]=4,{total[1]},"")))'
    )
    return workings.cell(value, text, number, Role.LIVE_NUMBER, _TOTALS)


def _rate(number: int, kind: Value, score: Value, weight: Value) -> Cell:
    """Return 得分率; a row of data has none while its weight or score is not there."""
    row = FIRST_ROW + number - 1
    refs = (Here(row, _SCORE), Here(row, _WEIGHT), Here(row, _KIND))
    text = f"IF({{2}}=1,{row_rate_text('{0}', '{1}')},{rate_text('{0}', '{1}')})"
    value = row_rate(score, weight) if kind == _DATA else score_rate(score, weight)
    return Cell(value, Formula(text, refs), Role.LIVE_PERCENT)
