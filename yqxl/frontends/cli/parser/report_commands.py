"""The commands about scores: how one came about, what a change would do, what is compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yqxl.frontends.cli.parser.arguments import Files, OneFile, OneJson
from yqxl.frontends.cli.parser.chinese_help import EXCHANGE, SCORES, Commands


def add_to(app: Commands) -> None:
    """Add the commands of this module."""
    for command in (explain, whatif, compare):
        app.add(SCORES)(command)
    for exchange in (report, rollup):
        app.add(EXCHANGE)(exchange)


def explain(
    file: OneFile,
    code: Annotated[str, typer.Argument(metavar="编码", help="指标编码，如 C102")],
) -> None:
    """说明一个得分怎么来的：单元格、口径、规则、来源。"""
    from yqxl.frontends.cli.commands import explaining

    raise typer.Exit(explaining.explain(file, code))


def whatif(
    file: OneFile,
    changes: Annotated[
        list[str],
        typer.Argument(metavar="路径=值…", help="如 产出/O02/实际值=700；等号后不写是清空"),
    ],
    as_json: OneJson = False,
) -> None:
    """测算：改一格，哪些得分、总分、等级会变；不改评分，什么也不写。"""
    from yqxl.frontends.cli.commands import trying

    raise typer.Exit(trying.what_if(file, changes, as_json=as_json))


def compare(
    own: Annotated[Path, typer.Argument(metavar="自评", help="自评的工作簿")],
    review: Annotated[Path, typer.Argument(metavar="复核", help="复核（评价）的工作簿")],
    as_json: OneJson = False,
) -> None:
    """自评与复核：逐个指标的差别和原因；写着的总分、等级与得分是否一致。"""
    from yqxl.frontends.cli.commands import comparing

    raise typer.Exit(comparing.compare(own, review, as_json=as_json))


def report(
    file: OneFile,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="输出", help="报告 .docx")
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar="文档",
            help="填自己的 .docx：〔总分〕〔表3-1〕〔分析：B〕……；再填是更新",
        ),
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option("--check", metavar="报告", help="核对写好的报告（.docx .pdf .txt），不写文件"),
    ] = None,
    only_tables: Annotated[bool, typer.Option("--only-tables", help="只要全部表格")] = False,
    names: Annotated[bool, typer.Option("--names", help="列出可以写的占位符和内容")] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件")] = False,
    as_json: OneJson = False,
) -> None:
    """从工作簿写 Word 报告，填好、更新自己的 Word 文档，或核对写好的报告。"""
    from yqxl.frontends.cli.commands import report_checking, reporting

    if check is not None:
        raise typer.Exit(report_checking.check(file, check, as_json=as_json))
    request = reporting.Request(file, output, into, only_tables, names, force, as_json)
    raise typer.Exit(reporting.report(request))


def rollup(
    files: Files,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="输出", help="汇总工作簿 .xlsx")
    ],
    roster: Annotated[
        Path | None,
        typer.Option("--roster", metavar="名单", help="应报的名单（xlsx、csv……，一列“名称”）"),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, max=60, metavar="N", help="同时读几个文件")
    ] = 1,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件")] = False,
    as_json: OneJson = False,
) -> None:
    """很多评价汇成一个工作簿：总览、排名、热力表、共性问题、报送情况。"""
    from yqxl.frontends.cli.commands import rolling_up

    request = rolling_up.Request(files, output, roster, jobs, force, as_json)
    raise typer.Exit(rolling_up.roll_up(request))
