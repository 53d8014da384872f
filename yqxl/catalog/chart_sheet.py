"""图表: every chart that the data give, each beside the formulas that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yqxl import look
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
#: of the width of a page: small enough for the title and two charts of usual height
_TWO_ON_A_PAGE = 0.92
_BLANK = Cell(None, None, Role.BLANK)


@table(number="5-1", sheet=TITLE, title=TITLE, on_request=True, charts=True)
def chart_sheet(evaluation: Evaluation, results: Results) -> Grid:
    """Return the sheet with its charts, one below the other."""
    caption = Cell(evaluation.project.name, named_formula("name"), Role.CAPTION)
    return sheet_of(_blocks(evaluation, results), caption, EMPTY)


def sheet_of(blocks: Sequence[Block], caption: Cell, empty: str) -> Grid:
    """Return blocks below each other, their cells beside the charts; ``empty`` where none is."""
    # a blank row lets the last frame be drawn whole
    height = max((one.end for one in blocks), default=TOP) + 1
    columns = LEFT + COLUMNS
    cells = [[_BLANK] * columns for _ in range(height)]
    cells[0][:LEFT] = [Cell(TITLE, None, Role.TITLE), *[Cell(None, None, Role.TITLE)] * (LEFT - 1)]
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
    page = Page(printed_columns=LEFT)
    return _turned(Grid("5-1", TITLE, rows, _WIDTHS, (), heights, page, charts=charts))


def below(blocks: Sequence[Block]) -> int:
    """Return the first row for a block below others."""
    return blocks[-1].below if blocks else TOP


def _blocks(evaluation: Evaluation, results: Results) -> list[Block]:
    blocks: list[Block] = []
    for rule in chart_rules():
        blocks += rule.function(evaluation, results, below(blocks))
    return blocks


def _turned(grid: Grid) -> Grid:
    """Return the sheet with no chart over a turn of its pages; the highest fits on one."""
    parts = [
        sum(look.row_height(grid, row) for row in range(top, end)) for top, end in _parts(grid)
    ]
    room, full = look.page_height(grid), look.print_scale(grid)
    scale = min(_TWO_ON_A_PAGE, room / max(parts))
    room, scale = room / scale, int(full * scale)
    turns, used = [], 0.0
    for (top, _), height in zip(_parts(grid), parts, strict=True):
        if used and used + height > room:
            turns.append(top - 1)
            used = 0.0
        used += height
    return replace(grid, page=replace(grid.page, turns=tuple(turns), scale=scale))


def _parts(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield first row and row behind the last of each chart, the first with the sheet's title."""
    tops = [0, *(one.frame[0] for one in grid.charts[1:])]
    yield from zip(tops, [*tops[1:], len(grid.rows)], strict=True)
