"""Help in Chinese: the words that Typer writes itself, and the commands in groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from yqxl.frontends.cli.parser.overview import overview

#: the groups of commands in the help of ``yqxl``, in the order of a person's work
WORK, EXCHANGE, SCORES, MACHINE = "填写和生成", "取入和交出", "得分和复核", "资料和本机"
_WORDS = (
    ("Usage: ", "用法: "), ("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 …"), ("}...", "}…"),
)  # fmt: skip


class _Chinese:
    """What Typer's commands say of themselves."""

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401 - Typer keeps the class to itself
        """Return the usage line."""
        usage: str = super().get_usage(ctx)  # type: ignore[misc]  # beside one of Typer's classes
        for word, chinese in _WORDS:
            usage = usage.replace(word, chinese)
        return usage

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - likewise
        """Return the option that shows the help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # likewise
        if option is not None:
            option.help = "显示这份说明"
        return option

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - likewise
        """Return the parameters; a switch has no value to be named."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]  # likewise
        for one in parameters:
            if getattr(one, "is_flag", False) and one.metavar is None:
                one.metavar = ""
        return parameters


class ChineseCommand(_Chinese, TyperCommand):
    """One command."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - likewise
        """Print the help, with the titles that Typer writes in Chinese."""
        from typer import rich_utils  # noqa: PLC0415 - only this help needs it, and it is slow

        rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
        rich_utils.OPTIONS_PANEL_TITLE = "选项"
        rich_utils.COMMANDS_PANEL_TITLE = "命令"
        rich_utils.DEFAULT_STRING = "[默认: {}]"
        rich_utils.REQUIRED_LONG_STRING = "[必填]"
        super().format_help(ctx, formatter)


class ChineseGroup(_Chinese, TyperGroup):
    """The program with its commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - likewise
        """Write all commands in their groups; drawing them would double a cold start."""
        groups: dict[str, list[tuple[str, str]]] = {"选项": []}
        for option in self.get_params(ctx):
            groups["选项"].append((", ".join(sorted(option.opts)), option.help))
        for group in (WORK, EXCHANGE, SCORES, MACHINE):
            groups[group] = []
        for name, command in self.commands.items():
            text = (command.help or "").partition("\n\n")[0]
            group = getattr(command, "rich_help_panel", MACHINE)
            groups[group].append((name, " ".join(text.split())))
        formatter.write(overview(self.get_usage(ctx), self.help or "", groups))


class Commands(typer.Typer):
    """A program whose commands speak Chinese, each in a group of the help."""

    def add(self, group: str, name: str | None = None) -> Callable[[Any], Any]:
        """Return the decorator that makes a command of a function."""
        return self.command(name, cls=ChineseCommand, rich_help_panel=group)
