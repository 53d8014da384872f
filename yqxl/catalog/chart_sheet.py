"""图表: every chart that the data give, each beside the formulas that it shows."""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.catalog.discovery import chart_rules
from yqxl.chart import Chart
from yqxl.grid import Cell, Grid, Page, Role
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import table
from yqxl.registry.charting import COLUMNS, LEFT, Block
from yqxl.tables.row_heights import row_heights
from yqxl.tables.sources import named_formula

TITLE = "图表"
EMPTY = "还没有可以画的图：填好指标得分、资金、产出或趋势"
#: the row of the first block
TOP = 3
_CHART_WIDTH, _GAP_WIDTH = 9.0, 3.0
_WIDTHS = (*(_CHART_WIDTH,) * (LEFT - 1), _GAP_WIDTH, 30.0, *(12.0,) * 4, 24.0, 12.0)
_BLANK = Cell(None, None, Role.BLANK)


@table(number="5-1", sheet=TITLE, title=TITLE, on_request=True, charts=True)
def chart_sheet(evaluation: Evaluation, results: Results) -> Grid:
    """Return the sheet with its charts, one below the other."""
    caption = Cell(evaluation.project.name, named_formula("name"), Role.CAPTION)
    return sheet_of(_blocks(evaluation, results), caption, EMPTY)


def sheet_of(blocks: Sequence[Block], caption: Cell, empty: str) -> Grid:
    """Return blocks below each other, their cells beside the charts; ``empty`` where none is."""
    height = max((_end(one) for one in blocks), default=TOP + 1)
    columns = LEFT + COLUMNS
    cells = [[_BLANK] * columns for _ in range(height)]
    cells[0] = [Cell(TITLE, None, Role.TITLE), *[Cell(None, None, Role.TITLE)] * (columns - 1)]
    cells[1][0] = caption
    if not blocks:
        cells[TOP][0] = Cell(empty, None, Role.CAPTION)
    for one in blocks:
        top = one.chart.frame[0]
        for place, row in enumerate(one.rows):
            cells[top + place][LEFT:] = row
    charts: tuple[Chart, ...] = tuple(one.chart for one in blocks)
    rows = tuple(map(tuple, cells))
    heights = row_heights(rows, _WIDTHS, ())
    return Grid("5-1", TITLE, rows, _WIDTHS, (), heights, Page(landscape=True), charts=charts)


def below(blocks: Sequence[Block]) -> int:
    """Return the first row for a block below others."""
    return _end(blocks[-1]) + 1 if blocks else TOP


def _blocks(evaluation: Evaluation, results: Results) -> list[Block]:
    blocks: list[Block] = []
    for rule in chart_rules():
        blocks += rule.function(evaluation, results, below(blocks))
    return blocks


def _end(one: Block) -> int:
    """Return the row behind a block: its chart or its cells, whichever is longer."""
    return max(one.chart.frame[2], one.chart.frame[0] + len(one.rows))
