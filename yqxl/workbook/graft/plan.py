"""What a graft changes in the shared parts of a package.

The workbook part, its relationships, the stylesheet and the titles depend on the
template and on the tables, not on the figures. A batch shares one template, so plans
are kept, by the content of the parts that they were made from.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yqxl.evaluation.reading.generated_sheets import LIVE_NAME, TABLE_NAME, free_sheet_name
from yqxl.grid import Overlay, Role
from yqxl.model.layout import column_letters, quoted_sheet
from yqxl.workbook.graft.app_properties import amend_titles
from yqxl.workbook.graft.shared_parts import SharedParts
from yqxl.workbook.graft.styles import add_role_styles
from yqxl.workbook.graft.workbook_part import (
    PRINT_AREA,
    PRINT_TITLES,
    LocalName,
    NewSheet,
    amend_workbook,
    listed_sheets,
    new_sheet_ids,
    with_renamed_sheets,
    with_workbook_names,
)
from yqxl.workbook.package.content_types import STYLES_TYPE, WORKSHEET_TYPE
from yqxl.workbook.package.markup import parse
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.package.relationships import (
    CALC_CHAIN,
    STYLES,
    WORKSHEET,
    PartNames,
    amended,
    new_ids,
    references,
)
from yqxl.workbook.package.writer import SharedPart


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """A generated sheet, as far as the shared parts know of it."""

    table: str
    name: str
    #: the sheet of ours that it replaces
    existing: str | None
    rows: int
    columns: int
    title_rows: int
    hidden: bool
    #: the last cell that prints, where it moves: see :class:`~yqxl.grid.LiveForm`
    last_cell: str = ""
    #: the looks that are laid over cells of a live table
    overlays: tuple[Overlay, ...] = ()
    #: names of the whole workbook for single cells: name, row and column from 1
    names: tuple[tuple[str, int, int], ...] = ()
    #: sheets that get another name: the old and the new one
    renames: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The changed shared parts, and what the sheets need to know of them."""

    parts: Mapping[str, bytes]
    #: the part of each requested sheet, in their order
    sheets: tuple[str, ...]
    #: and its name
    names: tuple[str, ...]
    #: those of them that stand in the package already
    replaced: tuple[str, ...]
    #: content types of parts that the package did not have
    types: tuple[tuple[str, str], ...]
    dropped: frozenset[str]
    xf: Mapping[Role, int]
    dxf: Mapping[str | Overlay, int]


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a requested sheet goes; ``place`` counts the sheets of the workbook from 0."""

    place: int
    name: str
    part: str
    #: what the list of sheets says of it, None when it stands there already
    new: NewSheet | None


@lru_cache(maxsize=32)
def plan(shared: SharedParts, requests: tuple[SheetRequest, ...]) -> Plan:
    """Return what changes in the shared parts when the requested sheets come in.

    Raises:
        InputRefusedError: the workbook part has no such sheet, or is not as it must be.
    """
    targets = _targets(shared, requests)
    overlays = tuple(dict.fromkeys(one for request in requests for one in request.overlays))
    styles, xf, dxf = add_role_styles(shared.styles, overlays)
    places = shared.places
    styles_part = places.styles or posixpath.join(posixpath.dirname(places.workbook), "styles.xml")
    links = {each.new.relationship: (WORKSHEET, each.part) for each in targets if each.new}
    if places.styles is None:
        links["rIdYqxlStyles"] = (STYLES, styles_part)
    added = [each.new for each in targets if each.new]
    changed = [
        (places.workbook, shared.workbook, _workbook(shared, requests, targets)),
        (places.relationships, shared.relationships, _relationships(shared, links)),
        (styles_part, shared.styles, styles),
    ]
    if places.titles is not None:
        renamed = dict(_renames(requests))
        titles = amend_titles(
            shared.titles, _worksheets(shared), [each.name for each in added], renamed
        )
        changed.append((places.titles, shared.titles, titles))
    return Plan(
        {name: SharedPart(after) for name, before, after in changed if after is not before},
        tuple(each.part for each in targets),
        tuple(each.name for each in targets),
        tuple(each.part for each in targets if each.new is None),
        tuple(
            (part, STYLES_TYPE if kind == STYLES else WORKSHEET_TYPE)
            for kind, part in links.values()
        ),
        frozenset({places.calc_chain} if places.calc_chain else ()),
        xf,
        dxf,
    )


def _targets(shared: SharedParts, requests: Sequence[SheetRequest]) -> list[_Target]:
    listed = listed_sheets(parse(shared.workbook))
    names = PartNames(shared.names)
    parts = {
        each.id: each.target
        for each in references(shared.relationships, shared.places.workbook, names)
    }
    places = {sheet.name: place for place, sheet in enumerate(listed)}
    renamed = dict(_renames(requests))
    taken = [renamed.get(name, name) for name in places]
    sheet_ids = iter(new_sheet_ids(listed, len(requests)))
    relationship_ids = new_ids(shared.relationships)
    free_parts = _free_parts(shared.places.workbook, names)
    targets = []
    for request in requests:
        if request.existing is None:
            name = free_sheet_name(request.name, taken)
            new = NewSheet(name, next(sheet_ids), next(relationship_ids), request.hidden)
            targets.append(_Target(len(taken), name, next(free_parts), new))
            taken.append(name)
        else:
            place = places.get(request.existing, -1)
            part = parts.get(listed[place].relationship) if place >= 0 else None
            if part is None:
                raise Refusal.STRUCTURE.error(request.existing)
            targets.append(_Target(place, request.existing, part, None))
    return targets


def _free_parts(workbook: str, names: PartNames) -> Iterator[str]:
    folder = posixpath.join(posixpath.dirname(workbook), "worksheets")
    number = 0
    while True:
        number += 1
        part = f"{folder}/sheet{number}.xml"
        if names.find(part) is None:
            yield part


def _worksheets(shared: SharedParts) -> list[str]:
    """Return the names of the worksheets; sheets of charts and dialogs are listed apart."""
    names = PartNames(shared.names)
    links = references(shared.relationships, shared.places.workbook, names)
    worksheets = {each.id for each in links if each.type == WORKSHEET}
    sheets = listed_sheets(parse(shared.workbook))
    return [sheet.name for sheet in sheets if sheet.relationship in worksheets]


def _workbook(
    shared: SharedParts, requests: Sequence[SheetRequest], targets: Sequence[_Target]
) -> bytes:
    names = [
        name
        for request, target in zip(requests, targets, strict=True)
        for name in _local_names(request, target)
    ]
    cells = {
        name: f"{quoted_sheet(target.name)}!${column_letters(column)}${row}"
        for request, target in zip(requests, targets, strict=True)
        for name, row, column in request.names
    }
    workbook = with_workbook_names(shared.workbook, cells) if cells else shared.workbook
    workbook = with_renamed_sheets(workbook, dict(_renames(requests)))
    return amend_workbook(
        workbook,
        [each.new for each in targets if each.new],
        names,
        {each.place for each in targets if each.new is None},
    )


def _renames(requests: Sequence[SheetRequest]) -> Iterator[tuple[str, str]]:
    return (pair for request in requests for pair in request.renames)


def _local_names(request: SheetRequest, target: _Target) -> Iterator[LocalName]:
    sheet = quoted_sheet(target.name)
    whole = f"{sheet}!$A$1:${column_letters(request.columns)}${request.rows}"
    if request.last_cell:
        moving = f"{sheet}!$A$1:{request.last_cell.format(f'{sheet}!')}"
        # exceljs looks for a plain area in the text, and fails on a workbook without one
        yield LocalName(PRINT_AREA, target.place, f"IF(FALSE,{whole},{moving})")
    elif request.rows and not request.hidden:
        yield LocalName(PRINT_AREA, target.place, whole)
    # Calc ignores a print area that moves, and fills its empty pages with repeated rows
    if request.title_rows and not request.last_cell and not request.hidden:
        yield LocalName(PRINT_TITLES, target.place, f"{sheet}!$1:${request.title_rows}")
    yield LocalName(TABLE_NAME, target.place, f'"{request.table}"', hidden=True)
    if request.overlays:
        yield LocalName(LIVE_NAME, target.place, "1", hidden=True)


def _relationships(shared: SharedParts, links: Mapping[str, tuple[str, str]]) -> bytes:
    gone = [
        element
        for element in parse(shared.relationships).all("Relationship")
        if element.attributes.get("Type") == CALC_CHAIN
    ]
    return amended(shared.relationships, shared.places.workbook, links, gone)
