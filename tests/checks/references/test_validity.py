"""Parameters of 参数 that do not hold at the time of the evaluation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import model_case, told

from yqxl.arithmetic import Value
from yqxl.catalog import shipped_parameters
from yqxl.checks.references.validity import validity
from yqxl.model.rows import Evaluation, Tolerance

SHIPPED = shipped_parameters()


def _evaluated(year: Value, base_date: str = "", **tables: object) -> Evaluation:
    case = model_case()
    project = replace(case.project, year=year, base_date=base_date)
    return replace(case, project=project, **{"tolerances": (), **tables})  # type: ignore[arg-type]  # tables


def _graded(valid_from: str = "", valid_to: str = "", source: str = "文件") -> tuple[object, ...]:
    dated = replace(SHIPPED.grades[0], valid_from=valid_from, valid_to=valid_to, source=source)
    return (dated, *SHIPPED.grades[1:])


def _of_grades(evaluation: Evaluation) -> list[tuple[object, ...]]:
    return [one[1:] for one in told(validity, evaluation) if one[0] == "grades"]


NAME = SHIPPED.grades[0].scheme


@pytest.mark.parametrize(
    ("evaluation", "field", "level", "message"),
    [
        pytest.param(
            _evaluated(2022.0, grades=_graded("2023-01-01")),
            "valid_from", "warning", "自 2023-01-01 起用，评价的时间是 2022 年度", id="not yet",
        ),
        pytest.param(
            _evaluated(2022.0, "2023-03-31", grades=_graded("2023-04")),
            "valid_from", "warning", "自 2023-04 起用，评价的时间是 2023-03-31",
            id="by the base date",
        ),
        pytest.param(
            _evaluated(2022.0, "2023-03", grades=_graded("", "2022")),
            "valid_to", "warning", "到 2022 停用，评价的时间是 2023-03", id="no longer",
        ),
        pytest.param(
            _evaluated(2019.0, grades=_graded(source="财预〔2020〕10号；豫财效〔2021〕1号")),
            "source", "note", "的来源是 2020 年的文件，评价的时间是 2019 年度",
            id="by its document",
        ),
    ],
)  # fmt: skip
def test_the_fault_is_told(evaluation: Evaluation, field: str, level: str, message: str) -> None:
    assert _of_grades(evaluation) == [(0, field, level, f"“{NAME}”{message}。")]


@pytest.mark.parametrize(
    "evaluation",
    [
        pytest.param(_evaluated(2022.0, grades=_graded("2022-12-31")), id="from its last day on"),
        pytest.param(_evaluated(2022.0, grades=_graded("", "2022-01-01")), id="to its first day"),
        pytest.param(_evaluated(2022.0, "2023-03-31", grades=_graded("2020", "2023")), id="within"),
        pytest.param(_evaluated(None, grades=_graded("2023")), id="no year"),
        pytest.param(_evaluated("去年", grades=_graded("2023")), id="a text for a year"),
        pytest.param(
            _evaluated(2019.0, grades=_graded("2019-01-01", source="财预〔2020〕10号")),
            id="the typed date counts, not the document's",
        ),
    ],
)
def test_what_holds_says_nothing(evaluation: Evaluation) -> None:
    assert _of_grades(evaluation) == []


def test_what_is_not_used_says_nothing() -> None:
    later = replace(SHIPPED.grades[1], valid_from="2030-01-01")
    grades = (SHIPPED.grades[0], later, *SHIPPED.grades[2:])
    assert _of_grades(_evaluated(2022.0, grades=grades)) == []


def test_a_tolerance_is_always_used() -> None:
    late = Tolerance("舍入误差", 0.005, valid_from="2030-01-01")
    found = told(validity, _evaluated(2022.0, tolerances=(late,)))
    assert [one[:4] for one in found] == [("tolerances", 0, "valid_from", "warning")]


def test_the_model_case_is_clean() -> None:
    assert told(validity, model_case()) == []
