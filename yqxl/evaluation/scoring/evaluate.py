"""Compute everything that one evaluation gives: results, findings, tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from yqxl.arithmetic import Value, is_number, round_half_up
from yqxl.catalog import checks, numbering, tables
from yqxl.checks.reader_facts import REPAIRED
from yqxl.errors import ErrorValue
from yqxl.evaluation.formulas.contracts import PARAMETERS, contract
from yqxl.evaluation.scoring.cells import TypedOver, number_of, shown
from yqxl.evaluation.scoring.experts import expert_results
from yqxl.evaluation.scoring.indicators import IndicatorTable
from yqxl.evaluation.scoring.level_scores import LevelScores
from yqxl.evaluation.scoring.levels import (
    Totals,
    level_results,
    rate_of,
    second_level_results,
    totals,
)
from yqxl.evaluation.scoring.missing import missing_cells
from yqxl.evaluation.scoring.option_weights import default_weights, with_default_weights
from yqxl.evaluation.scoring.rates import (
    RateTable,
    cost_result,
    fund_result,
    lost_survey,
    output_result,
    survey_count_result,
    survey_result,
)
from yqxl.evaluation.scoring.schemes import band_checks, grade_checks, grade_of
from yqxl.evaluation.verdicts import verdicts
from yqxl.grid import Grid
from yqxl.model.contract_version import least_total
from yqxl.model.facts import Fact
from yqxl.model.findings import Finding, Level
from yqxl.model.results import IndicatorResult, Results, SchemeResult
from yqxl.model.rows import NO_ROW, Evaluation
from yqxl.registry import Subject

UNFINISHED = "未完成"
#: named cells that other cells look at
_SUMS = frozenset(("grade", "missing"))


def with_parameters(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation with its contract's parameters where it has none of its own.

    A table of 参数 that stands in the file without a row stays empty, as for the cells.
    """
    shipped = contract(evaluation.contract).parameters
    wanted = {
        key: getattr(shipped, key)
        for key in PARAMETERS
        if not getattr(evaluation, key) and key not in evaluation.emptied
    }
    return with_default_weights(replace(evaluation, **wanted) if wanted else evaluation)


def evaluate(evaluation: Evaluation) -> Results:
    """Return every computed value of the workbook, equal to what its formulas give."""
    evaluation = with_parameters(evaluation)
    typed = TypedOver(evaluation.overtyped)
    default = default_weights(evaluation)
    weighted = typed.in_results(
        "survey_counts",
        (survey_count_result(row, default(row)) for row in evaluation.survey_counts),
    )
    survey = lost_survey(evaluation) or tuple(
        survey_result(row, evaluation.survey_counts, weighted, typed.of("survey", place))
        for place, row in enumerate(evaluation.survey)
    )
    version = evaluation.contract
    funds = typed.in_results("funds", (fund_result(row, version) for row in evaluation.funds))
    outputs = typed.in_results("outputs", map(output_result, evaluation.outputs))
    costs = typed.in_results("costs", map(cost_result, evaluation.costs))
    rate_table = RateTable(evaluation, funds, outputs, costs)
    rates = tuple(
        rate_table.result(row, typed.of("rates", place))
        for place, row in enumerate(evaluation.rates)
    )
    indicator_table = IndicatorTable(
        evaluation, rates, survey, outputs, rate_table.sources, weighted
    )
    indicators = tuple(
        indicator_table.result(row, typed.of("indicators", place))
        for place, row in enumerate(evaluation.indicators)
    )
    levels = LevelScores(evaluation, indicators, typed)
    changed, waived = levels.results, levels.waived_rows()
    sums = totals(evaluation.indicators, indicators, least_total(version), changed)
    grades = grade_checks(evaluation)
    blanks = tuple(missing_cells(evaluation, indicators, waived))
    return Results(
        funds=funds,
        outputs=outputs,
        survey=survey,
        survey_counts=weighted,
        costs=costs,
        rates=rates,
        indicators=indicators,
        experts=expert_results(evaluation, typed),
        bands=tuple(SchemeResult(fault) for fault in band_checks(evaluation)),
        grades=tuple(SchemeResult(fault) for fault in grades),
        level_scores=changed,
        needs_no_score=waived,
        levels=level_results(evaluation.indicators, indicators, changed),
        second_levels=second_level_results(evaluation.indicators, indicators, changed),
        weight_total=sums.weight,
        unscored=sums.unscored,
        score_total=sums.score,
        provisional=sums.provisional,
        score_rate=shown(rate_of, sums.score, sums.weight),
        grade=_grade(evaluation, grades, sums, indicators),
        blanks=blanks,
        missing=float(len(blanks)),
        cost_total=round_half_up(
            sum(row.amount for row in costs if isinstance(row.amount, float)), 2
        ),
    )


