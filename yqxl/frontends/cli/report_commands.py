"""The commands that follow the scores: what a change would do, and what is compared."""

from __future__ import annotations

from typing import Annotated

import typer

from yqxl.frontends.cli.arguments import OneFile, OneJson


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (whatif,):
        app.command()(command)


def whatif(
    file: OneFile,
    changes: Annotated[
        list[str],
        typer.Argument(metavar="路径=值…", help="如 产出/O02/实际值=700；等号后不写是清空"),
    ],
    as_json: OneJson = False,
) -> None:
    """测算：改一格，哪些得分、总分、等级会变；不改评分，什么也不写。"""
    from yqxl.frontends.cli import trying

    raise typer.Exit(trying.what_if(file, changes, as_json=as_json))
