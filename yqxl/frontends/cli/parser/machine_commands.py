"""The commands about this machine, and the page for machines where nothing may be installed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yqxl.frontends.cli.parser.arguments import AsJson
from yqxl.frontends.cli.parser.chinese_help import EXCHANGE, MACHINE, Commands


def add_to(app: Commands) -> None:
    """Add the commands of this module."""
    app.add(EXCHANGE)(page)
    for command in (licences, doctor, addin, calc):
        app.add(MACHINE)(command)


def licences(as_json: AsJson = False) -> None:
    """列出本机安装的 yqxl 和它所依赖的软件、版本和许可。"""
    from yqxl.frontends.cli.commands import licences as listing

    raise typer.Exit(listing.licences(as_json=as_json))


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象")] = False,
) -> None:
    """检查本机：什么能用，什么不能用，怎么办。"""
    from yqxl.frontends.cli.commands import diagnosing

    raise typer.Exit(diagnosing.diagnose(as_json=as_json))


def addin(
    action: Annotated[
        str, typer.Argument(metavar="install|remove|status", help="安装、删除或查看")
    ],
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="文件夹", help="Excel 的启动文件夹，默认自动查找"),
    ] = None,
) -> None:
    """安装、删除或查看 Excel 加载项（宏和功能区）。"""
    from yqxl.frontends.cli.commands import adding_in

    raise typer.Exit(adding_in.addin(action, folder))


def calc(
    action: Annotated[
        str,
        typer.Argument(metavar="build|install|remove|status", help="生成、安装、删除或查看"),
    ],
    target: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="输出", help="build 的输出 .oxt")
    ] = None,
) -> None:
    """生成、安装、删除或查看 LibreOffice Calc 扩展。"""
    from yqxl.frontends.cli.commands import extension

    raise typer.Exit(extension.calc(action, target))


def page(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="yqxl.html", help="网页文件")],
    pyodide: Annotated[
        Path | None,
        typer.Option("--pyodide", metavar="文件夹", help="已经取来的 npm 包，默认用 npm 取"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件")] = False,
) -> None:
    """生成网页版：一个 HTML 文件，离线可用，不装任何东西（生成时要用 Node.js）。"""
    from yqxl.frontends.cli.commands import writing_page

    raise typer.Exit(writing_page.write_page(output, pyodide, force=force))
