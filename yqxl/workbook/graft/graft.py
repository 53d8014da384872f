"""Grafts generated sheets into a person's workbook: adds, replaces, and touches nothing else.

New and replaced sheets are rendered with their values; of the other parts only the
list of sheets, the relationships, the stylesheet, the content types and the titles
change, by the bytes that must. What already is as it should be is not among the
changes, so a second run over its own output changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from yqxl.grid import Grid, Overlay
from yqxl.workbook.graft.drawing_parts import drawing_parts
from yqxl.workbook.graft.plan import Plan, SheetRequest, plan
from yqxl.workbook.graft.shared_parts import SharedParts, shared_parts
from yqxl.workbook.graft.sheet_markup import FormulaText, sheet_xml
from yqxl.workbook.package.content_types import amend_content_types
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.relationships import PartNames, reachable, relationships_of
from yqxl.workbook.package.writer import SharedPart


@dataclass(frozen=True, slots=True)
class GraftSheet:
    """A table to be written; ``existing`` is the sheet of ours that it replaces."""

    grid: Grid
    existing: str | None = None
    #: sheets of ours in which a person wrote, and what they are called from now on
    renames: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What makes the new package out of the old one."""

    dropped: frozenset[str] = frozenset()
    parts: Mapping[str, bytes] = field(default_factory=dict)


def graft(
    package: Package,
    sheets: Sequence[GraftSheet],
    formula_text: FormulaText,
    refreshed: Mapping[str, bytes],
) -> Changes:
    """Return the changes that bring the tables into the package.

    Args:
        package: the person's workbook.
        sheets: the tables, new ones in the order of their tabs.
        formula_text: gives a formula's text with its references as A1, without ``=``.
        refreshed: parts whose cached values were renewed.

    A replaced sheet keeps its part, its place and its visibility; what only it referred
    to (drawings, comments, printer settings) goes. A sheet of a person that has the
    name of a new table stays, and the new one takes a free name; one of ours in which a
    person wrote is renamed, and the new one takes its name.

    Raises:
        InputRefusedError: the package is not built as a workbook must be.
    """
    parts = dict(refreshed)
    dropped: frozenset[str] = frozenset()
    if sheets:
        shared = shared_parts(package)
        planned = plan(shared, tuple(_request(sheet) for sheet in sheets))
        drawn, types = _drawings(sheets, planned)
        dropped = (planned.dropped | _orphans(package, shared, planned)) - frozenset(drawn)
        parts |= planned.parts
        parts |= drawn
        parts[shared.places.content_types] = _content_types(
            shared.content_types, dropped, (*planned.types, *types)
        )
        for part, sheet in zip(planned.sheets, sheets, strict=True):
            parts[part] = sheet_xml(sheet.grid, formula_text, planned.xf, planned.dxf)
    changed = {name: data for name, data in parts.items() if _differs(package, name, data)}
    return Changes(dropped, changed)


def _drawings(
    sheets: Sequence[GraftSheet], planned: Plan
) -> tuple[dict[str, bytes], tuple[tuple[str, str], ...]]:
    """Return the parts of all charts, and their content types."""
    parts: dict[str, bytes] = {}
    types: dict[str, str] = {}
    for part, name, sheet in zip(planned.sheets, planned.names, sheets, strict=True):
        if sheet.grid.charts:
            own, kinds = drawing_parts(part, sheet.grid, name)
            parts |= own
            types |= kinds
    return parts, tuple(types.items())


def _request(sheet: GraftSheet) -> SheetRequest:
    grid = sheet.grid
    return SheetRequest(
        grid.table,
        grid.sheet,
        sheet.existing,
        grid.page.printed or len(grid.rows),
        grid.page.printed_columns or len(grid.widths),
        grid.page.title_rows,
        grid.hidden,
        grid.live.last_cell if grid.live else "",
        tuple(_overlays(grid)),
        tuple((name, here.row + 1, here.column + 1) for name, here in grid.names),
        sheet.renames,
    )


def _overlays(grid: Grid) -> Iterator[Overlay]:
    for highlight in grid.live.highlights if grid.live else ():
        yield from (overlay for _, overlay in highlight.rules)


def _orphans(package: Package, shared: SharedParts, planned: Plan) -> frozenset[str]:
    """Return the parts that only the replaced sheets referred to."""
    owners = frozenset(
        part for part in planned.replaced if package.find(relationships_of(part)) is not None
    )
    if not owners:
        return frozenset()
    names = PartNames(shared.names)
    lost = reachable(owners, names, package.read, frozenset())
    kept = reachable([""], names, package.read, owners)
    return frozenset(lost - kept - owners)


@lru_cache(maxsize=32)
def _content_types(
    source: bytes, dropped: frozenset[str], added: tuple[tuple[str, str], ...]
) -> bytes:
    changed = amend_content_types(source, dropped, dict(added))
    return source if changed is source else SharedPart(changed)


def _differs(package: Package, name: str, data: bytes) -> bool:
    """Return whether the package does not have the part like this already."""
    return name not in package.entries or package.read(name) != data
