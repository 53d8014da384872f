"""``yqxl page``: the browser page, for whoever may install nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from yqxl.frontends.cli.chinese_help import EXCHANGE, Commands
from yqxl.frontends.cli.printing import put, tell


def add_to(app: Commands) -> None:
    """Add the command of this module."""
    app.add(EXCHANGE)(page)


def page(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="yqxl.html", help="网页文件")],
    pyodide: Annotated[
        Path | None,
        typer.Option("--pyodide", metavar="文件夹", help="已经取来的 npm 包，默认用 npm 取"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件")] = False,  # noqa: FBT002 - Typer makes an option of it
) -> None:
    """生成网页版：一个 HTML 文件，离线可用，不装任何东西（生成时要用 Node.js）。"""
    raise typer.Exit(write_page(output, pyodide, force=force))


def write_page(output: Path, pyodide: Path | None, *, force: bool) -> int:
    """Write the page, say its SHA-256; return the exit code."""
    from yqxl.errors import UsageError  # noqa: PLC0415 - help stays quick
    from yqxl.workbook.saving.output_failures import refuse_standing  # noqa: PLC0415 - likewise

    if output.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(
            "YQ-695", f"输出 {output} 的扩展名不是 .html。", remedy="请把输出写成 yqxl.html。"
        )
    refuse_standing(output, overwrite=force)
    from yqxl.frontends.web.building import page as page_text  # noqa: PLC0415 - likewise
    from yqxl.frontends.web.npm_package import pyodide_folder  # noqa: PLC0415 - likewise
    from yqxl.workbook.saving.saving import check_target, save  # noqa: PLC0415 - likewise

    check_target(output)
    with pyodide_folder(pyodide) as folder:
        content = page_text(folder).encode()

    def write(file: BinaryIO) -> None:
        file.write(content)

    save(output, write, lambda _path: None)
    tell(f"已写入 {output}（{len(content) / 1e6:.1f} MB）。SHA-256：")
    put(hashlib.sha256(content).hexdigest())
    return 0
