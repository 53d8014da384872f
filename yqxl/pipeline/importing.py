"""Somebody else's file read as projects, in a process of its own and within the limits."""

from __future__ import annotations

from pathlib import Path

from yqxl.errors import InputRefusedError, UsageError, YqxlError
from yqxl.evaluation.importing.evaluation_data import ImportedProject, imported_project
from yqxl.evaluation.importing.recognise import recognise
from yqxl.evaluation.importing.taken import Draft
from yqxl.model.one_project import SPLIT
from yqxl.pipeline.examine import isolated
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.workbook.foreign.kinds import read_tables

_LISTED = 5


def read_projects(path: str) -> tuple[ImportedProject, ...]:
    """Return the projects in a file.

    Raises:
        InputRefusedError: the gate refuses the file, it is a workbook of ours already, or
            no table of indicators stands in it.
    """
    grids = read_tables(Path(path), bounds().limits)
    drafts = recognise(grids)
    if not any(draft.rows for draft in drafts):
        raise _no_indicators(path, len(grids), drafts)
    return tuple(imported_project(draft) for draft in drafts)


def import_file(path: Path) -> tuple[ImportedProject, ...]:
    """Return the projects in a file, which is read in a process of its own.

    Raises:
        InputRefusedError: as :func:`read_projects` says; also when reading took too much
            time or memory.
        UsageError: a folder was given.
    """
    if path.is_dir():
        raise UsageError(
            "YQ-450",
            "导入一次读一个文件，这是文件夹。",
            remedy="请给出其中一个文件；几个项目各在一个文件里的，逐个导入。",
            file=str(path),
        )
    result = next(iter(isolated(read_projects, [str(path)])))
    if isinstance(result, YqxlError):
        result.file = result.file or str(path)
        raise result
    return result


def chosen(
    projects: tuple[ImportedProject, ...], number: int | None, file: Path
) -> ImportedProject:
    """Return the project that is meant.

    Raises:
        UsageError: there are several and none was named, or there is no such number.
    """
    if number is None and len(projects) == 1:
        return projects[0]
    if number is not None and 1 <= number <= len(projects):
        return projects[number - 1]
    names = "，".join(f"{place} {_described(each)}" for place, each in enumerate(projects, 1))
    if number is None:
        raise UsageError(
            "YQ-451",
            f"文件里有 {len(projects)} 个项目：{names}。",
            remedy=f"请用 --project N 逐个导入。{SPLIT}",
            file=str(file),
        )
    raise UsageError(
        "YQ-452",
        f"没有第 {number} 个项目，文件里有 {len(projects)} 个：{names}。",
        remedy="请改 --project 的序号。",
        file=str(file),
    )


def _described(project: ImportedProject) -> str:
    """Return how a person knows a project: its name, its tables, how many indicators."""
    rows = project.data["indicators"]
    weighed = any(row.get("weight") is not None for row in rows)
    about = (*project.headers, f"{len(rows)} 个指标", *(() if weighed else ("没有分值",)))
    return f"{project.name or '没有名称'}（{'，'.join(about)}）"


def _no_indicators(path: str, tables: int, drafts: tuple[Draft, ...]) -> InputRefusedError:
    listed = [row for draft in drafts for row in draft.projects]
    if listed:
        names = "、".join(str(row["project"].value) for row in listed[:_LISTED])
        found = f"是一行一个项目的汇总表（{len(listed)} 个：{names}…），没有指标"
    else:
        found = f"读到 {tables} 个表，没有一个是指标表（要有一、二、三级指标和分值、得分或指标值）"
    return InputRefusedError(
        "YQ-231",
        f"文件里没有可导入的指标表：{found}。",
        remedy="请给出含指标表的文件；表头写法特殊的，把表头改成“三级指标”“分值”“得分”再导入。",
        file=path,
    )
