"""Installing, looking and removing, with the LibreOffice of this machine."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import zipfile
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from libreoffice.office import Calc, program

import yqxl
from yqxl.errors import OutputFailedError, UsageError
from yqxl.frontends.libreoffice.extension import extension_files
from yqxl.frontends.libreoffice.installation import (
    Office,
    build,
    find_office,
    install,
    remove,
    status,
)

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="只有 root 走此路")


@pytest.fixture
def private(tmp_path: Path) -> Office:
    """Return a LibreOffice of our own: the machine's programs, another share folder."""
    real = find_office().programs
    programs = tmp_path / "office" / "program"
    programs.mkdir(parents=True)
    for name in ("soffice", "unopkg"):
        (programs / name).symlink_to(real / name)
    return Office(programs)


@pytest.mark.usefixtures("calc")
def test_the_office_on_the_path_is_found() -> None:
    office = program()
    assert office is not None
    assert find_office().programs == office.parent


def test_a_machine_without_libreoffice_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("yqxl.frontends.libreoffice.installation._USUAL_PLACES", ())
    with pytest.raises(UsageError, match="没有找到 LibreOffice") as raised:
        find_office()
    assert (raised.value.code, raised.value.exit_code) == ("YQ-650", 2)


def test_a_file_or_a_folder_is_built(tmp_path: Path) -> None:
    with zipfile.ZipFile(build(tmp_path / "yqxl.oxt")) as package:
        packed = set(package.namelist())
    folder = build(tmp_path / "yqxl")
    unpacked = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert packed == unpacked
    assert build(folder) == folder  # again, over itself


def test_a_folder_with_something_else_in_it_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "重要.txt").write_text("别删")
    with pytest.raises(UsageError, match="没有改动它"):
        build(tmp_path)
    assert (tmp_path / "重要.txt").read_text() == "别删"


@as_root
@pytest.mark.usefixtures("calc")
def test_root_installs_for_all_users(private: Office, tmp_path: Path) -> None:
    assert status(private).everybody == ""
    assert "所有用户" in install(private)
    seen = status(private)
    assert (seen.everybody, seen.available) == (yqxl.__version__, yqxl.__version__)
    assert seen.office
    assert seen.obstacle == ""
    office = Calc(tmp_path / "profile", extensions=private.bundled.parent)
    try:
        assert "YQ_SCORE" in office.functions("YQ_")
    finally:
        office.close()
    assert str(private.bundled) in remove(private)
    assert not private.bundled.exists()
    assert "没有可删除" in remove(private)


@as_root
def test_root_is_told_why_nothing_was_written(tmp_path: Path) -> None:
    (tmp_path / "share").write_text("a file where a folder should be")
    with pytest.raises(OutputFailedError, match="不能写入") as raised:
        install(Office(tmp_path / "program"))
    assert raised.value.exit_code == 3


@pytest.fixture
def home() -> Iterator[Path]:
    """Return a home that another user may use; pytest's own folders are closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _as_user(home: Path, told: Connection) -> None:
    """Install, look and remove, as nobody where the tests run as root."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    os.environ.update(HOME=str(home), TMPDIR=str(home))
    tempfile.tempdir = None
    os.chdir(home)
    try:
        seen = [status().user, install(), status().user, remove(), status().user, remove()]
    except Exception as problem:  # noqa: BLE001 - told to the test, which fails with it
        seen = [repr(problem)]
    told.send(seen)


@pytest.mark.usefixtures("calc")
@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
def test_a_user_installs_looks_and_removes(home: Path) -> None:
    """The whole way through unopkg; a fork, for nobody may not read root's environment."""
    extension_files()
    if os.geteuid() == 0:
        os.chown(home, NOBODY, NOBODY)
    context = multiprocessing.get_context("fork")
    hears, told = context.Pipe(duplex=False)
    user = context.Process(target=_as_user, args=(home, told))
    user.start()
    told.close()
    seen = hears.recv()
    user.join()
    assert len(seen) == 6, seen
    before, installed, now, removed, after, again = seen
    assert (before, now, after) == ("", yqxl.__version__, "")
    assert "已为当前用户安装" in installed
    assert "已为当前用户删除" in removed
    assert "没有安装" in again
