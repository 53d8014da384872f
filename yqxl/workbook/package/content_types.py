"""``[Content_Types].xml``: the kind of every part, patched for parts that come and go."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from yqxl.workbook.package.markup import (
    Edit,
    Element,
    append_children,
    escaped,
    parse,
    prefixed,
    remove,
    set_attribute,
    splice,
)

CONTENT_TYPES = "[Content_Types].xml"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKSHEET_TYPE = f"{_SPREADSHEET}.worksheet+xml"
STYLES_TYPE = f"{_SPREADSHEET}.styles+xml"


def amend_content_types(source: bytes, dropped: Collection[str], added: Mapping[str, str]) -> bytes:
    """Return the content types without the dropped parts and with the added ones.

    A part that has its type already, as an override or by its extension, is not named
    again. Part names are compared without regard to case.
    """
    root = parse(source)
    gone = {f"/{name}".lower() for name in dropped}
    overrides = {_part(element): element for element in root.all("Override")}
    defaults = {
        element.attributes.get("Extension", "").lower(): element.attributes.get("ContentType")
        for element in root.all("Default")
    }
    edits: list[Edit] = [remove(element) for part, element in overrides.items() if part in gone]
    for name, kind in added.items():
        stale = overrides.get(f"/{name}".lower())
        if stale is not None:
            edits += set_attribute(source, stale, "ContentType", kind)
    markup = "".join(
        f'<Override PartName="/{escaped(name)}" ContentType="{kind}"/>'
        for name, kind in added.items()
        if f"/{name}".lower() not in overrides
        and defaults.get(name.rpartition(".")[2].lower()) != kind
    )
    if markup:
        edits.append(append_children(root, prefixed(markup, root.prefix)))
    return splice(source, edits)


def _part(element: Element) -> str:
    return element.attributes.get("PartName", "").lower()
