"""Where the command ``yqxl`` begins.

The plain call ``yqxl regenerate FILE… -o FOLDER [--json]`` goes to its work at once: the
option parser, which checks every option with pydantic, would add half of the CPU time of
the whole cold command, 1.3 to 2.1 times ``import openpyxl`` (``benchmarks/cold.py``).
Every other call, and every call that is not plainly right, goes through the parser.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from yqxl.frontends.cli.running import guarded

_OUTPUT = ("-o", "--output")
_JSON = "--json"


def plain_call(arguments: Sequence[str]) -> tuple[list[str], Path, bool] | None:
    """Return files, output folder and whether JSON is wanted, if the call is a plain one.

    >>> plain_call(["regenerate", "a.xlsx", "-o", "out"])
    (['a.xlsx'], PosixPath('out'), False)
    >>> plain_call(["regenerate", "a.xlsx", "-o", "out", "--resume"]) is None
    True
    """
    if not arguments or arguments[0] != "regenerate":
        return None
    files = []
    output = None
    as_json = False
    rest = iter(arguments[1:])
    for argument in rest:
        if argument in _OUTPUT and output is None:
            output = next(rest, None)
        elif argument == _JSON:
            as_json = True
        elif argument.startswith("-") or argument in _OUTPUT:
            return None
        else:
            files.append(argument)
    if not files or not output or output.startswith("-"):
        return None
    return files, Path(output), as_json


def main() -> None:
    """Run the command line and leave with its exit code; never a traceback."""
    arguments = sys.argv[1:]
    plain = plain_call(arguments)
    sys.exit(guarded(lambda: _regenerate(*plain)) if plain else _parsed(arguments))


def _regenerate(files: list[str], output: Path, as_json: bool) -> int:  # noqa: FBT001 - as parsed
    from yqxl.frontends.cli.commands.regenerating import Request, regenerate  # noqa: PLC0415 - errors are told

    return regenerate(Request(files, output, as_json=as_json))


def _parsed(arguments: list[str]) -> int:
    # Typer checks options with pydantic: looking for its plugins costs a tenth of a cold start
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    from yqxl.frontends.cli.parser.app import app  # noqa: PLC0415 - the parser, only if it is needed
    from yqxl.frontends.cli.parser.parsing import run  # noqa: PLC0415 - likewise

    return run(app, arguments)
