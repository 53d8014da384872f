"""The input is saved anew or replaced while yqxl works: nothing half old, nothing lost."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from yqxl.errors import InputRefusedError, OutputFailedError
from yqxl.evaluation.computing import compute
from yqxl.pipeline.regenerate import Task, changes_of, regenerate, write
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.package import package
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.saving.saving import save
from yqxl.workbook.saving.verifying import verify_parts
from yqxl.workbook.scan.workbook import open_workbook

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.xlsx"
#: files of this size are mapped, not read
MAPPED = 17 << 20


def touched(path: Path) -> None:
    """Write one byte into the file as it stands, as a program does that saves in place."""
    with path.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        last = file.read(1)
        file.seek(-1, os.SEEK_END)
        file.write(last)
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000))


def replaced(path: Path) -> None:
    """Put another file in its place, as Excel does when it saves."""
    newer = path.with_name("newer.tmp")
    shutil.copy(CASE, newer)
    newer.replace(path)


def removed(path: Path) -> None:
    path.unlink()


def padded(path: Path) -> Path:
    """Add a picture that makes the package large enough to be mapped."""
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/media/image1.png", os.urandom(MAPPED))
    return path


@pytest.mark.parametrize("large", [False, True], ids=["read", "mapped"])
@pytest.mark.parametrize("change", [touched, replaced, removed])
@pytest.mark.parametrize("in_place", [False, True], ids=["copy", "in place"])
def test_a_file_that_changed_meanwhile_is_refused(
    tmp_path: Path, change: Callable[[Path], None], *, in_place: bool, large: bool
) -> None:
    source = Path(shutil.copy(CASE, tmp_path / "评价.xlsx"))
    if large:
        padded(source)
    target = source if in_place else tmp_path / "out.xlsx"
    with open_workbook(str(source)) as workbook:
        changes = changes_of(compute(FileBook(workbook)))
        assert changes.parts
        change(source)
        newer = source.read_bytes() if source.exists() else None
        with pytest.raises(InputRefusedError, match="YQ-152"):
            write(workbook.package, changes, source, target)
    assert (source.read_bytes() if source.exists() else None) == newer
    assert [path.name for path in tmp_path.iterdir()] == ([] if newer is None else [source.name])


def test_a_file_that_stays_is_written_and_keeps_its_backup(tmp_path: Path) -> None:
    source = Path(shutil.copy(CASE, tmp_path / "评价.xlsx"))
    with open_workbook(str(source)) as workbook:
        write(workbook.package, changes_of(compute(FileBook(workbook))), source, source)
    assert len(list(tmp_path.glob("评价.xlsx.*.bak"))) == 1


@pytest.mark.parametrize("part", ["xl/theme/theme1.xml", "xl/worksheets/sheet3.xml"])
def test_a_byte_that_the_disk_wrote_wrongly_is_found_in_raw_copies_too(
    tmp_path: Path, part: str
) -> None:
    target = tmp_path / "out.xlsx"
    with Package.open(CASE) as package:
        entry = package.entries[part]
        written: list[int] = []

        def content(file: BinaryIO) -> None:
            written.append(assemble(package, set(), {}, file))
            file.seek(entry.start + 3)
            file.write(bytes([package.packed(part)[3] ^ 1]))

        with pytest.raises(OutputFailedError, match="写到磁盘上的字节"):
            save(target, content, lambda path: verify_parts(path, [], written[-1]))
    assert not target.exists()


def test_a_run_that_fails_leaves_no_backup(tmp_path: Path) -> None:
    source = Path(shutil.copy(CASE, tmp_path / "评价.xlsx"))
    before = source.read_bytes()

    def content(file: BinaryIO) -> None:
        file.write(b"half")

    def verify(_: Path) -> None:
        raise OutputFailedError("YQ-399", "not as it should be")

    with pytest.raises(OutputFailedError):
        save(source, content, verify, keep=True)
    assert source.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [source.name]


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="shows what is mapped")
def test_a_mapped_input_is_released_before_it_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows replaces no file that is mapped, so none is at that moment."""
    book = tmp_path / "评价.xlsx"
    shutil.copy(CASE, book)
    monkeypatch.setattr(package, "_MAPPED_FROM", 0)
    mapped: list[bool] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        if Path(target) == book:
            mapped.append("评价.xlsx" in Path("/proc/self/maps").read_text(encoding="utf-8"))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    outcome = regenerate(Task(str(book), str(book)))
    assert (outcome.status, mapped) == ("ok", [False])
