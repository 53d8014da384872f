"""``docProps/app.xml``: the titles of the sheets, kept in step with the workbook.

Programs differ in what they write there, and nothing depends on it. Where the lists
of headings and titles do not match each other and the workbook, they are left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from yqxl.workbook.package.markup import (
    Edit,
    Element,
    escaped,
    parse,
    prefixed,
    set_attribute,
    set_text,
    splice,
)


def amend_titles(
    source: bytes,
    sheets: Sequence[str],
    new: Sequence[str],
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return the properties with the new sheets listed behind the present ``sheets``.

    ``renamed`` gives the new name of those that have another one from now on.
    """
    root = parse(source)
    headings = _vector(root, "HeadingPairs")
    titles = _vector(root, "TitlesOfParts")
    if headings is None or titles is None or not new:
        return source
    texts = list(titles.all("lpstr"))
    place = _group_of_sheets(headings, [element.text for element in texts], sheets)
    if place is None or titles.attributes.get("size") != str(len(texts)):
        return source
    count, last = place
    markup = prefixed("".join(f"<lpstr>{escaped(name)}</lpstr>" for name in new), titles.prefix)
    behind = texts[last - 1].end
    edits: list[Edit] = [(behind, behind, markup.encode())]
    for element in texts[last - len(sheets) : last]:
        edits += set_text(element, renamed.get(element.text, element.text))
    edits += set_text(count, str(len(sheets) + len(new)))
    edits += set_attribute(source, titles, "size", str(len(texts) + len(new)))
    return splice(source, edits)


def _vector(root: Element, name: str) -> Element | None:
    holder = root.first(name)
    children = holder.children if holder else []
    return next((child for child in children if child.name == "vector"), None)


def _group_of_sheets(
    headings: Element, titles: Sequence[str], sheets: Sequence[str]
) -> tuple[Element, int] | None:
    """Return the count of the group that lists exactly the sheets, and where it ends.

    The group's own heading is in the language of the program that wrote it, so the
    group is known by its titles.
    """
    counts = [
        number
        for variant in headings.all("variant")
        for number in variant.children
        if number.name == "i4"
    ]
    if not all(number.text.isdecimal() for number in counts):
        return None
    begin = 0
    for number in counts:
        end = begin + int(number.text)
        if sheets and list(titles[begin:end]) == list(sheets):
            return number, end
        begin = end
    return None
