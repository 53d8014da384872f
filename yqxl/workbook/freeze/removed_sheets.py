"""Sheets taken out of the workbook part; what counts sheets is renumbered.

Only for sheets that no formula refers to: references are not looked at.
"""

from __future__ import annotations

from collections.abc import Collection

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


def without_sheets(
    workbook: bytes, relationships: bytes, names: Collection[str]
) -> tuple[bytes, bytes]:
    """Return the workbook part and its relationships without the sheets of these names."""
    root = parse(workbook)
    holder = root.first("sheets")
    sheets = list(holder.all("sheet")) if holder else []
    going = {n for n, sheet in enumerate(sheets) if sheet.attributes.get("name") in names}
    if not going or len(going) == len(sheets):
        return workbook, relationships
    edits: list[Edit] = [remove(sheets[number]) for number in going]
    edits += _name_edits(workbook, root, going)
    edits += _view_edits(workbook, root, going)
    ids = {sheets[number].attributes.get(_RELATIONSHIP_ID) for number in going}
    links = [
        remove(element)
        for element in parse(relationships).all("Relationship")
        if element.attributes.get("Id") in ids
    ]
    return splice(workbook, edits), splice(relationships, links)


def _name_edits(workbook: bytes, root: Element, going: Collection[int]) -> list[Edit]:
    holder = root.first("definedNames")
    names = list(holder.all("definedName")) if holder else []
    edits: list[Edit] = []
    local = [name for name in names if name.attributes.get("localSheetId", "").isdecimal()]
    lost = [name for name in local if int(name.attributes["localSheetId"]) in going]
    if holder is not None and names and len(lost) == len(names):
        return [remove(holder)]
    for name in local:
        number = int(name.attributes["localSheetId"])
        if number in going:
            edits.append(remove(name))
        else:
            moved = str(_moved(number, going))
            edits += set_attribute(workbook, name, "localSheetId", moved)
    return edits


def _view_edits(workbook: bytes, root: Element, going: Collection[int]) -> list[Edit]:
    views = root.first("bookViews")
    edits: list[Edit] = []
    for view in views.all("workbookView") if views else ():
        for name in ("activeTab", "firstSheet"):
            text = view.attributes.get(name, "")
            if text.isdecimal():
                number = 0 if int(text) in going else _moved(int(text), going)
                edits += set_attribute(workbook, view, name, str(number))
    return edits


def _moved(number: int, going: Collection[int]) -> int:
    return number - sum(1 for gone in going if gone < number)
