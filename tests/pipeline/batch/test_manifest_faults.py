"""A record that cannot be kept costs a sentence, never an output."""

from __future__ import annotations

from pathlib import Path

import pytest

from yqxl.errors import OutputFailedError
from yqxl.pipeline.batch.manifest import NAME, Manifest


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    source.write_bytes(b"in")
    target.write_bytes(b"out")
    return source, target


def test_damaged_record_is_begun_anew(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    (tmp_path / NAME).write_bytes(b"no database" * 500)
    with Manifest(tmp_path) as manifest:
        assert manifest.finished(*pair) is None
        manifest.record(*pair, {"status": "ok"})
        assert manifest.finished(*pair) == {"status": "ok"}


def test_record_without_a_place(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(OutputFailedError) as caught:
        Manifest(tmp_path)
    assert (caught.value.code, caught.value.exit_code) == ("YQ-320", 3)


@pytest.mark.parametrize("gone", [0, 1], ids=["input", "output"])
def test_what_cannot_be_read_is_not_remembered(
    tmp_path: Path, pair: tuple[Path, Path], gone: int
) -> None:
    pair[gone].unlink()
    with Manifest(tmp_path) as manifest:
        manifest.record(*pair, {})
        pair[gone].write_bytes(b"back")
        assert manifest.finished(*pair) is None


def test_failing_database_is_exit_three(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    with Manifest(tmp_path) as manifest:
        manifest._database.execute("drop table done")
        for use in (lambda: manifest.record(*pair, {}), lambda: manifest.finished(*pair)):
            with pytest.raises(OutputFailedError, match="断点记录"):
                use()


def stopped_batch(folder: Path) -> None:
    with Manifest(folder) as manifest:
        manifest._database.close()
        raise LookupError


def test_what_stopped_the_batch_is_the_message(tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        stopped_batch(tmp_path)
