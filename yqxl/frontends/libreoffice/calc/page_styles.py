"""How generated sheets print: A4, the margins of GB/T 9704, as wide as the page."""

from __future__ import annotations

from typing import Any

#: hundredths of a millimetre: left, right, top, bottom; a landscape page is bound at its top
_PORTRAIT = (2800, 2600, 3700, 3500)
_LANDSCAPE = (3500, 3700, 2800, 2600)
_SHORT, _LONG = 21000, 29700
_FOOTER_FONT = 14.0


def page_style(document: Any, *, landscape: bool) -> str:  # noqa: ANN401 - a UNO object
    """Return the name of the page style, added to the document when it is not there yet."""
    name = "yqxl landscape" if landscape else "yqxl portrait"
    styles = document.StyleFamilies.getByName("PageStyles")
    if not styles.hasByName(name):
        style = document.createInstance("com.sun.star.style.PageStyle")
        styles.insertByName(name, style)
        _shape(document, style, landscape=landscape)
    return name


def _shape(document: Any, style: Any, *, landscape: bool) -> None:  # noqa: ANN401 - UNO objects
    style.IsLandscape = landscape
    style.Width, style.Height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    margins = _LANDSCAPE if landscape else _PORTRAIT
    style.LeftMargin, style.RightMargin, style.TopMargin, style.BottomMargin = margins
    style.CenterHorizontally = True
    style.ScaleToPagesX, style.ScaleToPagesY = 1, 0
    style.HeaderIsOn = False
    style.FooterIsOn = True
    content = style.RightPageFooterContent
    content.CenterText.setString("")
    number = content.RightText
    number.setString("")
    cursor = number.createTextCursor()
    cursor.CharHeight = cursor.CharHeightAsian = _FOOTER_FONT
    number.insertString(cursor, "— ", False)  # noqa: FBT003 - UNO takes no keywords
    field = document.createInstance("com.sun.star.text.TextField.PageNumber")
    number.insertTextContent(cursor, field, False)  # noqa: FBT003 - likewise
    number.insertString(cursor, " —", False)  # noqa: FBT003 - likewise
    style.RightPageFooterContent = content
