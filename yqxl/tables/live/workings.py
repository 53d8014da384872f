"""All columns of the working sheet that the live tables show, with what they give."""

from __future__ import annotations

from functools import partial

from yqxl.model.contract import LEVEL_SCORES
from yqxl.model.layout import Layout
from yqxl.model.recent import Recent
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import Numbering
from yqxl.tables.live.goal_rows import goal_columns, goal_values
from yqxl.tables.live.indicator_rows import indicator_columns
from yqxl.tables.live.indicator_values import indicator_values
from yqxl.tables.live.live_frame import Workings
from yqxl.tables.live.working_sheet import WorkingColumns


def workings(
    evaluation: Evaluation, results: Results, layout: Layout, numbering: Numbering
) -> Workings | None:
    """Return the workings of a workbook; None where it lacks 绩效目标 or 指标体系."""
    goals, indicators = layout.tables.get("goals"), layout.tables.get("indicators")
    if goals is None or indicators is None:
        return None
    levels = LEVEL_SCORES.key in layout.tables
    return Workings(
        _known.of((numbering, levels), partial(_columns, numbering, levels=levels)),
        {
            **goal_values(evaluation, goals),
            **indicator_values(evaluation, results, indicators),
        },
        levels,
    )


#: workbooks have the same columns, whose formulas are so written once
_known: Recent[tuple[Numbering, bool], WorkingColumns] = Recent(2)


def _columns(numbering: Numbering, *, levels: bool) -> WorkingColumns:
    return WorkingColumns([*goal_columns(), *indicator_columns(numbering, levels=levels)])
