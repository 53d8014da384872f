"""How everything looks that yqxl writes: the only home of fonts, colours, frames and sizes.

Pure data, in units that people measure in: type in points, paper in millimetres, columns in
characters, colours as RRGGBB. Four renderers translate it and add nothing of their own: the
graft into files, the template, Excel and LibreOffice.

The form is that of a government document (GB/T 9704-2012): A4, 版心 156 × 225 mm, title 二号,
tables 小四, headers 黑体 and body 仿宋, black on white; texts keep off the lines around them,
figures stand in the middle and money at the right. What people fill in is 五号 and has the
colours of spreadsheet practice: inputs blue on light yellow, formulas black on grey.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from yqxl.grid import Grid, Role
from yqxl.model.contract import CHECK_TABLE

#: sizes of Chinese type [points]
ER_HAO, SAN_HAO, SI_HAO, XIAO_SI, WU_HAO, XIAO_WU = 22.0, 16.0, 14.0, 12.0, 10.5, 9.0
#: the size of titles of tables and of sheets: 二号
TITLE_SIZE = ER_HAO

#: a colour that the program chooses: black on white
AUTOMATIC = ""
BLACK, GREY, BLUE, RED, LINK_BLUE = "000000", "808080", "0000FF", "C00000", "0563C1"
INPUT_PAPER, FORMULA_PAPER = "FFF2CC", "F2F2F2"
HEADER_PAPER, FORMULA_HEADER_PAPER = "DDEBF7", "E7E6E6"
#: the paper of a cell that should have been filled in: LibreOffice shows no hatching
MISSING_PAPER = "F4B084"
#: the paper of a value that an import guessed and nobody has looked at
GUESS_PAPER = "E4DFEC"
TAB_ORANGE, TAB_GREEN, TAB_BLUE, TAB_GREY = "F4B084", "A9D08E", "9BC2E6", "BFBFBF"
#: of the sheet 校验, and of the tables that yqxl writes
TAB_RED, TAB_VIOLET = "E6928E", "B4A7D6"

#: number formats, as every spreadsheet spells them in English
GENERAL, MONEY, PERCENT, TEXT, WHOLE = "General", "#,##0.00", "0.00%", "@", "0"
DATE = 'yyyy"年"m"月"d"日"'
#: 还差 n 格
COUNT_MISSING = '0" 格";-0" 格";"无"'
#: formats laid over :data:`PERCENT`, so that 85% has no zeros behind; each applies when the
#: percentage rounded to so many decimals is what two decimals would show
SHORT_PERCENTS = (("0%", 0), ("0.0%", 1))

#: how a text stands in its cell; ``title`` = centred over the blank cells beside it
Across = Literal["left", "center", "right", "title"]


@dataclass(frozen=True, slots=True)
class Font:
    """A font: name, size [points], weight and colour."""

    name: str
    size: float
    bold: bool = False
    ink: str = AUTOMATIC
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A thin line on all four sides of a cell."""

    ink: str = AUTOMATIC


@dataclass(frozen=True, slots=True)
class Form:
    """How a cell looks; vertically its text stands in the middle."""

    font: Font
    across: Across = "left"
    wrap: bool = False
    #: steps that the text stands in from the cell's edge
    indent: int = 0
    #: "" = none
    paper: str = ""
    frame: Frame | None = None
    number_format: str = GENERAL
    #: the named cell style that shows the form in the program's list of styles
    style: str = "yq_正文"


#: the font that programs measure column widths in
NORMAL_FONT = Font("宋体", 11)
BODY_FONT = Font("仿宋", WU_HAO)
TABLE_FONT = Font("仿宋", XIAO_SI)
TITLE_FONT = Font("宋体", TITLE_SIZE, bold=True)
HEADER_FONT = Font("黑体", XIAO_SI)

_LABEL = Form(TABLE_FONT, "center", wrap=True, frame=Frame())
_TEXT = replace(_LABEL, across="left", indent=1)
_NUMBER = Form(TABLE_FONT, "center", frame=Frame())
_MONEY = replace(_NUMBER, across="right", indent=1, number_format=MONEY, style="yq_万元")
_SCORE = replace(_NUMBER, style="yq_得分")
_PERCENT = replace(_NUMBER, number_format=PERCENT, style="yq_百分比")
_BESIDE = Form(TABLE_FONT)


def _bold(form: Form) -> Form:
    return replace(form, font=replace(form.font, bold=True))


def _marked(ink: str, paper: str) -> Form:
    return replace(_TEXT, font=replace(TABLE_FONT, ink=ink), paper=paper)


_PLAIN = replace(_TEXT, indent=0, frame=None)

