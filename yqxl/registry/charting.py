"""Charts: what one shows, its place on the sheet 图表, and the function that makes its block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yqxl.registry.declaring import DeclarationError, Function, attach

if TYPE_CHECKING:
    from yqxl.chart import Chart
    from yqxl.grid import Cell
    from yqxl.model.results import Results
    from yqxl.model.rows import Evaluation

#: the first column of the formulas beside the charts, and how many columns they take
LEFT, COLUMNS = 11, 7
#: a chart stands over so many rows and columns
HIGH, WIDE = 16, 10
#: rows between two charts: a page that ends there shows the frame of each whole
_GAP = 2


@dataclass(frozen=True)
class Block:
    """A chart and the rows of cells beside it; the first two rows are its title and footer."""

    chart: Chart
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def end(self) -> int:
        """The row behind the chart and its cells, whichever is longer."""
        return max(self.chart.frame[2], self.chart.frame[0] + len(self.rows))

    @property
    def below(self) -> int:
        """The first row for another block below."""
        return self.end + _GAP


@dataclass(frozen=True)
class ChartRule:
    """One kind of chart."""

    name: str
    place: int
    source: str
    #: takes rows, results and the first free row of the sheet
    function: Callable[[Evaluation, Results, int], Iterator[Block]]


def chart_rule(*, name: str, place: int, source: str) -> Callable[[Function], Function]:
    """Declare a kind of chart."""
    if not source:
        raise DeclarationError(f"{name}: a chart needs a source")

    def attached(function: Function) -> Function:
        return attach(function, ChartRule(name, place, source, function))  # type: ignore[arg-type]  # a chart takes rows, results and a row

    return attached
