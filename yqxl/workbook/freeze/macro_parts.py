"""What makes a workbook one with macros, taken out: VBA, ribbon, buttons, settings.

All other parts stay byte for byte; a part goes only when nothing refers to it any more.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from yqxl.workbook.freeze.macro_buttons import (
    drawing_without_buttons,
    vml_without_buttons,
    without_buttons,
    without_reference,
)
from yqxl.workbook.freeze.removed_sheets import without_sheets
from yqxl.workbook.graft.graft import Changes
from yqxl.workbook.package.content_types import CONTENT_TYPES, amend_content_types
from yqxl.workbook.package.markup import Element, parse, remove, splice
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.relationships import (
    PACKAGE_RELATIONSHIPS,
    PartNames,
    amended,
    reachable,
    references,
    relationships_of,
)

#: hidden sheets that serve the macros only: settings of xlwings, texts for the wizard
MACRO_SHEETS = ("xlwings.conf", "yqxl.functions")
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_VBA_TYPE = "application/vnd.ms-office.vbaProject"
#: kinds of relationships, by their last word: what only a workbook with macros has
_MACRO_LINKS = frozenset({"vbaProject", "extensibility", "userCustomization", "attachedToolbars"})
_VML, _DRAWING = "vmlDrawing", "drawing"


@dataclass(slots=True)
class _Overlay:
    """The package as it will be."""

    package: Package
    parts: dict[str, bytes]
    names: PartNames = field(init=False)

    def __post_init__(self) -> None:
        self.names = PartNames(self.package.entries)

    def read(self, name: str) -> bytes:
        return self.parts[name] if name in self.parts else self.package.read(name)

    def put(self, name: str, data: bytes) -> None:
        if data != self.read(name):
            self.parts[name] = data


def without_macros(
    package: Package, workbook: str, parts: Mapping[str, bytes], *, recalculated: bool
) -> Changes:
    """Return the changes that make a workbook without macros of the package.

    Args:
        package: the workbook as it is.
        workbook: the name of its workbook part.
        parts: parts that have changed already, sheets among them.
        recalculated: drop the calculation chain too, for cells have changed sides.
    """
    overlay = _Overlay(package, dict(parts))
    before = reachable([""], overlay.names, package.read, frozenset())
    kinds = _MACRO_LINKS | ({"calcChain"} if recalculated else set())
    _unlink(overlay, "", PACKAGE_RELATIONSHIPS, kinds)
    _unlink(overlay, workbook, relationships_of(workbook), kinds)
    holder = overlay.names.find(relationships_of(workbook))
    if holder is not None:
        listed, links = without_sheets(overlay.read(workbook), overlay.read(holder), MACRO_SHEETS)
        overlay.put(workbook, listed)
        overlay.put(holder, links)
        for link in references(overlay.read(holder), workbook, overlay.names):
            if link.type.endswith("/worksheet"):
                _strip_sheet(overlay, link.target)
    after = reachable([""], overlay.names, overlay.read, frozenset())
    # relationships of nothing are a part of nothing
    empty = {name for name, data in overlay.parts.items() if _relates_nothing(name, data)}
    dropped = frozenset((before - after - {""}) | empty)
    types = overlay.names.find(CONTENT_TYPES) or CONTENT_TYPES
    left = set(package.entries) - dropped
    overlay.put(types, _content_types(overlay.read(types), workbook, dropped, left))
    changed = {name: data for name, data in overlay.parts.items() if name not in dropped}
    return Changes(dropped, changed)


def _relates_nothing(name: str, data: bytes) -> bool:
    return name.endswith(".rels") and not parse(data).children


def _last_word(kind: str) -> str:
    return posixpath.basename(kind)


def _unlink(overlay: _Overlay, source: str, relationships: str, kinds: Collection[str]) -> None:
    holder = overlay.names.find(relationships)
    if holder is None:
        return
    links = overlay.read(holder)
    gone = [
        element
        for element in parse(links).all("Relationship")
        if _last_word(element.attributes.get("Type", "")) in kinds
    ]
    overlay.put(holder, amended(links, source, {}, gone))


def _strip_sheet(overlay: _Overlay, sheet: str) -> None:
    holder = overlay.names.find(relationships_of(sheet))
    if holder is None:
        return
    links = overlay.read(holder)
    stripped = without_buttons(overlay.read(sheet))
    part, unused = stripped.part, set(stripped.unused)
    for link in references(links, sheet, overlay.names):
        kind = _last_word(link.type)
        if kind == _VML:
            data, left = vml_without_buttons(overlay.read(link.target))
        elif kind == _DRAWING:
            data, left = drawing_without_buttons(overlay.read(link.target), stripped.shapes)
        else:
            continue
        if left:
            overlay.put(link.target, data)
        else:
            unused.add(link.id)
            part = without_reference(part, "legacyDrawing" if kind == _VML else _DRAWING, link.id)
    overlay.put(sheet, part)
    gone = [
        element
        for element in parse(links).all("Relationship")
        if element.attributes.get("Id") in unused
    ]
    overlay.put(holder, amended(links, sheet, {}, gone))


def _content_types(source: bytes, workbook: str, dropped: frozenset[str], left: set[str]) -> bytes:
    amended_types = amend_content_types(source, dropped, {workbook: WORKBOOK_TYPE})
    root = parse(amended_types)
    named = {element.attributes.get("PartName", "").lower() for element in root.all("Override")}
    needed = any(name.lower().endswith(".bin") and f"/{name}".lower() not in named for name in left)
    return splice(amended_types, [] if needed else map(remove, _vba_defaults(root)))


def _vba_defaults(root: Element) -> list[Element]:
    return [
        element
        for element in root.all("Default")
        if element.attributes.get("ContentType") == _VBA_TYPE
    ]
