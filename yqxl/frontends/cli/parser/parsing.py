"""A command line through Typer: Chinese help, and its complaints as ours."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from yqxl.frontends.cli.parser.complaints import in_chinese
from yqxl.frontends.cli.printing import tell
from yqxl.frontends.cli.running import INTERRUPTED, USAGE, guarded, tell_interrupted


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run the command line; return the exit code."""
    arguments = list(arguments) or ["--help"]
    return guarded(lambda: _parsed(app, list(arguments)))


def _parsed(app: typer.Typer, arguments: list[str]) -> int:
    try:
        code = app(arguments, prog_name="yqxl", standalone_mode=False)
    except TyperException as error:
        tell(f"用法错误：{in_chinese(error.format_message())}请用 yqxl --help 查看用法。[YQ-400]")
        return USAGE
    except typer.Abort:
        raise KeyboardInterrupt from None
    if code == INTERRUPTED:  # Typer makes this code of Ctrl-C itself
        tell_interrupted()
    return code if isinstance(code, int) else 0
