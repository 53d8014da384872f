"""The look of a template as openpyxl's styles, and one format for each kind of column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from yqxl import look
from yqxl.look import DATE, GENERAL, MONEY, PERCENT, TEXT, WHOLE
from yqxl.model.contract import PARAMETER_SHEET, Column, Table, Type
from yqxl.workbook.template.cells import cell_at, put_text

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_FORMATS = {
    "phrase": TEXT,
    "money": MONEY, "percent": PERCENT, "integer": WHOLE, "year": WHOLE,
    "number": GENERAL, "date": DATE, "score": GENERAL, "text": GENERAL,
}  # fmt: skip

#: numbers by which every Excel knows its own styles
BUILTIN = {"Input": 20, "Calculation": 22, "Explanatory Text": 53, "Hyperlink": 8}


def cell_font(font: look.Font) -> Font:
    """Return a font of the look as openpyxl's."""
    underline: Literal["single"] | None = "single" if font.underlined else None
    ink = f"FF{font.ink}" if font.ink else None
    return Font(
        name=font.name, size=font.size, color=ink, bold=font.bold, underline=underline,
        family=3, charset=134,
    )  # fmt: skip


def _align(
    horizontal: Literal["left", "center", "right"], *, wrap: bool = True, indent: int = 0
) -> Alignment:
    return Alignment(horizontal=horizontal, vertical="center", wrap_text=wrap, indent=indent)


CENTERED, _LEFT = _align("center"), _align("left", indent=1)
#: figures keep off the line at their right; a label left of its number does not stand in
_RIGHT = _align("right", wrap=False, indent=1)
BEFORE = _align("right", wrap=False)


def _named_style(name: str, form: look.Form) -> NamedStyle:
    across = "centerContinuous" if form.across == "title" else form.across
    alignment = Alignment(
        horizontal=across, vertical="center", wrap_text=form.wrap, indent=form.indent
    )
    style = NamedStyle(name, font=cell_font(form.font), alignment=alignment)
    style.number_format = form.number_format
    if form.paper:
        paper = f"FF{form.paper}"
        style.fill = PatternFill("solid", fgColor=paper, bgColor=paper)
    if form.frame is not None:
        line = Side(style="thin", color=f"FF{form.frame.ink}")
        style.border = Border(left=line, right=line, top=line, bottom=line)
    style.builtinId = BUILTIN.get(name)
    return style


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
    code = column.shows == "code"
    # what a look-up compares must stay a text even when it looks like a number
    format_code = TEXT if code or column.names_rows else _FORMATS[column.shows]
    style = "Input" if column.typed else "Calculation"
    short = column.type is Type.YES_NO or column.shows == "year" or column.field == "check"
    if code or short or _is_setting(table, column):
        return CellForm(style, format_code, CENTERED)
    if column.type is Type.TEXT or column.type is Type.SOURCE or column.shows == "text":
        return CellForm(style, format_code, _LEFT)
    return CellForm(style, format_code, _RIGHT)


def _is_setting(table: Table, column: Column) -> bool:
    """Tell the numbers and grades of 参数, which stand centred in columns of any width."""
    return table.sheet == PARAMETER_SHEET and (
        column.type in (Type.NUMBER, Type.SOURCE) or column.field.startswith("grade")
    )


class Styles:
    """The styles of one workbook; each form is worked out once and then shared."""

    def __init__(self, book: Workbook) -> None:
        """Register the named styles in a new workbook."""
        for name, form in look.INPUT_SHEETS.items():
            book.add_named_style(_named_style(name, form))
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
