"""A chart as frozen data beside a grid: which cells, which kind, which labels.

What Office refuses, or silently repairs, raises where it is made: schemas and Microsoft's own
validator let most of it pass. Places count rows and columns of the chart's own grid from 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["bar", "line"]
#: row and column
Place = tuple[int, int]
#: first row, first column, last row, last column
Area = tuple[int, int, int, int]

#: label positions that Office takes, by kind of chart and whether bars are stacked; any other
#: makes it call the file damaged (ECMA-376 Part 1, 21.2.2.48 names them all for every kind)
POSITIONS: dict[tuple[Kind, bool], frozenset[str]] = {
    ("bar", False): frozenset(("ctr", "inEnd", "inBase", "outEnd")),
    ("bar", True): frozenset(("ctr", "inEnd", "inBase")),
    ("line", False): frozenset(("t", "b", "l", "r", "ctr")),
}
#: Excel's limits: of a title, of a number format, of the series of a chart
MAX_TITLE, MAX_FORMAT, MAX_SERIES = 255, 255, 255
_FORMAT = re.compile(
    r'(?:(?:\[[<>=]+-?[\d.]+\])?(?:"[^"]*"|General|[#0,.%\-+ *_()])*)'
    r'(?:;(?:\[[<>=]+-?[\d.]+\])?(?:"[^"]*"|General|[#0,.%\-+ *_()])*){0,3}'
)
_COLOUR = re.compile("[0-9A-F]{6}")


class ChartError(ValueError):
    """A chart that Office would refuse or repair."""


@dataclass(frozen=True)
class Labels:
    """What stands at the points of a series: position, number format, colour, which points."""

    position: str
    number_format: str
    colour: str = "404040"
    bold: bool = False
    #: points without a label, counted from 0
    without: tuple[int, ...] = ()
    #: points of a line whose label stands below them
    below: tuple[int, ...] = ()
    with_name: bool = False

    def __post_init__(self) -> None:
        """Refuse a number format that no spreadsheet reads."""
        if len(self.number_format) > MAX_FORMAT or not _FORMAT.fullmatch(self.number_format):
            raise ChartError(f"number format {self.number_format!r}")
        _refuse_colour(self.colour)


@dataclass(frozen=True)
class Series:
    """One row of points: where its name, categories and values stand, and how it looks."""

    name: Place
    categories: Area
    values: Area
    #: None is not seen: it carries labels, a line through all, or lifts what stands on it
    colour: str | None
    kind: Kind = "bar"
    labels: Labels | None = None
    #: single points in other colours, counted from 0
    points: tuple[tuple[int, str], ...] = ()
    #: a dashed line at its level over the whole width
    level_line: bool = False

    def __post_init__(self) -> None:
        """Refuse areas that do not fit each other, and colours that are none."""
        if _length(self.categories) != _length(self.values):
            raise ChartError(f"{self.categories} and {self.values} have different lengths")
        for colour in (self.colour, *(colour for _, colour in self.points)):
            if colour is not None:
                _refuse_colour(colour)
        places = [place for place, _ in self.points]
        if self.labels:
            places += (*self.labels.without, *self.labels.below)
            if self.labels.below and self.kind != "line":
                raise ChartError("labels below bars")
            if set(self.labels.without) & set(self.labels.below):
                raise ChartError("a point with a label and without one")
        if any(not 0 <= place < _length(self.values) for place in places):
            raise ChartError("a point that the series does not have")
        if len({place for place, _ in self.points}) < len(self.points):
            raise ChartError("a point with two colours")


@dataclass(frozen=True)
class Chart:
    """A chart: title and footer are cells, so that they stay true when data change."""

    key: str
    title: Place
    footer: Place
    series: tuple[Series, ...]
    #: where it stands: first row, first column, row and column behind the last
    frame: Area
    horizontal: bool = False
    stacked: bool = False
    minimum: float | None = None
    maximum: float | None = None

    def __post_init__(self) -> None:
        """Refuse what Office refuses."""
        if not 1 <= len(self.series) <= MAX_SERIES:
            raise ChartError(f"{self.key}: {len(self.series)} series")
        if self.minimum is not None and self.maximum is not None and self.minimum >= self.maximum:
            raise ChartError(f"{self.key}: axis from {self.minimum} to {self.maximum}")
        if self.horizontal and any(one.kind == "line" for one in self.series):
            raise ChartError(f"{self.key}: lines cannot lie on horizontal bars")
        if self.frame[0] >= self.frame[2] or self.frame[1] >= self.frame[3]:
            raise ChartError(f"{self.key}: an empty frame")
        for one in self.series:
            allowed = POSITIONS[one.kind, self.stacked and one.kind == "bar"]
            if one.labels is not None and one.labels.position not in allowed:
                raise ChartError(f"{self.key}: label position {one.labels.position} on {one.kind}")
            if one.categories != self.series[0].categories:
                raise ChartError(f"{self.key}: series with different categories")


def _length(area: Area) -> int:
    top, left, bottom, right = area
    if top > bottom or left > right or (top != bottom and left != right):
        raise ChartError(f"{area} is no row or column of cells")
    return bottom - top + right - left + 1


def _refuse_colour(colour: str) -> None:
    if not _COLOUR.fullmatch(colour):
        raise ChartError(f"colour {colour!r}")
