"""The form of a government table (GB/T 9704-2012), one style for each role of a cell.

Black on white, thin borders; title 二号 宋体 bold, headers 小四 黑体, body 五号 仿宋. Fonts
are written as Excel writes them back, so that a file which went through Excel gets no
second copy of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from yqxl.grid import Role

#: Ids below 164 belong to formats that every spreadsheet knows.
BUILTIN_FORMATS = {"General": 0, "#,##0.00": 4, "0%": 9, "0.00%": 10}
FIRST_CUSTOM_FORMAT = 164

#: Formats that a conditional format lays over ``0.00%``, so that 85% has no zeros behind.
CONDITIONAL_FORMATS = {"percent_whole": "0%", "percent_one": "0.0%"}

NORMAL_FONT = '<font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font>'
NO_FILL = '<fill><patternFill patternType="none"/></fill>'
GRAY_FILL = '<fill><patternFill patternType="gray125"/></fill>'
NO_BORDER = "<border><left/><right/><top/><bottom/><diagonal/></border>"
_THIN = "<border>{}<diagonal/></border>".format(
    "".join(
        f'<{side} style="thin"><color auto="1"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
)


@dataclass(frozen=True, slots=True)
class CellForm:
    """How a role looks: the fragments of the stylesheet that its style joins."""

    #: the named cell style that it belongs to
    named: str
    font: str
    alignment: str
    number_format: str = "General"
    border: str = _THIN
    fill: str = NO_FILL


def _font(name: str, size: float, *, bold: bool = False, color: str = "") -> str:
    weight = "<b/>" if bold else ""
    ink = f'<color rgb="{color}"/>' if color else ""
    return (
        f'<font>{weight}<sz val="{size:g}"/>{ink}'
        f'<name val="{name}"/><family val="3"/><charset val="134"/></font>'
    )


def _align(horizontal: str, *, wrap: bool = False) -> str:
    wrapping = ' wrapText="1"' if wrap else ""
    return f'<alignment horizontal="{horizontal}" vertical="center"{wrapping}/>'


def _solid(color: str) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{color}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


_BODY = _font("仿宋", 10.5)
_BOLD = _font("仿宋", 10.5, bold=True)
_LINE = _font("仿宋", 12)
_LEFT, _CENTER, _RIGHT = _align("left", wrap=True), _align("center", wrap=True), _align("right")

#: The named cell styles, and the role whose form each of them has.
NAMED_STYLES = {
    "yq_标题": Role.TITLE,
    "yq_表头": Role.HEADER,
    "yq_正文": Role.TEXT,
    "yq_万元": Role.MONEY,
    "yq_百分比": Role.PERCENT,
    "yq_得分": Role.SCORE,
}


def _marked(ink: str, paper: str) -> CellForm:
    """Return the form of a text in the colours of Excel's Bad, Neutral and Good."""
    return CellForm("yq_正文", _font("仿宋", 10.5, color=ink), _LEFT, fill=_solid(paper))


#: The title is centred over the table without merging. Scores are rounded to two
#: decimals already, so General shows 17, 3.5 and 20.99 as the report prints them.
FORMS: dict[Role, CellForm] = {
    Role.TITLE: CellForm(
        "yq_标题", _font("宋体", 22, bold=True), _align("centerContinuous"), border=NO_BORDER
    ),
    Role.CAPTION: CellForm("yq_正文", _LINE, _align("left"), border=NO_BORDER),
    Role.UNIT: CellForm("yq_正文", _LINE, _align("right"), border=NO_BORDER),
    Role.HEADER: CellForm("yq_表头", _font("黑体", 12), _CENTER),
    Role.LABEL: CellForm("yq_正文", _BODY, _CENTER),
    Role.TEXT: CellForm("yq_正文", _BODY, _LEFT),
    Role.NUMBER: CellForm("yq_正文", _BODY, _RIGHT),
    Role.MONEY: CellForm("yq_万元", _BODY, _RIGHT, "#,##0.00"),
    Role.SCORE: CellForm("yq_得分", _BODY, _RIGHT),
    Role.PERCENT: CellForm("yq_百分比", _BODY, _RIGHT, "0.00%"),
    Role.TOTAL_LABEL: CellForm("yq_正文", _BOLD, _CENTER),
    Role.TOTAL_NUMBER: CellForm("yq_正文", _BOLD, _RIGHT),
    Role.TOTAL_SCORE: CellForm("yq_得分", _BOLD, _RIGHT),
    Role.TOTAL_PERCENT: CellForm("yq_百分比", _BOLD, _RIGHT, "0.00%"),
    Role.NOTE: CellForm("yq_正文", _BODY, _LEFT, border=NO_BORDER),
    Role.ERROR: _marked("FF9C0006", "FFFFC7CE"),
    Role.WARNING: _marked("FF9C5700", "FFFFEB9C"),
    Role.GOOD: _marked("FF006100", "FFC6EFCE"),
    Role.BLANK: CellForm("yq_正文", _BODY, _LEFT, border=NO_BORDER),
}
