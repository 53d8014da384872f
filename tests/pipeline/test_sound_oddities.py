"""Odd but sound files: read as spreadsheets read them, and what we write is read again."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from pipeline.kept_answers import run

MODEL = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.xlsx"
#: a workbook with shared strings
SHARED = Path(__file__).with_name("one_answer") / "r5_sorted.xlsx"
COMPATIBILITY = b"http://schemas.openxmlformats.org/markup-compatibility/2006"


def _changed(source: Path, target: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as made:
        for name in package.namelist():
            data = package.read(name)
            made.writestr(name, change(data) if name == part else data)
        if part not in package.namelist():
            made.writestr(part, change(b""))
    return target


def _alternative_font(styles: bytes) -> bytes:
    """Give the last font two branches, one of which a program takes."""
    last = styles.rindex(b"<font>", 0, styles.index(b"</fonts>"))
    end = styles.index(b"</fonts>")
    font = styles[last:end]
    both = (
        b'<mc:AlternateContent xmlns:mc="' + COMPATIBILITY + b'"><mc:Choice Requires="x14ac" '
        b'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
        + font + b"</mc:Choice><mc:Fallback>" + font + b"</mc:Fallback></mc:AlternateContent>"
    )  # fmt: skip
    return styles[:last] + both + styles[end:]


def _formats(path: Path) -> bytes:
    """Return the cell formats, which name their fonts by number."""
    with zipfile.ZipFile(path) as package:
        styles = package.read("xl/styles.xml")
    return styles[styles.index(b"<cellXfs") : styles.index(b"</cellXfs>")]


def test_new_formats_are_counted_as_a_program_counts_them(tmp_path: Path) -> None:
    """A format names the same font whether or not an earlier font has branches."""
    plain, odd = tmp_path / "plain.xlsx", tmp_path / "odd.xlsx"
    bare = openpyxl.load_workbook(MODEL)
    for name in ("表1-1", "表2-1", "表3-1", "表3-2"):
        if name in bare.sheetnames:
            del bare[name]
    bare.save(tmp_path / "bare.xlsx")
    twofold = _changed(
        tmp_path / "bare.xlsx", tmp_path / "in.xlsx", "xl/styles.xml", _alternative_font
    )
    assert run(tmp_path / "bare.xlsx", plain).total == run(twofold, odd).total == 77.73
    assert _formats(odd) == _formats(plain)


@pytest.mark.parametrize("counts", ['count="3" uniqueCount="3"', 'uniqueCount="99999"', ""])
def test_a_wrong_count_of_shared_strings_is_no_matter(counts: str, tmp_path: Path) -> None:
    def change(strings: bytes) -> bytes:
        head, rest = strings.split(b"<si>", 1)
        head = re.sub(rb' (?:uniqueC|c)ount="\d+"', b"", head)
        return head.replace(b"<sst", b"<sst " + counts.encode(), 1) + b"<si>" + rest

    source = _changed(SHARED, tmp_path / "in.xlsx", "xl/sharedStrings.xml", change)
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    assert run(source, first).total == 77.73
    assert run(first, second).total == 77.73
    assert second.read_bytes() == first.read_bytes()


def test_a_signature_is_told_to_be_void(tmp_path: Path) -> None:
    source = _changed(MODEL, tmp_path / "in.xlsx", "_xmlsignatures/origin.sigs", lambda _: b"")
    told = [one["code"] for one in run(source, tmp_path / "out.xlsx").findings]
    assert "YQ-059" in told
