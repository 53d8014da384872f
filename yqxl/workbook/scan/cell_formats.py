"""What a stylesheet says of the numbers in cells."""

from __future__ import annotations

import re

from yqxl.workbook.package.markup import parse

#: built-in formats that show per cent (ECMA-376 18.8.30)
_PER_CENT_IDS = frozenset(("9", "10"))
#: what of a format code is a text of its own, or a colour
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def percent_formats(styles: bytes) -> frozenset[int]:
    """Return the indexes of the cell formats that show a number as per cent.

    >>> percent_formats(b'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>'
    ...                 b"</styleSheet>")
    frozenset({1})
    """
    root = parse(styles)
    codes = root.first("numFmts")
    shown = {
        code.attributes.get("numFmtId"): "%" in _LITERAL.sub("", code.attributes["formatCode"])
        for code in (codes.items("numFmt") if codes is not None else ())
        if "formatCode" in code.attributes
    }
    formats = root.first("cellXfs")
    return frozenset(
        number
        for number, one in enumerate(formats.items("xf") if formats is not None else ())
        if shown.get(own := one.attributes.get("numFmtId"), own in _PER_CENT_IDS)
    )
