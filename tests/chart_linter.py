"""What schema validators and Microsoft's own do not see in the charts of a workbook.

``lint`` names the faults of every chart part: what Office refuses or repairs, what programs
disagree about when it is left out, and cached points that are not what their cells show.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: label positions by kind and grouping
POSITIONS = {
    ("barChart", "clustered"): {"ctr", "inEnd", "inBase", "outEnd"},
    ("barChart", "stacked"): {"ctr", "inEnd", "inBase"},
    ("lineChart", "standard"): {"t", "b", "l", "r", "ctr"},
}
FLAGS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
FORMAT = re.compile(
    r'(?:(?:\[[<>=]+-?[\d.]+\])?(?:"[^"]*"|General|[#0,.%\-+ *_()])*)'
    r'(?:;(?:\[[<>=]+-?[\d.]+\])?(?:"[^"]*"|General|[#0,.%\-+ *_()])*){0,3}'
)
LONGEST_TITLE = 255


def lint(path: Path) -> list[str]:
    """Return the faults of every chart of a workbook."""
    book = openpyxl.load_workbook(path, data_only=True)
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if re.fullmatch(r"xl/charts/[^/]+\.xml", name)]
        return [
            f"{name}: {fault}"
            for name in parts
            for fault in faults(ET.fromstring(package.read(name)), book)
        ]


def faults(chart: ET.Element, book: Workbook) -> Iterator[str]:
    """Yield the faults of one chart."""
    area = next(chart.iter(f"{C}plotArea"))
    axes = [one for one in area if one.tag.endswith("Ax")]
    ids = {_value(one, "axId") for one in axes}
    for axis in axes:
        if _value(axis, "crossAx") not in ids:
            yield "crossAx names no axis"
    orders = [one.get("val") for one in chart.iter(f"{C}order")]
    if len(orders) != len(set(orders)):
        yield "two series with one order"
    for plot in area:
        if plot.tag.endswith("Chart"):
            yield from _plot(plot, ids)
    yield from _everywhere(chart)
    for kind in ("strRef", "numRef"):
        for reference in chart.iter(f"{C}{kind}"):
            yield from _cached(reference, book)


def _plot(plot: ET.Element, ids: set[str | None]) -> Iterator[str]:
    kind, grouping = plot.tag.removeprefix(C), _value(plot, "grouping")
    for position in plot.iter(f"{C}dLblPos"):
        if position.get("val") not in POSITIONS[kind, str(grouping)]:
            yield f"label position {position.get('val')} on {kind} {grouping}"
    if _value(plot, "varyColors") != "0":
        yield "varyColors left to the program"
    if any(one.get("val") not in ids for one in plot.findall(f"{C}axId")):
        yield "axId names no axis"
    if kind == "barChart" and any(
        one.find(f"{C}invertIfNegative") is None for one in plot.iter(f"{C}ser")
    ):
        yield "invertIfNegative left to the program"
    for labels in (*plot.iter(f"{C}dLbls"), *plot.iter(f"{C}dLbl")):
        if labels.find(f"{C}delete") is None and any(
            labels.find(f"{C}{flag}") is None for flag in FLAGS
        ):
            yield "a flag of labels left to the program"


def _everywhere(chart: ET.Element) -> Iterator[str]:
    visible = next(chart.iter(f"{C}plotVisOnly"), None)
    if visible is None or visible.get("val") != "0":
        yield "plotVisOnly: hidden cells are left out"
    for one in chart.iter(f"{C}numFmt"):
        if not FORMAT.fullmatch(one.get("formatCode", "")):
            yield f"number format {one.get('formatCode')}"
    for form in chart.iter(f"{A}defRPr"):
        if form.find(f"{A}ea") is None:
            yield "a text without an East Asian font"
    for axis in chart.iter(f"{C}catAx"):
        body = axis.find(f"{C}txPr/{A}bodyPr")
        if body is None or body.get("rot") != "0":
            yield "names of categories may turn"
    yield from _titles(chart)


def _titles(chart: ET.Element) -> Iterator[str]:
    for title in chart.iter(f"{C}title"):
        texts = [point.text or "" for point in title.iter(f"{C}v")]
        if title.find(f".//{C}strRef") is None:
            yield "a title that is no cell"
        if any(len(text) > LONGEST_TITLE for text in texts):
            yield "a title over 255 characters"


def _cached(reference: ET.Element, book: Workbook) -> Iterator[str]:
    formula = reference.findtext(f"{C}f") or ""
    sheet, _, place = formula.rpartition("!")
    name = sheet.strip("'").replace("''", "'")
    if name not in book.sheetnames:
        yield f"no sheet {name}"
        return
    left, top, right, bottom = range_boundaries(place.replace("$", ""))
    cells = [
        book[name].cell(row, column).value
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]
    cache = next(one for one in reference if one.tag.endswith("Cache"))
    if int(_value(cache, "ptCount") or 0) != len(cells):
        yield f"{formula}: {_value(cache, 'ptCount')} points for {len(cells)} cells"
        return
    points = {int(one.get("idx", "")): one.findtext(f"{C}v") for one in cache.iter(f"{C}pt")}
    for number, value in enumerate(cells):
        if not _same(points.get(number), value):
            yield f"{formula}[{number}]: cached {points.get(number)!r}, cell {value!r}"


def _same(point: str | None, value: object) -> bool:
    if isinstance(value, int | float):
        return point is not None and float(point) == float(value)
    return (point or "") == str(value or "")


def _value(element: ET.Element, tag: str) -> str | None:
    found = element.find(f"{C}{tag}")
    return None if found is None else found.get("val")
