"""Outputs of a batch never meet, whatever a file system takes for the same name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from yqxl.errors import UsageError
from yqxl.pipeline.batch.inputs import Source
from yqxl.pipeline.batch.worklist import Worklist


def plan_outputs(inputs: Iterable[Path], folder: Path) -> Mapping[Path, Path]:
    found = (Source(str(path), path.name) for path in inputs)
    return {Path(source): Path(target) for source, target, _ in Worklist.of(found, folder)}


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


def test_the_same_names_in_different_folders_keep_the_tree(tmp_path: Path) -> None:
    found = [Source(f"in/{name}/评价.xlsx", f"{name}/评价.xlsx") for name in ("a县", "b县")]
    targets = [target for _, target, _ in Worklist.of(found, tmp_path)]
    assert targets == [str(tmp_path / name / "评价.xlsx") for name in ("a县", "b县")]


def test_folders_that_differ_in_case_only_meet(tmp_path: Path) -> None:
    found = [Source(f"in/{name}/评价.xlsx", f"{name}/评价.xlsx") for name in ("A", "a")]
    with pytest.raises(UsageError, match="重名"):
        Worklist.of(found, tmp_path)


@pytest.mark.parametrize("of", [2, 3, 8])
def test_shares_are_all_of_it_and_belong_to_names(tmp_path: Path, of: int) -> None:
    found = [Source(f"in/{number}.xlsx", f"{number}.xlsx") for number in range(200)]

    def share(files: list[Source], number: int) -> set[str]:
        return {source for source, *_ in Worklist.of(files, tmp_path, (number, of))}

    shares = [share(found, number) for number in range(1, of + 1)]
    assert sum(map(len, shares)) == 200 == len(set().union(*shares))
    assert all(len(one) > 200 / of / 2 for one in shares)
    later = [share([Source("in/0a.xlsx", "0a.xlsx"), *found], n) for n in range(1, of + 1)]
    assert all(before <= after for before, after in zip(shares, later, strict=True))


def test_nothing_to_do_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="YQ-403"):
        Worklist.of([], tmp_path)
