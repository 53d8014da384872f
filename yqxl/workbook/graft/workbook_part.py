"""The workbook part: its list of sheets and the names that belong to single sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from yqxl.evaluation.reading.generated_sheets import LIVE_NAME, TABLE_NAME
from yqxl.model.layout import quoted_sheet
from yqxl.workbook.package.markup import (
    MAIN,
    OFFICE_RELATIONSHIPS,
    Edit,
    Element,
    append_children,
    escaped,
    parse,
    prefix_in_scope,
    prefixed,
    remove,
    set_attribute,
    set_text,
    splice,
)
from yqxl.workbook.package.refusals import Refusal

PRINT_AREA = "_xlnm.Print_Area"
PRINT_TITLES = "_xlnm.Print_Titles"
_FILTER = "_xlnm._FilterDatabase"
_OURS = frozenset(
    name.lower() for name in (TABLE_NAME, LIVE_NAME, PRINT_AREA, PRINT_TITLES, _FILTER)
)

_HIDDEN = ' state="hidden"'
_MAX_SHEET_ID = 65_534
_RELATIONSHIP_ID = f"{OFFICE_RELATIONSHIPS} id"


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet that comes behind the last one."""

    name: str
    sheet_id: int
    relationship: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class LocalName:
    """A defined name of one sheet; ``sheet`` counts the workbook's sheets from 0."""

    name: str
    sheet: int
    text: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """One entry of the list of sheets."""

    name: str
    sheet_id: int
    relationship: str


def listed_sheets(workbook: Element) -> tuple[ListedSheet, ...]:
    """Return the sheets in the order of their tabs."""
    if workbook.namespace != MAIN:
        raise Refusal.STRICT.error(workbook.namespace)
    sheets = workbook.first("sheets")
    if sheets is None:
        raise Refusal.STRUCTURE.error("sheets")
    found = []
    for sheet in sheets.all("sheet"):
        attributes = sheet.attributes
        number = attributes.get("sheetId", "")
        found.append(
            ListedSheet(
                attributes.get("name", ""),
                int(number) if number.isdecimal() else 0,
                attributes.get(_RELATIONSHIP_ID, ""),
            )
        )
    return tuple(found)


def new_sheet_ids(sheets: Sequence[ListedSheet], count: int) -> list[int]:
    """Return ids that no sheet has, behind the highest one where there is room."""
    used = {sheet.sheet_id for sheet in sheets}
    highest = max(used, default=0)
    if highest + count <= _MAX_SHEET_ID:
        return list(range(highest + 1, highest + 1 + count))
    free = (number for number in range(1, _MAX_SHEET_ID + 1) if number not in used)
    return [next(free) for _ in range(count)]


def amend_workbook(
    source: bytes,
    new: Sequence[NewSheet],
    names: Sequence[LocalName],
    replaced: Collection[int],
) -> bytes:
    """Return the workbook part with new sheets behind the last and our names renewed.

    The print names, filter names and marks of the ``replaced`` sheets (counted from 0)
    that are not among ``names`` go; every other name stays where it is.
    """
    workbook = parse(source)
    sheets = workbook.first("sheets")
    if sheets is None:
        raise Refusal.STRUCTURE.error("sheets")
    edits: list[Edit] = []
    if new:
        edits.append(append_children(sheets, _sheet_markup(workbook, sheets, new)))
    edits += _name_edits(workbook, names, replaced)
    return splice(source, edits)


def with_renamed_sheets(source: bytes, renamed: Mapping[str, str]) -> bytes:
    """Return the workbook part in which sheets have other names and are no longer ours.

    Their print names go along. Formulas elsewhere name the sheet by its old name, and so
    mean the one that takes it.
    """
    if not renamed:
        return source
    workbook = parse(source)
    sheets = workbook.first("sheets")
    holder = workbook.first("definedNames")
    edits: list[Edit] = []
    places: dict[int, tuple[str, str]] = {}
    for place, sheet in enumerate(sheets.all("sheet") if sheets is not None else ()):
        name = sheet.attributes.get("name", "")
        if name in renamed:
            places[place] = name, renamed[name]
            edits += set_attribute(source, sheet, "name", renamed[name])
    for element in holder.all("definedName") if holder is not None else ():
        key = _key(element)
        if key is None or key[0] not in _OURS or key[1] not in places:
            continue
        old, new = places[key[1]]
        if key[0] == LIVE_NAME:
            continue  # a live table that a person edited goes on reading the workings
        if key[0] == TABLE_NAME:
            edits.append(remove(element))
        else:
            text = element.text.replace(f"{quoted_sheet(old)}!", f"{quoted_sheet(new)}!")
            edits += set_text(element, text.replace(f"{old}!", f"{quoted_sheet(new)}!"))
    return splice(source, edits)


