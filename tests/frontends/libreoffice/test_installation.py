"""Installing, looking and removing, with the LibreOffice of this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from libreoffice.office import Calc, program

import yqxl
from yqxl.errors import OutputFailedError, UsageError
from yqxl.frontends.libreoffice.installation import (
    Office,
    build,
    find_office,
    install,
    remove,
    status,
)

ROOT = Path(__file__).parents[3]
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


@pytest.mark.usefixtures("calc")
def test_a_user_installs_looks_and_removes(tmp_path: Path) -> None:
    """The whole way through unopkg, as nobody where the tests run as root."""
    home = tmp_path / "home"
    home.mkdir()
    steps = (
        "import json, dataclasses; "
        "from yqxl.frontends.libreoffice.installation import install, remove, status; "
        "seen = [status().user, install(), status().user, remove(), status().user, remove()]; "
        "print(json.dumps(seen))"
    )
    command = [sys.executable, "-c", steps]
    if os.geteuid() == 0:
        os.chown(home, NOBODY, NOBODY)
        for folder in (tmp_path, *tmp_path.parents[:2]):
            folder.chmod(folder.stat().st_mode | 0o011)
        command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "TMPDIR": str(home),
    }
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=home, check=False
    )
    assert done.stderr == ""
    before, installed, now, removed, after, again = json.loads(done.stdout)
    assert (before, now, after) == ("", yqxl.__version__, "")
    assert "已为当前用户安装" in installed
    assert "已为当前用户删除" in removed
    assert "没有安装" in again
