"""What Microsoft's validator does not see in a package, and is checked here.

It takes two tables of one id for valid, although Excel repairs such a file, and it passes
over whatever stands in ``mc:Choice``.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def xml_parts(path: Path) -> dict[str, etree._Element]:
    """Return the root of every XML part of a package."""
    with zipfile.ZipFile(path) as package:
        return {
            name: etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xml", ".rels", ".vml"))
        }


def table_faults(path: Path) -> list[str]:
    """Return what is wrong with the tables as a set: ids and names must differ."""
    parts = xml_parts(path)
    tables = [root for root in parts.values() if root.tag == f"{_MAIN}table"]
    defined = [
        name.get("name")
        for name in parts["xl/workbook.xml"].iter(f"{_MAIN}definedName")
        if name.get("localSheetId") is None
    ]
    counts = {
        "table id": Counter(table.get("id") for table in tables),
        # tables and defined names share one namespace, without regard to case
        "name": Counter(
            name.lower() for name in [*(table.get("displayName") for table in tables), *defined]
        ),
    }
    faults = [
        f"{kind} {value} is used {times} times"
        for kind, counted in counts.items()
        for value, times in counted.items()
        if times > 1
    ]
    for table in tables:
        ids = Counter(column.get("id") for column in table.iter(f"{_MAIN}tableColumn"))
        faults += [
            f"{table.get('displayName')}: column id {value} is used {times} times"
            for value, times in ids.items()
            if times > 1
        ]
    return faults


def relationship_faults(path: Path) -> list[str]:
    """Return references to nothing and absolute ones, inside ``mc:Choice`` too."""
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
    parts = xml_parts(path)
    faults = []
    for part, root in parts.items():
        folder, name = posixpath.split(part)
        links = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        known = set() if links is None else {link.get("Id") for link in links}
        used = {
            text
            for element in root.iter(etree.Element)
            for key, text in element.attrib.items()
            if key.startswith(_OFFICE)
        }
        faults += [f"{part}: {text} leads nowhere" for text in sorted(used - known)]
        if links is not None:
            faults += [f"{part}: {fault}" for fault in _link_faults(links, folder, names)]
    return faults


def _link_faults(links: etree._Element, folder: str, names: set[str]) -> Iterator[str]:
    ids = Counter(link.get("Id") for link in links)
    yield from (f"id {value} is used {times} times" for value, times in ids.items() if times > 1)
    for link in links:
        target = link.get("Target")
        if link.get("TargetMode") == "External":
            continue
        if target.startswith("/"):
            yield f"{target} is named from the root"
        elif posixpath.normpath(posixpath.join(folder, target)) not in names:
            yield f"{target} is not in the package"


def with_choices_taken(path: Path, target: Path) -> int:
    """Write the package as a program sees it that understands every ``mc:Choice``.

    Returns:
        How many choices were taken.
    """
    taken = 0
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w") as written:
        for entry in package.infolist():
            content = package.read(entry)
            if b"AlternateContent" in content:
                root = etree.fromstring(content)
                taken += _take_choices(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            written.writestr(entry, content)
    return taken


def _take_choices(root: etree._Element) -> int:
    # the inner ones first: a choice may stand within another
    places = list(root.iter(f"{_COMPATIBILITY}AlternateContent"))[::-1]
    for place in places:
        choice, parent = place.find(f"{_COMPATIBILITY}Choice"), place.getparent()
        at = parent.index(place)
        parent.remove(place)
        for number, content in enumerate(choice):
            parent.insert(at + number, content)
    return len(places)
