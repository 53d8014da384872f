"""Bookmarks around what yqxl wrote into a document, so that it can be renewed later.

The name of a bookmark says which placeholder stood there and carries a digest of what was
written: ``yq_<placeholder>_<text>_<number>``. What still has its digest was not touched.
Bookmarks survive a save by Word, WPS and LibreOffice; content controls do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from docx.oxml.ns import qn

from yqxl.documents.report.markup import TBL, Element, P, element, siblings, text_of, texts
from yqxl.model.headers import header_key

_NAME = re.compile(r"yq_([0-9a-f]{8})_([0-9a-f]{10})_\d+")
_START, _END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
_ID, _NAMED = qn("w:id"), qn("w:name")


def placeholder_key(name: str) -> str:
    """Return what a bookmark's name says of a placeholder.

    >>> placeholder_key("分析：B") == placeholder_key(" 分析:b")
    True
    """
    return sha256(header_key(name).encode()).hexdigest()[:8]


def text_digest(text: str) -> str:
    """Return the digest of a text; blanks and line breaks do not count.

    >>> text_digest("甲 乙") == text_digest("甲乙")
    True
    """
    return sha256("".join(text.split()).encode()).hexdigest()[:10]


@dataclass
class Mark:
    """A bookmark of ours: which placeholder, the digest, and its two ends."""

    key: str
    digest: str
    start: Element
    end: Element

    @property
    def paragraphs(self) -> list[Element]:
        """Return the paragraphs from one end to the other; none where they lie apart."""
        first, last = _paragraph(self.start), _paragraph(self.end)
        if first is None or last is None:
            return []
        found = list(siblings(first, last))
        return found if found[-1] is last else []

    @property
    def within(self) -> bool:
        """Whether it stands in a paragraph that says something else too."""
        if len(self.paragraphs) != 1:
            return False
        return self.own_text != text_of(self.paragraphs[0])

    @property
    def own_text(self) -> str:
        """Return the text between the ends, which lie in one paragraph."""
        return "".join(text_of(node) for node in self.between)

    @property
    def between(self) -> list[Element]:
        """Return the elements between the ends, which lie in one paragraph."""
        return [node for node in siblings(self.start, self.end) if node.tag not in (_START, _END)]

    def table(self) -> tuple[Element | None, list[Element]]:
        """Return the table before its paragraph, and the paragraphs of notes below that."""
        notes = self.paragraphs[:1]
        while notes:
            before = notes[0].getprevious()
            if before is None or before.tag not in (P, TBL):
                break
            if before.tag == TBL:
                return before, notes
            notes.insert(0, before)
        return None, []


def _paragraph(node: Element) -> Element | None:
    parent = node.getparent()
    return parent if parent is not None and parent.tag == P else None


def marks(root: Element) -> Iterator[Mark]:
    """Yield our bookmarks in a part of a document."""
    ends = {node.get(_ID): node for node in root.iter(_END)}
    for start in list(root.iter(_START)):
        found = _NAME.fullmatch(start.get(_NAMED) or "")
        end = ends.get(start.get(_ID))
        if found and end is not None:
            yield Mark(found[1], found[2], start, end)


def block_text(mark: Mark) -> str:
    """Return the text of the paragraphs from one end to the other."""
    return "".join(text_of(one) for one in mark.paragraphs)


class Marker:
    """Makes bookmarks with numbers that a document does not use yet."""

    def __init__(self, root: Element) -> None:
        """Look at the bookmarks that are there."""
        used = [
            int(number) for node in root.iter(_START) if (number := node.get(_ID, "")).isdigit()
        ]
        self._next = max(used, default=0) + 1

    def ends(self, name: str, text: str) -> tuple[Element, Element]:
        """Return the two ends of a new bookmark for what a placeholder has become."""
        number, self._next = self._next, self._next + 1
        title = f"yq_{placeholder_key(name)}_{text_digest(text)}_{number}"
        return element("w:bookmarkStart", id=str(number), name=title), element(
            "w:bookmarkEnd", id=str(number)
        )

    def around(self, first: Element, last: Element, name: str, text: str) -> None:
        """Put a bookmark around paragraphs, from the first to the last."""
        start, end = self.ends(name, text)
        place = 1 if len(first) and first[0].tag == qn("w:pPr") else 0
        first.insert(place, start)
        last.append(end)

    def behind(self, last: Element, name: str, text: str) -> None:
        """Put a bookmark behind the last note of a table.

        LibreOffice drops one that begins right behind a table.
        """
        last.extend(self.ends(name, text))


def renamed(mark: Mark, text: str) -> None:
    """Give a bookmark the digest of its new text."""
    name = mark.start.get(_NAMED)
    mark.start.set(_NAMED, name.replace(f"_{mark.digest}_", f"_{text_digest(text)}_"))


__all__ = [
    "Mark",
    "Marker",
    "block_text",
    "marks",
    "placeholder_key",
    "renamed",
    "text_digest",
    "texts",
]
