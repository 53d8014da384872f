"""The digest of the data: the same for the same data, another for any other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from yqxl import __version__
from yqxl.evaluation.rendering.stamp import data_digest, stamp
from yqxl.evaluation.scoring.evaluate import with_parameters
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation, Goal

CASE = load(Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json")
Change = Callable[[Evaluation], Evaluation]


def test_the_stamp_names_program_rules_and_data() -> None:
    found = re.fullmatch(
        r"yqxl (\S+) · 规则 ([0-9a-f]{6}) · 数据 ([0-9a-f]{8})", stamp(data_digest(CASE))
    )
    assert found
    assert (found[1], found[3]) == (__version__, data_digest(CASE))


OTHER: dict[str, Change] = {
    "a number": lambda case: replace(
        case, outputs=(replace(case.outputs[0], actual=1.5), *case.outputs[1:])
    ),
    "the last digit": lambda case: replace(
        case, outputs=(replace(case.outputs[0], actual=1e-14 + 1.0), *case.outputs[1:])
    ),
    "a text": lambda case: replace(case, project=replace(case.project, name="别的")),
    "the order of rows": lambda case: replace(case, goals=case.goals[::-1]),
    "a row more": lambda case: replace(case, goals=(*case.goals, Goal(goal="新"))),
    "a grade bound": lambda case: replace(
        case, grades=(replace(case.grades[0], lower=(0.0, 61.0, 80.0, 90.0)), *case.grades[1:])
    ),
}
SAME: dict[str, Change] = {
    "headers spelt otherwise": lambda case: replace(case, fund_headers=("单位", "到位资金")),
    "shipped parameters": with_parameters,
    "blank, not missing": lambda case: replace(
        case, outputs=tuple(replace(row, unit=row.unit or "") for row in case.outputs)
    ),
    "the 17th digit": lambda case: replace(
        case,
        funds=tuple(
            replace(row, spent=row.spent * (1 + 2**-52)) if isinstance(row.spent, float) else row
            for row in case.funds
        ),
    ),
}


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
def test_other_data_have_another_digest(change: Change) -> None:
    assert data_digest(change(with_parameters(CASE))) != data_digest(CASE)


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_the_same_data_have_the_same_digest(change: Change) -> None:
    assert data_digest(change(CASE)) == data_digest(CASE)
