"""References between parts are found as the standard resolves them."""

from __future__ import annotations

import itertools

import pytest
from workbook.foreign_workbooks import OFFICE, PACKAGE, SPREADSHEET, TYPES

from yqxl.workbook.package.content_types import amend_content_types
from yqxl.workbook.package.markup import parse
from yqxl.workbook.package.relationships import (
    WORKSHEET,
    PartNames,
    amended,
    new_ids,
    reachable,
    references,
    relationships_of,
)

NAMES = PartNames(["xl/workbook.xml", "xl/Sheets/One.xml", "数据/二 号.xml", "a.xml"])


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("Sheets/One.xml", "xl/Sheets/One.xml"),
        ("sheets/ONE.XML", "xl/Sheets/One.xml"),
        ("/xl/Sheets/One.xml", "xl/Sheets/One.xml"),
        ("../a.xml", "a.xml"),
        ("./x/../Sheets/One.xml", "xl/Sheets/One.xml"),
        ("/%E6%95%B0%E6%8D%AE/%E4%BA%8C%20%E5%8F%B7.xml", "数据/二 号.xml"),
        ("nowhere.xml", None),
        ("", None),
    ],
)
def test_targets(target: str, part: str | None) -> None:
    assert NAMES.resolve("xl/workbook.xml", target) == part


def rels(*entries: str, prefix: str = "") -> bytes:
    declared = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    inside = "".join(f"<{prefix}Relationship {entry}/>" for entry in entries)
    return (
        f'<{prefix}Relationships {declared}="{PACKAGE}">{inside}</{prefix}Relationships>'.encode()
    )


def test_links_to_elsewhere_are_no_references() -> None:
    source = rels(
        f'Id="rId1" Type="{OFFICE}/hyperlink" Target="http://x" TargetMode="External"',
        'Id="rId2" Type="t" Target="/a.xml"',
        'Id="rId3" Type="t" Target="gone.xml"',
    )
    assert [(r.id, r.target) for r in references(source, "xl/workbook.xml", NAMES)] == [
        ("rId2", "a.xml")
    ]


def test_new_ids_are_new() -> None:
    source = rels('Id="rId7"', 'Id="rIdCX"', 'Id="R8"')
    assert list(itertools.islice(new_ids(source), 2)) == ["rId8", "rId9"]


@pytest.mark.parametrize(
    ("source", "part", "target"),
    [
        ("xl/workbook.xml", "xl/worksheets/sheet2.xml", "worksheets/sheet2.xml"),
        ("xl/workbook.xml", "data/sheet2.xml", "../data/sheet2.xml"),
        ("workbook.xml", "worksheets/sheet2.xml", "worksheets/sheet2.xml"),
        ("xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "../tables/table1.xml"),
        ("", "customUI/customUI14.xml", "customUI/customUI14.xml"),
    ],
)
def test_added_references(source: str, part: str, target: str) -> None:
    result = amended(rels('Id="a"', prefix="p:"), source, {"rId2": (WORKSHEET, part)}, [])
    added = f'<p:Relationship Id="rId2" Type="{WORKSHEET}" Target="{target}"/></p:Relationships>'
    assert result.decode().endswith(added)


def test_removed_references() -> None:
    source = rels('Id="a"', 'Id="b"')
    gone = [each for each in parse(source).children if each.attributes["Id"] == "a"]
    assert amended(source, "x", {}, gone) == rels('Id="b"')


def test_everything_that_a_part_leads_to() -> None:
    parts = {
        relationships_of("one"): rels('Id="1" Target="two"', 'Id="2" Target="three"'),
        relationships_of("two"): rels('Id="1" Target="one"'),
        "one": b"", "two": b"", "three": b"", "four": b"",
    }  # fmt: skip
    names = PartNames(parts)
    whole = {"one", "two", "three", "_rels/one.rels", "_rels/two.rels"}
    assert reachable(["one"], names, parts.__getitem__, frozenset()) == whole
    assert reachable(["one"], names, parts.__getitem__, frozenset({"two"})) == whole - {
        "_rels/two.rels"
    }


KIND = f"{SPREADSHEET}.worksheet+xml"
CONTENT_TYPES = [
    pytest.param(
        '<Default Extension="xml" ContentType="application/xml"/>',
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/n.xml" ContentType="{KIND}"/>',
        id="added",
    ),
    pytest.param(
        f'<Default Extension="XML" ContentType="{KIND}"/>',
        f'<Default Extension="XML" ContentType="{KIND}"/>',
        id="known-by-extension",
    ),
    pytest.param(
        f'<Override PartName="/N.xml" ContentType="{KIND}"/>',
        f'<Override PartName="/N.xml" ContentType="{KIND}"/>',
        id="known-by-name",
    ),
    pytest.param(
        '<Override PartName="/n.xml" ContentType="old"/>',
        f'<Override PartName="/n.xml" ContentType="{KIND}"/>',
        id="left-over",
    ),
    pytest.param(
        '<Override PartName="/Gone.xml" ContentType="x"/>'
        f'<Default Extension="xml" ContentType="{KIND}"/>',
        f'<Default Extension="xml" ContentType="{KIND}"/>',
        id="dropped",
    ),
]


@pytest.mark.parametrize(("before", "after"), CONTENT_TYPES)
def test_content_types(before: str, after: str) -> None:
    source = f'<Types xmlns="{TYPES}">{before}</Types>'.encode()
    result = amend_content_types(source, {"gone.xml"}, {"n.xml": KIND})
    assert result == f'<Types xmlns="{TYPES}">{after}</Types>'.encode()
    assert (result is source) == (before == after)
