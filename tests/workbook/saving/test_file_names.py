"""Names out of typed texts stay inside their folder; outputs never meet."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yqxl.errors import UsageError
from yqxl.workbook.saving.file_names import plan_outputs, safe_file_name, safe_sheet_name

HOSTILE = [
    ("../../x", "x"),
    ("/abs/path", "abs_path"),
    ("a\\b", "a_b"),
    ("C:x", "C_x"),
    ("a\0b\x1b[31m", "ab_31m"),
    ("\u202egnp.exe", "gnp_exe"),
    ("con", "_con"),
    ("LPT1", "_LPT1"),
    ("CON .txt", "CON _txt"),
    ("name. .", "name"),
    ("-rf", "rf"),
    ("~$x", "x"),
    ("", "未命名"),
    ("...", "未命名"),
    ("\ud800", "未命名"),
    ("$(rm -rf ~)`x`", "(rm -rf _)_x"),
    ("财预〔2020〕10号（试行）", "财预〔2020〕10号（试行）"),
    ("阿布·买买提", "阿布·买买提"),
    ("e\u0301cole", "\u00e9cole"),
]


@pytest.mark.parametrize(("text", "name"), HOSTILE, ids=[repr(row[0]) for row in HOSTILE])
def test_hostile_file_name(text: str, name: str) -> None:
    assert safe_file_name(text) == name


words = st.text(max_size=120) | st.text("./\\~$-_ :conCON\u202e\u0301e市１😀", max_size=300)


@given(words, st.sampled_from(["", ".xlsx", ".csv"]))
def test_file_name_is_one_plain_short_name(text: str, suffix: str) -> None:
    name = safe_file_name(text, suffix)
    assert name.endswith(suffix)
    assert len(name) <= 80
    assert len(name.encode()) <= 200
    assert Path("/out", name).resolve().parent == Path("/out")
    windows = PureWindowsPath("C:/out", name)
    assert windows.name == name
    assert windows.parent == PureWindowsPath("C:/out")
    assert not PureWindowsPath(name).is_reserved()
    assert not name.startswith((".", "-", "~", " "))
    assert all(unicodedata.category(char)[0] != "C" for char in name)


@given(words)
def test_safe_file_name_is_left_alone(text: str) -> None:
    name = safe_file_name(text)
    assert safe_file_name(name) == name


def test_file_name_can_be_made(tmp_path: Path) -> None:
    for text, _ in [*HOSTILE, ("市" * 400, ""), ("a" * 400, "")]:
        (tmp_path / safe_file_name(text, ".xlsx")).touch()
    assert all(path.parent == tmp_path for path in tmp_path.rglob("*"))


def test_suffix_is_an_extension() -> None:
    with pytest.raises(ValueError, match="not an extension"):
        safe_file_name("x", "/../y")


SHEETS = [
    ("[a]:b*c?d/e\\f", (), "_a__b_c_d_e_f"),
    ("'引号'", (), "引号"),
    ("History", (), "History (2)"),
    ("history", (), "history (2)"),
    ("", (), "未命名"),
    ("a\nb\u202e", (), "ab"),
    ("表3-1", ["表3-1"], "表3-1 (2)"),
    ("x" * 40, ["X" * 31], "x" * 27 + " (2)"),
    ("😀" * 20, (), "😀" * 15),
]


@pytest.mark.parametrize(("text", "taken", "name"), SHEETS, ids=[repr(row[0]) for row in SHEETS])
def test_sheet_name(text: str, taken: list[str], name: str) -> None:
    assert safe_sheet_name(text, taken) == name


@given(st.lists(st.text(max_size=50) | st.text("[]:*?/\\'aA😀", max_size=50), max_size=12))
def test_sheet_names_are_legal_and_unique(texts: list[str]) -> None:
    names: list[str] = []
    for text in texts:
        names.append(safe_sheet_name(text, names))
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name[0] != "'"
        assert name[-1] != "'"
        assert name.casefold() != "history"
    assert len({name.casefold() for name in names}) == len(names)


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for name in ("平定", "盂县", "out"):
        (tmp_path / name).mkdir()
    return tmp_path


def test_plan_keeps_names_and_order(folders: Path) -> None:
    inputs = [folders / "盂县" / "b.xlsx", folders / "平定" / "a.xlsx"]
    plan = plan_outputs(inputs, folders / "out")
    assert list(plan.items()) == [
        (inputs[0], folders / "out" / "b.xlsx"),
        (inputs[1], folders / "out" / "a.xlsx"),
    ]


COLLISIONS = [
    ("same name", "表.xlsx", "表.xlsx"),
    ("letter case", "A.xlsx", "a.XLSX"),
    ("composition", "\u00e9.xlsx", "e\u0301.xlsx"),
    ("sharp s", "stra\u00dfe.xlsx", "STRASSE.xlsx"),
    ("trailing dot", "a", "a."),
]


@pytest.mark.parametrize(
    ("one", "other"), [row[1:] for row in COLLISIONS], ids=[r[0] for r in COLLISIONS]
)
def test_collision_names_both(folders: Path, one: str, other: str) -> None:
    first, second = folders / "平定" / one, folders / "盂县" / other
    with pytest.raises(UsageError) as caught:
        plan_outputs([first, second], folders / "out")
    assert str(first) in str(caught.value)
    assert str(second) in str(caught.value)
    assert caught.value.exit_code == 2


def test_collision_inside_one_folder(folders: Path) -> None:
    first, second = folders / "平定" / "A.xlsx", folders / "平定" / "a.xlsx"
    with pytest.raises(UsageError, match=r"A\.xlsx 与 .*a\.xlsx"):
        plan_outputs([first, second], folders / "out")


def test_a_file_given_twice_counts_once(folders: Path) -> None:
    path = folders / "平定" / "a.xlsx"
    path.touch()
    link = folders / "盂县" / "a.xlsx"
    link.symlink_to(path)
    again = Path(os.path.relpath(path))
    assert list(plan_outputs([path, again, link], folders / "out")) == [path]


def test_output_over_an_input_is_refused(folders: Path) -> None:
    path = folders / "平定" / "a.xlsx"
    (folders / "link").symlink_to(folders / "平定")
    with pytest.raises(UsageError, match="会覆盖输入"):
        plan_outputs([path], folders / "link")


def test_output_over_another_input_is_refused(folders: Path) -> None:
    inputs = [folders / "平定" / "a.xlsx", folders / "out" / "A.xlsx"]
    with pytest.raises(UsageError, match="会覆盖输入"):
        plan_outputs(inputs[:1] + inputs[1:], folders / "out")


def test_many_collisions_are_counted(folders: Path) -> None:
    inputs = [folders / place / f"{n}.xlsx" for place in ("平定", "盂县") for n in range(9)]
    with pytest.raises(UsageError, match="等 9 处"):
        plan_outputs(inputs, folders / "out")
