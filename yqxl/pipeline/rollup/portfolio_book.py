"""The workbook of a portfolio: its sheets as files show them, links, and the heat map's colours."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from yqxl.model.layout import cell_name
from yqxl.pipeline.rollup.sheets import Sheet
from yqxl.workbook.graft.grid_book import BookSheet, grids_book

#: fixed points of the colours: 50 % red, 80 % yellow, 100 % green
_SCALE = ((0.5, "F8696B"), (0.8, "FFEB84"), (1.0, "63BE7B"))
#: behind the conditional formats of percentages
_PRIORITY = 100_000


def portfolio_book(sheets: Sequence[Sheet], target: Path) -> bytes:
    """Return the bytes of the workbook; links are relative to its own folder."""
    return grids_book([_book_sheet(one, target) for one in sheets])


def _book_sheet(sheet: Sheet, target: Path) -> BookSheet:
    colours = "".join(
        f'<conditionalFormatting sqref="{cell_name(top + 1, left + 1)}:'
        f'{cell_name(bottom + 1, right + 1)}"><cfRule type="colorScale"'
        f' priority="{_PRIORITY + number}">{_colour_scale()}</cfRule></conditionalFormatting>'
        for number, (top, left, bottom, right) in enumerate(sheet.heat)
    )
    links = {
        cell_name(row + 1, column + 1): _link(path, target) for row, column, path in sheet.links
    }
    return BookSheet(sheet.grid, colours, links)


def _colour_scale() -> str:
    points = "".join(f'<cfvo type="num" val="{value:g}"/>' for value, _ in _SCALE)
    colours = "".join(f'<color rgb="FF{colour}"/>' for _, colour in _SCALE)
    return f"<colorScale>{points}{colours}</colorScale>"


def _link(path: str, target: Path) -> str:
    """Return a file as a relative link from the workbook, signs of a link escaped."""
    try:
        relative = os.path.relpath(path, target.absolute().parent)
    except ValueError:  # another drive of Windows
        relative = str(Path(path).absolute())
    return quote(relative.replace(os.sep, "/"), safe="/:.", errors="replace")
