"""Damaged workbooks that once broke something: each stays here for good."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from yqxl.pipeline.examine import check_file
from yqxl.pipeline.outcome import REFUSED, Outcome
from yqxl.pipeline.regenerate import Task, regenerate

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.xlsx"
Parts = dict[str, bytes]


def run(tmp_path: Path, damage: Callable[[Parts], None]) -> Outcome:
    with zipfile.ZipFile(CASE) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    damage(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    source = tmp_path / "damaged.xlsx"
    source.write_bytes(buffer.getvalue())
    return regenerate(Task(str(source), str(tmp_path / "out.xlsx")))


def backslashes(parts: Parts) -> None:
    """A generated sheet was written a second time under the right name."""
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name.replace("/", "\\")] = parts.pop(name)


def test_parts_named_with_backslashes_are_written_once(tmp_path: Path) -> None:
    outcome = run(tmp_path, backslashes)
    assert outcome.output is not None
    again = check_file(outcome.output)
    assert (again.status, again.total) == (outcome.status, outcome.total)


@pytest.mark.parametrize("encoding", [b"rId999", b"utf-32", b"gb18030", b"idna", b""])
def test_declared_encoding_that_nobody_reads(tmp_path: Path, encoding: bytes) -> None:
    """expat raised LookupError from the middle of the writer."""

    def damage(parts: Parts) -> None:
        name = "docProps/app.xml"
        body = parts[name].partition(b"?>")[2] if parts[name].startswith(b"<?") else parts[name]
        parts[name] = b'<?xml version="1.0" encoding="' + encoding + b'"?>' + body

    outcome = run(tmp_path, damage)
    assert outcome.status == REFUSED
    assert not (tmp_path / "out.xlsx").exists()
