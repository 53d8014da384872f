"""Where the elements of a part stand in its bytes, so that it is patched by splicing.

A part that a person's program wrote holds more than any library models: unknown
extensions, compatibility markup, comments, odd prefixes. It is therefore never
parsed and written again: expat tells the byte offsets of the elements, the few bytes
that change are replaced, and all others stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# what is read here has passed the gate, which refuses every DOCTYPE and ENTITY
from xml.parsers import expat

from yqxl.workbook.package.refusals import Refusal

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

#: Bytes ``[start, end)`` of the source and what takes their place.
Edit = tuple[int, int, bytes]

_START_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(rb"""([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")
_SEPARATOR = " "


#: the namespace of markup for programs of different age
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@dataclass(slots=True, eq=False)
class Element:
    """One element and its place: ``[start, opened)`` is its start tag, ``end`` is behind it.

    ``closing`` is where its end tag begins; an element without one (``<a/>``) has
    ``closing == opened == end``. ``attributes`` are keyed by ``name`` or
    ``namespace name``. ``prefixes`` are the namespaces that it declares itself.
    """

    namespace: str
    name: str
    prefix: str
    attributes: dict[str, str]
    start: int
    opened: int
    prefixes: dict[str, str]
    closing: int = 0
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """Return the name with its prefix, as it stands in the source."""
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    @property
    def empty(self) -> bool:
        """Return whether the element is written without an end tag."""
        return self.closing == self.end

    def all(self, name: str) -> Iterator[Element]:
        """Yield the children of this name in the element's own namespace."""
        return (
            child
            for child in self.children
            if child.name == name and child.namespace == self.namespace
        )

    def first(self, name: str) -> Element | None:
        """Return the first child of this name in the element's own namespace."""
        return next(self.all(name), None)

    def items(self, name: str) -> Iterator[Element]:
        """Yield the children of this name as a program counts them.

        Of an ``mc:AlternateContent`` it takes one branch (ECMA-376 part 3, 7.5), so that
        what stands in the others has no index of its own.
        """
        for child in self.children:
            if child.name == name and child.namespace == self.namespace:
                yield child
            elif child.name == "AlternateContent" and child.namespace == COMPATIBILITY:
                yield from (
                    one
                    for branch in child.children[:1]
                    for one in branch.children
                    if one.name == name and one.namespace == self.namespace
                )

    def canonical(self) -> tuple[object, ...]:
        """Return what the element says, however it is written: two equal ones are the same."""
        return (
            self.namespace,
            self.name,
            frozenset(self.attributes.items()),
            self.text.strip(),
            tuple(child.canonical() for child in self.children),
        )


class _Builder:
    """Collects the elements while expat walks over the bytes."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.open: list[Element] = []
        self.root: Element | None = None
        self.prefixes: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.StartNamespaceDeclHandler = self.declare
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.close
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse

    def refuse(self, *_: object) -> None:
        raise Refusal.DTD.error()

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self.prefixes[prefix or ""] = uri or ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        begin = self.parser.CurrentByteIndex
        tag = _START_TAG.match(self.source, begin)
        if tag is None:  # expat would have refused it
            raise Refusal.MALFORMED.error(name)
        namespace, local, prefix = _split(name)
        element = Element(
            namespace,
            local,
            prefix,
            {_attribute_key(key): text for key, text in attributes.items()},
            begin,
            tag.end(),
            self.prefixes,
        )
        self.prefixes = {}
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def characters(self, text: str) -> None:
        self.open[-1].text += text

    def close(self, _: str) -> None:
        element = self.open.pop()
        if self.source.endswith(b"/>", element.start, element.opened):
            element.closing = element.end = element.opened
        else:
            element.closing = self.parser.CurrentByteIndex
            element.end = self.source.index(b">", element.closing) + 1


def _split(name: str) -> tuple[str, str, str]:
    parts = name.split(_SEPARATOR)
    if len(parts) == 1:
        return "", name, ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""  # noqa: PLR2004 - uri, name, prefix


def _attribute_key(name: str) -> str:
    namespace, local, _ = _split(name)
    return f"{namespace}{_SEPARATOR}{local}" if namespace else local


def parse(source: bytes) -> Element:
    """Return the root element of a part; every element knows its place in the bytes.

    >>> root = parse(b'<a><b c="1"/></a>')
    >>> root.children[0].attributes, root.closing
    ({'c': '1'}, 13)
    """
    builder = _Builder(source)
    try:
        builder.parser.Parse(source, True)  # noqa: FBT003 - expat's own signature: the last piece
    except expat.ExpatError as fault:
        raise Refusal.MALFORMED.error(str(fault)) from fault
    except (LookupError, ValueError) as fault:  # a declared encoding that nobody knows
        raise Refusal.ENCODING.error(str(fault)) from fault
    if builder.root is None:
        raise Refusal.MALFORMED.error()
    return builder.root


def splice(source: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the source with the edits made; the same object when there are none.

    Edits at the same place are kept in the order in which they were given.

    >>> splice(b"one three", [(4, 4, b"two ")])
    b'one two three'
    """
    ordered = sorted(edits, key=lambda edit: edit[:2])
    if not ordered:
        return source
    pieces: list[bytes] = []
    position = 0
    for start, end, replacement in ordered:
        pieces += (source[position:start], replacement)
        position = end
    pieces.append(source[position:])
    return b"".join(pieces)


def append_children(element: Element, markup: str) -> Edit:
    """Return the edit that puts the markup behind the last child of the element."""
    data = markup.encode()
    if element.empty:
        end_tag = f"</{element.tag}>".encode()
        return element.opened - 2, element.opened, b">" + data + end_tag
    return element.closing, element.closing, data


def remove(element: Element) -> Edit:
    """Return the edit that takes the element away."""
    return element.start, element.end, b""


def set_text(element: Element, text: str) -> list[Edit]:
    """Return the edits that give a leaf element this text, none when it has it."""
    if element.text == text:
        return []
    if element.empty:
        return [append_children(element, escaped(text))]
    return [(element.opened, element.closing, escaped(text).encode())]


def set_attribute(source: bytes, element: Element, name: str, value: str) -> list[Edit]:
    """Return the edits that change an attribute, none when it is absent or right already."""
    if element.attributes.get(name, value) == value:
        return []
    for match in _ATTRIBUTE.finditer(source, element.start, element.opened):
        if match[1] == name.encode():
            return [(match.start(2), match.end(2), f'"{escaped(value)}"'.encode())]
    return []


def prefix_in_scope(namespace: str, *elements: Element) -> str | None:
    """Return a prefix that means the namespace inside these nested elements."""
    scope: dict[str, str] = {}
    for element in elements:
        scope |= element.prefixes
    return next((prefix for prefix, uri in scope.items() if prefix and uri == namespace), None)


def prefixed(markup: str, prefix: str) -> str:
    """Return markup whose own elements carry the prefix of the part that takes it in.

    >>> prefixed('<a b="1"><c/></a>', "x")
    '<x:a b="1"><x:c/></x:a>'
    """
    if not prefix:
        return markup
    return re.sub(r"<(/?)", rf"<\1{prefix}:", markup)


def escaped(text: str) -> str:
    """Return the text as it stands between tags or in double quotes."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        if character in text:
            text = text.replace(character, entity)
    return text
