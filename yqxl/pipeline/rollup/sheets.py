"""The sheets of a portfolio as grids. Unfinished evaluations are ranked and averaged nowhere."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from yqxl.arithmetic import Value, divide, round_half_up
from yqxl.grid import Cell, Grid, Page, Role
from yqxl.pipeline.rollup.entries import Entry
from yqxl.pipeline.rollup.portfolio_charts import GRADES, portfolio_charts
from yqxl.tables.row_heights import row_heights

Row = tuple[Cell, ...]
#: the heads stand in the third row, as in every table of yqxl
_FIRST = 3
_MOST_COMMON = 50
_RANK_DIGITS = 9


@dataclass(frozen=True)
class Sheet:
    """A grid, the cells that lead to files, and the areas that are coloured by their rate.

    Places are (row, column) from 0; areas are (first row, first column, last row, last column).
    """

    grid: Grid
    links: tuple[tuple[int, int, str], ...] = ()
    heat: tuple[tuple[int, int, int, int], ...] = ()


def sheets(entries: Sequence[Entry], missing: Sequence[str] | None) -> tuple[Sheet, ...]:
    """Return every sheet of a portfolio.

    Args:
        entries: the evaluations.
        missing: who has not reported; None without a list of who should.
    """
    ranked = ranking([one for one in entries if one.finished])
    return (
        _overview(entries, ranked, missing),
        _ranks(ranked),
        _heat_map(ranked),
        _common_losses(ranked),
        Sheet(portfolio_charts([one for _, one in ranked])),
        _reports(entries, missing),
    )


def ranking(finished: Iterable[Entry]) -> list[tuple[int, Entry]]:
    """Return rank and evaluation, best first; equal score rates share a rank.

    >>> one, two, three = (Entry(name, name, total=t, score_rate=t / 100) for name, t in
    ...     (("甲", 80.0), ("乙", 90.0), ("丙", 80.0)))
    >>> [(rank, entry.name) for rank, entry in ranking([one, two, three])]
    [(1, '乙'), (2, '丙'), (2, '甲')]
    """
    rates = [(round_half_up(one.score_rate or 0.0, _RANK_DIGITS), one) for one in finished]
    rates.sort(key=lambda pair: (-pair[0], pair[1].name, pair[1].path))
    found: list[tuple[int, Entry]] = []
    for place, (rate, one) in enumerate(rates, 1):
        shares = place > 1 and rates[place - 2][0] == rate
        found.append((found[-1][0] if shares else place, one))
    return found


# ---------------------------------------------------------------------- the sheets


def _overview(
    entries: Sequence[Entry], ranked: Sequence[tuple[int, Entry]], missing: Sequence[str] | None
) -> Sheet:
    by_grade: dict[str, list[float]] = defaultdict(list)
    for _, one in ranked:
        by_grade[one.grade or "（没有等级）"].append(one.total or 0.0)
    others = [grade for grade in by_grade if grade not in GRADES]
    body = [_grade_row(grade, by_grade.get(grade, []), len(ranked)) for grade in (*GRADES, *others)]
    totals = [one.total or 0.0 for _, one in ranked]
    body.append(_grade_row("合计", totals, len(ranked), total=True))
    unread = sum(1 for one in entries if one.reason)
    unfinished = len(entries) - len(ranked) - unread
    said = f"注：已评完 {len(ranked)} 个，未评完 {unfinished} 个，没有读出 {unread} 个"
    if missing is not None:
        said += f"，未报送 {len(missing)} 个"
    note = f"{said}。没有评完的不参加排名和平均。"
    return Sheet(
        _grid("总览", "绩效评价总览", ("等级", "个数", "占比", "平均分", "最低", "最高"), body,
              (14.0, 10.0, 12.0, 12.0, 12.0, 12.0), (note,), landscape=False)
    )  # fmt: skip


def _grade_row(grade: str, totals: Sequence[float], count: int, *, total: bool = False) -> Row:
    roles = (
        (Role.TOTAL_LABEL, Role.TOTAL_NUMBER, Role.TOTAL_PERCENT, Role.TOTAL_SCORE)
        if total
        else (Role.LABEL, Role.NUMBER, Role.PERCENT, Role.SCORE)
    )
    label, number, percent, score = roles
    mean: Value = round_half_up(math.fsum(totals) / len(totals), 2) if totals else ""
    return (
        Cell(grade, None, label),
        Cell(float(len(totals)), None, number),
        Cell(divide(len(totals), count) if count else "", None, percent),
        Cell(mean, None, score),
        Cell(min(totals, default=""), None, score),
        Cell(max(totals, default=""), None, score),
    )


def _ranks(ranked: Sequence[tuple[int, Entry]]) -> Sheet:
    body, links = [], []
    for place, (rank, one) in enumerate(ranked):
        lowest = min(one.levels, key=lambda level: level.score / level.weight, default=None)
        body.append(
            (
                Cell(float(rank), None, Role.NUMBER),
                Cell(_name(one), None, Role.TEXT),
                Cell(one.department, None, Role.TEXT),
                Cell(one.year, None, Role.LABEL),
                Cell(one.total, None, Role.SCORE),
                Cell(one.score_rate, None, Role.PERCENT),
                Cell(one.grade, None, Role.LABEL),
                Cell(lowest.label if lowest else "", None, Role.TEXT),
                Cell(divide(lowest.score, lowest.weight) if lowest else "", None, Role.PERCENT),
            )
        )
        links.append((_FIRST + place, 1, one.path))
    heads = ("名次", "名称", "主管部门", "年度", "总分", "得分率", "等级",
             "得分率最低的二级指标", "其得分率")  # fmt: skip
    widths = (7.0, 40.0, 18.0, 8.0, 9.0, 10.0, 8.0, 24.0, 10.0)
    note = "注：按得分率从高到低，相同的同名次；点名称打开文件。"
    return Sheet(_grid("排名", "绩效评价得分排名", heads, body, widths, (note,)), tuple(links))


def _heat_map(ranked: Sequence[tuple[int, Entry]]) -> Sheet:
    """Return the rates of second levels, a block for each indicator system."""
    systems: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for _, one in ranked:
        systems[one.system].append(one)
    blocks = sorted(systems.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    columns = 1 + max((len(labels) for labels, _ in blocks), default=1)
    body: list[Row] = []
    heat = []
    for number, (labels, group) in enumerate(blocks, 1):
        head = (f"指标体系{number}：{len(group)} 个", *labels)
        body.append(_filled([Cell(text, None, Role.HEADER) for text in head], columns))
        first = 2 + len(body)
        body += [_heat_row(one, columns) for one in group]
        body.append(_mean_row(labels, group, columns))
        if labels:
            heat.append((first, 1, 1 + len(body), len(labels)))
    note = (
        "注：二级指标得分率，每个指标体系一块，按总得分率从高到低；颜色：50% 红，80% 黄，100% 绿。"
    )
    widths = (34.0, *(11.0,) * (columns - 1))
    return Sheet(_grid("热力表", "二级指标得分率", (), body, widths, (note,)), heat=tuple(heat))


def _filled(cells: Sequence[Cell], columns: int) -> Row:
    return (*cells, *(Cell(None, None, Role.BLANK),) * (columns - len(cells)))


def _heat_row(one: Entry, columns: int) -> Row:
    rates = (Cell(divide(level.score, level.weight), None, Role.PERCENT) for level in one.levels)
    return _filled([Cell(_name(one), None, Role.TEXT), *rates], columns)


def _mean_row(labels: Sequence[str], group: Sequence[Entry], columns: int) -> Row:
    means = (
        math.fsum(one.levels[place].score / one.levels[place].weight for one in group) / len(group)
        for place in range(len(labels))
    )
    cells = (Cell(mean, None, Role.TOTAL_PERCENT) for mean in means)
    return _filled([Cell("平均", None, Role.TOTAL_LABEL), *cells], columns)


def _common_losses(ranked: Sequence[tuple[int, Entry]]) -> Sheet:
    lost: dict[str, list[float]] = defaultdict(list)
    for _, one in ranked:
        for loss in one.losses:
            lost[loss.indicator].append(loss.points)
    order = sorted(lost, key=lambda name: (-len(lost[name]), -math.fsum(lost[name]), name))
    body = [
        (
            Cell(name, None, Role.TEXT),
            Cell(float(len(lost[name])), None, Role.NUMBER),
            Cell(divide(len(lost[name]), len(ranked)), None, Role.PERCENT),
            Cell(round_half_up(math.fsum(lost[name]) / len(lost[name]), 2), None, Role.SCORE),
            Cell(round_half_up(math.fsum(lost[name]), 2), None, Role.SCORE),
        )
        for name in order[:_MOST_COMMON]
    ]
    heads = ("指标", "失分的评价个数", "占已评完", "平均失分", "失分合计")
    note = f"注：失分的评价最多的 {len(body)} 个三级指标，编码和名称都相同的算同一个。"
    grid = _grid("共性问题", "失分最多的指标", heads, body, (44.0, 12.0, 10.0, 10.0, 10.0), (note,))
    return Sheet(grid)


def _reports(entries: Sequence[Entry], missing: Sequence[str] | None) -> Sheet:
    lines = [(name, "未报送", "名单里有，没有收到文件", "") for name in missing or ()]
    open_ones = sorted((one for one in entries if not one.finished), key=lambda one: one.path)
    lines += [(_name(one), *_state(one), one.path) for one in open_ones]
    done = sorted((one for one in entries if one.finished), key=lambda one: (one.name, one.path))
    lines += [(_name(one), "已评完", "", one.path) for one in done]
    body = [
        (
            Cell(float(number), None, Role.NUMBER),
            Cell(name, None, Role.TEXT),
            Cell(state, None, Role.LABEL),
            Cell(what, None, Role.TEXT),
            Cell(path, None, Role.TEXT),
        )
        for number, (name, state, what, path) in enumerate(lines, 1)
    ]
    links = tuple((_FIRST + place, 4, path) for place, (*_, path) in enumerate(lines) if path)
    heads = ("序号", "名称", "状态", "缺什么", "文件")
    note = (
        "注：应报名单由 --roster 给出。"
        if missing is None
        else "注：名单里的名称包含在评价名称里的算已报送。"
    )
    grid = _grid("报送情况", "报送情况", heads, body, (7.0, 38.0, 10.0, 30.0, 40.0), (note,))
    return Sheet(grid, links)


def _name(one: Entry) -> str:
    """Return how an evaluation is called: by its file where it has no name."""
    return one.name or PurePath(one.path).stem


def _state(one: Entry) -> tuple[str, str]:
    if one.reason:
        return "没有读出", one.reason
    if one.unscored:
        return "未评完", f"{one.unscored} 项没有得分"
    return "未评完", "总分没有给出，见其“校验”表"


def _grid(  # noqa: PLR0913 - a sheet has this many parts
    sheet: str,
    title: str,
    heads: Sequence[str],
    body: Sequence[Row],
    widths: tuple[float, ...],
    notes: Sequence[str],
    *,
    landscape: bool = True,
) -> Grid:
    columns = len(widths)
    blank = (Cell(None, None, Role.BLANK),)
    rows = [
        (Cell(title, None, Role.TITLE), *(Cell(None, None, Role.TITLE),) * (columns - 1)),
        blank * columns,
    ]
    if heads:
        rows.append(tuple(Cell(head, None, Role.HEADER) for head in heads))
    rows += body
    rows += [(Cell(note, None, Role.CAPTION), *blank * (columns - 1)) for note in notes]
    page = Page(landscape=landscape, title_rows=_FIRST if heads else 2, frozen_columns=1)
    grid = Grid(sheet, sheet, tuple(rows), widths, page=page)
    return replace(grid, heights=row_heights(grid.rows, widths, ()))
