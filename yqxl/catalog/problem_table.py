"""问题清单: every problem that the data show, by group, with its rule and its cells.

The sentences are live formulas; which problems there are is decided when the table is
written. Facts stand here, never causes: those are the evaluator's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yqxl.catalog.discovery import problem_rules
from yqxl.grid import Cell, Grid, Page, Role, Span
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import table
from yqxl.registry.problems import Problem, ProblemRule
from yqxl.tables.frame import FIRST_ROW, Row, empty_body, framed, header, source_line

TITLE = "问题清单"
EMPTY = "还没有可以列出的问题"
_TITLE = Cell(TITLE, None, Role.TITLE)
_HEADER = header("类别", "事项", "问题", "依据", "位置")
_WIDTHS = (14.0, 16.0, 38.0, 22.0, 16.0)
_PAGE = Page(landscape=True, title_rows=FIRST_ROW)
_COVERED = Cell(None, None, Role.LABEL)
_NOTE = Cell("注：只列数据所见的事实，原因由评价组核实后写明。", None, Role.NOTE)

Found = tuple[ProblemRule, Problem]


def problems_found(evaluation: Evaluation, results: Results) -> tuple[Found, ...]:
    """Return every problem with its rule, group by group."""
    return tuple(
        (rule, problem)
        for rule in problem_rules()
        for problem in rule.function(evaluation, results)
    )


@table(number="4-1", sheet=TITLE, title=TITLE, on_request=True)
def problem_list(evaluation: Evaluation, results: Results) -> Grid:
    """Return the problems as a table, groups merged."""
    found = problems_found(evaluation, results)
    body: Sequence[Row]
    if found:
        body, spans = [*_rows(found)], [*_spans(found)]
    else:
        only, span = empty_body(len(_HEADER), EMPTY)
        body, spans = [only], [span]
    return framed(
        "4-1",
        evaluation.project,
        sheet=TITLE,
        title=_TITLE,
        heading=_HEADER,
        body=body,
        spans=spans,
        widths=_WIDTHS,
        page=_PAGE,
        below=(_NOTE, source_line(evaluation.project)),
    )


def _rows(found: Sequence[Found]) -> Iterator[Row]:
    before = None
    for rule, problem in found:
        group = Cell(rule.group.value, None, Role.LABEL) if rule.group is not before else _COVERED
        before = rule.group
        yield (
            group,
            Cell(rule.title, None, Role.TEXT),
            Cell(problem.sentence.text, problem.sentence.formula, Role.TEXT),
            Cell(rule.source, None, Role.TEXT),
            Cell(problem.cells.text, problem.cells.formula, Role.TEXT),
        )


def _spans(found: Sequence[Found]) -> Iterator[Span]:
    start = 0
    for number in range(1, len(found) + 1):
        if number == len(found) or found[number][0].group is not found[start][0].group:
            if number - start > 1:
                yield Span(FIRST_ROW + start, 0, number - start)
            start = number
