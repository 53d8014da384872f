"""The form of each role as fragments of a stylesheet.

Fonts are written as Excel writes them back, so that a file which went through Excel gets no
second copy of them.
"""

from __future__ import annotations

from yqxl import look
from yqxl.grid import Overlay
from yqxl.look import Font, Form, Frame

#: Ids below 164 belong to formats that every spreadsheet knows.
BUILTIN_FORMATS = {"General": 0, "#,##0.00": 4, "0%": 9, "0.00%": 10}
FIRST_CUSTOM_FORMAT = 164

NO_FILL = '<fill><patternFill patternType="none"/></fill>'
GRAY_FILL = '<fill><patternFill patternType="gray125"/></fill>'
NO_BORDER = "<border><left/><right/><top/><bottom/><diagonal/></border>"
_ACROSS = {"title": "centerContinuous"}


def font_markup(font: Font) -> str:
    """Return the ``font`` of a stylesheet (ECMA-376 18.8.22)."""
    weight = "<b/>" if font.bold else ""
    ink = f'<color rgb="FF{font.ink}"/>' if font.ink else ""
    return (
        f'<font>{weight}<sz val="{font.size:g}"/>{ink}'
        f'<name val="{font.name}"/><family val="3"/><charset val="134"/></font>'
    )


def fill_markup(paper: str) -> str:
    """Return the ``fill`` of a colour; "" is none."""
    if not paper:
        return NO_FILL
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{paper}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def border_markup(frame: Frame | None) -> str:
    """Return the ``border`` of a frame."""
    if frame is None:
        return NO_BORDER
    ink = f'rgb="FF{frame.ink}"' if frame.ink else 'auto="1"'
    sides = "".join(
        f'<{side} style="thin"><color {ink}/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{sides}<diagonal/></border>"


def alignment_markup(form: Form) -> str:
    """Return the ``alignment`` of a form."""
    across = _ACROSS.get(form.across, form.across)
    indent = f' indent="{form.indent}"' if form.indent else ""
    wrapping = ' wrapText="1"' if form.wrap else ""
    return f'<alignment horizontal="{across}" vertical="center"{wrapping}{indent}/>'


def overlay_markup(overlay: Overlay, number: int | None) -> str:
    """Return the ``dxf`` of an overlay (ECMA-376 18.8.14); ``number`` is its format's id."""
    weight = "<font><b/></font>" if overlay.bold else ""
    code = overlay.number_format
    shown = f'<numFmt numFmtId="{number}" formatCode="{code}"/>' if code else ""
    # a side that is not named would keep the line that the cell has
    lines = "".join(
        f'<{side} style="thin"><color auto="1"/></{side}>' if side[0] in overlay.sides
        else f"<{side}/>"
        for side in ("left", "right", "top", "bottom")
    )  # fmt: skip
    return f"<dxf>{weight}{shown}<border>{lines}</border></dxf>"


NORMAL_FONT = font_markup(look.NORMAL_FONT)
