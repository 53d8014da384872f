"""Outputs that came later than planned: planned for 2022-04, delivered on 2022-07-25.

Dates are compared as far as both are given: a planned month is kept until its last day.
"""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.dates import date_parts
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.phrases import cell_date, cell_name, cell_text, sentence
from yqxl.registry.problems import Problem, ProblemGroup, problem_rule

_TABLE = "outputs"
#: month and day where a date stops before them: 2022-04 is from 2022-04-01 to 2022-04-31
_FIRST, _LAST = (0, 1, 1), (0, 12, 31)


@problem_rule(
    title="没有按计划的时间完成",
    group=ProblemGroup.EXECUTION,
    place=5,
    source="财预〔2020〕10号 附2：完成及时性",
)
def late_outputs(evaluation: Evaluation, results: Results) -> Iterator[Problem]:  # noqa: ARG001 - the signature of every rule
    """Yield the outputs whose date is behind the planned one."""
    for number, row in enumerate(evaluation.outputs):
        if not later(row.actual_date, row.planned_date):
            continue
        yield Problem(
            sentence(
                "{name}计划{planned}，实际{actual}，晚于计划。",
                name=cell_name(_TABLE, number, row.name, row.code),
                planned=cell_date(_TABLE, number, "planned_date", row.planned_date),
                actual=cell_date(_TABLE, number, "actual_date", row.actual_date),
            ),
            sentence("产出/{code}/完成日期", code=cell_text(_TABLE, number, "code", row.code)),
        )


def later(actual: str, planned: str) -> bool:
    """Return whether a date is surely behind another; either may stop at month or year.

    >>> later("2022-07-25", "2022-04"), later("2022-04-30", "2022-04"), later("", "2022-04")
    (True, False, False)
    """
    begun, due = date_parts(actual), date_parts(planned)
    # a planned month is kept until its last day, an actual one may be its first
    return bool(begun and due) and _filled(begun, _FIRST) > _filled(due, _LAST)


def _filled(parts: tuple[int, ...], rest: tuple[int, ...]) -> tuple[int, ...]:
    return parts + rest[len(parts) :]
