"""What people can start inside Excel: each command's macro, its label, icon and place."""

from __future__ import annotations

from dataclasses import dataclass

from yqxl.evaluation.commands import ALL, FREEZE, REPORT, commands
from yqxl.evaluation.commands import Command as Declared
from yqxl.evaluation.computing import CHECK


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the ribbon, and of 首页 unless it is ``extra``.

    ``name`` is the function in :mod:`yqxl.frontends.excel.macros`; ``image`` is one of
    Office's own pictures.
    """

    name: str
    label: str
    image: str
    group: str
    hint: str
    extra: bool

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
_CHECKING, _TABLES, _FINISHING = "检查", "生成", "报告和定稿"
#: where a command differs from those that generate one table: macro, picture, group
_FORMS = {
    CHECK: ("check", "DataValidation", _CHECKING),
    ALL: ("regenerate_all", "RefreshAll", _TABLES),
    REPORT: ("report", "FileSaveAsWordDocx", _FINISHING),
    FREEZE: ("freeze", "FileSaveAs", _FINISHING),
}


def _command(declared: Declared) -> Command:
    of_table = (table_command(declared.key), "TableInsert", _TABLES)
    name, image, group = _FORMS.get(declared.key, of_table)
    return Command(name, declared.label, image, group, declared.hint, declared.extra)


COMMANDS = tuple(map(_command, commands()))
