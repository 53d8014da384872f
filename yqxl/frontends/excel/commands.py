"""What people can start inside Excel: each command's macro, its label, icon and place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the ribbon and of 首页.

    ``name`` is the function in :mod:`yqxl.frontends.excel.macros`; ``image`` is one of
    Office's own pictures.
    """

    name: str
    label: str
    image: str
    group: str
    hint: str

    @property
    def macro(self) -> str:
        """The name of the procedure in VBA."""
        return "Yqxl" + "".join(part.capitalize() for part in self.name.split("_"))


#: the ribbon tab, and the category of the functions in the wizard
CATEGORY = "绩效评价"
CHECKING, TABLES, FINISHING = "检查", "生成", "定稿"

COMMANDS = (
    Command("check", "填报检查", "DataValidation", CHECKING, "检查填报数据，结果写入“校验”表。"),
    Command("regenerate_all", "全部生成", "RefreshAll", TABLES, "计算并生成全部标准表和“校验”表。"),
    Command("table_1_1", "生成表1-1", "TableInsert", TABLES, "年度绩效目标表。"),
    Command("table_2_1", "生成表2-1", "TableInsert", TABLES, "绩效评价指标体系表。"),
    Command("table_3_1", "生成表3-1", "TableInsert", TABLES, "一级指标得分情况表。"),
    Command(
        "freeze",
        "定稿",
        "FileSaveAs",
        FINISHING,
        "另存一份不含宏的 .xlsx，自定义函数改为内置公式，可发给没有本程序的人。",
    ),
)  # fmt: skip
