"""A chart as DrawingML (ECMA-376 Part 1, 21.2), of 2007's kinds, with cached points.

Everything that programs disagree about is said: every flag of labels, varyColors,
invertIfNegative, plotVisOnly, an East Asian font in every text, no turning of names.
"""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.arithmetic import Value, is_number
from yqxl.chart import MAX_TITLE, Area, Chart, ChartError, Labels, Place, Series
from yqxl.grid import Grid
from yqxl.model.layout import column_letters, quoted_sheet
from yqxl.workbook.package.markup import OFFICE_RELATIONSHIPS, escaped

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LATIN, _TITLE_FACE, _FACE = "Arial", "黑体", "宋体"
_INK, _GREY, _FRAME = "404040", "595959", "D9D9D9"
_CATEGORY, _VALUE = "111", "112"
#: what of a chart's height lying bars have: no names stand below them
LYING = 0.7
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_FLAGS = (
    '<c:showLegendKey val="0"/><c:showVal val="{}"/><c:showCatName val="0"/>'
    '<c:showSerName val="{}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def chart_xml(chart: Chart, grid: Grid, sheet: str, workbook: str = "") -> bytes:
    """Return the chart part.

    Args:
        chart: the chart.
        grid: the cells that it shows.
        sheet: the name of the sheet that holds them.
        workbook: outside a workbook, the id of the link to the one that holds the sheet.
    """
    return _Renderer(chart, grid, sheet).part(workbook).encode()


class _Renderer:
    def __init__(self, chart: Chart, grid: Grid, sheet: str) -> None:
        self.chart = chart
        self.grid = grid
        self.sheet = quoted_sheet(sheet)

    def part(self, workbook: str) -> str:
        """Return the whole part."""
        bars = [one for one in self.chart.series if one.kind == "bar"]
        lines = [one for one in self.chart.series if one.kind == "line"]
        plots = (self._bars(bars) if bars else "") + (self._lines(lines) if lines else "")
        left = ".36" if self.chart.horizontal else ".06"
        width = ".6" if self.chart.horizontal else ".9"
        high = LYING if self.chart.horizontal else 0.6
        return (
            f'{_HEAD}<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}">'
            '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart>'
            f"{self._title(self.chart.title, 1200, _TITLE_FACE, '000000', '.02')}"
            '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout><c:manualLayout>'
            '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{left}"/><c:y val=".16"/><c:w val="{width}"/><c:h val="{high}"/>'
            f"</c:manualLayout></c:layout>{plots}{self._axes()}"
            f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr></c:plotArea>"
            '<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart>'
            f'<c:spPr>{_fill("FFFFFF")}<a:ln w="6350">{_fill(_FRAME)}</a:ln></c:spPr>'
            f"{_text(1000)}{_external(workbook)}</c:chartSpace>"
        )

    # ------------------------------------------------------------------ cells

    def _name(self, area: Area) -> str:
        top, left, bottom, right = area
        first = f"${column_letters(left + 1)}${top + 1}"
        last = f"${column_letters(right + 1)}${bottom + 1}"
        return f"{self.sheet}!{first}" if first == last else f"{self.sheet}!{first}:{last}"

    def _values(self, area: Area) -> list[Value]:
        top, left, bottom, right = area
        return [
            self.grid.rows[row][column].value
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]

    def _texts(self, area: Area) -> str:
        texts = ["" if value is None else str(value) for value in self._values(area)]
        points = "".join(
            f'<c:pt idx="{n}"><c:v>{escaped(text)}</c:v></c:pt>' for n, text in enumerate(texts)
        )
        return (
            f"<c:strRef><c:f>{escaped(self._name(area))}</c:f><c:strCache>"
            f'<c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'
        )

    def _numbers(self, area: Area) -> str:
        values = self._values(area)
        points = "".join(
            f'<c:pt idx="{n}"><c:v>{_number(value)}</c:v></c:pt>'
            for n, value in enumerate(values)
            if is_number(value)
        )
        return (
            f"<c:numRef><c:f>{escaped(self._name(area))}</c:f><c:numCache>"
            f"<c:formatCode>General</c:formatCode>"
            f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
        )

    # ------------------------------------------------------------------ titles

    def _title(self, place: Place, size: int, face: str, ink: str, height: str) -> str:
        said = str(self.grid.rows[place[0]][place[1]].value or "")
        if len(said) > MAX_TITLE:
            raise ChartError(f"{self.chart.key}: a title of {len(said)} characters")
        return (
            f"<c:title><c:tx>{self._texts((*place, *place))}</c:tx><c:layout><c:manualLayout>"
            f'<c:xMode val="edge"/><c:yMode val="edge"/><c:x val=".02"/><c:y val="{height}"/>'
            '</c:manualLayout></c:layout><c:overlay val="0"/>'
            f"{_text(size, ink, face=face, across='l')}</c:title>"
        )

    # ------------------------------------------------------------------ series

    def _bars(self, series: Sequence[Series]) -> str:
        stacked = self.chart.stacked
        overlap = 100 if stacked or len(series) > 1 else 0
        return (
            f'<c:barChart><c:barDir val="{"bar" if self.chart.horizontal else "col"}"/>'
            f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>'
            f'{"".join(map(self._bar, series))}<c:gapWidth val="60"/>'
            f'<c:overlap val="{overlap}"/><c:axId val="{_CATEGORY}"/><c:axId val="{_VALUE}"/>'
            "</c:barChart>"
        )

    def _bar(self, one: Series) -> str:
        points = "".join(
            f'<c:dPt><c:idx val="{n}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"<c:spPr>{_fill(colour)}{_NO_LINE}</c:spPr></c:dPt>"
            for n, colour in one.points
        )
        return (
            f"<c:ser>{self._head(one)}<c:spPr>{_fill(one.colour)}{_NO_LINE}</c:spPr>"
            f'<c:invertIfNegative val="0"/>{points}{_labels(one.labels)}{self._data(one)}</c:ser>'
        )

    def _lines(self, series: Sequence[Series]) -> str:
        return (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f'{"".join(map(self._line, series))}<c:marker val="1"/>'
            f'<c:axId val="{_CATEGORY}"/><c:axId val="{_VALUE}"/></c:lineChart>'
        )

    def _line(self, one: Series) -> str:
        seen = one.colour is not None
        line = f'<a:ln w="28575" cap="rnd">{_fill(one.colour)}<a:round/></a:ln>'
        marker = '<c:marker><c:symbol val="none"/></c:marker>'
        if seen:
            marker = _marker(one.colour, 7)
        points = "".join(
            f'<c:dPt><c:idx val="{n}"/>{_marker(colour, 9)}<c:bubble3D val="0"/></c:dPt>'
            for n, colour in one.points
        )
        trend = _LEVEL if one.level_line else ""
        return (
            f"<c:ser>{self._head(one)}<c:spPr>{line}</c:spPr>{marker}{points}"
            f'{_labels(one.labels)}{trend}{self._data(one)}<c:smooth val="0"/></c:ser>'
        )

    def _head(self, one: Series) -> str:
        number = self.chart.series.index(one)
        name = self._texts((*one.name, *one.name))
        return f'<c:idx val="{number}"/><c:order val="{number}"/><c:tx>{name}</c:tx>'

    def _data(self, one: Series) -> str:
        names, values = self._texts(one.categories), self._numbers(one.values)
        return f"<c:cat>{names}</c:cat><c:val>{values}</c:val>"

    # ------------------------------------------------------------------ axes

    def _axes(self) -> str:
        flat = self.chart.horizontal
        foot = self._title(self.chart.footer, 900, _FACE, _GREY, ".885")
        category = (
            f'<c:catAx><c:axId val="{_CATEGORY}"/><c:scaling><c:orientation'
            f' val="{"maxMin" if flat else "minMax"}"/></c:scaling><c:delete val="0"/>'
            f'<c:axPos val="{"l" if flat else "b"}"/>{"" if flat else foot}'
            '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
            '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
            f'<c:spPr><a:ln w="9525">{_fill("7F7F7F")}</a:ln></c:spPr>{_text(1000)}'
            f'<c:crossAx val="{_VALUE}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
            '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        )
        return category + self._value_axis(foot if flat else "")

    def _value_axis(self, foot: str) -> str:
        flat, chart = self.chart.horizontal, self.chart
        limits = "" if chart.maximum is None else f'<c:max val="{chart.maximum!r}"/>'
        limits += "" if chart.minimum is None else f'<c:min val="{chart.minimum!r}"/>'
        return (
            f'<c:valAx><c:axId val="{_VALUE}"/><c:scaling><c:orientation val="minMax"/>{limits}'
            f'</c:scaling><c:delete val="0"/><c:axPos val="{"b" if flat else "l"}"/>{foot}'
            '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
            '<c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
            f"<c:spPr>{_NO_LINE}</c:spPr>{_text(900)}"
            f'<c:crossAx val="{_CATEGORY}"/><c:crosses val="{"max" if flat else "autoZero"}"/>'
            '<c:crossBetween val="between"/></c:valAx>'
        )


#: a level over the whole width: the trend of a row of equal values, half a step on both sides
_LEVEL = (
    '<c:trendline><c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill>'
    '<a:prstDash val="dash"/></a:ln></c:spPr><c:trendlineType val="linear"/>'
    '<c:forward val="0.5"/><c:backward val="0.5"/><c:dispRSqr val="0"/><c:dispEq val="0"/>'
    "</c:trendline>"
)


def _external(link: str) -> str:
    if not link:
        return ""
    return (
        f'<c:externalData xmlns:r="{OFFICE_RELATIONSHIPS}" r:id="{link}">'
        '<c:autoUpdate val="0"/></c:externalData>'
    )


def _labels(labels: Labels | None) -> str:
    if labels is None:
        return f"<c:dLbls>{_FLAGS.format(0, 0)}</c:dLbls>"
    form = (
        f'<c:numFmt formatCode="{escaped(labels.number_format)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>"
        f"{_text(1000, labels.colour, bold=labels.bold)}"
        '<c:dLblPos val="{}"/>'
        f"{_FLAGS.format(1, int(labels.with_name))}"
        f"{'<c:separator> </c:separator>' if labels.with_name else ''}"
    )
    single = dict.fromkeys(labels.without, '<c:delete val="1"/>')
    single |= {n: form.format("b") for n in labels.below}
    points = "".join(
        f'<c:dLbl><c:idx val="{n}"/>{said}</c:dLbl>' for n, said in sorted(single.items())
    )
    return f"<c:dLbls>{points}{form.format(labels.position)}</c:dLbls>"


def _marker(colour: str | None, size: int) -> str:
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/>'
        f"<c:spPr>{_fill(colour)}{_NO_LINE}</c:spPr></c:marker>"
    )


def _text(
    size: int, ink: str = _INK, *, bold: bool = False, face: str = _FACE, across: str = ""
) -> str:
    """Return the form of a text [hundredths of a point]; it never turns."""
    aligned = f' algn="{across}"' if across else ""
    return (
        '<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/>'
        f'<a:p><a:pPr{aligned}><a:defRPr sz="{size}" b="{int(bold)}">{_fill(ink)}'
        f'<a:latin typeface="{_LATIN}"/><a:ea typeface="{face}"/><a:cs typeface="{_LATIN}"/>'
        '</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _fill(colour: str | None) -> str:
    if colour is None:
        return "<a:noFill/>"
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _number(value: Value) -> str:
    return repr(value).removesuffix(".0")
