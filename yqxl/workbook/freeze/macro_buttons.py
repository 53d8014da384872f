"""Form controls that run a macro, taken out of a sheet, its drawing and its VML.

A control without a macro (a list, a tick box) stays, as do comments, which live in the
same VML part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yqxl.workbook.package.markup import (
    OFFICE_RELATIONSHIPS,
    Edit,
    Element,
    parse,
    remove,
    set_attribute,
    splice,
)

_RELATIONSHIP_ID = f"{OFFICE_RELATIONSHIPS} id"
#: VML is not always XML, so its shapes are cut out as text
_SHAPE = re.compile(rb"<v:shape\s.*?</v:shape>\s*", re.DOTALL)
_MACRO = re.compile(rb"<x:FmlaMacro\b")
_COMPATIBLE_SHAPE = "_x0000_s"


@dataclass(frozen=True, slots=True)
class SheetWithoutButtons:
    """A sheet part without its macro buttons."""

    part: bytes
    #: the shapes that went, by number
    shapes: frozenset[str]
    #: relationships that nothing in the sheet uses any more
    unused: frozenset[str]


def without_buttons(part: bytes) -> SheetWithoutButtons:
    """Return the sheet without the controls that run a macro."""
    root = parse(part)
    edits: list[Edit] = []
    shapes: set[str] = set()
    unused: set[str] = set()
    for path in _paths(root, "controls"):
        holder, controls = path[0], path[-1]
        entries = list(controls.children)
        going = [entry for entry in entries if (control := _control(entry)) and _runs(control)]
        for control in filter(None, map(_control, going)):
            shapes.add(control.attributes.get("shapeId", ""))
            unused.add(control.attributes.get(_RELATIONSHIP_ID, ""))
        edits += [remove(holder)] if len(going) == len(entries) else map(remove, going)
    return SheetWithoutButtons(splice(part, edits), frozenset(shapes), frozenset(unused))


def without_reference(part: bytes, name: str, relationship: str) -> bytes:
    """Return a sheet without its element ``drawing`` or ``legacyDrawing``."""
    return splice(
        part,
        [
            remove(element)
            for element in parse(part).all(name)
            if element.attributes.get(_RELATIONSHIP_ID) == relationship
        ],
    )


def vml_without_buttons(part: bytes) -> tuple[bytes, bool]:
    """Return the VML without the shapes that run a macro, and whether any shape is left."""
    kept = _SHAPE.sub(lambda match: b"" if _MACRO.search(match[0]) else match[0], part)
    return kept, kept == part or _SHAPE.search(kept) is not None


def drawing_without_buttons(part: bytes, shapes: frozenset[str]) -> tuple[bytes, bool]:
    """Return the drawing without the twins of the shapes, and whether anything is left.

    Any other shape that runs a macro stays as a picture that runs nothing.
    """
    root = parse(part)
    twins = {f"{_COMPATIBLE_SHAPE}{shape}" for shape in shapes}
    going = [
        child
        for child in root.children
        if any(element.attributes.get("spid") in twins for element in _descendants(child))
    ]
    edits = [remove(child) for child in going]
    for child in root.children:
        if child not in going:
            for element in _descendants(child):
                if element.attributes.get("macro"):
                    edits += set_attribute(part, element, "macro", "")
    return splice(part, edits), not going or len(going) < len(root.children)


def _runs(control: Element) -> bool:
    properties = control.first("controlPr")
    return properties is not None and bool(properties.attributes.get("macro"))


def _control(entry: Element) -> Element | None:
    return next((e for e in (entry, *_descendants(entry)) if e.name == "control"), None)


def _descendants(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from _descendants(child)


def _paths(element: Element, name: str) -> Iterator[tuple[Element, ...]]:
    """Yield the way from a child of the element to each descendant of this name."""
    for child in element.children:
        if child.name == name:
            yield (child,)
        else:
            yield from ((child, *path) for path in _paths(child, name))
