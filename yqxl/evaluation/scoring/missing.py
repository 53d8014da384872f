"""还差 n 格: the required cells that are still blank."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from yqxl.arithmetic import is_number
from yqxl.catalog.rule_numbers import is_beyond_cells
from yqxl.evaluation.formulas.contracts import contract
from yqxl.model.contract import INPUTS, Table
from yqxl.model.contract_version import counts_parameters, follows_paths
from yqxl.model.findings import Place
from yqxl.model.results import PARAMETERS_USED, IndicatorResult
from yqxl.model.rows import Evaluation, Indicator
from yqxl.rules.scores.numbering import NO_RULE


def _blank(value: object) -> bool:
    return value is None or value == ""


def missing_cells(
    evaluation: Evaluation,
    indicators: Sequence[IndicatorResult],
    waived: Container[int] = (),
) -> Iterator[Place]:
    """Yield the place of every required cell that is blank, sheet by sheet.

    ``waived`` are the rows of 指标体系 that need no score, for their level has one.
    """
    required = contract(evaluation.contract).required
    for field in required["project"]:
        if _blank(getattr(evaluation.project, field)):
            yield Place("project", None, field)
    for table in INPUTS:
        fields = [
            field
            for field in required.get(table.key, ())
            # nobody can fill in a column that is not there
            if field != table.key_column and (table.key, field) not in evaluation.lost
        ]
        if follows_paths(evaluation.contract):
            keyed = [
                row
                for row in getattr(evaluation, table.key)
                if not _blank(getattr(row, table.key_column))
            ]
            fields = [one for one in fields if table.column(one).wanted(keyed)]
        yield from _blanks(evaluation, table, fields)
    yield from _missing_scores(evaluation, indicators, waived)


def _blanks(evaluation: Evaluation, table: Table, fields: Sequence[str]) -> Iterator[Place]:
    rows: tuple[object, ...] = getattr(evaluation, table.key)
    for number, row in enumerate(rows):
        if not _blank(getattr(row, table.key_column)):
            for field in fields:
                if table.column(field).is_missing_in(row):
                    yield Place(table.key, number, field)


def _missing_scores(
    evaluation: Evaluation, indicators: Sequence[IndicatorResult], waived: Container[int]
) -> Iterator[Place]:
    """Yield what an indicator's rule still needs: a source, a score, parameters, a scheme."""
    for number, (row, result) in enumerate(zip(evaluation.indicators, indicators, strict=True)):
        if row.code and number not in waived:
            for field in needed_fields(row, result, evaluation.contract):
                yield Place("indicators", number, field)


def needed_fields(row: Indicator, result: IndicatorResult, number: int) -> Iterator[str]:
    """Yield the columns that the rule of an indicator needs and that are blank.

    ``number`` is the version of the contract: an earlier one counts no parameters.
    """
    kind, traits = result.rule_number, result.traits
    if not isinstance(kind, float):
        return
    asked = "value" if traits.takes_value else ""
    needed = ("given" if row.rule else "") if traits.by_hand else asked
    if needed and _blank(getattr(row, needed)):
        yield needed
    if not counts_parameters(number):
        return
    if kind > NO_RULE and not is_beyond_cells(kind):
        for typed, used in PARAMETERS_USED.items():
            if _blank(getattr(row, typed)) and not is_number(getattr(result, used)):
                yield typed
    if traits.banded and _blank(row.scheme):
        yield "scheme"
