"""What a person can have done with an open workbook, the same in every program.

The ribbon and the buttons of Excel and the menu of Calc are made from this declaration,
with their names and hints; each is also a command of the command line.
"""

from __future__ import annotations

from dataclasses import dataclass

from yqxl.catalog import tables
from yqxl.evaluation.computing import CHECK

ALL, FREEZE, REPORT = "all", "freeze", "report"


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    ``key`` is ``check``, ``all``, ``freeze``, ``report`` or a table's number; ``line`` the
    command of the command line that does the same with a file. ``extra`` marks what few
    need, and programs show apart; ``makes_file`` what gives a file of its own, for which
    Calc's Python has no parts.
    """

    key: str
    label: str
    english: str
    hint: str
    line: str
    extra: bool = False
    makes_file: bool = False


def commands() -> tuple[Command, ...]:
    """Return the commands in the order in which they are shown.

    >>> [command.label for command in commands()][:2]
    ['填报检查', '全部生成']
    """
    return (
        Command(CHECK, "填报检查", "Check", "检查填报数据，结果写入“校验”表。", "check"),
        Command(
            ALL,
            "全部生成",
            "Regenerate all",
            "计算并生成全部标准表、首页“另需表格”写的表和“校验”表。",
            "regenerate",
        ),
        *(
            Command(
                table.number,
                f"生成{table.sheet}",
                f"Table {table.number}",
                f"{table.title}。",
                "regenerate",
                extra=table.on_request,
            )
            for table in sorted(tables(), key=lambda table: table.on_request)
            if not table.charts
        ),
        Command(
            REPORT,
            "写报告",
            "Report",
            "在工作簿旁边写一份 Word 报告；已有的报告不动，另起一个名称。",
            "report",
            makes_file=True,
        ),
        Command(
            FREEZE,
            "定稿",
            "Final copy",
            "另存一份不含宏的 .xlsx，自定义函数改为内置公式，可发给没有本程序的人。",
            "freeze",
            makes_file=True,
        ),
    )
