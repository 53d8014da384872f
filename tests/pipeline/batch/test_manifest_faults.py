"""A record that cannot be kept costs a sentence, never an output."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from yqxl.errors import OutputFailedError, YqxlError
from yqxl.pipeline.batch import manifest as module
from yqxl.pipeline.batch.inputs import sources
from yqxl.pipeline.batch.line import Line
from yqxl.pipeline.batch.manifest import NAME, Manifest
from yqxl.pipeline.batch.planning import BatchOptions, Plan, plan, run
from yqxl.pipeline.outcome import Outcome
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.workbook.package.content_digest import content_digest

MODEL_CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.xlsx"
DONE = Line("ok", total=80.5, levels=(("A决策", 17.0, 0.85),))
Three = tuple[str, str, str]


@pytest.fixture
def three(tmp_path: Path) -> Three:
    source, target = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    source.write_bytes(b"in")
    target.write_bytes(b"out")
    return str(source), str(target), "out.xlsx"


def remember(manifest: Manifest, source: str, target: str, relative: str, line: Line) -> None:
    manifest.record(relative, (content_digest(source), content_digest(target)), line)


def test_damaged_record_is_begun_anew_with_a_line(tmp_path: Path, three: Three) -> None:
    (tmp_path / NAME).write_bytes(b"no database" * 500)
    told: list[str] = []
    with Manifest(tmp_path, tell=told.append) as manifest:
        assert manifest.finished(*three, strict=False) is None
        remember(manifest, *three, DONE)
        assert manifest.finished(*three, strict=False) == DONE
    assert len(told) == 1
    assert "已损坏" in told[0]


def test_damage_that_shows_later_is_told_too(tmp_path: Path, three: Three) -> None:
    with Manifest(tmp_path) as manifest:
        for number in range(300):
            remember(manifest, *three[:2], f"{number}.xlsx", DONE)
    content = bytearray((tmp_path / NAME).read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    (tmp_path / NAME).write_bytes(content)
    told: list[str] = []
    with Manifest(tmp_path, tell=told.append) as manifest:
        assert manifest.finished(*three, strict=False) is None
        remember(manifest, *three, DONE)
    assert len(told) == 1


def test_locked_record_is_waited_for_and_kept(tmp_path: Path, three: Three) -> None:
    with Manifest(tmp_path) as manifest:
        remember(manifest, *three, DONE)
    other = sqlite3.connect(tmp_path / NAME, isolation_level=None, check_same_thread=False)
    other.execute("begin exclusive")
    threading.Timer(0.4, other.rollback).start()
    with Manifest(tmp_path) as manifest:
        assert manifest.finished(*three, strict=False) == DONE
    other.close()


def test_record_that_stays_locked_is_a_sentence(
    tmp_path: Path, three: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Manifest(tmp_path) as manifest:
        remember(manifest, *three, DONE)
    monkeypatch.setattr(module, "_LOCKED_SECONDS", 0.05)
    before = (tmp_path / NAME).read_bytes()
    other = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    other.execute("begin exclusive")
    with pytest.raises(OutputFailedError, match="YQ-320"):
        Manifest(tmp_path)
    other.rollback()
    other.close()
    assert (tmp_path / NAME).read_bytes() == before


def test_record_without_a_place(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(OutputFailedError) as caught:
        Manifest(tmp_path)
    assert (caught.value.code, caught.value.exit_code) == ("YQ-320", 3)


@pytest.mark.parametrize("gone", [0, 1], ids=["input", "output"])
def test_what_cannot_be_read_is_not_remembered(tmp_path: Path, three: Three, gone: int) -> None:
    Path(three[gone]).unlink()
    with Manifest(tmp_path) as manifest:
        remember(manifest, *three, DONE)
        Path(three[gone]).write_bytes(b"back")
        assert manifest.finished(*three, strict=False) is None


def test_failing_database_is_exit_three(tmp_path: Path, three: Three) -> None:
    with Manifest(tmp_path) as manifest:
        manifest._database.execute("drop table done")
        for use in (
            lambda: remember(manifest, *three, DONE),
            lambda: manifest.finished(*three, strict=False),
        ):
            with pytest.raises(OutputFailedError, match="断点记录"):
                use()


def stopped_batch(folder: Path) -> None:
    with Manifest(folder) as manifest:
        manifest._database.close()
        raise LookupError


def test_what_stopped_the_batch_is_the_message(tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        stopped_batch(tmp_path)


def test_strict_does_not_take_what_it_would_refuse(tmp_path: Path, three: Three) -> None:
    with Manifest(tmp_path) as manifest:
        remember(manifest, *three, Line("findings", errors=2))
        assert manifest.finished(*three, strict=False) is not None
        assert manifest.finished(*three, strict=True) is None


def test_shards_look_into_each_other_and_a_whole_run_takes_all(
    tmp_path: Path, three: Three
) -> None:
    with Manifest(tmp_path, (1, 2)) as manifest:
        remember(manifest, *three, DONE)
    with Manifest(tmp_path, (2, 3)) as manifest:
        assert manifest.finished(*three, strict=False) == DONE
    with Manifest(tmp_path) as manifest:
        assert manifest.finished(*three, strict=False) == DONE
    assert [path.name for path in tmp_path.glob(".yqxl*")] == [NAME]


def test_the_record_is_private_and_small(tmp_path: Path, three: Three) -> None:
    levels = tuple((f"{letter}一级指标名称", 17.25, 0.8625) for letter in "ABCD")
    line = Line(
        "findings", None, "2022年阳泉市教师队伍能力提升培训专项资金政策", 2022, "阳泉市教育局",
        77.73, "中", 0.7773, levels, 1, 3, 12, 0.012345,
    )  # fmt: skip
    files = 2000
    with Manifest(tmp_path) as manifest:
        for number in range(files):
            remember(manifest, *three[:2], f"阳泉市/平定县/冠山镇/{number}-教师培训评价.xlsx", line)
    path = tmp_path / NAME
    assert path.stat().st_size / files <= 1024
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("saved", [False, True], ids=["left alone", "saved anew"])
def test_an_input_saved_anew_behind_the_worker_is_done_again(tmp_path: Path, saved: bool) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("a.xlsx", "b.xlsx"):
        shutil.copyfile(MODEL_CASE, folder / name)
    options = BatchOptions(out, resume=True, whole=False)

    def planned() -> Plan:
        return plan(sources([str(folder)], lambda *_: None, output=out), options)

    def runner(tasks: Iterable[Task]) -> Iterator[tuple[int, Outcome | YqxlError]]:
        for number, task in enumerate(tasks):
            outcome = regenerate(task)
            if saved and number == 1:
                add_a_comment(Path(task.input))
            yield number, outcome

    assert {one.status for one in run(planned(), options, runner)} == {"ok"}
    again = {Path(one.input).name: one.resumed for one in run(planned(), options)}
    assert again == {"a.xlsx": True, "b.xlsx": not saved}


def add_a_comment(book: Path) -> None:
    with zipfile.ZipFile(book, "a") as file:
        file.comment = b"saved anew"
