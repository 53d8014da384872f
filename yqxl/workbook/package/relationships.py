"""Relationships between parts: who refers to whom, and how a reference is written."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from yqxl.workbook.package.markup import (
    OFFICE_RELATIONSHIPS,
    Element,
    append_children,
    escaped,
    parse,
    prefixed,
    remove,
    splice,
)

WORKSHEET = f"{OFFICE_RELATIONSHIPS}/worksheet"
STYLES = f"{OFFICE_RELATIONSHIPS}/styles"
CALC_CHAIN = f"{OFFICE_RELATIONSHIPS}/calcChain"
OFFICE_DOCUMENT = f"{OFFICE_RELATIONSHIPS}/officeDocument"
EXTENDED_PROPERTIES = f"{OFFICE_RELATIONSHIPS}/extended-properties"

PACKAGE_RELATIONSHIPS = "_rels/.rels"
EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One reference of a part to another part of the package."""

    id: str
    type: str
    target: str
    element: Element


def relationships_of(part: str) -> str:
    """Return the part that holds a part's relationships.

    >>> relationships_of("xl/worksheets/sheet1.xml")
    'xl/worksheets/_rels/sheet1.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class PartNames:
    """The names of a package, found without regard to case as the standard asks.

    A backslash counts as a slash: some programs pack their parts so.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names as the package writes them."""
        self._exact = frozenset(names)
        self._folded = {_folded(name): name for name in self._exact}

    def find(self, name: str) -> str | None:
        """Return the name as the package writes it, or None."""
        if name in self._exact:
            return name
        return self._folded.get(_folded(name)) or self._folded.get(_folded(unquote(name)))

    def resolve(self, source: str, target: str) -> str | None:
        """Return the part that a target means, seen from the part that refers to it."""
        if target.startswith("/"):
            return self.find(posixpath.normpath(target.lstrip("/")))
        return self.find(posixpath.normpath(posixpath.join(posixpath.dirname(source), target)))


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def references(rels: bytes, source: str, names: PartNames) -> tuple[Relationship, ...]:
    """Return the references to parts of the package; links to elsewhere are left out."""
    found = []
    for element in parse(rels).all("Relationship"):
        attributes = element.attributes
        if attributes.get("TargetMode") == "External":
            continue
        target = names.resolve(source, attributes.get("Target", ""))
        if target is not None:
            found.append(
                Relationship(attributes.get("Id", ""), attributes.get("Type", ""), target, element)
            )
    return tuple(found)


def amended(
    rels: bytes, source: str, added: Mapping[str, tuple[str, str]], removed: Iterable[Element]
) -> bytes:
    """Return the relationships with some removed and others (type, part by id) added."""
    root = parse(rels)
    edits = [remove(element) for element in removed]
    if added:
        markup = "".join(
            f'<Relationship Id="{escaped(identifier)}" Type="{escaped(kind)}"'
            f' Target="{escaped(relative_target(source, part))}"/>'
            for identifier, (kind, part) in added.items()
        )
        edits.append(append_children(root, prefixed(markup, root.prefix)))
    return splice(rels, edits)


def relative_target(source: str, part: str) -> str:
    """Return how a part is named in the relationships of another one.

    Always relative: exceljs and excelize look for ``/xl/…`` inside the folder of the source
    and miss what stands there (ECMA-376 part 2, 6.5.3.4 allows both forms).

    >>> relative_target("xl/worksheets/sheet1.xml", "xl/tables/table1.xml")
    '../tables/table1.xml'
    >>> relative_target("", "xl/workbook.xml")
    'xl/workbook.xml'
    """
    return posixpath.relpath(f"/{part}", f"/{posixpath.dirname(source)}")


def new_ids(rels: bytes) -> Iterator[str]:
    """Yield ids that the relationships do not use yet, in rising order."""
    used = {element.attributes.get("Id", "") for element in parse(rels).all("Relationship")}
    numbers = [int(name[3:]) for name in used if name[:3] == "rId" and name[3:].isdecimal()]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"rId{number}"


def reachable(
    roots: Iterable[str], names: PartNames, read: Callable[[str], bytes], without: frozenset[str]
) -> set[str]:
    """Return every part that the roots lead to, themselves included.

    The relationships of the parts in ``without`` are not followed.
    """
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        part = waiting.pop()
        if part in found:
            continue
        found.add(part)
        holder = names.find(relationships_of(part)) if part else names.find(PACKAGE_RELATIONSHIPS)
        if holder is None or part in without:
            continue
        found.add(holder)
        waiting += [reference.target for reference in references(read(holder), part, names)]
    return found
