"""Elements of WordprocessingML that a report is put together from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

#: an element of lxml, which has no types of its own
Element = Any

P, R, T, PPR, RPR, TBL = (qn(name) for name in ("w:p", "w:r", "w:t", "w:pPr", "w:rPr", "w:tbl"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, **attributes: str) -> Element:
    """Return an element; ``w`` attributes by their names."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def run(text: str, properties: Element | None = None) -> Element:
    """Return a run with one text, in the form of ``properties``."""
    made = OxmlElement("w:r")
    if properties is not None:
        made.append(deepcopy(properties))
    words = OxmlElement("w:t")
    words.text = "".join(sign for sign in text if sign >= " " or sign == "\t")
    words.set(_SPACE, "preserve")
    made.append(words)
    return made


def paragraph(runs: Iterable[Element], properties: Element | None = None) -> Element:
    """Return a paragraph of runs, in the form of ``properties``."""
    made = OxmlElement("w:p")
    if properties is not None:
        made.append(deepcopy(properties))
    made.extend(list(runs))
    return made


def texts(parent: Element) -> list[Element]:
    """Return the texts of a paragraph in order, those of nested tables and boxes left out."""
    return [node for node in parent.iter(T) if _paragraph_of(node) is parent]


def _paragraph_of(node: Element) -> Element:
    while node is not None and node.tag != P:
        node = node.getparent()
    return node


def text_of(parent: Element) -> str:
    """Return everything that an element shows, its tables and boxes included."""
    return "".join(node.text or "" for node in parent.iter(T))


def run_form(parent: Element) -> Element | None:
    """Return the form of the first run that shows something."""
    for node in parent.iter(T):
        owner = node.getparent()
        if owner.tag == R:
            return owner.find(RPR)
    return None


def siblings(first: Element, last: Element) -> Iterator[Element]:
    """Yield the elements from one to another of the same parent, both included."""
    node = first
    while node is not None:
        following = node.getnext()
        yield node
        if node is last:
            return
        node = following
