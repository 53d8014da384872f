"""What others return is merged where it is meant, and told where it is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from yqxl.evaluation.collecting import Collected, Returned, collect
from yqxl.model.rows import Evaluation, Fund, Output, Project
from yqxl.pipeline.create import create
from yqxl.pipeline.examine import examine

BASE = Evaluation(
    project=Project(name="教师培训", year=2024.0, money_unit="万元"),
    funds=(
        Fund("甲县", 9.5, 40.0, None, None, None, ""),
        Fund("乙县", 8.0, None, None, None, None, ""),
        Fund("合计", None, None, None, None, None, "是"),
    ),
    outputs=(Output("O01", "培训", 100.0, None, "人"),),
)
YI = replace(BASE.funds[1], budget=20.0, spent=12.5)
OWN = replace(BASE, funds=(YI,))


def returned(folder: Path, name: str, evaluation: Evaluation) -> Returned:
    path = folder / name
    create(evaluation, path)
    read = examine(str(path))
    return Returned(path.name, read.evaluation, read.layout)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Returned:
    return returned(tmp_path_factory.mktemp("base"), "评价.xlsx", BASE)


def merged(folder: Path, base: Returned, part: Evaluation) -> Collected:
    return collect(base, [returned(folder, "乙县.xlsx", part)])


def filled(found: Collected) -> dict[str, float]:
    return {one.name: one.source.value for one in found.filled}


ALL = {"资金/乙县/年初预算": 20.0, "资金/乙县/实际支出": 12.5}


@pytest.mark.parametrize(
    ("changed", "taken", "settled"),
    [
        (OWN, ALL, True),
        (replace(OWN, project=replace(BASE.project, money_unit="元")), {}, False),
        (replace(OWN, project=replace(BASE.project, year=2023.0)), {}, False),
        (replace(OWN, project=replace(BASE.project, name="乙县教师培训")), ALL, True),
        (replace(OWN, project=Project()), ALL, True),
        (replace(OWN, funds=(replace(YI, unit="乙 县 "),)), ALL, True),
        (replace(OWN, funds=(YI, YI)), {}, False),
        (replace(OWN, funds=(replace(YI, unit="戊县"),)), {}, False),
    ],
    ids=[
        "as sent out", "another unit of money", "another year", "another name", "a blank cover",
        "a blank inside", "twice", "a stranger",
    ],
)  # fmt: skip
def test_what_cannot_be_the_same_is_not_merged(
    tmp_path: Path, base: Returned, changed: Evaluation, taken: dict[str, float], settled: bool
) -> None:
    found = merged(tmp_path, base, changed)
    assert (filled(found), found.settled) == (taken, settled)


def test_outputs_of_another_unit_of_money_are_taken(tmp_path: Path, base: Returned) -> None:
    outputs = (replace(BASE.outputs[0], actual=96.0),)
    other = replace(OWN, project=replace(BASE.project, money_unit="元"), outputs=outputs)
    assert filled(merged(tmp_path, base, other)) == {"产出/O01/实际值": 96.0}


def test_who_still_owes_numbers_is_told_with_the_columns(tmp_path: Path, base: Returned) -> None:
    """A unit whose contract sum stood there from the start has not answered by that."""
    found = merged(tmp_path, base, replace(BASE, funds=(replace(BASE.funds[0], spent=3.0),)))
    assert [(one.name, one.missing) for one in found.silent] == [
        ("资金/乙县", ("年初预算", "实际支出")),
        ("产出/O01", ("实际值",)),
    ]


def test_the_money_of_several_years_is_told_apart(tmp_path: Path) -> None:
    years = tuple(replace(BASE.funds[1], year=year) for year in (2023.0, 2024.0))
    paid = (replace(years[1], spent=9.0), replace(years[0], spent=7.0))
    own = returned(tmp_path, "评价.xlsx", replace(BASE, funds=years))
    found = merged(tmp_path, own, replace(BASE, funds=paid))
    assert filled(found) == {"资金/乙县/2023/实际支出": 7, "资金/乙县/2024/实际支出": 9}
