from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from yqxl import __version__
from yqxl.errors import InputRefusedError, OutputFailedError, UsageError
from yqxl.frontends.excel import addin, shipped_files
from yqxl.frontends.excel.shipped_files import Versions, shipped, versions_of

MAC = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("win32", {"APPDATA": "/data/Roaming"}, "/data/Roaming/Microsoft/Excel/XLSTART"),
        ("win32", {}, None),
        (
            "darwin",
            {"HOME": "/Users/li"},
            f"/Users/li/{MAC}",
        ),
        ("linux", {"HOME": "/home/li"}, None),
    ],
    ids=["Windows", "Windows without a profile", "macOS", "Linux"],
)
def test_the_folder_that_excel_opens_at_its_start(
    platform: str, environment: dict[str, str], folder: str | None
) -> None:
    found = addin.startup_folder(platform, environment)
    assert found == (Path(folder) if folder else None)


def test_install_makes_the_folder_and_touches_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "PERSONAL.XLSB").write_bytes(b"mine")
    status = addin.install(tmp_path)
    assert status.current
    assert status.installed == Versions(__version__, status.shipped.xlwings)  # type: ignore[union-attr]  # shipped files have versions
    assert (tmp_path / "yqxl.xlam").read_bytes() == shipped("yqxl.xlam").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["PERSONAL.XLSB", "yqxl.xlam"]
    addin.install(tmp_path / "new" / "folder")
    assert (tmp_path / "new" / "folder" / "yqxl.xlam").exists()


def older(path: Path) -> None:
    """Write an add-in that says it is of another version."""
    with zipfile.ZipFile(shipped("yqxl.xlam")) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(__version__.encode(), b"0.0.1"))


def test_an_older_one_is_told_and_replaced(tmp_path: Path) -> None:
    older(tmp_path / "yqxl.xlam")
    before = addin.status(tmp_path)
    assert before.installed is not None
    assert before.installed.yqxl == "0.0.1"
    assert not before.current
    assert addin.install(tmp_path).current


def test_remove_takes_only_ours(tmp_path: Path) -> None:
    assert addin.remove(tmp_path) is False
    addin.install(tmp_path)
    assert addin.remove(tmp_path) is True
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("action", [addin.install, addin.remove])
def test_a_file_of_somebody_else_stays(tmp_path: Path, action: object) -> None:
    theirs = tmp_path / "yqxl.xlam"
    shutil.copy(Path(__file__).parents[3] / "workbooks" / "template.xlsx", theirs)
    before = theirs.read_bytes()
    with pytest.raises(OutputFailedError) as caught:
        action(tmp_path)  # type: ignore[operator]  # either of the two
    assert caught.value.code == "YQ-613"
    assert theirs.read_bytes() == before
    assert addin.status(tmp_path).present
    assert addin.status(tmp_path).installed is None


def test_where_there_is_no_excel_the_folder_must_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addin, "startup_folder", lambda: None)
    with pytest.raises(UsageError) as caught:
        addin.install()
    assert caught.value.code == "YQ-612"
    assert "--folder" in str(caught.value)


def test_an_installation_without_the_file_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped_files, "_FOLDERS", (tmp_path,))
    with pytest.raises(InputRefusedError) as caught:
        shipped("yqxl.xlam")
    assert caught.value.code == "YQ-611"


@pytest.mark.parametrize("name", ["template.xlsm", "yqxl.xlam"])
def test_a_file_says_which_versions_built_it(name: str) -> None:
    found = versions_of(shipped(name))
    assert found is not None
    assert found.yqxl == __version__


@pytest.mark.parametrize("content", [b"", b"PK\3\4 no zip", b"text"])
def test_other_files_have_no_versions(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "yqxl.xlam").write_bytes(content)
    assert versions_of(tmp_path / "yqxl.xlam") is None
    assert versions_of(tmp_path / "none.xlam") is None
