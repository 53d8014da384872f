"""Where the command ``yqxl`` begins.

The plain calls ``yqxl regenerate FILE… -o FOLDER [--json]`` and ``yqxl check FILE… [--json]``
go to their work at once: the option parser, which checks every option with pydantic, would
add a third to a half of the CPU time of the whole cold command (``benchmarks/cold.py``).
Every other call, and every call that is not plainly right, goes through the parser.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from yqxl.frontends.cli.running import guarded

_OUTPUT = ("-o", "--output")
_JSON = "--json"


class PlainCall(NamedTuple):
    """What a plain call asks for; without an output folder it is ``check``."""

    files: list[str]
    output: Path | None
    as_json: bool


def plain_call(arguments: Sequence[str]) -> PlainCall | None:
    """Return files, output folder and whether JSON is wanted, if the call is a plain one.

    >>> plain_call(["regenerate", "a.xlsx", "-o", "out"])
    PlainCall(files=['a.xlsx'], output=PosixPath('out'), as_json=False)
    >>> plain_call(["check", "a.xlsx", "--json"])
    PlainCall(files=['a.xlsx'], output=None, as_json=True)
    >>> plain_call(["regenerate", "a.xlsx", "-o", "out", "--resume"]) is None
    True
    """
    if not arguments or arguments[0] not in ("check", "regenerate"):
        return None
    writes = arguments[0] == "regenerate"
    files = []
    output = None
    as_json = False
    rest = iter(arguments[1:])
    for argument in rest:
        if writes and argument in _OUTPUT and output is None:
            output = next(rest, None)
        elif argument == _JSON:
            as_json = True
        elif argument.startswith("-"):
            return None
        else:
            files.append(argument)
    if not files or (writes and (not output or output.startswith("-"))):
        return None
    return PlainCall(files, Path(output) if output else None, as_json)


def main() -> None:
    """Run the command line and leave with its exit code; never a traceback."""
    arguments = sys.argv[1:]
    plain = plain_call(arguments)
    sys.exit(guarded(lambda: _done(plain)) if plain else _parsed(arguments))


def _done(plain: PlainCall) -> int:
    if plain.output is None:
        from yqxl.frontends.cli.commands.checking import check  # noqa: PLC0415 - errors are told

        return check(plain.files, as_json=plain.as_json)
    from yqxl.frontends.cli.commands.regenerating import Request, regenerate  # noqa: PLC0415 - likewise

    return regenerate(Request(plain.files, plain.output, as_json=plain.as_json))


def _parsed(arguments: list[str]) -> int:
    # Typer checks options with pydantic: looking for its plugins costs a tenth of a cold start
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    from yqxl.frontends.cli.parser.app import app  # noqa: PLC0415 - the parser, only if it is needed
    from yqxl.frontends.cli.parser.parsing import run  # noqa: PLC0415 - likewise

    return run(app, arguments)
