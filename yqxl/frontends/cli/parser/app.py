"""The command ``yqxl``: its commands, their options and help.

What a command needs is imported when it runs: ``--help`` loads no workbook library.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yqxl import __version__
from yqxl.frontends.cli.parser import machine_commands, report_commands
from yqxl.frontends.cli.parser.arguments import AsJson, Files, OneFile
from yqxl.frontends.cli.parser.chinese_help import EXCHANGE, MACHINE, WORK, ChineseGroup, Commands

app = Commands(
    name="yqxl",
    cls=ChineseGroup,
    help="绩效评价工作簿：检查、计算、生成表1-1 / 表2-1 / 表3-1 / 表3-2。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"yqxl {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="显示版本"),
    ] = False,
) -> None:
    """绩效评价工作簿：检查、计算、生成标准表。"""


@app.add(WORK)
def new(
    output: Annotated[Path, typer.Argument(metavar="输出", help="新工作簿 .xlsx")],
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="数据.json", help="用 JSON 数据填好（格式见 yqxl schema）"),
    ] = None,
    functions: Annotated[
        str,
        typer.Option(
            "--functions", metavar="native|udf", help="公式用内置函数，还是 YQ_ 自定义函数"
        ),
    ] = "native",
    parts: Annotated[
        str,
        typer.Option(
            "--with",
            metavar="日期,偏差,…",
            help="带上可选的列、表：日期、偏差、监控、预算、加扣分、说明、抽样、有效期，或列、表的名称",
        ),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件")] = False,
) -> None:
    """新建空白模板，或用 JSON 数据填好的工作簿。"""
    from yqxl.frontends.cli.commands import documents

    raise typer.Exit(documents.new(output, source, functions, parts=parts, force=force))


@app.add(WORK)
def check(
    files: Files,
    as_json: AsJson = False,
    digest: Annotated[
        str | None,
        typer.Option("--digest", metavar="1a2b3c4d", help="纸面上的数据摘要与文件是否相同"),
    ] = None,
) -> None:
    """列出工作簿的全部问题，不写任何文件。"""
    from yqxl.frontends.cli.commands import checking

    raise typer.Exit(checking.check(files, as_json=as_json, digest=digest))


@app.add(WORK)
def regenerate(
    files: Files,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件夹", help="输出文件夹")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, metavar="N", help="进程数，默认为核数")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="跳过上次已完成且未变的文件")] = False,
    force: Annotated[bool, typer.Option("--force", help="与 --resume 同用时也全部重做")] = False,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="写回原文件，原文件另存带时间的备份")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="有错误就不生成该文件")] = False,
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="i/n", help="只做第 i 份，共 n 份")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", metavar="dask://主机:端口", help="在 Dask 集群上运行；加密的写 tls://"
        ),
    ] = None,
    as_json: AsJson = False,
    flat: Annotated[
        bool, typer.Option("--flat", help="输出都放在输出文件夹里，不保持输入文件夹的层次")
    ] = False,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="refused|error|warning",
            help="什么使退出码为 1：有文件未处理；有错误（默认）；有警告",
        ),
    ] = "error",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="只说未处理的文件和总数")] = False,
    summary: Annotated[
        Path | None,
        typer.Option("--summary", metavar="汇总", help="每个文件一行：.xlsx、.csv 或 .json"),
    ] = None,
    failed: Annotated[
        Path | None,
        typer.Option("--failed", metavar="清单.txt", help="未完成的文件写成清单，可用 @ 再做"),
    ] = None,
    keep_backups: Annotated[
        int | None,
        typer.Option("--keep-backups", min=1, metavar="N", help="--in-place 时每个文件留几份备份"),
    ] = None,
    tls_ca: Annotated[
        Path | None, typer.Option("--tls-ca", metavar="文件", help="tls:// 的 CA 证书")
    ] = None,
    tls_cert: Annotated[
        Path | None, typer.Option("--tls-cert", metavar="文件", help="本机的证书")
    ] = None,
    tls_key: Annotated[
        Path | None, typer.Option("--tls-key", metavar="文件", help="本机的私钥")
    ] = None,
    tables: Annotated[
        str,
        typer.Option("--tables", metavar="名称,…|all", help="另外要的表，如 资金投入及使用情况表"),
    ] = "",
    keep_live: Annotated[
        bool, typer.Option("--keep-live", help="自动更新的表仍用公式，只更新保存的值")
    ] = False,
) -> None:
    """计算全部比率和得分，生成标准表，写入新文件。"""
    from yqxl.frontends.cli.commands import regenerating

    request = regenerating.Request(
        files,
        output,
        jobs,
        resume,
        force,
        in_place,
        strict,
        shard,
        cluster,
        as_json,
        flat,
        fail_on,
        quiet,
        summary,
        failed,
        keep_backups,
        tls_ca,
        tls_cert,
        tls_key,
        tables,
        keep_live,
    )
    raise typer.Exit(regenerating.regenerate(request))


@app.add(EXCHANGE)
def export(
    file: OneFile,
    results: Annotated[bool, typer.Option("--results", help="输出结果记录，而不是数据")] = False,
) -> None:
    """把工作簿的数据输出为 JSON。"""
    from yqxl.frontends.cli.commands import documents

    raise typer.Exit(documents.export(file, results=results))


@app.add(EXCHANGE, "import")
def import_table(
    file: Annotated[
        Path,
        typer.Argument(metavar="文件", help="别人的表：.xlsx .docx .xls .et .ods 网页 .csv .txt"),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="输出", help="填好的新工作簿 .xlsx")
    ] = None,
    project: Annotated[
        int | None, typer.Option("--project", min=1, metavar="N", help="文件里的第几个项目")
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="只看认出了什么，不写文件")] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象")] = False,
) -> None:
    """把别人的指标表（自评表、报告中的表）变成填好的工作簿，拿不准的标明。"""
    from yqxl.frontends.cli.commands import importing

    request = importing.Request(file, output, project, preview, force, as_json)
    raise typer.Exit(importing.import_table(request))


@app.add(EXCHANGE)
def collect(
    base: Annotated[Path, typer.Argument(metavar="主工作簿", help="要填的工作簿")],
    parts: Annotated[list[Path], typer.Argument(metavar="返回…", help="各单位返回的工作簿")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="输出", help="填好的工作簿")],
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象")] = False,
) -> None:
    """把各单位返回的数汇入空格：资金按单位，产出按编码，问卷人数按选项。"""
    from yqxl.frontends.cli.commands import collecting

    request = collecting.Request(base, parts, output, force, as_json)
    raise typer.Exit(collecting.collect(request))


@app.add(EXCHANGE, "form")
def prescribed_form(
    name: Annotated[str, typer.Argument(metavar="表名", help="如 自评表")],
    file: OneFile,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="输出", help="填好的表 .xlsx 或 .docx")
    ],
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件")] = False,
) -> None:
    """从工作簿填好一张规定的表（如项目支出绩效自评表），另存为 .xlsx 或 .docx。"""
    from yqxl.frontends.cli.commands import forms

    raise typer.Exit(forms.form(name, file, output, force=force))


@app.add(MACHINE)
def functions(as_json: AsJson = False) -> None:
    """列出单元格函数：参数、说明、来源。"""
    from yqxl.frontends.cli.commands import listings

    raise typer.Exit(listings.functions(as_json=as_json))


@app.add(MACHINE)
def rules(as_json: AsJson = False) -> None:
    """列出评分规则：参数、写法、例子、来源。"""
    from yqxl.frontends.cli.commands import listings

    raise typer.Exit(listings.rules(as_json=as_json))


@app.add(MACHINE)
def schema(
    results: Annotated[bool, typer.Option("--results", help="结果记录的，而不是数据的")] = False,
) -> None:
    """输出数据 JSON 的 JSON Schema；--results 是结果记录的。"""
    from yqxl.frontends.cli.commands import documents

    raise typer.Exit(documents.schema(results=results))


@app.add(WORK)
def freeze(
    file: OneFile,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="输出", help="定稿 .xlsx")],
    values: Annotated[bool, typer.Option("--values", help="函数改为数值，而不是内置公式")] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件")] = False,
    as_json: AsJson = False,
) -> None:
    """定稿：自定义函数改为内置公式，去掉宏和功能区，另存为 .xlsx。"""
    from yqxl.frontends.cli.commands import freezing

    raise typer.Exit(freezing.freeze(file, output, as_values=values, force=force, as_json=as_json))


@app.add(WORK)
def upgrade(
    file: OneFile,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="输出", help="升级后的文件")],
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的输出文件")] = False,
    as_json: AsJson = False,
) -> None:
    """升级：把较早版本的工作簿改为现行的填报约定（公式、列、名称、参数），说明改了什么。"""
    from yqxl.frontends.cli.commands import upgrading

    raise typer.Exit(upgrading.upgrade(file, output, force=force, as_json=as_json))


@app.add(WORK)
def survey(
    roster: Annotated[
        Path,
        typer.Argument(metavar="明细", help="问卷明细：.csv、.parquet，或含“问卷明细”表的工作簿"),
    ],
    into: Annotated[
        Path | None, typer.Option("--into", metavar="工作簿", help="把人数填入此工作簿并再生成")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="输出", help="填好的新工作簿，一个文件")
    ] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="写回原文件，原文件另存带时间的备份")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="已填的人数不同时也改")] = False,
    as_json: AsJson = False,
) -> None:
    """按编码、选项统计问卷明细，可填入工作簿的满意度。"""
    from yqxl.frontends.cli.commands import surveying

    request = surveying.Request(roster, into, output, in_place, replace, as_json)
    raise typer.Exit(surveying.survey(request))


report_commands.add_to(app)
machine_commands.add_to(app)
