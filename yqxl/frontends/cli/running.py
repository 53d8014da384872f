"""From what a command raises to one line on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from yqxl.errors import YqxlError
from yqxl.pipeline.log_file import internal_error, log_exception, log_unraisable

USAGE, INTERNAL, INTERRUPTED = 2, 4, 130
_HELP = ("-h", "--help")


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run the command line; return the exit code."""
    _speak_utf8()
    log_unraisable()
    arguments = list(arguments) or ["--help"]
    if any(argument in _HELP for argument in arguments):
        _chinese_help()
    try:
        code = app(arguments, prog_name="yqxl", standalone_mode=False)
    except TyperException as error:
        _complain(f"用法错误：{error.format_message()} 请用 yqxl --help 查看用法。[YQ-400]")
        return USAGE
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except YqxlError as error:
        _complain(str(error))
        return error.exit_code
    except BrokenPipeError:
        # whoever read our output has left; nothing more to say to anybody
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last line of defence: one line and a log
        log_exception(error, "command line")
        _complain(str(internal_error(f"{type(error).__name__}: {error}")))
        return INTERNAL
    if code == INTERRUPTED:  # Typer makes this code of Ctrl-C itself
        _complain("已中断：正在写的文件已写完，其余未动。")
    return code if isinstance(code, int) else 0


def _speak_utf8() -> None:
    """Chinese goes out as UTF-8 even where the console's code page says otherwise."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201 - the command line speaks here


def _chinese_help() -> None:
    from typer import rich_utils  # noqa: PLC0415 - only help needs it

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.DEFAULT_STRING = "[默认: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
