"""The drop-down lists of the workbook: by their defined names, fixed or a column of 参数."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FixedList:
    """A drop-down list that nobody extends, at the foot of 参数."""

    name: str
    header: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnList:
    """A drop-down list that is a column of 参数, without its header."""

    name: str
    table: str
    field: str


YES_NO = FixedList("yq_list_yes_no", "是否", ("是", "否"))
MONEY_UNITS = FixedList("yq_list_money_units", "金额单位", ("元", "万元"))
PROJECT_KINDS = FixedList("yq_list_project_kinds", "类型", ("政策", "项目"))
FIXED_LISTS = (YES_NO, MONEY_UNITS, PROJECT_KINDS)
#: what a column of 是 and 否 says where it is so
YES = YES_NO.choices[0]
COLUMN_LISTS = (
    ColumnList("yq_list_rules", "rules", "rule"),
    ColumnList("yq_list_kinds", "kinds", "kind"),
    ColumnList("yq_list_bands", "bands", "scheme"),
    ColumnList("yq_list_grades", "grades", "scheme"),
    ColumnList("yq_list_options", "options", "option"),
)
LISTS: Mapping[str, FixedList | ColumnList] = {
    one.name: one for one in (*FIXED_LISTS, *COLUMN_LISTS)
}
