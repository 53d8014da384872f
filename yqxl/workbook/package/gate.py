"""The gate over a whole package: every part inflated once before anything is believed.

The directory has been checked while the package was opened; here every part is read to
its end (size, CRC), every XML part is searched for declarations, and the workbook's
counts are held against the limits. The roster's part is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from yqxl.workbook.package.package import Package, is_picture
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.package.structure import Structure, xml_bytes
from yqxl.workbook.package.xml_part import Attributes, Walk, refuse_declarations

_XML = (".xml", ".rels", ".vml")
_CELL_FORMATS = re.compile(rb"<cellXfs\b[^<>]*>([^<]*+(?:<(?!/cellXfs>)[^<]*+)*+)</cellXfs>")
_FORMATS = (b"<xf ", b"<xf/", b"<xf>")
_COUNT = re.compile(rb"""<(\w+) count="(\d{1,20})\d*\"""")


def check_sizes(package: Package, roster: str | None) -> None:
    """Refuse a package whose parts together expand beyond the limit.

    A part never inflates to more than the directory declares: reading stops there.
    """
    limits = package.limits
    total = 0
    for name, entry in package.entries.items():
        if is_picture(name):
            continue
        limit = limits.roster_part if name == roster else limits.part
        if entry.size > limit:
            found = f"{name}：{entry.size:,} 字节，上限 {limit:,} 字节"
            raise Refusal.PART_TOO_LARGE.error(found, file=package.path)
        total += 0 if name == roster else entry.size
    if total > limits.total:
        found = f"{total:,} 字节，上限 {limits.total:,} 字节"
        raise Refusal.TOTAL_TOO_LARGE.error(found, file=package.path)


def check_parts(
    package: Package,
    skipped: Collection[str],
    kept: Collection[str],
    passing: Callable[[str, bytes], None] = lambda *_: None,
) -> None:
    """Read every part to its end, but for those that are read or streamed elsewhere.

    Parts not in ``kept`` are forgotten again; ``passing`` gets the name and the content of
    each before.
    """
    for name in package.entries:
        if name in skipped or is_picture(name):
            continue
        if name.lower().endswith(_XML):
            content = package.read(name)
            refuse_declarations(name, content, package.path)
            if name not in kept:
                passing(name, content)
                package.forget(name)
        else:
            package.verify(name)


def style_count(package: Package, structure: Structure) -> int:
    """Return how many cell formats the workbook has."""
    part = structure.styles
    if part is None:
        return 1
    text = xml_bytes(package, part)
    limit = package.limits.declared_count
    for match in _COUNT.finditer(text):
        name, count = match[1].decode(), int(match[2])
        if count > limit:
            found = f"{part}：{name} {count}，上限 {limit:,}"
            raise Refusal.DECLARED_COUNT.error(found, file=package.path)
    block = _CELL_FORMATS.search(text)
    if block and b"<!" not in text:
        return sum(block[1].count(start) for start in _FORMATS)
    return _count_formats(package, part, text)


def _count_formats(package: Package, part: str, text: bytes) -> int:
    inside = False
    count = 0

    def start(name: str, _: Attributes) -> None:
        nonlocal inside, count
        leaf = name.rpartition(" ")[2]
        inside = inside or leaf == "cellXfs"
        count += inside and leaf == "xf"

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and not name.endswith(" cellXfs")

    Walk(start, end).over(part, text, package.path)
    return max(count, 1)
