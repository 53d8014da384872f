"""Parts of an output: 线上 195 + 线下 117 = 312."""

from __future__ import annotations

import pytest
from checks.model_case import told

from yqxl.arithmetic import Value
from yqxl.checks.goals.output_parts import output_parts
from yqxl.model.rows import Evaluation, Output


def _outputs(whole: Value, *parts: Value, parent: str = "o1") -> Evaluation:
    rows = (
        Output(f"O1{n}", "分项", None, actual, "次", parent=parent)
        for n, actual in enumerate(parts, 1)
    )
    return Evaluation(outputs=(Output("O1", "学科指导", 72.0, whole, "次"), *rows))


@pytest.mark.parametrize(
    ("evaluation", "level", "message"),
    [
        pytest.param(
            _outputs(312.0, 195.0, 116.0),
            "warning",
            "产出 O1 的实际值 312 不等于分项 O11、O12 之和 311。",
            id="another sum",
        ),
        pytest.param(
            _outputs(312.0, 195.0, parent="O9"),
            "error",
            "产出 O11 的分项填了“O9”，不是另一个产出的编码。",
            id="no such output",
        ),
        pytest.param(
            _outputs(312.0, 195.0, parent="O11"),
            "error",
            "产出 O11 的分项填了“O11”，不是另一个产出的编码。",
            id="of itself",
        ),
    ],
)
def test_the_fault_is_told(evaluation: Evaluation, level: str, message: str) -> None:
    assert [one[3:] for one in told(output_parts, evaluation)] == [(level, message)]


@pytest.mark.parametrize(
    "evaluation",
    [
        pytest.param(_outputs(312.0, 195.0, 117.0), id="the report's"),
        pytest.param(_outputs(312.0, 195.0, None), id="not all filled"),
        pytest.param(_outputs(312.0), id="no parts"),
    ],
)
def test_a_sound_whole_says_nothing(evaluation: Evaluation) -> None:
    assert told(output_parts, evaluation) == []
