"""What a person sees of a sheet: contents, looks, rules, page; for comparing two of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet


def contents(sheet: Worksheet) -> dict[str, Any]:
    """Values and formulas, and whether a text stays a text."""
    return {
        cell.coordinate: (cell.value, cell.data_type)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def looks(sheet: Worksheet) -> dict[str, Any]:
    """What a person sees of the cells that hold something."""
    return {
        cell.coordinate: (
            cell.number_format,
            (cell.font.name, cell.font.sz, bool(cell.font.b)),
            cell.font.color.rgb if cell.font.color else None,
            cell.fill.fgColor.rgb,
            (cell.alignment.horizontal, cell.alignment.vertical, bool(cell.alignment.wrap_text)),
            [
                getattr(getattr(cell.border, side), "style", None)
                for side in ("left", "right", "top", "bottom")
            ],
        )
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def percent_rules(sheet: Worksheet) -> dict[str, Any]:
    """Which rules of number formats each cell has; how they are grouped does not matter."""
    found: dict[str, list[Any]] = {}
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            number = rule.dxf.numFmt if rule.dxf is not None else None
            if number is not None:
                for cells in area.sqref.ranges:
                    for row, column in cells.cells:
                        shown = (number.formatCode, bool(rule.stopIfTrue))
                        found.setdefault(f"{row},{column}", []).append(shown)
    return found


def merges(sheet: Worksheet) -> set[str]:
    """Which cells are merged."""
    return {str(area) for area in sheet.merged_cells.ranges}


def view(sheet: Worksheet) -> tuple[Any, ...]:
    """What stays in sight, what is protected, how wide and high things are."""
    return (
        sheet.print_area.rpartition("!")[2],
        sheet.print_title_rows,
        sheet.freeze_panes,
        sheet.sheet_view.showGridLines,
        sheet.protection.sheet,
        sheet.protection.formatCells,
        {name: one.width for name, one in sheet.column_dimensions.items()},
        {number: one.height for number, one in sheet.row_dimensions.items()},
    )


def paper(sheet: Worksheet) -> tuple[Any, ...]:
    """What a computer without a printer cannot set."""
    margins = sheet.page_margins
    return (
        sheet.page_setup.orientation,
        sheet.page_setup.paperSize,
        sheet.page_setup.scale or 100,
        bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage),
        sheet.print_options.horizontalCentered,
        [line.id for line in sheet.row_breaks.brk],
        sheet.oddFooter.center.text,
        sheet.oddFooter.right.text,
        sheet.evenFooter.left.text,
        [round(getattr(margins, side), 2) for side in ("left", "right", "top", "bottom")],
    )


SEEN: tuple[Callable[[Worksheet], Any], ...] = (
    contents,
    looks,
    percent_rules,
    merges,
    view,
    paper,
)
