"""还差 n 格: the required cells that are still blank."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from yqxl.evaluation.formulas.contracts import contract
from yqxl.model.contract import INPUTS, Table
from yqxl.model.contract_version import follows_paths
from yqxl.model.findings import Place
from yqxl.model.results import IndicatorResult
from yqxl.model.rows import Evaluation


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
    """Yield what an indicator's rule still needs: its source, or a score given by hand."""
    for number, (row, result) in enumerate(zip(evaluation.indicators, indicators, strict=True)):
        if not row.code or number in waived:
            continue
        field = needed_field(row.rule, result)
        if field and _blank(getattr(row, field)):
            yield Place("indicators", number, field)


def needed_field(rule: str, result: IndicatorResult) -> str:
    """Return the column that the rule of an indicator needs: 评定得分, 取值来源 or none."""
    if not isinstance(result.rule_number, float):
        return ""
    if result.traits.by_hand:
        return "given" if rule else ""
    return "value" if result.traits.takes_value else ""
