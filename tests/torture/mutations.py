"""Seeded damage to workbooks that keeps most of their structure: what fuzzing needs."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from .hostile_files import packed, parts_of

Parts = dict[str, bytes]
_TAG = re.compile(rb"<[^<>!?]+>")
_ATTRIBUTE = re.compile(rb'\s([\w:]+)="([^"]*)"')
_TEXT = re.compile(rb">([^<>]+)<")
_CELL = re.compile(rb"<c [^>]*>.*?</c>", re.DOTALL)

_EXTREMES = [
    b"",
    b"-1",
    b"0",
    b"1048577",
    b"4294967296",
    b"99999999999999999999",
    b"1e400",
    b"NaN",
    b"-0",
    b"1_000",
    b"A0",
    b"XFE1",
    b"A1:XFD1048576",
    b"$A$1",
    b"../../../etc/passwd",
    b"/xl/worksheets/sheet1.xml",
    b"rId999",
    b"http://example.invalid/",
    b"&#x1;",
    b"&amp;#0;",
    b"\xff\xfe",
    "\u202e\u0000".encode(),
    "１２".encode(),
    b"x" * 40_000,
    b"=1+1",
    b"#REF!",
    b"true",
    b"s",
    b"e",
    b"_x0000_",
]


def _part(
    parts: Parts, chance: random.Random, endings: tuple[str, ...] = (".xml", ".rels")
) -> str | None:
    names = [name for name in parts if name.endswith(endings) and parts[name]]
    return chance.choice(names) if names else None


def _replace(
    parts: Parts, chance: random.Random, pattern: re.Pattern[bytes], group: int, new: bytes | None
) -> None:
    """Replace one match in one part; None leaves the choice to chance."""
    name = _part(parts, chance)
    if name is None:
        return
    found = list(pattern.finditer(parts[name]))
    if found:
        match = chance.choice(found)
        value = chance.choice(_EXTREMES) if new is None else new
        start, end = match.span(group)
        parts[name] = parts[name][:start] + value + parts[name][end:]


def attribute_extreme(parts: Parts, chance: random.Random) -> None:
    _replace(parts, chance, _ATTRIBUTE, 2, None)


def attribute_gone(parts: Parts, chance: random.Random) -> None:
    _replace(parts, chance, _ATTRIBUTE, 0, b"")


def text_extreme(parts: Parts, chance: random.Random) -> None:
    _replace(parts, chance, _TEXT, 1, None)


def tag_gone(parts: Parts, chance: random.Random) -> None:
    _replace(parts, chance, _TAG, 0, b"")


def tag_many_times(parts: Parts, chance: random.Random) -> None:
    name = _part(parts, chance)
    found = list(_TAG.finditer(parts[name])) if name else []
    if name and found:
        match = chance.choice(found)
        copies = match[0] * chance.choice([2, 50, 3000])
        parts[name] = parts[name][: match.start()] + copies + parts[name][match.end() :]


def cell_moved(parts: Parts, chance: random.Random) -> None:
    name = _part(parts, chance, ("1.xml", "2.xml", "3.xml"))
    found = list(_CELL.finditer(parts[name])) if name else []
    if name and found:
        one, other = chance.choice(found), chance.choice(found)
        body = bytearray(parts[name])
        body[other.end() : other.end()] = one[0]
        parts[name] = bytes(body)


def cell_type_changed(parts: Parts, chance: random.Random) -> None:
    kind = chance.choice([b"s", b"e", b"b", b"str", b"inlineStr", b"d", b"n", b"zz"])
    _replace(parts, chance, re.compile(rb'<c [^>]*?t="([^"]*)"'), 1, kind)


def doctype_added(parts: Parts, chance: random.Random) -> None:
    name = _part(parts, chance)
    if name:
        parts[name] = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + parts[name]


def encoding_changed(parts: Parts, chance: random.Random) -> None:
    name = _part(parts, chance)
    if name:
        encoding = chance.choice(["utf-16", "utf-16-be", "gb18030", "latin-1", "utf-32"])
        text = parts[name].decode("utf-8", "replace")
        parts[name] = text.encode(encoding, "replace")


def part_cut(parts: Parts, chance: random.Random) -> None:
    name = _part(parts, chance)
    if name:
        parts[name] = parts[name][: chance.randrange(len(parts[name]))]


def part_gone(parts: Parts, chance: random.Random) -> None:
    parts.pop(chance.choice(list(parts)))


def part_emptied(parts: Parts, chance: random.Random) -> None:
    parts[chance.choice(list(parts))] = b""


def parts_swapped(parts: Parts, chance: random.Random) -> None:
    one, other = chance.choice(list(parts)), chance.choice(list(parts))
    parts[one], parts[other] = parts[other], parts[one]


def part_renamed(parts: Parts, chance: random.Random) -> None:
    name = chance.choice(list(parts))
    new = chance.choice(
        [name.upper(), name.replace("/", "\\"), "../" + name, "/" + name, "a" * 300]
    )
    parts[new] = parts.pop(name)


def bytes_flipped(parts: Parts, chance: random.Random) -> None:
    name = chance.choice(list(parts))
    body = bytearray(parts[name])
    for _ in range(chance.randrange(1, 20)):
        if body:
            body[chance.randrange(len(body))] = chance.randrange(256)
    parts[name] = bytes(body)


def nested_deep(parts: Parts, chance: random.Random) -> None:
    name = _part(parts, chance)
    found = list(_TAG.finditer(parts[name])) if name else []
    if name and found:
        place = chance.choice(found).end()
        depth = chance.choice([10, 1000, 60_000])
        parts[name] = parts[name][:place] + b"<a>" * depth + b"</a>" * depth + parts[name][place:]


MUTATIONS: tuple[Callable[[Parts, random.Random], None], ...] = (
    attribute_extreme,
    attribute_gone,
    text_extreme,
    tag_gone,
    tag_many_times,
    cell_moved,
    cell_type_changed,
    doctype_added,
    encoding_changed,
    part_cut,
    part_gone,
    part_emptied,
    parts_swapped,
    part_renamed,
    bytes_flipped,
    nested_deep,
)
#: The gentle ones come more often: what is refused at once tests little.
_WEIGHTS = (8, 3, 8, 2, 2, 4, 4, 1, 1, 1, 1, 1, 1, 1, 2, 1)


def mutant(workbook: bytes, seed: int) -> bytes:
    """Return the workbook with one to four kinds of damage; the same for the same seed."""
    chance = random.Random(seed)
    if chance.random() < 0.05:
        return _raw_damage(workbook, chance)
    parts = parts_of(workbook)
    for mutate in chance.choices(MUTATIONS, _WEIGHTS, k=chance.randrange(1, 5)):
        if parts:
            mutate(parts, chance)
    return packed(parts)


def _raw_damage(workbook: bytes, chance: random.Random) -> bytes:
    body = bytearray(workbook)
    if chance.random() < 0.4:
        return bytes(body[: chance.randrange(len(body))])
    for _ in range(chance.randrange(1, 12)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)
