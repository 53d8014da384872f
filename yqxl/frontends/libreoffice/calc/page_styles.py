"""How generated sheets print in Calc: paper, margins and page number of the look."""

from __future__ import annotations

from typing import Any

from yqxl import look

#: Calc measures pages in hundredths of a millimetre
_MM = 100


def page_style(document: Any, *, landscape: bool, stamp: str = "") -> str:  # noqa: ANN401 - a UNO object
    """Return the name of the page style, with this stamp in the middle of its footer."""
    name = "yqxl landscape" if landscape else "yqxl portrait"
    styles = document.StyleFamilies.getByName("PageStyles")
    if not styles.hasByName(name):
        style = document.createInstance("com.sun.star.style.PageStyle")
        styles.insertByName(name, style)
        _shape(style, landscape=landscape)
    _write_footer(document, styles.getByName(name), stamp)
    return name


def _shape(style: Any, *, landscape: bool) -> None:  # noqa: ANN401 - a UNO object
    short, long = (round(side * _MM) for side in look.PAPER)
    style.IsLandscape = landscape
    style.Width, style.Height = (long, short) if landscape else (short, long)
    edges = look.margins(landscape=landscape)
    style.LeftMargin, style.RightMargin = round(edges.left * _MM), round(edges.right * _MM)
    style.TopMargin = round(edges.top * _MM)
    style.CenterHorizontally = True
    style.ScaleToPagesX, style.ScaleToPagesY = 1, 0
    style.HeaderIsOn = False
    style.FooterIsOn = True
    # Calc measures the margin to the footer, whose height with the gap comes on top of it
    style.BottomMargin = round(edges.footer * _MM)
    style.FooterIsDynamicHeight = False
    style.FooterBodyDistance = 0
    style.FooterHeight = round((edges.bottom - edges.footer) * _MM)


def _write_footer(document: Any, style: Any, stamp: str) -> None:  # noqa: ANN401 - UNO objects
    """Put the page number at the outer side, right on odd pages and left on even ones."""
    style.FooterIsShared = False
    for side, page in (
        ("RightText", "RightPageFooterContent"),
        ("LeftText", "LeftPageFooterContent"),
    ):
        content = getattr(style, page)
        for part in ("LeftText", "CenterText", "RightText"):
            getattr(content, part).setString("")
        _write_number(document, getattr(content, side))
        if stamp:
            _write_stamp(content.CenterText, stamp)
        setattr(style, page, content)


def _write_stamp(text: Any, stamp: str) -> None:  # noqa: ANN401 - a UNO object
    font = look.PAGE_NUMBER_FONT
    cursor = text.createTextCursor()
    cursor.CharFontName = cursor.CharFontNameAsian = font.name
    cursor.CharHeight = cursor.CharHeightAsian = look.STAMP_SIZE
    text.insertString(cursor, stamp, False)  # noqa: FBT003 - UNO takes no keywords


def _write_number(document: Any, text: Any) -> None:  # noqa: ANN401 - UNO objects
    font = look.PAGE_NUMBER_FONT
    before, behind = look.PAGE_NUMBER
    cursor = text.createTextCursor()
    cursor.CharFontName = cursor.CharFontNameAsian = font.name
    cursor.CharHeight = cursor.CharHeightAsian = font.size
    text.insertString(cursor, before, False)  # noqa: FBT003 - UNO takes no keywords
    field = document.createInstance("com.sun.star.text.TextField.PageNumber")
    text.insertTextContent(cursor, field, False)  # noqa: FBT003 - likewise
    text.insertString(cursor, behind, False)  # noqa: FBT003 - likewise
