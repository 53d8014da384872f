"""层级评分: rows that mean no level or score nothing, and scores that differ from the sum."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import model_case, told

from yqxl.arithmetic import Value
from yqxl.checks.scores.level_scores import level_scores
from yqxl.model.rows import LevelScore

NO_LEVEL = "指标体系中没有“X”这个一级或二级指标。"
METHODS = "合计、加权平均、直接评分、平均、混合"


@pytest.mark.parametrize(
    ("rows", "place", "field", "level", "message"),
    [
        pytest.param([LevelScore("X", "", 3.0)], 0, "code", "error", f"X：{NO_LEVEL}", id="code"),
        pytest.param(
            [LevelScore("A", "", 17.0), LevelScore("A政策制定", "", 17.0)],
            0, "code", "error", "A：A政策制定 有几行，只能有一行。", id="twice",
        ),
        pytest.param(
            [LevelScore("A", "估计")],
            0, "method", "error", f"A：没有“估计”这种方法，可以填 {METHODS}。", id="method",
        ),
        pytest.param(
            [LevelScore("A", "直接评分")],
            0, "given", "error", "A：方法是直接评分，没有评定得分。", id="nothing given",
        ),
        pytest.param(
            [LevelScore("A", "混合", 16.0)],
            0, "share", "error", "A：方法是混合，要填评定得分和它的份额。", id="no share",
        ),
        pytest.param(
            [LevelScore("A", "", "多")],
            0, "score", "error", "A：得分算不出（#VALUE!）。", id="a text",
        ),
        pytest.param(
            [LevelScore("A", "", 20.5)],
            0, "score", "error", "A：得分 20.5 超过权重 20。", id="too much",
        ),
        pytest.param(
            [LevelScore("A", "直接评分", 16.5)],
            0, "score", "note", "A：得分 16.5（评定），成员得分之和是 17。", id="another sum",
        ),
        pytest.param(
            [LevelScore("A", "平均")],
            0, "score", "note", "A：得分 16.19（平均），成员得分之和是 17。", id="by the mean",
        ),
        pytest.param(
            [LevelScore("A", "", 17.0), LevelScore("A1", "", 8.0)],
            1, "score", "note", "A1：它的一级指标另有一行，总分只算那一行。", id="below another",
        ),
    ],
)  # fmt: skip
def test_the_fault_is_told(
    rows: list[LevelScore], place: int, field: str, level: str, message: Value
) -> None:
    evaluation = replace(model_case(), level_scores=tuple(rows))
    found = told(level_scores, evaluation)
    assert ("level_scores", place, field, level, f"层级评分 {message}") in found


@pytest.mark.parametrize("rows", [[], [LevelScore("A", "", 17.0)], [LevelScore("", "", 99.0)]])
def test_a_sound_row_says_nothing(rows: list[LevelScore]) -> None:
    assert told(level_scores, replace(model_case(), level_scores=tuple(rows))) == []
