"""满意度统计表: how every group answered, its satisfaction rate and what the sample allows.

Shares are of the valid answers. The sampling error is half of the 95 % interval of a share,

    e = 1.96 * sqrt(p * (1 - p) / n * (N - n) / (N - 1))   [share]

with p the satisfaction rate, n the valid answers and N all people of the group (总体数);
without N the last factor is 1. Graded weights vary less than p (1 - p), so e is an upper
bound for them. Source: simple random sampling with the finite population correction
(Cochran, Sampling Techniques, 2.5 and 3.2).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from yqxl.arithmetic import Value, divide, finite
from yqxl.errors import CellError, ErrorValue
from yqxl.grid import Cell, Formula, Grid, Page, Ref, Role
from yqxl.model.results import Results, SurveyResult
from yqxl.model.rows import Evaluation, SurveyGroup
from yqxl.registry import table
from yqxl.tables.frame import FIRST_ROW, ILLUSTRATIVE, Row, empty_body, framed, header, notes
from yqxl.tables.sources import KEPT, number_formula, text_formula

TITLE = "满意度统计表"
EMPTY = "满意度表中还没有调查对象"
_TITLE = Cell(TITLE, None, Role.TITLE)
_EXAMPLES = Cell("注：问卷人数为示例值，报告未公布。", None, Role.NOTE)
#: of the normal distribution, for 95 %
_QUANTILE = 1.96
_FIRST, _LAST = ("调查对象", "有效份数"), ("满意率", "抽样误差\n(95%)")
#: where a group says how many questionnaires were sent
_RETURNED = "回收率"
_WIDE, _NARROW = 22.0, 11.0
_PAGE = Page(landscape=True, title_rows=FIRST_ROW, frozen_columns=1)
#: by group in lower case and option: the rows of yq_survey_counts
Options = Mapping[str, Mapping[str, list[int]]]


@table(number="3-4", sheet=TITLE, title=TITLE, on_request=True)
def survey_statistics(evaluation: Evaluation, results: Results) -> Grid:
    """Return one line for each group: answers, shares of the options, rate, error."""
    groups = [number for number, row in enumerate(evaluation.survey) if row.code]
    options = _options(evaluation)
    sent = any(evaluation.survey[number].issued is not None for number in groups)
    names = _names(evaluation, groups, options)
    heading = (
        *header(*_FIRST),
        *(
            Cell(name, text_formula("survey_counts", row, "option"), Role.HEADER)
            for name, row in names.items()
        ),
        *header(*_LAST, *((_RETURNED,) if sent else ())),
    )
    body: Sequence[Row]
    spans = []
    if groups:
        body = [
            (
                *_row(evaluation, (number, results.survey[number]), options, tuple(names)),
                *_returned(number, results.survey[number], sent=sent),
            )
            for number in groups
        ]
    else:
        only, span = empty_body(len(heading), EMPTY)
        body, spans = [only], [span]
    return framed(
        "3-4",
        evaluation.project,
        sheet=TITLE,
        title=_TITLE,
        heading=heading,
        body=body,
        spans=spans,
        widths=(_WIDE, *(_NARROW,) * (len(heading) - 1)),
        page=_PAGE,
        below=(*notes(evaluation, scores=False), *_examples(evaluation)),
    )


def _examples(evaluation: Evaluation) -> tuple[Cell, ...]:
    return (_EXAMPLES,) if any(ILLUSTRATIVE in row.note for row in evaluation.survey) else ()


def _options(evaluation: Evaluation) -> Options:
    found: dict[str, dict[str, list[int]]] = {}
    for number, row in enumerate(evaluation.survey_counts):
        if row.code and row.option:
            found.setdefault(row.code.lower(), {}).setdefault(row.option, []).append(number)
    return found


def _names(evaluation: Evaluation, groups: Sequence[int], options: Options) -> Mapping[str, int]:
    """Return the options of the groups in the order in which they come, and their first rows."""
    names: dict[str, int] = {}
    for number in groups:
        for name, rows in options.get(evaluation.survey[number].code.lower(), {}).items():
            names.setdefault(name, rows[0])
    return names


def _row(
    evaluation: Evaluation,
    group: tuple[int, SurveyResult],
    options: Options,
    names: Sequence[str],
) -> Row:
    number, result = group
    row = evaluation.survey[number]
    return (
        Cell(row.group, text_formula("survey", number, "group"), Role.LABEL),
        Cell(result.valid, number_formula("survey", number, "valid"), Role.NUMBER),
        *_shares(evaluation, group, options.get(row.code.lower(), {}), names),
        Cell(result.rate, number_formula("survey", number, "rate"), Role.PERCENT),
        Cell(_error(row, result), _error_formula(number), Role.PERCENT),
    )


def _returned(number: int, result: SurveyResult, *, sent: bool) -> Row:
    return (Cell(result.returned, _returned_formula(number), Role.PERCENT),) if sent else ()


@lru_cache(maxsize=KEPT)
def _returned_formula(row: int) -> Formula:
    return Formula(
        'IF(COUNT({0},{1})=2,{0}/{1},"")',
        tuple(Ref("survey", row, field) for field in ("valid", "issued")),
    )


def _shares(
    evaluation: Evaluation,
    group: tuple[int, SurveyResult],
    options: Mapping[str, list[int]],
    names: Sequence[str],
) -> Iterator[Cell]:
    """Yield the share of every option; one that the group was not asked stays blank."""
    number, result = group
    for name in names:
        rows = tuple(options.get(name, ()))
        counts = [evaluation.survey_counts[row].count for row in rows]
        if rows:
            yield Cell(_share(counts, result.valid), _share_formula(number, rows), Role.PERCENT)
        else:
            yield Cell("", None, Role.PERCENT)


def _share(counts: Sequence[Value], valid: Value) -> Value:
    numbers = [count for count in counts if isinstance(count, float | int)]
    if len(numbers) < len(counts) or not isinstance(valid, float | int) or valid <= 0:
        return ""
    try:
        return divide(math.fsum(numbers), valid)
    except CellError as failure:
        return failure.error


@lru_cache(maxsize=KEPT)
def _share_formula(group: int, rows: tuple[int, ...]) -> Formula:
    counts = ",".join(f"{{{place}}}" for place in range(1, len(rows) + 1))
    return Formula(
        f'IF(COUNT({{0}},{counts})<={len(rows)},"",IF({{0}}>0,SUM({counts})/{{0}},""))',
        (Ref("survey", group, "valid"), *(Ref("survey_counts", row, "count") for row in rows)),
    )


def _error(row: SurveyGroup, result: SurveyResult) -> Value:
    """Return half of the 95 % interval of the satisfaction rate.

    >>> round(_error(SurveyGroup("S01"), SurveyResult(100.0, 0.89)), 4)
    0.0613
    >>> _error(SurveyGroup("S01", population=100.0), SurveyResult(100.0, 0.89))
    0.0
    """
    valid, rate, population = result.valid, result.rate, row.population
    if not isinstance(valid, float | int) or not isinstance(rate, float | int) or valid <= 0:
        return ""
    part = 1.0
    if isinstance(population, float | int) and population > 1 and population >= valid:
        part = (population - valid) / (population - 1)
    try:
        return finite(_QUANTILE * math.sqrt(max(0.0, rate * (1 - rate)) / valid * part))
    except CellError:
        return ErrorValue.NUM


@lru_cache(maxsize=KEPT)
def _error_formula(row: int) -> Formula:
    part = "IF(COUNT({2})=0,1,IF({2}<=1,1,IF({2}<{0},1,({2}-{0})/({2}-1))))"
    return Formula(
        f'IF(COUNT({{0}},{{1}})<2,"",IF({{0}}<=0,"",'
        f"{_QUANTILE}*SQRT(MAX(0,{{1}}*(1-{{1}}))/{{0}}*{part})))",
        tuple(Ref("survey", row, field) for field in ("valid", "rate", "population")),
    )
