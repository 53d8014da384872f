"""A table with a project in each row: read as a list only, for it has no indicators."""

from __future__ import annotations

from yqxl.evaluation.importing.cell_texts import plain, tidy
from yqxl.evaluation.importing.header_words import AMOUNTS, TOTALS, fund_role
from yqxl.evaluation.importing.points import Form, points_of
from yqxl.evaluation.importing.source_grid import SourceGrid
from yqxl.evaluation.importing.taken import Draft, Reader, Taken

_OWN = {
    "项目名称": "project",
    "项目": "project",
    "自评得分": "score",
    "评价得分": "score",
    "自评总分": "score",
    "总分": "score",
    "等级": "grade",
    "评价等级": "grade",
    "主管部门": "department",
    "实施单位": "implementer",
    "项目单位": "implementer",
}


def portfolio_header(grid: SourceGrid, row: int) -> dict[str, int] | None:
    """Return the columns of a list of projects whose header stands in a row, or None."""
    columns: dict[str, int] = {}
    for cell in grid.starting(row):
        word = plain(cell.text)
        role = _OWN.get(word) or fund_role(word)
        if role:
            columns.setdefault(role, cell.column)
    numbers = {*AMOUNTS, "score"} & set(columns)
    return columns if "project" in columns and len(numbers) > 1 else None


def read_portfolio(reader: Reader, draft: Draft, row: int, columns: dict[str, int]) -> int:
    """List the projects; return the first row below them."""
    grid = reader.grid
    draft.kind = "portfolio"
    reader.use(*grid.starting(row))
    at = row + 1
    while at < grid.height:
        name = grid.filled(at, columns["project"])
        if name is None:
            break
        if plain(name.text) not in TOTALS:
            draft.projects.append(_project(reader, at, columns))
        reader.use(*grid.starting(at))
        at += 1
    message = f"{len(draft.projects)} 个项目，每行只有资金和总分，没有指标：不能生成指标体系"
    draft.contradict("一行一个项目", grid.name, message)
    return at


def _project(reader: Reader, row: int, columns: dict[str, int]) -> dict[str, Taken]:
    found: dict[str, Taken] = {}
    for role, column in columns.items():
        cell = reader.grid.filled(row, column)
        if cell is None:
            continue
        points = points_of(cell)
        if role in (*AMOUNTS, "score", "weight"):
            if points.form is Form.POINTS and points.number is not None:
                found[role] = reader.take(cell, points.number)
        else:
            found[role] = reader.take(cell, tidy(cell.text))
    return found