def with_workbook_names(
    source: bytes, names: Mapping[str, str], hiding: Collection[tuple[str, str]] = ()
) -> bytes:
    """Return the workbook part in which names of the whole workbook mean these areas.

    ``hiding`` are names of single sheets, by (name, sheet), that go.
    """
    workbook = parse(source)
    holder = workbook.first("definedNames")
    missing = dict(names)
    sheets = [sheet.name for sheet in listed_sheets(workbook)] if hiding else []
    edits: list[Edit] = []
    for element in holder.all("definedName") if holder is not None else ():
        name, local = element.attributes.get("name", ""), element.attributes.get("localSheetId")
        if local is not None and local.isdecimal() and int(local) < len(sheets):
            if (name, sheets[int(local)]) in hiding:
                edits.append(remove(element))
        elif local is None and name in missing:
            edits += set_text(element, missing.pop(name))
    if not missing:
        return splice(source, edits)
    prefix = holder.prefix if holder is not None else workbook.prefix
    markup = prefixed(
        "".join(
            f'<definedName name="{name}">{escaped(area)}</definedName>'
            for name, area in missing.items()
        ),
        prefix,
    )
    if holder is not None:
        return splice(source, [*edits, append_children(holder, markup)])
    tag = f"{prefix}:definedNames" if prefix else "definedNames"
    place = _place_of_names(workbook)
    return splice(source, [(place, place, f"<{tag}>{markup}</{tag}>".encode())])


def _sheet_markup(workbook: Element, sheets: Element, new: Sequence[NewSheet]) -> str:
    prefix = prefix_in_scope(OFFICE_RELATIONSHIPS, workbook, sheets)
    declaration = "" if prefix else f' xmlns:r="{OFFICE_RELATIONSHIPS}"'
    markup = "".join(
        f'<sheet name="{escaped(sheet.name)}" sheetId="{sheet.sheet_id}"'
        f"{_HIDDEN if sheet.hidden else ''}{declaration}"
        f' {prefix or "r"}:id="{escaped(sheet.relationship)}"/>'
        for sheet in new
    )
    return prefixed(markup, sheets.prefix)


def _name_edits(
    workbook: Element, names: Sequence[LocalName], replaced: Collection[int]
) -> list[Edit]:
    missing = {(name.name.lower(), name.sheet): name for name in names}
    holder = workbook.first("definedNames")
    edits: list[Edit] = []
    for element in holder.all("definedName") if holder else ():
        key = _key(element)
        if key is None or key[0] not in _OURS or key[1] not in replaced:
            continue
        wanted = missing.pop(key, None)
        if wanted is None:
            edits.append(remove(element))
        elif not _says(element, wanted):
            edits.append((element.start, element.end, _markup(wanted, element.prefix).encode()))
    if not missing:
        return edits
    prefix = holder.prefix if holder else workbook.prefix
    markup = "".join(_markup(name, prefix) for name in missing.values())
    if holder:
        return [*edits, append_children(holder, markup)]
    tag = f"{prefix}:definedNames" if prefix else "definedNames"
    place = _place_of_names(workbook)
    return [*edits, (place, place, f"<{tag}>{markup}</{tag}>".encode())]


def _key(element: Element) -> tuple[str, int] | None:
    sheet = element.attributes.get("localSheetId", "")
    if not sheet.isdecimal():
        return None
    return element.attributes.get("name", "").lower(), int(sheet)


def _says(element: Element, name: LocalName) -> bool:
    hidden = element.attributes.get("hidden", "0") in {"1", "true"}
    return element.text == name.text and hidden == name.hidden


def _markup(name: LocalName, prefix: str) -> str:
    hidden = ' hidden="1"' if name.hidden else ""
    text = name.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return prefixed(
        f'<definedName name="{name.name}" localSheetId="{name.sheet}"{hidden}>{text}</definedName>',
        prefix,
    )


def _place_of_names(workbook: Element) -> int:
    """Return where ``definedNames`` belongs: behind the sheets and what follows them."""
    before = ("sheets", "functionGroups", "externalReferences")
    return max(element.end for name in before for element in workbook.all(name))
