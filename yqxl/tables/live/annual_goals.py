"""表1-1 年度绩效目标表, live."""

from __future__ import annotations

from yqxl.grid import Cell, Grid, Page, Role
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import live_table
from yqxl.tables.annual_goals import EMPTY, HEADER, TITLE_CELL, WIDTHS, year_cell
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
from yqxl.tables.live.working_sheet import GOALS

#: columns of the flags, behind the four that are seen and a blank one
_KIND, _NEW1, _LAST1, _NEW2, _LAST2 = range(5, 10)
_EMPTY_KIND = 3
_PAGE = Page(title_rows=FIRST_ROW)


@live_table(number="1-1")
def live_goals(evaluation: Evaluation, results: Results, workings: Workings) -> Grid:  # noqa: ARG001 - the signature of every live table
    """Return the annual goals of whatever rows 绩效目标 has."""
    frames = kind_rules(_KIND, (">0", BOX))
    return live_grid(
        "1-1",
        evaluation,
        title=TITLE_CELL,
        unit=year_cell(evaluation.project),
        source=source_cell(evaluation, workings, Beyond(workings.value("g_beyond"), "[g_beyond$]")),
        heading=HEADER,
        body=[_row(workings, number) for number in range(1, GOALS + 1)],
        widths=WIDTHS,
        highlights=(
            column_of(0, GOALS, label_rules(_KIND, _NEW1, _LAST1)),
            column_of(1, GOALS, label_rules(_KIND, _NEW2, _LAST2)),
            column_of(2, GOALS, frames),
            column_of(3, GOALS, frames),
        ),
        page=_PAGE,
        last_cell=last_cell("D", "F", GOALS),
    )


def _row(workings: Workings, number: int) -> Row:
    def flag(column: str) -> Cell:
        return workings.shown(column, number, Role.BLANK)

    goal = workings.shown("h_goal", number, Role.LIVE_TEXT)
    if number == 1:
        value = EMPTY if workings.value("h_kind") == _EMPTY_KIND else goal.value
        goal = workings.cell(value, f'IF([h_kind]=3,"{EMPTY}",[h_goal])', 1, Role.LIVE_TEXT)
    return (
        _label(workings, "h_level1", "h_new1", number),
        _label(workings, "h_level2", "h_new2", number),
        goal,
        workings.shown("h_target", number, Role.LIVE_TEXT),
        Cell(None, None, Role.BLANK),
        flag("h_kind"),
        flag("h_new1"),
        flag("h_last1"),
        flag("h_new2"),
        flag("h_last2"),
    )


def _label(workings: Workings, label: str, new: str, number: int) -> Cell:
    value = workings.value(label, number) if workings.value(new, number) else ""
    return workings.cell(value, f'IF([{new}]=1,[{label}],"")', number, Role.LIVE_LABEL)
