"""docProps/custom.xml: what programs and people note about a document, by name.

ECMA-376 part 1, 22.3: each property has a name of its own, a number from 2 on and one
value of some type. Ours is a text; other people's are kept byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from yqxl.workbook.package.content_types import CONTENT_TYPES, amend_content_types
from yqxl.workbook.package.markup import (
    OFFICE_RELATIONSHIPS,
    Edit,
    Element,
    append_children,
    escaped,
    parse,
    set_text,
    splice,
)
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.relationships import (
    EMPTY,
    PACKAGE_RELATIONSHIPS,
    PartNames,
    amended,
    new_ids,
    references,
)

PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATIONSHIP = f"{OFFICE_RELATIONSHIPS}/custom-properties"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'custom-properties"/>'
)
#: property numbers 0 and 1 are reserved
_FIRST = 2


def custom_properties(package: Package) -> Mapping[str, str]:
    """Return the texts of the properties by name, lower-cased as programs compare them."""
    part = _part(package)
    if part is None:
        return {}
    return {
        one.attributes.get("name", "").casefold(): one.children[0].text if one.children else ""
        # the first of two of one name counts
        for one in reversed(list(parse(package.read(part)).all("property")))
    }


def has_properties(package: Package) -> bool:
    """Return whether the document has a part for custom properties."""
    return _part(package) is not None


def with_custom_property(package: Package, name: str, value: str) -> dict[str, bytes]:
    """Return the parts that give the document a property of this name and value."""
    part = _part(package)
    if part is None:
        return _added_part(package, splice(_EMPTY, [_new(parse(_EMPTY), name, value)]))
    data = package.read(part)
    root = parse(data)
    element = _property(root, name)
    if element is not None and element.children:
        return {part: splice(data, set_text(element.children[0], value))}
    return {part: splice(data, [_new(root, name, value)])}


def _part(package: Package) -> str | None:
    holder = package.find(PACKAGE_RELATIONSHIPS)
    return None if holder is None else _linked(package.read(holder), tuple(package.entries))


@lru_cache(maxsize=32)
def _linked(relationships: bytes, names: tuple[str, ...]) -> str | None:
    """Return the part with the properties; the workbooks of a batch are packed alike."""
    links = references(relationships, "", PartNames(names))
    return next((link.target for link in links if link.type.endswith("/custom-properties")), None)


def _property(root: Element, name: str) -> Element | None:
    """Return a property; names are compared without regard to case, as programs do."""
    wanted = name.casefold()
    return next(
        (
            one
            for one in root.all("property")
            if one.attributes.get("name", "").casefold() == wanted
        ),
        None,
    )


def _new(root: Element, name: str, value: str) -> Edit:
    numbers = [int(one.attributes.get("pid", "0")) for one in root.all("property")]
    number = max([_FIRST - 1, *numbers]) + 1
    tag = f"{root.prefix}:property" if root.prefix else "property"
    return append_children(
        root,
        f'<{tag} fmtid="{_FORMAT}" pid="{number}" name="{escaped(name)}">'
        f'<vt:lpwstr xmlns:vt="{_VALUES}">{escaped(value)}</vt:lpwstr></{tag}>',
    )


def _added_part(package: Package, data: bytes) -> dict[str, bytes]:
    holder = package.find(PACKAGE_RELATIONSHIPS) or PACKAGE_RELATIONSHIPS
    links = package.read(holder) if holder in package.entries else EMPTY
    types = package.find(CONTENT_TYPES) or CONTENT_TYPES
    return {
        PART: data,
        types: amend_content_types(package.read(types), (), {PART: _TYPE}),
        holder: amended(links, "", {next(new_ids(links)): (_RELATIONSHIP, PART)}, ()),
    }
