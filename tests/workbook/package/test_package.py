"""The package gives every member as it stands, for every way of writing a zip file."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from workbook import hostile
from workbook.zips import with_zip64_end, zipped

from yqxl.errors import InputRefusedError
from yqxl.workbook.package.limits import DEFAULT, MIB
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.refusals import Refusal

DATA = {
    "[Content_Types].xml": b"<a/>" * 100,
    "xl/media/图片.png": bytes(range(256)) * 9,
    "xl/空.xml": b"",
}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["存储", "压缩"])
@pytest.mark.parametrize("stream", [False, True], ids=["定长", "数据描述符"])
@pytest.mark.parametrize("zip64", [False, True], ids=["zip32", "zip64"])
def test_members_are_read_and_located(
    method: int, stream: bool, zip64: bool, tmp_path: Path
) -> None:
    data = zipped(DATA, method, stream=stream, zip64=zip64)
    data = with_zip64_end(data) if zip64 else data
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with Package.open(path) as package:
        assert list(package.entries) == list(DATA)
        for name, content in DATA.items():
            package.verify(name)
            assert package.read(name) == content
            entry = package.entries[name]
            assert entry.size == len(content)
            assert bytes(package.raw(name)) == data[entry.offset : entry.end]
            assert data[entry.offset :].startswith(b"PK\3\4")
            assert data.count(entry.record) == 1
        regions = [(entry.offset, entry.end) for entry in package.entries.values()]
        directory = data.index(b"PK\1\2")
        assert regions[0][0] == 0
        assert [end for _, end in regions] == [start for start, _ in regions[1:]] + [directory]


@pytest.mark.parametrize("field", ["compressed", "size", "offset"])
def test_a_zip64_field_without_its_value_is_damage(field: str, tmp_path: Path) -> None:
    members = [hostile.Member("a.xml", b"<a/>"), hostile.Member("b.xml", b"<b/>")]
    members[1] = replace(members[1], **{field: 0xFFFFFFFF})
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(members))
    with pytest.raises(InputRefusedError) as caught:
        Package.open(path)
    assert caught.value.code == Refusal.DAMAGED.code


def test_the_regions_make_the_same_archive_again(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(hostile.parts(), comment=b"PK\5\6 in a comment"))
    with Package.open(path) as package:
        bodies = b"".join(bytes(package.raw(name)) for name in package.entries)
        records = b"".join(entry.record for entry in package.entries.values())
        assert path.read_bytes().startswith(bodies + records + b"PK\5\6")
        assert package.comment == b"PK\5\6 in a comment"


def test_a_large_file_is_mapped_and_released(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    large = bytes(17 * MIB)
    members = [
        hostile.Member("[Content_Types].xml", b"<a/>"),
        hostile.Member("a.bin", large, method=0),
    ]
    path.write_bytes(hostile.package(members))
    with Package.open(path) as package:
        assert package.read("[Content_Types].xml") == b"<a/>"
        package.verify("a.bin")
        assert package.read("a.bin") == large
        region = package.raw("a.bin")
        assert len(region) > len(large)
        del region
    path.unlink()


def test_a_region_in_use_survives_the_end_of_the_package(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    members = [
        hostile.Member("[Content_Types].xml", b"<a/>"),
        hostile.Member("a.bin", bytes(17 * MIB), 0),
    ]
    path.write_bytes(hostile.package(members))
    with Package.open(path) as package:
        region = package.raw("a.bin")
    assert bytes(region[:4]) == b"PK\3\4"


def test_a_part_is_kept_until_it_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(hostile.parts()))
    with Package.open(path) as package:
        first = package.read(hostile.SHEET)
        assert package.read(hostile.SHEET) is first
        package.forget(hostile.SHEET)
        again = package.read(hostile.SHEET)
        assert again == first
        assert again is not first


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("xl/workbook.xml", "xl/workbook.xml"),
        ("/XL/Workbook.XML", "xl/workbook.xml"),
        ("xl\\workbook.xml", "xl/workbook.xml"),
        ("xl/none.xml", None),
    ],
)
def test_a_part_is_found_whatever_its_case(asked: str, found: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(hostile.parts()))
    with Package.open(path) as package:
        assert package.find(asked) == found


def test_a_part_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(hostile.parts()))
    with Package.open(path) as package, pytest.raises(InputRefusedError) as caught:
        package.read("xl/none.xml")
    assert caught.value.code == Refusal.MISSING_PART.code


def test_inflating_stops_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package({"a.xml": b"<a>" * 1000}))
    with Package.open(path, replace(DEFAULT, part=2999)) as package:
        with pytest.raises(InputRefusedError) as caught:
            package.read("a.xml")
        assert caught.value.code == Refusal.PART_TOO_LARGE.code


def test_bytes_after_the_archive_are_tolerated(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.package(hostile.parts()) + bytes(512))
    with Package.open(path) as package:
        assert len(package.entries) == 7
