"""Compute everything that one evaluation gives: results, findings, tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from yqxl.arithmetic import Value, round_half_up
from yqxl.catalog import checks, numbering, tables
from yqxl.errors import ErrorValue
from yqxl.evaluation.formulas.contracts import contract
from yqxl.evaluation.scoring.cells import number_of, shown
from yqxl.evaluation.scoring.indicators import IndicatorTable
from yqxl.evaluation.scoring.levels import Totals, level_results, rate_of, totals
from yqxl.evaluation.scoring.missing import missing_cells
from yqxl.evaluation.scoring.rates import (
    RateTable,
    cost_result,
    fund_result,
    output_result,
    survey_count_result,
    survey_result,
)
from yqxl.evaluation.scoring.schemes import band_checks, grade_checks, grade_of
from yqxl.grid import Grid
from yqxl.model.facts import Fact
from yqxl.model.findings import Finding, Level
from yqxl.model.results import Results, SchemeResult
from yqxl.model.rows import Evaluation
from yqxl.registry import Subject

UNFINISHED = "未完成"


def with_parameters(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation with its contract's parameters where it has none of its own."""
    shipped = contract(evaluation.contract).parameters
    return replace(
        evaluation,
        rules=evaluation.rules or shipped.rules,
        bands=evaluation.bands or shipped.bands,
        kinds=evaluation.kinds or shipped.kinds,
        grades=evaluation.grades or shipped.grades,
        options=evaluation.options or shipped.options,
        tolerances=evaluation.tolerances or shipped.tolerances,
    )


def evaluate(evaluation: Evaluation) -> Results:
    """Return every computed value of the workbook, equal to what its formulas give."""
    evaluation = with_parameters(evaluation)
    weighted = tuple(survey_count_result(row) for row in evaluation.survey_counts)
    survey = tuple(
        survey_result(row, evaluation.survey_counts, weighted) for row in evaluation.survey
    )
    funds = tuple(fund_result(row) for row in evaluation.funds)
    outputs = tuple(output_result(row) for row in evaluation.outputs)
    rate_table = RateTable(evaluation, funds, outputs)
    rates = tuple(rate_table.result(row) for row in evaluation.rates)
    indicator_table = IndicatorTable(evaluation, rates, survey)
    indicators = tuple(indicator_table.result(row) for row in evaluation.indicators)
    sums = totals(evaluation.indicators, indicators)
    costs = tuple(cost_result(row) for row in evaluation.costs)
    grades = grade_checks(evaluation)
    return Results(
        funds=funds,
        outputs=outputs,
        survey=survey,
        survey_counts=weighted,
        costs=costs,
        rates=rates,
        indicators=indicators,
        bands=tuple(SchemeResult(fault) for fault in band_checks(evaluation)),
        grades=tuple(SchemeResult(fault) for fault in grades),
        levels=level_results(evaluation.indicators, indicators),
        weight_total=sums.weight,
        unscored=sums.unscored,
        score_total=sums.score,
        provisional=sums.provisional,
        score_rate=shown(rate_of, sums.score, sums.weight),
        grade=_grade(evaluation, grades, sums),
        missing=float(sum(1 for _ in missing_cells(evaluation, indicators))),
        cost_total=round_half_up(
            sum(row.amount for row in costs if isinstance(row.amount, float)), 2
        ),
    )


def shown_total(evaluation: Evaluation, results: Results) -> Value:
    """Return what 首页 shows as 总分: nothing, 未完成, or the total."""
    if not any(row.code for row in evaluation.indicators):
        return ""
    return UNFINISHED if isinstance(results.score_total, ErrorValue) else results.score_total


def _grade(evaluation: Evaluation, checks: tuple[str, ...], sums: Totals) -> Value:
    if not any(row.code for row in evaluation.indicators):
        return ""
    if isinstance(sums.score, ErrorValue):
        return f"尚有{sums.unscored:g}项未得分"
    return shown(
        lambda: grade_of(evaluation, checks, number_of(sums.score), number_of(sums.weight))
    )


def check_findings(
    evaluation: Evaluation, results: Results, facts: tuple[Fact, ...] = ()
) -> tuple[Finding, ...]:
    """Return what every check finds, gravest first, then by code."""
    subject = Subject(with_parameters(evaluation), results, facts, numbering())
    found = [finding for check in checks() for finding in check.function(subject)]
    order = list(Level)
    return tuple(sorted(found, key=lambda finding: (order.index(finding.level), finding.code)))


def check_state(evaluation: Evaluation, results: Results) -> str:
    """Return what 首页 shows as 校验状态: how many live checks are offended."""
    offended = {Level.ERROR: 0, Level.WARNING: 0, Level.NOTE: 0}
    for check in checks():
        if check.live is not None and check.live.value(evaluation, results) != 0:
            offended[check.level] += 1
    if offended[Level.ERROR]:
        return f"有{offended[Level.ERROR]}项不符"
    if offended[Level.WARNING]:
        return f"通过，有{offended[Level.WARNING]}项提醒"
    return "通过"


def generated_tables(
    evaluation: Evaluation, results: Results, also: Collection[str] = ()
) -> tuple[Grid, ...]:
    """Return the standard tables and those of the numbers ``also``, in the order of numbers."""
    return tuple(
        table.function(evaluation, results)
        for table in tables()
        if not table.on_request or table.number in also
    )
