"""表2-1 绩效评价指标体系: the indicators of three levels with their weights.

The weights of the two upper levels stand in brackets behind their labels, as the report
prints them: ``A政策制定(20)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from yqxl.grid import Cell, Formula, Grid, Page, Ref, Role, Span
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Indicator, Project
from yqxl.registry import table
from yqxl.tables.frame import FIRST_ROW, POINTS, Row, empty_body, framed, header, notes, title_cell
from yqxl.tables.level_sums import (
    INDICATORS,
    TOTAL_WEIGHT,
    Group,
    coded_rows,
    level1_text_formula,
    level2_groups,
    level2_text_formula,
    level2_weights,
    with_weight,
)
from yqxl.tables.sources import KEPT, number_formula, shown

TITLE = "绩效评价指标体系"
HEADER = header("一级指标(权重)", "二级指标(权重)", "三级指标", "权重")
WIDTHS = (19.0, 27.0, 44.0, 8.0)
_PAGE = Page(landscape=True, title_rows=FIRST_ROW)
_COVERED = Cell(None, None, Role.LABEL)
_TOTAL_COVERED = Cell(None, None, Role.TOTAL_LABEL)
_TOTAL = Cell("合计", None, Role.TOTAL_LABEL)
#: code {0} and name {1}; many people write the code into the name already
NAMED = 'IF(LEFT({1},LEN({0}))={0}&"",{1}&"",{0}&{1})'
EMPTY = "指标体系表中还没有带编码的指标"


@table(number="2-1", sheet="表2-1", title=TITLE)
def indicator_system(evaluation: Evaluation, results: Results) -> Grid:
    """Return the indicator system with weights in brackets and the total."""
    rows = coded_rows(evaluation)
    if rows:
        groups = tuple(level2_groups(evaluation, rows))
        body = _body(evaluation, results, groups)
        spans = (*_spans(groups), Span(FIRST_ROW + len(rows), 0, 1, 3))
    else:
        only, span = empty_body(len(HEADER), EMPTY)
        body, spans = [only], (span,)
    return framed(
        "2-1",
        evaluation.project,
        title=title(evaluation.project),
        unit=POINTS,
        heading=HEADER,
        body=body,
        spans=spans,
        widths=WIDTHS,
        page=_PAGE,
        below=notes(evaluation, scores=False),
    )


def title(project: Project) -> Cell:
    """Return the title: the one that 首页 gives, or one made of the kind."""
    text = project.system_title or f"{project.kind}{TITLE}"
    formula = f'"表2-1 "&IF({{0}}="",{{1}}&"{TITLE}",{{0}})'
    return title_cell(f"表2-1 {text}", formula, "system_title", "kind")


def _body(evaluation: Evaluation, results: Results, groups: Sequence[Group]) -> list[Row]:
    weights1 = {level.label.lower(): level.weight for level in results.levels}
    weights2 = level2_weights(evaluation, [row for group in groups for row in group.rows])
    body: list[Row] = []
    before = None
    for group in groups:
        key = group.level1.lower()
        first = group.rows[0]
        level1 = _COVERED
        if key != before:
            text = with_weight(group.level1, weights1[key])
            level1 = Cell(text, level1_text_formula(first, group.level1), Role.LABEL)
        level2 = Cell(
            with_weight(group.level2, weights2[key, group.level2.lower()]) if group.level2 else "",
            level2_text_formula(first, group.level1, group.level2),
            Role.LABEL,
        )
        for row in group.rows:
            indicator = evaluation.indicators[row]
            own, weight = _formulas(row)
            body.append(
                (
                    level1,
                    level2,
                    Cell(named(indicator), own, Role.TEXT),
                    Cell(shown(indicator.weight), weight, Role.NUMBER),
                )
            )
            level1 = level2 = _COVERED
        before = key
    total = Cell(results.weight_total, TOTAL_WEIGHT, Role.TOTAL_NUMBER)
    body.append((_TOTAL, _TOTAL_COVERED, _TOTAL_COVERED, total))
    return body


@lru_cache(maxsize=KEPT)
def _formulas(row: int) -> tuple[Formula, Formula]:
    """Return the formulas of a third-level indicator: code with name, and weight."""
    text = Formula(NAMED, (Ref(INDICATORS, row, "code"), Ref(INDICATORS, row, "name")))
    return text, number_formula(INDICATORS, row, "weight")


def named(indicator: Indicator) -> str:
    """Return what :data:`NAMED` gives."""
    code, name = indicator.code, indicator.name
    return name if name[: len(code)].lower() == code.lower() else code + name


def _spans(groups: Sequence[Group]) -> Iterator[Span]:
    """Yield the merged areas of both upper levels."""
    start1 = row = FIRST_ROW
    for number, group in enumerate(groups):
        if len(group.rows) > 1:
            yield Span(row, 1, len(group.rows))
        row += len(group.rows)
        following = groups[number + 1].level1.lower() if number + 1 < len(groups) else None
        if following != group.level1.lower():
            if row - start1 > 1:
                yield Span(start1, 0, row - start1)
            start1 = row
