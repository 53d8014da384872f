"""What a command line means by its files, and what it tells of the rest."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from yqxl.errors import UsageError
from yqxl.pipeline.batch.inputs import MANIFEST_PREFIX, expand, sources
from yqxl.pipeline.batch.path_lists import paths_in

Passed = list[tuple[str, str]]


def found(*arguments: object, output: Path | None = None, flat: bool = False) -> list[str]:
    return [
        source.relative
        for source in sources(map(str, arguments), lambda *_: None, output=output, flat=flat)
    ]


@pytest.fixture
def province(tmp_path: Path) -> Path:
    folder = tmp_path / "全省"
    for place in ("a县", "b县/乡"):
        (folder / place).mkdir(parents=True)
        (folder / place / "评价.xlsx").touch()
    (folder / "总.xlsm").touch()
    return folder


def test_the_tree_below_a_folder_is_kept(province: Path) -> None:
    assert found(province) == ["总.xlsm", "a县/评价.xlsx", "b县/乡/评价.xlsx"]
    assert found(province, flat=True) == ["总.xlsm", "评价.xlsx", "评价.xlsx"]


def test_several_folders_keep_their_names(province: Path) -> None:
    assert found(province / "a县", province / "b县") == ["a县/评价.xlsx", "b县/乡/评价.xlsx"]


def test_the_tree_below_a_pattern_is_kept(province: Path) -> None:
    assert found(province / "*" / "评价.xlsx") == ["a县/评价.xlsx"]
    assert found(province / "**" / "*.xlsx") == ["a县/评价.xlsx", "b县/乡/评价.xlsx"]
    with pytest.raises(UsageError, match="YQ-401"):
        found(province / "*.xls")


def test_a_path_can_say_where_the_tree_begins(province: Path) -> None:
    assert found(f"{province}/./a县/评价.xlsx") == ["a县/评价.xlsx"]
    assert found(f"{province}/a县/评价.xlsx") == ["评价.xlsx"]


def test_everything_passed_over_is_named_with_its_reason(province: Path) -> None:
    names = ["旧.xls", "表.et", "表.ods", "报告.docx", "~$评价.xlsx", ".~lock.评价.xlsx#",
             "图.png", "总.xlsm.20261128-010203.bak", ".yqxl.lock"]  # fmt: skip
    for name in names:
        (province / name).touch()
    (province / "链接.xlsx").symlink_to(province / "总.xlsm")
    (province / "链接夹").symlink_to(province / "a县")
    (province / ".git").mkdir()
    passed: Passed = []
    inputs = list(expand([str(province)], lambda *told: passed.append(told)))
    assert [path.name for path in inputs] == ["总.xlsm", "评价.xlsx", "评价.xlsx"]
    reasons = {Path(path).name: reason for path, reason in passed}
    assert set(reasons) == {*names, "链接.xlsx", "链接夹", ".git"} - {".yqxl.lock"}
    assert len(passed) == len(reasons)
    assert "另存为 .xlsx" in reasons["表.et"]
    assert "锁文件" in reasons["~$评价.xlsx"]
    assert reasons["链接夹"] == "符号链接"


def test_outputs_are_never_inputs(province: Path) -> None:
    out, older = province / "out", province / "旧输出" / "x"
    for folder in (out, older):
        folder.mkdir(parents=True)
        (folder / "评价.xlsx").touch()
    (older / f"{MANIFEST_PREFIX}.sqlite").touch()
    expected = ["总.xlsm", "a县/评价.xlsx", "b县/乡/评价.xlsx"]
    assert found(province, output=out) == expected
    assert found(province / "**" / "*.xls?", output=out) == sorted(expected)
    assert found(out / "评价.xlsx", output=None) == ["评价.xlsx"]  # named, so meant


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is always Unicode")
def test_a_name_that_is_no_utf8_is_a_file_like_any(tmp_path: Path) -> None:
    name = b"b\321\364\310\252.xlsx"
    (tmp_path / os.fsdecode(name)).touch()
    (only,) = found(tmp_path)
    assert os.fsencode(only) == name


LIST = ["全省/a县/评价.xlsx", "全省/b县/乡/评价.xlsx"]


@pytest.mark.parametrize(
    "content",
    ["\n".join(LIST).encode("utf-8"), "\r\n".join(LIST).encode("utf-8-sig"),
     "\r\n".join(LIST).encode("utf-16"), ("\ufeff" + "\n".join(LIST)).encode("utf-16-be"),
     "\r\n".join(LIST).encode("gbk"), "\0".join(LIST).encode() + b"\0",
     ("# 注释\n\n" + "\n".join(LIST) + "\n\n").encode("gb18030")],
    ids=["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gbk", "nul", "comments"],
)  # fmt: skip
def test_lists_in_the_encodings_people_have(content: bytes) -> None:
    assert paths_in(content) == LIST


def test_a_list_names_bytes_that_stand_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "阳泉.xlsx".encode("gbk")
    assert paths_in(name) == ["阳泉.xlsx"]
    if sys.platform == "linux":
        Path(os.fsdecode(name)).touch()
        assert os.fsencode(paths_in(name)[0]) == name
