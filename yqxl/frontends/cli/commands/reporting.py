"""``yqxl report``: the Word report, a person's own document filled, its placeholders listed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yqxl.errors import UsageError
from yqxl.frontends.cli.printing import put, put_json, tell

SCHEMA = "yqxl-report/1"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    file: Path
    output: Path | None
    into: Path | None
    only_tables: bool
    names: bool
    force: bool
    as_json: bool


def report(request: Request) -> int:
    """Write a report or list its placeholders; return the exit code."""
    if request.names:
        return _names(request)
    if request.output is None:
        raise UsageError(
            "YQ-466",
            "没有说报告写到哪里。",
            remedy="请加 -o 报告.docx；想看可以写哪些占位符，用 --names。",
        )
    # python-docx and the workbook room only here
    from yqxl.documents.report import writing  # noqa: PLC0415

    done = writing.write_report(
        writing.Request(
            request.file, request.output, request.into, request.only_tables, request.force
        )
    )
    if request.as_json:
        put_json(_record(request, done))
        return 0
    tell(f"已写入 {request.output}")
    if request.into is not None:
        tell(f"填入 {len(done.filled)} 处，更新 {len(done.renewed)} 处。")
    for title, listed in (
        ("写好后有人改过，没有动", done.kept),
        ("工作簿里还没有内容，占位符留着", done.without_data),
        ("不认识，留着（yqxl report 文件 --names 列出可以写的）", done.unknown),
    ):
        if listed:
            tell(f"{title}：")
            for one in listed:
                tell(f"  {one}")
    return 0


def _record(request: Request, done: object) -> dict[str, object]:
    lists = ("filled", "renewed", "kept", "without_data", "unknown")
    return {
        "schema": SCHEMA,
        "input": str(request.file),
        "output": str(request.output),
        **{name: list(getattr(done, name)) for name in lists},
    }


def _names(request: Request) -> int:
    from yqxl.documents.report.contents import Contents  # noqa: PLC0415 - as above
    from yqxl.pipeline.examine import examine_file  # noqa: PLC0415 - as above

    examined = examine_file(request.file)
    listed = Contents(examined.evaluation, examined.results).listed()
    if request.as_json:
        put_json([{"name": name, "text": text} for name, text in listed])
    else:
        cells: dict[str, list[tuple[str, str]]] = {}
        for name, text in listed:
            sheet, path, _ = name.partition("/")
            if path:
                cells.setdefault(sheet, []).append((name, text))
            else:
                put(f"〔{name}〕  {text}")
        # a thousand single cells would bury the rest
        for sheet, found in cells.items():
            name, text = found[0]
            put(f"〔{name}〕  {text}（“{sheet}”的每一格都这样写，共 {len(found)} 格）")
    return 0
