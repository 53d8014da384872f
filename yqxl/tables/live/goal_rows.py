"""The workings of the live 表1-1: the goals of 绩效目标, blank rows left out.

``g_``: every row of 绩效目标, counted as far as it has a goal or a target. ``h_``: those rows,
one below another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from yqxl.arithmetic import Value
from yqxl.grid import ColumnRef
from yqxl.model.layout import TableLayout
from yqxl.model.rows import Evaluation
from yqxl.tables.annual_goals import goal_rows, same_level1, same_level2
from yqxl.tables.live.working_sheet import GOALS, POSITIONS, WorkingColumn, padded

_GOAL, _TARGET = ColumnRef("goals", "goal"), ColumnRef("goals", "target")


def _text(name: str, field: str, seed: Value = None) -> WorkingColumn:
    text = 'IF([h_row]=0,"",IFERROR(INDEX({0},[h_row]+1)&"",""))'
    return WorkingColumn(name, GOALS, text, (ColumnRef("goals", field),), seed)


def _edge(name: str, text: str) -> WorkingColumn:
    return WorkingColumn(name, GOALS, f"IF([h_row]=0,0,{text})")


def goal_columns() -> list[WorkingColumn]:
    """Return the columns in their order."""
    filled = 'IFERROR(IF(INDEX({0},[#]+1)&INDEX({1},[#]+1)="",0,1),1)'
    # a blank label says nothing about the next row
    same1 = '([h_level1]<>"")*([h_level1]={0})'
    same2 = '([h_level2]<>"")*([h_level1]={0})*([h_level2]={1})'
    new = "IF({0}=1,0,1)"
    above1, below1 = same1.format("[h_level1-]"), same1.format("[h_level1+]")
    above2 = same2.format("[h_level1-]", "[h_level2-]")
    below2 = same2.format("[h_level1+]", "[h_level2+]")
    return [
        WorkingColumn("g_filled", POSITIONS, f"IF([#]<ROWS({{0}})-1,{filled},0)", (_GOAL, _TARGET)),
        WorkingColumn("g_count", POSITIONS, "[g_count-]+[g_filled]", seed=0.0),
        WorkingColumn(
            "g_beyond", 1, f"MAX(0,[g_count$]-{GOALS})+MAX(0,ROWS({{0}})-2-{POSITIONS})", (_GOAL,)
        ),
        WorkingColumn("h_kind", GOALS, "IF([g_count$]=0,IF([#]=1,3,0),IF([#]>[g_count$],0,1))"),
        WorkingColumn("h_row", GOALS, "IF([#]>[g_count$],0,MATCH([#],[g_count:],0))"),
        _text("h_level1", "level1", "▲"),
        _text("h_level2", "level2", "▲"),
        _text("h_goal", "goal"),
        _text("h_target", "target"),
        _edge("h_new1", new.format(above1)),
        _edge("h_last1", new.format(below1)),
        _edge("h_new2", new.format(above2)),
        _edge("h_last2", new.format(below2)),
    ]


def goal_values(evaluation: Evaluation, place: TableLayout) -> Mapping[str, Sequence[Value]]:
    """Return what the columns give, by name."""
    at = {row: place.rows[row] - place.header_row for row in goal_rows(evaluation)}
    filled = [float(number in set(at.values())) for number in range(1, POSITIONS + 1)]
    rows = [row for row in at if at[row] <= POSITIONS][:GOALS]
    goals = [evaluation.goals[row] for row in rows]
    pairs = list(pairwise(goals))
    joined1 = [same_level1(one, two) for one, two in pairs]
    joined2 = [same_level2(one, two) for one, two in pairs]
    columns: dict[str, tuple[list[Value], Value]] = {
        "h_row": ([float(at[row]) for row in rows], 0.0),
        "h_level1": ([goal.level1 for goal in goals], ""),
        "h_level2": ([goal.level2 for goal in goals], ""),
        "h_goal": ([goal.goal for goal in goals], ""),
        "h_target": ([goal.target for goal in goals], ""),
        "h_new1": (_edges([False, *joined1], goals), 0.0),
        "h_last1": (_edges([*joined1, False], goals), 0.0),
        "h_new2": (_edges([False, *joined2], goals), 0.0),
        "h_last2": (_edges([*joined2, False], goals), 0.0),
    }
    count, rows_there = sum(filled), place.last_row - place.header_row - 1
    kinds: list[Value] = [1.0] * len(rows) or [3.0]
    return {
        "g_filled": filled,
        "g_count": list(accumulate(filled)),
        "g_beyond": [max(0.0, count - GOALS) + max(0.0, rows_there - POSITIONS)],
        "h_kind": padded(kinds, GOALS, 0.0),
        **{name: padded(values, GOALS, rest) for name, (values, rest) in columns.items()},
    }


def _edges(joined: Sequence[bool], goals: Sequence[object]) -> list[Value]:
    return [float(not one) for one, _ in zip(joined, goals, strict=False)]
