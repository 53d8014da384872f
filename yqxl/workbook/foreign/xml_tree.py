"""A small tree of an XML part, made only after declarations have been refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from yqxl.workbook.package.package import Package
from yqxl.workbook.package.structure import xml_bytes
from yqxl.workbook.package.xml_part import Attributes, Walk


@dataclass(slots=True, eq=False)
class Node:
    """An element: ``tag`` is its local name, ``attributes`` are by local name too.

    ``parts`` holds texts and elements in their order.
    """

    tag: str
    attributes: dict[str, str]
    parts: list[Node | str] = field(default_factory=list)

    @property
    def children(self) -> Iterator[Node]:
        """The elements inside."""
        return (part for part in self.parts if isinstance(part, Node))

    def all(self, tag: str) -> Iterator[Node]:
        """Yield the children of a name."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Node | None:
        """Return the first child of a name."""
        return next(self.all(tag), None)

    def value(self, tag: str, default: str = "") -> str | None:
        """Return the attribute ``val`` of a child, None where there is no such child."""
        child = self.first(tag)
        return None if child is None else child.attributes.get("val", default)


def read_tree(package: Package, part: str) -> Node:
    """Return the tree of a part.

    Raises:
        InputRefusedError: the part is not well-formed, or declares what it must not.
    """
    top = Node("", {})
    stack = [top]

    def start(name: str, attributes: Attributes) -> None:
        node = Node(_local(name), {_local(key): text for key, text in attributes.items()})
        stack[-1].parts.append(node)
        stack.append(node)

    def end(_: str) -> None:
        stack.pop()

    def text(characters: str) -> None:
        stack[-1].parts.append(characters)

    Walk(start, end, text).over(part, xml_bytes(package, part), package.path)
    return next(top.children)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
