"""A chart refuses what Office refuses, where it is made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from yqxl.chart import Chart, ChartError, Labels, Series
from yqxl.grid import Cell, Grid
from yqxl.workbook.graft.chart_markup import chart_xml

AREA = (3, 1, 5, 1)
BARS = Series((2, 1), (3, 0, 5, 0), AREA, "1F4E79", labels=Labels("outEnd", "0.00%"))
CHART = Chart("得分率", (0, 0), (1, 0), (BARS,), (0, 3, 10, 9))


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (BARS, {"values": (3, 1, 6, 1)}),
        (BARS, {"values": (3, 1, 5, 2)}),
        (BARS, {"values": (5, 1, 3, 1)}),
        (BARS, {"colour": "red"}),
        (BARS, {"points": ((3, "C00000"),)}),
        (BARS, {"points": ((0, "C00000"), (0, "000000"))}),
        (BARS, {"labels": Labels("ctr", "0", without=(3,))}),
        (BARS, {"labels": Labels("ctr", "0", below=(1,))}),
        (BARS, {"kind": "line", "labels": Labels("t", "0", without=(1,), below=(1,))}),
        (BARS.labels, {"number_format": "0.00%; [Red]x"}),
        (BARS.labels, {"number_format": "0" * 256}),
        (BARS.labels, {"colour": "12345"}),
        (CHART, {"series": ()}),
        (CHART, {"minimum": 1.0, "maximum": 1.0}),
        (CHART, {"stacked": True}),
        (CHART, {"frame": (0, 3, 0, 9)}),
        (CHART, {"series": (replace(BARS, labels=Labels("t", "0")),)}),
        (CHART, {"series": (replace(BARS, kind="line"),)}),
        (CHART, {"series": (replace(BARS, kind="line", labels=None),), "horizontal": True}),
        (CHART, {"series": (BARS, replace(BARS, categories=(3, 2, 5, 2)))}),
    ],
)
def test_what_office_refuses_raises(part: Any, change: dict[str, Any]) -> None:
    with pytest.raises(ChartError):
        replace(part, **change)


def test_a_chart_outside_its_grid_raises() -> None:
    rows = tuple((Cell("甲"), Cell(1.0)) for _ in range(6))
    assert Grid("t", "图", rows, (9.0, 9.0), charts=(CHART,)).charts == (CHART,)
    with pytest.raises(ChartError):
        Grid("t", "图", rows[:5], (9.0, 9.0), charts=(CHART,))


def test_a_title_that_is_too_long_raises_where_it_is_known() -> None:
    rows = tuple((Cell("长" * 256), Cell(1.0)) for _ in range(6))
    with pytest.raises(ChartError):
        chart_xml(CHART, Grid("t", "图", rows, (9.0, 9.0), charts=(CHART,)), "图")
