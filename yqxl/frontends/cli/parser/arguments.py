"""Arguments and options that several commands have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="文件…", help="工作簿、文件夹、通配符、@清单.txt，或 -（从标准输入读清单）"
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="每个文件输出一行 JSON（JSON Lines）")]
OneJson = Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象")]
OneFile = Annotated[Path, typer.Argument(metavar="文件", help="工作簿（.xlsx 或 .xlsm）")]
