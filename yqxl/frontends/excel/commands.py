"""What people can start inside Excel: each command's macro, its label, icon and place."""

from __future__ import annotations

from dataclasses import dataclass

from yqxl.catalog import standard_tables


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


def table_command(number: str) -> str:
    """Return the name of the command that generates a table.

    >>> table_command("3-2")
    'table_3_2'
    """
    return f"table_{number.replace('-', '_')}"


#: the ribbon tab, and the category of the functions in the wizard
CATEGORY = "绩效评价"
CHECKING, TABLES, FINISHING = "检查", "生成", "定稿"

#: the tables are those of the registry that every workbook gets; 全部生成 renews the others too
COMMANDS = (
    Command("check", "填报检查", "DataValidation", CHECKING, "检查填报数据，结果写入“校验”表。"),
    Command("regenerate_all", "全部生成", "RefreshAll", TABLES, "计算并生成全部标准表和“校验”表。"),
    *(
        Command(table_command(table.number), f"生成{table.sheet}", "TableInsert", TABLES,
                f"{table.title.removesuffix('表')}表。")
        for table in standard_tables()
    ),
    Command(
        "freeze",
        "定稿",
        "FileSaveAs",
        FINISHING,
        "另存一份不含宏的 .xlsx，自定义函数改为内置公式，可发给没有本程序的人。",
    ),
)  # fmt: skip
