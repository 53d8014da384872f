"""Makes rows of a sheet as high as their texts need, never lower, and leaves the rest alone."""

from __future__ import annotations

from collections.abc import Mapping

from yqxl.workbook.package.markup import Edit, parse, set_attribute, splice


def with_row_heights(sheet_xml: bytes, heights: Mapping[int, float]) -> bytes:
    """Return the sheet with rows of at least these heights (ECMA-376 part 1, 18.3.1.73).

    Args:
        sheet_xml: the part as it is; every row bears its number.
        heights: height [points] by the number of the row.
    """
    data = parse(sheet_xml).first("sheetData")
    edits: list[Edit] = []
    for row in data.all("row") if data else ():
        height = heights.get(int(row.attributes.get("r", 0)), 0.0)
        if height > float(row.attributes.get("ht", 0.0)):
            edits += set_attribute(sheet_xml, row, "ht", f"{height:g}")
            edits += set_attribute(sheet_xml, row, "customHeight", "1")
    return splice(sheet_xml, edits)