def with_typed_sums(evaluation: Evaluation, results: Results) -> Results:
    """Return the results with what was typed over the sums and the grade: cells go on with it."""
    typed = TypedOver(evaluation.overtyped).of("project", NO_ROW)
    kept = {
        field: value
        for field, value in typed.items()
        if field in _SUMS and (field == "grade" or is_number(value))
    }
    return replace(results, **kept) if kept else results  # type: ignore[arg-type]  # by the field's type


def shown_total(evaluation: Evaluation, results: Results) -> Value:
    """Return what 首页 shows as 总分: nothing, 未完成, or the total."""
    if results.blocked:
        return UNFINISHED
    if not any(row.code for row in evaluation.indicators):
        return ""
    return UNFINISHED if isinstance(results.score_total, ErrorValue) else results.score_total


def _grade(
    evaluation: Evaluation,
    checks: tuple[str, ...],
    sums: Totals,
    indicators: Sequence[IndicatorResult],
) -> Value:
    if not any(row.code for row in evaluation.indicators):
        return ""
    if isinstance(sums.score, ErrorValue):
        return f"尚有{sums.unscored:g}项未得分"
    # an earlier contract has neither deductions nor vetoes
    vetoed = least_total(evaluation.contract) == 0 and any(
        row.code
        and one.traits.vetoes_grade
        and isinstance(one.result, float | int)
        and one.result > 0
        for row, one in zip(evaluation.indicators, indicators, strict=True)
    )
    return shown(
        lambda: grade_of(
            evaluation, checks, number_of(sums.score), number_of(sums.weight), vetoed=vetoed
        )
    )


def check_findings(
    evaluation: Evaluation, results: Results, facts: tuple[Fact, ...] = ()
) -> tuple[Finding, ...]:
    """Return what every check finds, sorted as a person reads it."""
    subject = Subject(with_parameters(evaluation), results, facts, numbering())
    return sorted_findings(finding for check in checks() for finding in check.function(subject))


def repair_findings(
    evaluation: Evaluation, results: Results, facts: Iterable[Fact]
) -> tuple[Finding, ...]:
    """Return what is said of what a run renews: values and sheets of earlier runs.

    These are known last: a value is right or wrong once it is known what is withheld.
    """
    subject = Subject(evaluation, results, tuple(facts), numbering())
    if not subject.facts:
        return ()
    found = (one for one in checks() if one.code in REPAIRED)
    return tuple(finding for one in found for finding in one.function(subject))


def sorted_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, gravest first, of these what leaves no total, then by code.

    A screen shows the first ones: among them must be the way back to a total.
    """
    order = list(Level)
    return tuple(
        sorted(findings, key=lambda one: (order.index(one.level), not one.withholds, one.code))
    )


def check_state(evaluation: Evaluation, results: Results, findings: Iterable[Finding] = ()) -> str:
    """Return what 首页 shows as 校验状态: how many checks are offended, live or in the run."""
    return verdicts(evaluation, results, findings).state


def fixed_texts(evaluation: Evaluation, results: Results) -> Callable[[], frozenset[Value]]:
    """Return what gives the fixed texts of every table: complete, unfinished and empty."""

    def texts() -> frozenset[Value]:
        states = (
            (evaluation, replace(results, unscored=0.0, blocked=0.0)),
            (evaluation, replace(results, unscored=1.0)),
            (Evaluation(), Results()),
        )
        return frozenset(
            cell.value
            for own, given in states
            for grid in generated_tables(own, given)
            for row in grid.rows
            for cell in row
            if cell.formula is None
        )

    return texts


def generated_tables(
    evaluation: Evaluation, results: Results, also: Collection[str] = ()
) -> tuple[Grid, ...]:
    """Return the standard tables and those of the numbers ``also``, in the order of numbers."""
    return tuple(
        table.function(evaluation, results)
        for table in tables()
        if not table.on_request or table.number in also
    )
