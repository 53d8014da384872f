"""The workbook contract: sheets, tables and header texts that every part agrees on.

Tables (by their ASCII names) and header texts are the contract; addresses are not. A
column is declared once, in the class of its table's rows (``inputs``, ``parameters``);
a cell of 首页 in ``cover``. What a computed column computes is the workbook's business;
here it only says that nobody types there.
"""

from __future__ import annotations

from collections.abc import Mapping

from yqxl.model.contract.choices import (
    COLUMN_LISTS,
    FIXED_LISTS,
    INLINE_LISTS,
    LISTS,
    MONEY_UNITS,
    YES,
    YES_NO,
    ColumnList,
    FixedList,
)
from yqxl.model.contract.columns import MAX_TEXT, STEPS, Column, Table, Type
from yqxl.model.contract.cover import (
    CHECK_SHEET,
    CHECK_TABLE,
    COVER_SHEET,
    GUIDE_SHEET,
    NAMED_CELLS,
    ROSTER_SHEET,
    ROSTER_TABLE,
    WORKING_SHEET,
    NamedCell,
)
from yqxl.model.contract.inputs import (
    COSTS,
    ELEMENTS,
    FORM,
    FUNDS,
    GOALS,
    INDICATORS,
    OUTPUTS,
    RATES,
    SURVEY,
    SURVEY_COUNTS,
    TRENDS,
)
from yqxl.model.contract.optional_sheets import (
    EXPERTS,
    IMPORTS,
    LEVEL_SCORES,
    OPTIONAL_SHEETS,
    PRINTED_FIGURES,
    TEXTS,
)
from yqxl.model.contract.parameters import (
    BANDS,
    GRADES,
    KINDS,
    OPTIONS,
    PARAMETER_SHEET,
    PARAMETERS,
    RULES,
    TOLERANCES,
)

__all__ = [
    "BANDS",
    "BY_KEY",
    "BY_NAME",
    "CHECK_SHEET",
    "CHECK_TABLE",
    "CLOSING_TEXT",
    "COLUMN_LISTS",
    "COSTS",
    "COVER_SHEET",
    "ELEMENTS",
    "EXPERTS",
    "FIXED_LISTS",
    "FORM",
    "FUNDS",
    "GOALS",
    "GRADES",
    "GUIDE_SHEET",
    "IMPORTS",
    "INDICATORS",
    "INLINE_LISTS",
    "INPUTS",
    "KINDS",
    "LEVEL_SCORES",
    "LISTS",
    "MAX_TEXT",
    "MONEY_UNITS",
    "NAMED_CELLS",
    "OPTIONAL_SHEETS",
    "OPTIONS",
    "OUTPUTS",
    "PARAMETERS",
    "PARAMETER_SHEET",
    "PRINTED_FIGURES",
    "RATES",
    "ROSTER_SHEET",
    "ROSTER_TABLE",
    "RULES",
    "STANDARD_TABLES",
    "STEPS",
    "SURVEY",
    "SURVEY_COUNTS",
    "TABLES",
    "TEXTS",
    "TOLERANCES",
    "TRENDS",
    "WORKING_SHEET",
    "YES",
    "YES_NO",
    "Column",
    "ColumnList",
    "FixedList",
    "NamedCell",
    "Table",
    "Type",
]

#: text of the closing row that ends every table
CLOSING_TEXT = "（在此行上方插入新行）"

#: the tables that people fill in; what not every workbook has stands behind
INPUTS: tuple[Table, ...] = (*FORM, *OPTIONAL_SHEETS)
#: every contract table, in the order of the sheets
TABLES: tuple[Table, ...] = (*INPUTS, *PARAMETERS)
#: the tables that every workbook has
STANDARD_TABLES: tuple[Table, ...] = (*FORM, *PARAMETERS)
BY_KEY: Mapping[str, Table] = {table.key: table for table in TABLES}
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
