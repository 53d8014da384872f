"""Declarations: what stands beside a function so that every host can offer it.

``@formula``, ``@native``, ``@computes``, ``@rate_kind``, ``@scoring_rule``, ``@check``,
``@table`` and ``@form`` attach a declaration to a function and return the function untouched.
Nothing is listed anywhere: the catalog finds the declarations by importing the modules
of ``rules``, ``checks``, ``tables`` and ``forms``. A declaration that no host could carry raises
where it is made.
"""

from __future__ import annotations

from yqxl.registry.checking import (
    Check,
    FirstCell,
    LiveCheck,
    LiveRows,
    NumberedLiveCheck,
    Subject,
    check,
)
from yqxl.registry.computed_columns import (
    CellCall,
    ComputedColumn,
    Numbering,
    RateKind,
    computes,
    rate_kind,
)
from yqxl.registry.declaring import ATTRIBUTE, DeclarationError, declarations, declared
from yqxl.registry.forming import FormDeclaration, form
from yqxl.registry.native_core import NativeCore, native
from yqxl.registry.scoring import (
    BAND_SCHEME,
    SCORING_ELEMENTS,
    GroupRule,
    Parameter,
    RuleAlias,
    RuleInput,
    ScoringRule,
    group_rule,
    scoring_rule,
)
from yqxl.registry.tabling import LiveTableDeclaration, TableDeclaration, live_table, table
from yqxl.registry.worksheet import (
    MAX_SUMMARY,
    OMITTED,
    Argument,
    Omitted,
    WorksheetFunction,
    formula,
    native_text,
)

__all__ = [
    "ATTRIBUTE",
    "BAND_SCHEME",
    "MAX_SUMMARY",
    "OMITTED",
    "SCORING_ELEMENTS",
    "Argument",
    "CellCall",
    "Check",
    "ComputedColumn",
    "DeclarationError",
    "FirstCell",
    "FormDeclaration",
    "GroupRule",
    "LiveCheck",
    "LiveRows",
    "LiveTableDeclaration",
    "NativeCore",
    "NumberedLiveCheck",
    "Numbering",
    "Omitted",
    "Parameter",
    "RateKind",
    "RuleAlias",
    "RuleInput",
    "ScoringRule",
    "Subject",
    "TableDeclaration",
    "WorksheetFunction",
    "check",
    "computes",
    "declarations",
    "declared",
    "form",
    "formula",
    "group_rule",
    "live_table",
    "native",
    "native_text",
    "rate_kind",
    "scoring_rule",
    "table",
]
