"""The small parts that all sheets of a package share, found by their relationships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from yqxl.workbook.graft.styles import EMPTY_STYLES
from yqxl.workbook.package.content_types import CONTENT_TYPES
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.package.relationships import (
    CALC_CHAIN,
    EXTENDED_PROPERTIES,
    OFFICE_DOCUMENT,
    PACKAGE_RELATIONSHIPS,
    STYLES,
    PartNames,
    Relationship,
    references,
    relationships_of,
)


@dataclass(frozen=True, slots=True)
class Places:
    """The names of the shared parts; those that a package lacks are None."""

    workbook: str
    relationships: str
    content_types: str
    styles: str | None
    titles: str | None
    calc_chain: str | None


@dataclass(frozen=True, slots=True)
class SharedParts:
    """The content of the shared parts, and the names of all parts."""

    places: Places
    workbook: bytes
    relationships: bytes
    content_types: bytes
    styles: bytes
    titles: bytes
    names: tuple[str, ...]


def shared_parts(package: Package) -> SharedParts:
    """Return the shared parts of a package.

    Raises:
        InputRefusedError: the package lacks a part that every workbook has.
    """
    names = tuple(package.entries)
    root = package.read(_found(package, PACKAGE_RELATIONSHIPS))
    workbook, titles = _start(root, names)
    relationships = _found(package, relationships_of(workbook))
    links = package.read(relationships)
    content_types = _found(package, CONTENT_TYPES)
    styles, calc_chain = _linked(links, workbook, names)
    return SharedParts(
        Places(workbook, relationships, content_types, styles, titles, calc_chain),
        package.read(workbook),
        links,
        package.read(content_types),
        package.read(styles) if styles else EMPTY_STYLES,
        package.read(titles) if titles else b"",
        names,
    )


def _found(package: Package, name: str) -> str:
    found = package.find(name)
    if found is None:
        raise Refusal.MISSING_PART.error(name, file=package.path)
    return found


@lru_cache(maxsize=32)
def _start(root: bytes, names: tuple[str, ...]) -> tuple[str, str | None]:
    """Return the workbook part and the part with the titles."""
    found = references(root, "", PartNames(names))
    workbook = _of_type(found, OFFICE_DOCUMENT)
    if workbook is None:
        raise Refusal.MISSING_PART.error("workbook.xml")
    return workbook, _of_type(found, EXTENDED_PROPERTIES)


@lru_cache(maxsize=32)
def _linked(
    relationships: bytes, workbook: str, names: tuple[str, ...]
) -> tuple[str | None, str | None]:
    """Return the stylesheet and the calculation chain."""
    found = references(relationships, workbook, PartNames(names))
    return _of_type(found, STYLES), _of_type(found, CALC_CHAIN)


def _of_type(found: Sequence[Relationship], kind: str) -> str | None:
    return next((reference.target for reference in found if reference.type == kind), None)
