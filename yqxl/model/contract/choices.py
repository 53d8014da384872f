"""The drop-down lists of the workbook: by their defined names, fixed or a column of 参数."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yqxl.model.level_methods import METHODS
from yqxl.model.natures import NATURES


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
#: on the foot of 参数 in every workbook
FIXED_LISTS = (YES_NO, MONEY_UNITS, PROJECT_KINDS)
#: the bound that belongs to a band: its lower one, or that of the band above
LOWER, UPPER = BOUNDS = ("下限", "上限")
#: of optional columns: they stand in the validation itself, so that no workbook gains a name
INLINE_LISTS = (
    FixedList("yq_list_directions", "方向", ("≥", "≤", "=", "定性")),
    FixedList("yq_list_likelihoods", "完成可能性", ("确定能", "有可能", "完全不可能")),
    FixedList("yq_list_natures", "性质", NATURES),
    FixedList("yq_list_methods", "方法", METHODS),
    FixedList("yq_list_bounds", "闭合", BOUNDS),
    FixedList(
        "yq_list_roundings",
        "取整",
        (
            "整数",
            "半分",
            "一位小数",
            "两位小数",
            "整数(舍去)",
            "半分(舍去)",
            "一位小数(舍去)",
            "两位小数(舍去)",
        ),
    ),
)
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
    one.name: one for one in (*FIXED_LISTS, *INLINE_LISTS, *COLUMN_LISTS)
}