#: The cells of generated tables. A title is centred over the table without merging. Scores
#: are rounded to two decimals already, so General shows 17, 3.5 and 20.99 as reports do.
ROLES: Mapping[Role, Form] = MappingProxyType(
    {
        Role.TITLE: Form(TITLE_FONT, "title", style="yq_标题"),
        Role.CAPTION: _BESIDE,
        Role.UNIT: replace(_BESIDE, across="right"),
        Role.HEADER: replace(_LABEL, font=HEADER_FONT, style="yq_表头"),
        Role.LABEL: _LABEL,
        Role.TEXT: _TEXT,
        Role.NUMBER: _NUMBER,
        Role.MONEY: _MONEY,
        Role.SCORE: _SCORE,
        Role.PERCENT: _PERCENT,
        Role.TOTAL_LABEL: _bold(_LABEL),
        Role.TOTAL_NUMBER: _bold(_NUMBER),
        Role.TOTAL_SCORE: _bold(_SCORE),
        Role.TOTAL_PERCENT: _bold(_PERCENT),
        Role.NOTE: _PLAIN,
        # the colours of Excel's Bad, Neutral and Good
        Role.ERROR: _marked("9C0006", "FFC7CE"),
        Role.WARNING: _marked("9C5700", "FFEB9C"),
        Role.GOOD: _marked("006100", "C6EFCE"),
        Role.BLANK: _PLAIN,
        Role.ASIDE: Form(Font("仿宋", XIAO_WU, ink=GREY)),
    }
)
#: the cells of live tables: their lines are conditional formats
LIVE_ROLES: Mapping[Role, Form] = MappingProxyType(
    {
        live: replace(ROLES[role], frame=None)
        for live, role in (
            (Role.LIVE_HEADER, Role.HEADER),
            (Role.LIVE_LABEL, Role.LABEL),
            (Role.LIVE_TEXT, Role.TEXT),
            (Role.LIVE_NUMBER, Role.NUMBER),
            (Role.LIVE_PERCENT, Role.PERCENT),
        )
    }
)
#: roles that show percentages, in the shortest form that says the same
PERCENTAGES = frozenset({Role.PERCENT, Role.TOTAL_PERCENT})
#: the named styles of generated tables, and the role whose form each of them has
NAMED_STYLES: Mapping[str, Role] = MappingProxyType(
    {
        "yq_标题": Role.TITLE,
        "yq_表头": Role.HEADER,
        "yq_正文": Role.TEXT,
        "yq_万元": Role.MONEY,
        "yq_百分比": Role.PERCENT,
        "yq_得分": Role.SCORE,
    }
)

_GRID = Frame("7F7F7F")
_INPUT_BODY = replace(BODY_FONT, ink=BLACK)
_INPUT_HEADER = Form(
    Font("黑体", 11, ink=BLACK), "center", wrap=True, paper=HEADER_PAPER, frame=_GRID
)
_INPUT_TEXT = Form(_INPUT_BODY, wrap=True, indent=1, frame=_GRID)


def _in_ink(form: Form, ink: str) -> Form:
    return replace(form, font=replace(form.font, ink=ink))


#: The cells of the sheets that people fill in, by the named style that each of them has.
#: Excel's own style names are used where they exist: a Chinese Excel shows 输入 and 计算.
INPUT_SHEETS: Mapping[str, Form] = MappingProxyType(
    {
        "yq_标题": Form(replace(TITLE_FONT, ink=BLACK)),
        "yq_小标题": Form(replace(HEADER_FONT, ink=BLACK)),
        "yq_表头": _INPUT_HEADER,
        "yq_必填表头": _in_ink(_INPUT_HEADER, RED),
        "yq_公式表头": replace(_INPUT_HEADER, paper=FORMULA_HEADER_PAPER),
        "yq_正文": _INPUT_TEXT,
        "yq_旁注": Form(_INPUT_BODY, indent=1),
        "yq_末行": Form(Font("仿宋", XIAO_WU, ink=GREY)),
        "yq_总分": Form(
            Font("仿宋", SAN_HAO, bold=True, ink=BLACK),
            "center", wrap=True, paper=FORMULA_PAPER, frame=_GRID,
        ),
        "yq_下一步": Form(
            Font("黑体", XIAO_SI, ink=LINK_BLUE, underlined=True),
            wrap=True, indent=1, paper=INPUT_PAPER, frame=_GRID,
        ),
        "Input": replace(_in_ink(_INPUT_TEXT, BLUE), paper=INPUT_PAPER),
        "Calculation": Form(
            _INPUT_BODY, "right", indent=1, paper=FORMULA_PAPER, frame=_GRID
        ),
        "Explanatory Text": Form(replace(BODY_FONT, ink=GREY)),
        "Hyperlink": Form(
            replace(BODY_FONT, ink=LINK_BLUE, underlined=True), indent=1, frame=_GRID
        ),
    }
)  # fmt: skip

#: what must be seen on 首页 before anything else, and its named style
ALERT_STYLE = "yq_提醒"
ALERT = Form(replace(HEADER_FONT, ink=RED))

#: every font that is used, by name
FONT_NAMES = tuple(
    dict.fromkeys(form.font.name for form in (*ROLES.values(), *INPUT_SHEETS.values()))
)

