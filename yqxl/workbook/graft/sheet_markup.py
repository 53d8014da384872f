"""Renders a :class:`~yqxl.grid.Grid` as the XML of a worksheet.

Every cell carries its right value, formulas beside it; texts are inline strings, so
that the user's shared strings stay untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from yqxl import look
from yqxl.grid import Cell, Formula, Grid, Highlight, Overlay, Page, Role
from yqxl.model.layout import column_letters
from yqxl.model.recent import Recent
from yqxl.workbook.package.cell_markup import cached_value, inline_string, text_markup
from yqxl.workbook.package.markup import MAIN, OFFICE_RELATIONSHIPS

FormulaText = Callable[[Formula], str]

_HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
_PROTECTION = (
    '<sheetProtection sheet="1" objects="1" scenarios="1"'
    ' formatCells="0" formatColumns="0" formatRows="0"/>'
)
_FITTED = 'fitToWidth="1" fitToHeight="0"'
_INCH = 25.4
_HIDDEN = ' hidden="1"'
#: the charts of a sheet; their part is the first that it refers to
_DRAWING = f'<drawing xmlns:r="{OFFICE_RELATIONSHIPS}" r:id="rId1"/>'

#: Columns and rows counted from 0, both ends included: (row, column, row, column).
_Area = tuple[int, int, int, int]


def sheet_xml(
    grid: Grid,
    formula_text: FormulaText,
    xf: Mapping[Role, int],
    dxf: Mapping[str | Overlay, int],
) -> bytes:
    """Return the worksheet of a table.

    Args:
        grid: the table.
        formula_text: gives a formula's text with its references as A1, without ``=``.
        xf: index of the cell format of each role.
        dxf: index of the conditional format of each short form of percentages, and of each
            overlay of a live table.
    """
    rows, percentages = _rows(grid, formula_text, xf)
    last = f"{column_letters(len(grid.widths))}{max(len(grid.rows), 1)}"
    head = "".join(
        (
            f'{_HEAD}{_properties(grid)}<dimension ref="A1:{last}"/>',
            _view(grid.page),
            f'<sheetFormatPr defaultRowHeight="{look.ROW_HEIGHT:g}" customHeight="1"/>',
            _columns(grid.widths, grid.live.columns if grid.live else len(grid.widths)),
            "<sheetData>",
        )
    )
    tail = "".join(
        (
            f"</sheetData>{_PROTECTION}",
            _merges(grid),
            _percent_formats(_areas(percentages), dxf),
            _overlays(grid.live.highlights, dxf) if grid.live else "",
            '<printOptions horizontalCentered="1"/>',
            _margins(landscape=grid.page.landscape),
            _paper(grid),
            _footer(grid.page.stamp),
            _turns(grid.page.turns),
            _DRAWING if grid.charts else "",
            "</worksheet>",
        )
    )
    return b"".join((head.encode(), rows, tail.encode()))


_RowsKey = tuple[tuple[tuple[Cell, ...], ...], FormulaText, Mapping[Role, int]]
_RowMarkup = tuple[bytes, list[tuple[int, int]]]
#: the rows of hidden workings: nine of ten workbooks of a template have the same
_known_rows: Recent[_RowsKey, _RowMarkup] = Recent(4)


def _rows(grid: Grid, formula_text: FormulaText, xf: Mapping[Role, int]) -> _RowMarkup:
    """Return the markup of the rows, and where their percentages stand."""

    def made() -> _RowMarkup:
        return _Rows(grid, formula_text, xf).markup()

    return _known_rows.of((grid.rows, formula_text, xf), made) if grid.hidden else made()


class _Rows:
    """The rows of one grid, with what all their cells have in common looked up once."""

    def __init__(self, grid: Grid, formula_text: FormulaText, xf: Mapping[Role, int]) -> None:
        self.grid = grid
        self.formula_text = formula_text
        # by identity: hashing an Enum member is Python code and would run for every cell
        self.styles = {id(role): f'" s="{index}"' for role, index in xf.items()}
        self.heads = [f'<c r="{column_letters(n)}' for n in range(1, len(grid.widths) + 1)]
        self.covered = self._covered()
        # the title is centred over what is printed: charts without the cells beside them
        self.printed = grid.page.printed_columns or len(grid.widths)
        self.percentages: list[tuple[int, int]] = []

    def _covered(self) -> dict[int, dict[int, str]]:
        """Return the style of each cell that a merged area hides; its borders still show."""
        covered: dict[int, dict[int, str]] = {}
        for span in self.grid.spans:
            style = self.styles[id(self.grid.rows[span.row][span.column].role)]
            columns = range(span.column, span.column + span.columns)
            for row in range(span.row, span.row + span.rows):
                covered.setdefault(row, {}).update(dict.fromkeys(columns, style))
            del covered[span.row][span.column]
        return covered

    def markup(self) -> _RowMarkup:
        """Return the rows, and where their percentages stand."""
        pieces: list[str] = []
        for number, row in enumerate(self.grid.rows):
            height = look.row_height(self.grid, number)
            pieces.append(f'<row r="{number + 1}" ht="{height:g}" customHeight="1">')
            pieces += self._cells(number, row)
            pieces.append("</row>")
        return "".join(pieces).encode(), self.percentages

    def _cells(self, number: int, row: tuple[Cell, ...]) -> Iterable[str]:
        covered, styles, line = self.covered.get(number, {}), self.styles, str(number + 1)
        centred = ""
        for column, (cell, head) in enumerate(zip(row, self.heads, strict=True)):
            role = cell.role
            if column in covered:
                yield f"{head}{line}{covered[column]}/>"
            elif cell.value is None and cell.formula is None:
                # a title is centred over the blank cells beside it that have its style
                if centred and column < self.printed:
                    yield f"{head}{line}{centred}/>"
                elif role is not Role.BLANK:
                    yield f"{head}{line}{styles[id(role)]}/>"
            else:
                if role in look.PERCENTAGES:
                    self.percentages.append((number, column))
                elif role is Role.TITLE:
                    centred = styles[id(role)]
                yield f"{head}{line}{styles[id(role)]}{self._content(cell)}"

    def _content(self, cell: Cell) -> str:
        """Return the rest of a cell behind its style."""
        value = cell.value
        if cell.formula is not None:
            formula = _formula_markup(self.formula_text(cell.formula))
            kind, text = cached_value(value)
            return f"{kind}><f>{formula}</f><v>{text}</v></c>"
        if isinstance(value, str):
            return f' t="inlineStr">{inline_string(value)}' if value else "/>"
        kind, text = cached_value(value)
        return f"{kind}><v>{text}</v></c>"


@lru_cache(maxsize=2048)
def _formula_markup(formula: str) -> str:
    """Return a formula as markup; the workbooks of a batch have the same ones."""
    return text_markup(formula)


def _properties(grid: Grid) -> str:
    """Return the colour of the tab, and whether the sheet is fitted to pages.

    A sheet that is fitted ignores its own page breaks.
    """
    colour = look.tab_colour(grid)
    tab = f'<tabColor rgb="FF{colour}"/>' if colour else ""
    fitted = "" if grid.page.scale else '<pageSetUpPr fitToPage="1"/>'
    return f"<sheetPr>{tab}{fitted}</sheetPr>"


def _paper(grid: Grid) -> str:
    size = f'scale="{grid.page.scale}"' if grid.page.scale else _FITTED
    orientation = "landscape" if grid.page.landscape else "portrait"
    return f'<pageSetup paperSize="9" {size} orientation="{orientation}"/>'


def _turns(turns: Sequence[int]) -> str:
    """Return the page breaks; each is known by the row above it, counted from 1."""
    if not turns:
        return ""
    breaks = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in turns)
    count = len(turns)
    return f'<rowBreaks count="{count}" manualBreakCount="{count}">{breaks}</rowBreaks>'


def _view(page: Page) -> str:
    """Return the view: no grid lines, the heading rows and label columns kept in sight."""
    rows, columns = page.title_rows, page.frozen_columns
    if not rows and not columns:
        return '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
    pane = "bottomRight" if rows and columns else "bottomLeft" if rows else "topRight"
    split = (f' xSplit="{columns}"' if columns else "") + (f' ySplit="{rows}"' if rows else "")
    corner = f"{column_letters(columns + 1)}{rows + 1}"
    return (
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane{split} topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/>'
        "</sheetView></sheetViews>"
    )


@lru_cache(maxsize=64)
def _columns(widths: tuple[float, ...], seen: int) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width + look.PADDING:.10g}"'
        f' customWidth="1"{_HIDDEN if number > seen else ""}/>'
        for number, width in enumerate(widths, 1)
    )
    return f"<cols>{columns}</cols>" if columns else ""


def _merges(grid: Grid) -> str:
    references = [
        _reference((s.row, s.column, s.row + s.rows - 1, s.column + s.columns - 1))
        for s in grid.spans
        if s.rows > 1 or s.columns > 1
    ]
    if not references:
        return ""
    cells = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return f'<mergeCells count="{len(references)}">{cells}</mergeCells>'


def _reference(area: _Area) -> str:
    top, left, bottom, right = area
    first = f"{column_letters(left + 1)}{top + 1}"
    return (
        first
        if (top, left) == (bottom, right)
        else (f"{first}:{column_letters(right + 1)}{bottom + 1}")
    )


def _areas(cells: Iterable[tuple[int, int]]) -> list[_Area]:
    """Return rectangles that hold the cells (in reading order), runs of a row joined downwards."""
    runs: list[_Area] = []
    for row, column in cells:
        if runs and runs[-1][2:] == (row, column - 1):
            runs[-1] = (row, runs[-1][1], row, column)
        else:
            runs.append((row, column, row, column))
    areas: dict[tuple[int, int, int], _Area] = {}
    for top, left, bottom, right in runs:
        above = areas.pop((top, left, right), (top, left, bottom, right))
        areas[bottom + 1, left, right] = (above[0], left, bottom, right)
    return sorted(areas.values())


def _percent_formats(areas: Iterable[_Area], dxf: Mapping[str | Overlay, int]) -> str:
    """Return conditional formats that show 85% and 79.4% without zeros behind.

    Each rectangle has its own, since the programs disagree about the cell that a
    formula over several rectangles starts from.
    """
    pieces: list[str] = []
    priority = 0
    for area in areas:
        cell = f"{column_letters(area[1] + 1)}{area[0] + 1}"
        rules = []
        for code, digits in look.SHORT_PERCENTS:
            priority += 1
            rules.append(
                f'<cfRule type="expression" dxfId="{dxf[code]}" priority="{priority}"'
                f' stopIfTrue="1"><formula>IF(ISNUMBER({cell}),'
                f"ROUND({cell}*100,2)=ROUND({cell}*100,{digits}),FALSE)</formula></cfRule>"
            )
        pieces.append(
            f'<conditionalFormatting sqref="{_reference(area)}">{"".join(rules)}'
            "</conditionalFormatting>"
        )
    return "".join(pieces)


def _overlays(highlights: Iterable[Highlight], dxf: Mapping[str | Overlay, int]) -> str:
    """Return the conditional formats of a live table: of each area the first that holds."""
    pieces: list[str] = []
    priority = 0
    for highlight in highlights:
        first, last = highlight.area.first, highlight.area.last
        rules = []
        for condition, overlay in highlight.rules:
            priority += 1
            rules.append(
                f'<cfRule type="expression" dxfId="{dxf[overlay]}" priority="{priority}"'
                f' stopIfTrue="1"><formula>{text_markup(condition)}</formula></cfRule>'
            )
        area = _reference((first.row, first.column, last.row, last.column))
        pieces.append(
            f'<conditionalFormatting sqref="{area}">{"".join(rules)}</conditionalFormatting>'
        )
    return "".join(pieces)


@lru_cache(maxsize=2)
def _margins(*, landscape: bool) -> str:
    edges = look.margins(landscape=landscape)
    sides = ("left", "right", "top", "bottom", "header", "footer")
    texts = (f'{side}="{getattr(edges, side) / _INCH:.3f}"' for side in sides)
    return f"<pageMargins {' '.join(texts)}/>"


@lru_cache(maxsize=4)
def _footer(stamp: str) -> str:
    """Return the stamp in the middle, and the page number at the outer side of the page."""
    before, behind = look.PAGE_NUMBER
    font = look.PAGE_NUMBER_FONT
    number = f'&amp;"{font.name}"&amp;{font.size:g}{before}&amp;P{behind}'
    middle = f'&amp;C&amp;"{font.name}"&amp;{look.STAMP_SIZE}{stamp}' if stamp else ""
    return (
        '<headerFooter differentOddEven="1">'
        f"<oddFooter>{middle}&amp;R{number}</oddFooter>"
        f"<evenFooter>&amp;L{number}{middle}</evenFooter>"
        "</headerFooter>"
    )
