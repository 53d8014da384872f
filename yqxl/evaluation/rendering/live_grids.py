"""The live tables of a workbook, and the workings that they show."""

from __future__ import annotations

from yqxl.catalog import live_tables, numbering
from yqxl.grid import Grid
from yqxl.model.layout import Layout
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.tables.live.live_frame import Workings
from yqxl.tables.live.workings import workings


def live_workings(evaluation: Evaluation, results: Results, layout: Layout) -> Workings | None:
    """Return the workings; None where the workbook lacks a table that they look at."""
    return workings(evaluation, results, layout, numbering())


def live_grids(evaluation: Evaluation, results: Results, shown: Workings) -> dict[str, Grid]:
    """Return by number the live form of the tables that have one."""
    return {table.number: table.function(evaluation, results, shown) for table in live_tables()}
