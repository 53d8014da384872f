"""``yqxl import``: what was understood of somebody's table, and the workbook made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from yqxl.errors import InputRefusedError, UsageError
from yqxl.evaluation.importing.evaluation_data import CheckItem, ImportedProject
from yqxl.frontends.cli.commands.import_preview import preview_lines, report_lines
from yqxl.frontends.cli.printing import put, put_json, tell
from yqxl.workbook.saving.output_failures import refuse_standing

SCHEMA = "yqxl-import/1"


@dataclass(frozen=True)
class Request:
    """The options as given."""

    file: Path
    output: Path | None
    project: int | None
    preview: bool
    force: bool
    as_json: bool


def import_table(request: Request) -> int:
    """Read a file and write the workbook, or show what it would hold; return the exit code."""
    output = _target(request)
    from yqxl.pipeline.importing import chosen, import_file  # noqa: PLC0415 - behind the options

    try:
        projects = import_file(request.file)
    except InputRefusedError as error:
        if request.as_json:
            put_json(_refused(request, error))
        raise
    shown: Sequence[ImportedProject] = projects
    if output is not None or request.project is not None:
        project = chosen(projects, request.project, request.file)
        shown = [project]
        if output is not None:
            _write(project, output)
    if request.as_json:
        put_json(_record(request, output, projects, shown))
    else:
        _print(request, projects, shown)
    if output is not None:
        tell(f"已写入 {output}")
    return 0


def _target(request: Request) -> Path | None:
    """Return where to write, None where nothing is to be written."""
    output = request.output
    if output is None or request.preview:
        if output is None and not (request.preview or request.as_json):
            raise UsageError(
                "YQ-453",
                "没有说写到哪里。",
                remedy="请用 -o 评价.xlsx 给出输出；只想看看的，用 --preview。",
            )
        return None
    if output.suffix.lower() != ".xlsx":
        raise UsageError(
            "YQ-454", f"输出 {output} 的扩展名不是 .xlsx。", remedy="请把输出写成 名称.xlsx。"
        )
    refuse_standing(output, overwrite=request.force)
    return output


def _write(project: ImportedProject, output: Path) -> None:
    from yqxl.interchange.importing import evaluation_from, known_part  # noqa: PLC0415 - with data
    from yqxl.pipeline.create import create  # noqa: PLC0415 - openpyxl only here

    known, left = known_part(project.data)
    create(evaluation_from(known), output, live=True)
    if left:
        tell(f"工作簿还没有这些列，没有写入（--json 里有）：{'、'.join(left)}")


def _print(
    request: Request, projects: Sequence[ImportedProject], shown: Sequence[ImportedProject]
) -> None:
    put(f"{request.file.name}：{len(projects)} 个项目")
    for project in shown:
        number = projects.index(project) + 1
        for line in report_lines(number, project):
            put(line)
        if request.preview:
            for line in preview_lines(project):
                put(line)


def _record(
    request: Request,
    output: Path | None,
    projects: Sequence[ImportedProject],
    shown: Sequence[ImportedProject],
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "input": str(request.file),
        "output": str(output) if output else None,
        "status": "ok",
        "projects": [
            {"number": projects.index(project) + 1, **_project(project)} for project in shown
        ],
    }


def _refused(request: Request, error: InputRefusedError) -> dict[str, Any]:
    finding = {
        "code": error.code,
        "level": "error",
        "sheet": error.sheet,
        "cell": error.cell,
        "message": error.message,
        "remedy": error.remedy,
    }
    return {
        "schema": SCHEMA,
        "input": str(request.file),
        "output": None,
        "status": "refused",
        "projects": [],
        "findings": [finding],
    }


def _project(project: ImportedProject) -> dict[str, Any]:
    return {
        "name": project.name,
        "kind": project.kind,
        "headers": list(project.headers),
        "data": dict(project.data),
        "execution": dict(project.execution),
        "total": dict(project.total),
        "levels": {name: dict(points) for name, points in project.levels.items()},
        "counts": {
            "taken": project.taken,
            "to_check": len(project.checks),
            "not_taken": len(project.leftovers),
            "contradictions": len(project.contradictions),
        },
        "to_check": [_check(item) for item in project.checks],
        "not_taken": [asdict(left) for left in project.leftovers],
        "contradictions": [asdict(each) for each in project.contradictions],
    }


def _check(item: CheckItem) -> dict[str, Any]:
    return {
        "at": item.at,
        "value": item.value,
        "why": item.why,
        "from": item.source,
        "sure": item.sure,
    }
