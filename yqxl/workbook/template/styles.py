"""How the cells of a template look: named styles, and one format for each kind of column.

Inputs are blue on light yellow, formulas black on grey; 黑体 heads, 仿宋 body. Excel's own
style names are used where they exist, so that a Chinese Excel shows them as 输入 and 计算.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from yqxl.model.contract import Column, Table, Type
from yqxl.workbook.template.cells import cell_at, put_text

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

INPUT_INK, INPUT_PAPER = "FF0000FF", "FFFFF2CC"
_BLACK, _REQUIRED_INK, _PALE_INK = "FF000000", "FFC00000", "FF808080"
_FORMULA_PAPER, _HEADER_PAPER, _FORMULA_HEADER_PAPER = "FFF2F2F2", "FFDDEBF7", "FFE7E6E6"

MONEY, PERCENT, TEXT, GENERAL, WHOLE = "#,##0.00", "0.00%", "@", "General", "0"
DATE = 'yyyy"年"m"月"d"日"'
MISSING = '0" 格";-0" 格";"无"'
_FORMATS = {
    "money": MONEY, "percent": PERCENT, "integer": WHOLE, "year": WHOLE,
    "number": GENERAL, "score": GENERAL, "text": GENERAL,
}  # fmt: skip
#: what a look-up compares must stay a text even when it looks like a number
_CODES = frozenset({"code", "indicator"})
_KEYS_OF_PATHS = frozenset({("funds", "unit")})

_LINE = Side(style="thin", color="FF7F7F7F")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
#: numbers by which every Excel knows its own styles
BUILTIN = {"Input": 20, "Calculation": 22, "Explanatory Text": 53, "Hyperlink": 8}


def body_font(size: float = 10.5, color: str = _BLACK, *, bold: bool = False) -> Font:
    """Return the 仿宋 of running cells."""
    return Font(name="仿宋", size=size, color=color, bold=bold, family=3, charset=134)


def _font(name: str, size: float, color: str = _BLACK, *, bold: bool = False) -> Font:
    return Font(name=name, size=size, color=color, bold=bold, family=3, charset=134)


def _paper(color: str) -> PatternFill:
    return PatternFill("solid", fgColor=color, bgColor=color)


def _align(
    horizontal: Literal["left", "center", "right"], *, wrap: bool = True, indent: int = 0
) -> Alignment:
    return Alignment(horizontal=horizontal, vertical="center", wrap_text=wrap, indent=indent)


_CENTER, _LEFT = _align("center"), _align("left", indent=1)
_RIGHT = _align("right", wrap=False)
_ONE_LINE, _BESIDE = _align("left", wrap=False), _align("left", wrap=False, indent=1)
#: for a label left of its number
BEFORE = _RIGHT


@dataclass(frozen=True, slots=True)
class _Form:
    """A named style: font, paper, alignment, frame."""

    font: Font
    alignment: Alignment
    fill: PatternFill | None = None
    border: Border | None = None
    number_format: str = GENERAL


_FORMS = {
    "yq_标题": _Form(_font("宋体", 20, bold=True), _ONE_LINE),
    "yq_小标题": _Form(_font("黑体", 12), _ONE_LINE),
    "yq_表头": _Form(_font("黑体", 11), _CENTER, _paper(_HEADER_PAPER), _FRAME),
    "yq_必填表头": _Form(_font("黑体", 11, _REQUIRED_INK), _CENTER, _paper(_HEADER_PAPER), _FRAME),
    "yq_公式表头": _Form(_font("黑体", 11), _CENTER, _paper(_FORMULA_HEADER_PAPER), _FRAME),
    "yq_正文": _Form(body_font(), _LEFT, border=_FRAME),
    "yq_旁注": _Form(body_font(), _BESIDE),
    "yq_末行": _Form(body_font(9, _PALE_INK), _ONE_LINE),
    "yq_总分": _Form(body_font(16, bold=True), _CENTER, _paper(_FORMULA_PAPER), _FRAME),
    "Input": _Form(body_font(10.5, INPUT_INK), _LEFT, _paper(INPUT_PAPER), _FRAME),
    "Calculation": _Form(body_font(), _RIGHT, _paper(_FORMULA_PAPER), _FRAME),
    "Explanatory Text": _Form(body_font(10.5, _PALE_INK), _ONE_LINE),
    "Hyperlink": _Form(
        Font(name="仿宋", size=10.5, color="FF0563C1", underline="single", family=3, charset=134),
        _BESIDE,
        border=_FRAME,
    ),
}


@dataclass(frozen=True, slots=True)
class CellForm:
    """A cell's named style and what it changes of it."""

    style: str
    number_format: str = GENERAL
    alignment: Alignment | None = None


def header_form(column: Column) -> CellForm:
    """Return the form of a header cell: required columns in red, formulas on grey."""
    if not column.typed:
        return CellForm("yq_公式表头")
    return CellForm("yq_必填表头" if column.required else "yq_表头")


def column_form(table: Table, column: Column) -> CellForm:
    """Return the form of a column's data cells."""
    if (table.key, column.field) == ("rules", "example"):
        # the last column runs on over the blank cells beside the table
        return CellForm("yq_旁注")
    code = column.field in _CODES or (table.key, column.field) in _KEYS_OF_PATHS
    format_code = TEXT if code else _FORMATS[column.shows]
    style = "Input" if column.typed else "Calculation"
    short = column.type is Type.YES_NO or column.shows == "year" or column.field == "check"
    if column.field in _CODES or short or _is_setting(table, column):
        return CellForm(style, format_code, _CENTER)
    if column.type is Type.TEXT or column.type is Type.SOURCE or column.shows == "text":
        return CellForm(style, format_code, _LEFT)
    return CellForm(style, format_code, _RIGHT)


def _is_setting(table: Table, column: Column) -> bool:
    """Tell the numbers and grades of 参数, which stand centred in columns of any width."""
    return table.sheet == "参数" and (
        column.type in (Type.NUMBER, Type.SOURCE) or column.field.startswith("grade")
    )


class Styles:
    """The styles of one workbook; each form is worked out once and then shared."""

    def __init__(self, book: Workbook) -> None:
        """Register the named styles in a new workbook."""
        for name, form in _FORMS.items():
            style = NamedStyle(name, font=form.font, alignment=form.alignment)
            style.number_format = form.number_format
            if form.fill is not None:
                style.fill = form.fill
            if form.border is not None:
                style.border = form.border
            style.builtinId = BUILTIN.get(name)
            book.add_named_style(style)
        self._known: dict[CellForm, Cell] = {}

    def text(
        self, sheet: Worksheet, place: tuple[int, int], text: str, form: str | CellForm
    ) -> None:
        """Write a text of ours in one of the named styles."""
        cell = cell_at(sheet, *place)
        put_text(cell, text)
        self.apply(cell, CellForm(form) if isinstance(form, str) else form)

    def apply(self, cell: Cell, form: CellForm) -> None:
        """Give a cell its form."""
        model = self._known.get(form)
        if model is None:
            cell.style = form.style
            cell.number_format = form.number_format
            if form.alignment is not None:
                cell.alignment = form.alignment
            self._known[form] = cell
        else:
            # openpyxl copies a style piece by piece; the finished one may be shared
            cell._style = model._style  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
