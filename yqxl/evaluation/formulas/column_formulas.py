"""The formula of every computed column, as the workbook carries it.

The Python twin is ``yqxl.evaluation.scoring``: both give the same values, errors
included. A formula stands here without its ``=``; ``[field]`` is the cell of that column
in the same row. Only functions of Excel 2010, no array entry, nothing volatile, no local
names. What a rate or a score is stands in ``yqxl.rules``; here are guards and look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from yqxl.evaluation.formulas.indicator_formulas import indicator_formulas
from yqxl.evaluation.formulas.level_formulas import LEVEL_FORMULAS
from yqxl.evaluation.formulas.optional_parts import with_parts
from yqxl.evaluation.formulas.rate_formulas import rate_formulas
from yqxl.model.layout import cell_name

NATIVE, UDF = "native", "udf"
#: who computes a rate or a score: the sheet itself, or functions of an add-in
FLAVOURS = (NATIVE, UDF)

_FIELD = re.compile(r"\[(\w+)\]")


@cache
def column_templates(flavour: str) -> Mapping[tuple[str, str], str]:
    """Return every column formula of a flavour by table and field."""
    if flavour not in FLAVOURS:
        raise ValueError(f"no flavour {flavour!r}: {' or '.join(FLAVOURS)}")
    by_name = flavour == UDF
    found = {
        **rate_formulas(by_name=by_name),
        **indicator_formulas(by_name=by_name),
        **LEVEL_FORMULAS,
    }
    return MappingProxyType(found)


def formula_of(table_key: str, field: str, flavour: str = NATIVE) -> str:
    """Return the formula of a computed column without optional columns beside it.

    ``[field]`` is the same-row cell.

    Raises KeyError for a column that people type into.

    >>> formula_of("funds", "arrival_budget")
    'IF(COUNT([arrived],[budget])=2,[arrived]/[budget],"")'
    >>> formula_of("funds", "arrival_budget", "udf")
    'IF(COUNT([arrived],[budget])=2,YQ_ARRIVAL_RATE([arrived],[budget]),"")'
    """
    return with_parts(column_templates(flavour)[table_key, field], ())


def column_formula(
    table_key: str, field: str, row: int, columns: Mapping[str, int], flavour: str = NATIVE
) -> str:
    """Return the formula of a computed column in one sheet row, in A1 addresses.

    Raises KeyError when the sheet lacks a column that the formula reads.

    >>> column_formula("outputs", "completion", 5, {"planned": 3, "actual": 4})
    'IF(COUNT(C5,D5)=2,MIN(1,D5/C5),"")'
    """
    template = with_parts(column_templates(flavour)[table_key, field], columns)
    return _FIELD.sub(lambda match: cell_name(row, columns[match[1]]), template)
