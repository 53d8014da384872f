"""Band and grade schemes: are they sound, and which step does a value reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from yqxl.arithmetic import Value, is_number
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.scoring.cells import TypedOver
from yqxl.model.contract.choices import BOUNDS
from yqxl.model.contract.parameters import DEFAULT_GRADE_SCHEME
from yqxl.model.rows import Band, Evaluation, GradeScheme
from yqxl.rules.scores.bands import NOT_CLOSED, band_number
from yqxl.rules.totals.grades import in_hundredths

Scheme = TypeVar("Scheme", Band, GradeScheme)

TWICE = "方案名称重复"
GAP = "下限须从左到右递增、中间不空"


def scheme_check(
    name: str,
    names: Sequence[str],
    lower: Sequence[Value],
    steps: int,
    of: str,
    closed: str = "",
) -> str:
    """Return what is wrong with a scheme, or ``""``; ``of`` names what a bound leads to."""
    if not name:
        return ""
    if sum(other.lower() == name.lower() for other in names) > 1:
        return TWICE
    if closed and closed not in BOUNDS:
        return NOT_CLOSED
    bounds = sum(is_number(bound) for bound in lower)
    if bounds == 0 or bounds != steps:
        return f"下限与{of}个数不同"
    return GAP if any(map(_out_of_order, lower, lower[1:])) else ""


def _out_of_order(before: Value, bound: Value) -> bool:
    """Return ``(bound<>"")*((before="")+(bound<=before))`` of the sheet."""
    if bound is None or bound == "":
        return False
    if before is None or before == "":
        return True
    # to a spreadsheet any text is greater than any number
    if isinstance(bound, str) or isinstance(before, str):
        return isinstance(before, str) and (not isinstance(bound, str) or bound <= before)
    return (
        not isinstance(bound, ErrorValue) and not isinstance(before, ErrorValue) and bound <= before
    )


def band_checks(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the check column of the band schemes."""
    names = [row.scheme for row in evaluation.bands]
    return _as_shown(
        evaluation,
        "bands",
        (
            scheme_check(
                row.scheme, names, row.lower, sum(map(is_number, row.factor)), "系数", row.closed
            )
            for row in evaluation.bands
        ),
    )


def grade_checks(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the check column of the grade schemes."""
    names = [row.scheme for row in evaluation.grades]
    return _as_shown(
        evaluation,
        "grades",
        (
            scheme_check(row.scheme, names, row.lower, sum(map(bool, row.grade)), "等级")
            for row in evaluation.grades
        ),
    )


def _as_shown(evaluation: Evaluation, table: str, faults: Iterable[str]) -> tuple[str, ...]:
    """Return the check column with what was typed over it."""
    typed = TypedOver(evaluation.overtyped)
    return tuple(
        str(typed.of(table, place).get("check", fault)) for place, fault in enumerate(faults)
    )


def find_scheme(rows: Sequence[Scheme], checks: Sequence[str], name: str) -> Scheme:
    """Return the scheme of this name if it is sound; #N/A otherwise."""
    for row, fault in zip(rows, checks, strict=True):
        if row.scheme.lower() == name.lower() and name:
            if fault == ErrorValue.REF.value:
                # the column of the checks was deleted
                raise CellError(ErrorValue.REF)
            if fault:
                break
            return row
    raise CellError(ErrorValue.NA)


def grade_of(
    evaluation: Evaluation,
    checks: Sequence[str],
    total: float,
    full: float,
    *,
    vetoed: bool = False,
) -> str:
    """Return the grade that a total of ``full`` points earns in the project's scheme.

    A veto brings it down to the lowest of the scheme.
    """
    name = evaluation.project.grade_scheme or DEFAULT_GRADE_SCHEME
    scheme = find_scheme(evaluation.grades, checks, name)
    reached = band_number(scheme.lower, in_hundredths(total, full))
    if reached == 0:
        raise CellError(ErrorValue.NA)
    return scheme.grade[0 if vetoed else reached - 1]