#: a row of a live table holds two lines, whatever comes to stand there [points]
LIVE_HEIGHT = 2 * 18.0 + 7.0
#: points of one line of what people fill in and the air around it, of a table, of its header
LINE, AIR = 15.0, 7.0
TABLE_LINE, HEADER_LINE, HEADER_AIR = 18.0, 18.0, 10.0
ROW_HEIGHT, TITLE_HEIGHT = TABLE_LINE + AIR, 36.0
#: no spreadsheet makes a row higher
HIGHEST_ROW = 409.0
#: heights on the sheets that people fill in [points]
HINT_HEIGHT, CAPTION_HEIGHT, INPUT_HEADER_HEIGHT = 20.0, 24.0, 34.0
COVER_HEIGHT, STATUS_HEIGHT = 20.0, 26.0
#: so many units of a column are one character of the table's type, and an indent at the most
TABLE_UNITS, INDENT_UNITS = 1.05, 2.0
#: the same where another font stands in for 宋体
SUBSTITUTE_UNITS = 0.92
#: what programs add to a column's width for the cell's own margin [characters]
PADDING = 0.7109375


def row_height(grid: Grid, row: int) -> float:
    """Return the height [points] of a grid's row, counted from 0.

    A grid says what its texts need; else a row is as high as one line of body text, because
    programs differ in fitting rows.

    >>> from yqxl.grid import Cell
    >>> table = Grid("t", "表", ((Cell("题", role=Role.TITLE),), (Cell("甲"),)), (10.0,))
    >>> row_height(table, 0), row_height(table, 1)
    (36.0, 25.0)
    """
    stated = grid.heights.get(row)
    if stated:
        return stated
    cells = grid.rows[row]
    return TITLE_HEIGHT if cells and cells[0].role is Role.TITLE else ROW_HEIGHT


def tab_colour(grid: Grid) -> str:
    """Return the colour of a generated sheet's tab; none where nobody sees it.

    >>> tab_colour(Grid("3-1", "表3-1", (), ())) == TAB_VIOLET
    True
    """
    if grid.hidden:
        return AUTOMATIC
    return TAB_RED if grid.table == CHECK_TABLE else TAB_VIOLET


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of a printed page [mm]; header and footer from the edge of the paper."""

    left: float
    right: float
    top: float
    bottom: float
    header: float
    footer: float


#: A4 [mm]: short and long side
PAPER = (210.0, 297.0)
#: GB/T 9704: binding edge (left) 28 mm, top 37, right 26, bottom 35. A landscape page is
#: bound at its top, so its margins are those of the portrait page turned by a quarter.
_PORTRAIT = Margins(28, 26, 37, 35, 13, 23)
_LANDSCAPE = Margins(35, 37, 28, 26, 13, 14)
#: 四号 宋体, a dash on each side, at the outer side of the page: right on odd pages, left on
#: even ones (GB/T 9704 7.5)
PAGE_NUMBER = ("— ", " —")
PAGE_NUMBER_FONT = Font("宋体", SI_HAO)
#: points of the stamp in a footer: to be read by who looks for it
STAMP_SIZE = 8


#: a unit of a column's width at the most [points]: a digit of a sans that stands in for 宋体
_WIDEST_UNIT = 7.0
#: and at the least
_NARROWEST_UNIT = 5.25
#: of a page, for rows that a program makes a little higher
_SAFE = 0.98
_POINTS_PER_MM = 72 / 25.4


def print_scale(grid: Grid) -> int:
    """Return the scale [%] at which a table is as wide as its page in every program.

    >>> print_scale(Grid("t", "表", (), (60.0,))), print_scale(Grid("t", "表", (), (100.0,)))
    (100, 62)
    """
    return _scale(grid, _WIDEST_UNIT)


def page_height(grid: Grid, *, fitted: bool = False) -> float:
    """Return how high all rows of a page may be together [points of the unscaled sheet].

    ``fitted``: where the program itself makes the table as wide as the page.
    """
    edges, side = margins(landscape=grid.page.landscape), PAPER[not grid.page.landscape]
    room = (side - edges.top - edges.bottom) * _POINTS_PER_MM
    return room * _SAFE * 100 / _scale(grid, _NARROWEST_UNIT if fitted else _WIDEST_UNIT)


def _scale(grid: Grid, unit: float) -> int:
    edges, side = margins(landscape=grid.page.landscape), PAPER[grid.page.landscape]
    room = (side - edges.left - edges.right) * _POINTS_PER_MM
    printed = grid.widths[: grid.page.printed_columns or None]
    wide = sum(width + PADDING for width in printed) * unit
    return min(100, int(100 * room / wide)) if wide else 100


def margins(*, landscape: bool) -> Margins:
    """Return the margins of a page [mm].

    >>> margins(landscape=False).left == margins(landscape=True).top
    True
    """
    return _LANDSCAPE if landscape else _PORTRAIT
