"""Packages are copied member by member, byte by byte, and stay readable for every reader."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from workbook.foreign_workbooks import BUILDERS, by_hand, by_xlsxwriter

from yqxl.workbook.package.limits import GIB, Limits
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.writer import SharedPart, assemble

NEW = {"xl/worksheets/sheet9.xml": b"<new/>" * 100, "[Content_Types].xml": b"<changed/>"}


def written(source: Path, dropped: frozenset[str] = frozenset(), **parts: bytes) -> bytes:
    target = io.BytesIO()
    with Package.open(source) as package:
        assemble(package, dropped, parts, target)
    return target.getvalue()


@pytest.mark.parametrize("builder", BUILDERS.values(), ids=BUILDERS)
def test_kept_members_are_copied_as_they_stand(builder: object, tmp_path: Path) -> None:
    source = builder(tmp_path / "source.xlsx")  # type: ignore[operator]  # one of the builders
    target = tmp_path / "target.xlsx"
    target.write_bytes(written(source, frozenset({"xl/theme/theme1.xml"}), **NEW))
    with Package.open(source) as before, Package.open(target) as after:
        kept = [name for name in before.entries if name in after.entries and name not in NEW]
        assert set(after.entries) == set(NEW) | set(before.entries) - {"xl/theme/theme1.xml"}
        assert len(kept) >= len(before.entries) - 2
        for name in kept:
            assert bytes(after.raw(name)) == bytes(before.raw(name))
        for name, content in NEW.items():
            assert after.read(name) == content
        assert after.comment == before.comment
    with zipfile.ZipFile(target) as package:
        assert package.testzip() is None


def test_without_changes_the_file_stays_the_same(tmp_path: Path) -> None:
    source = tmp_path / "first.xlsx"
    source.write_bytes(written(by_hand(tmp_path / "hand.xlsx"), **NEW))
    assert written(source) == source.read_bytes()


def test_the_same_content_gives_the_same_file(tmp_path: Path) -> None:
    source = by_xlsxwriter(tmp_path / "source.xlsx")
    shared = {name: SharedPart(content) for name, content in NEW.items()}
    assert written(source, **NEW) == written(source, **NEW) == written(source, **shared)


def test_changed_parts_keep_their_place_and_new_ones_follow(tmp_path: Path) -> None:
    source = by_hand(tmp_path / "source.xlsx")
    with zipfile.ZipFile(io.BytesIO(written(source, **NEW))) as package:
        names = package.namelist()
    assert (names[0], names[-1]) == ("[Content_Types].xml", "xl/worksheets/sheet9.xml")


def test_new_members_have_fixed_dates_and_sensible_packing(tmp_path: Path) -> None:
    noise = os.urandom(500)
    content = written(
        by_hand(tmp_path / "a.xlsx"), **{"图/噪声.bin": noise, "xl/x.xml": b"<a/>" * 99}
    )
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        stored, deflated = package.getinfo("图/噪声.bin"), package.getinfo("xl/x.xml")
        assert package.read("图/噪声.bin") == noise
    assert stored.date_time == deflated.date_time == (1980, 1, 1, 0, 0, 0)
    assert (stored.compress_type, deflated.compress_type) == (
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
    )


def test_more_members_than_16_bits_count(tmp_path: Path) -> None:
    source = tmp_path / "many.zip"
    with zipfile.ZipFile(source, "w") as package:
        for number in range(65_540):
            package.writestr(zipfile.ZipInfo(f"{number}"), b"")
    target = io.BytesIO()
    with Package.open(source, Limits(parts=70_000)) as many:
        assemble(many, {"0"}, {"new": b"1"}, target)
    with zipfile.ZipFile(target) as package:
        assert len(package.namelist()) == 65_540
        assert package.read("new") == b"1"


def test_offsets_beyond_32_bits_go_there_and_back(tmp_path: Path) -> None:
    """The file is sparse: five GiB of nothing in front take no room on the disk."""
    source = by_hand(tmp_path / "source.xlsx")
    far = tmp_path / "far.xlsx"
    with far.open("wb") as file, Package.open(source) as package:
        file.seek(5 * GIB)
        assemble(package, frozenset(), NEW, file)
    with zipfile.ZipFile(far) as package:
        assert package.testzip() is None
        assert package.getinfo("[Content_Types].xml").header_offset == 5 * GIB
    near = io.BytesIO()
    with far.open("r+b") as file:
        file.write(b"PK\3\4")  # the gate looks at the first bytes
    with Package.open(far, Limits(file=6 * GIB)) as package:
        assert next(iter(package.entries.values())).offset == 5 * GIB
        assemble(package, frozenset(), {}, near)
    expected = written(source, **NEW)
    # all but the version that a member asks for, which stays what it had to be
    assert len(near.getvalue()) == len(expected)
    with zipfile.ZipFile(near) as package, zipfile.ZipFile(io.BytesIO(expected)) as other:
        assert package.testzip() is None
        assert [i.header_offset for i in package.filelist] == [
            i.header_offset for i in other.filelist
        ]
