"""The first levels as charts need them: name, points, score, rate."""

from __future__ import annotations

from dataclasses import dataclass

from yqxl.arithmetic import divide
from yqxl.charts.blocks import number, place
from yqxl.grid import Cell, Formula, Ref, Role
from yqxl.model.results import Results

#: so many cells a formula of a level adds at most (functions of Excel 2007 take 255)
_MOST = 250
_INDICATORS = "indicators"


@dataclass(frozen=True, slots=True)
class Level:
    """A first level with numbers for everything."""

    label: str
    #: the rows of 指标体系 that belong to it
    rows: tuple[int, ...]
    #: how many characters of the label are its code
    skipped: int
    weight: float
    score: float
    #: the rows of 层级评分 that change it
    changes: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """Return the label without its code."""
        return self.label[self.skipped :]

    @property
    def rate(self) -> float:
        """Return 得分率."""
        return divide(self.score, self.weight)


def levels(results: Results) -> list[Level]:
    """Return the first levels; none while one of them has no score or no weight."""
    found = []
    for one in results.levels:
        if len(one.rows) > _MOST:
            return []
        if not isinstance(one.weight, float) or not isinstance(one.score, float) or not one.weight:
            return []
        skipped = len(one.code or "") if len(one.label) > len(one.code or "") else 0
        changes = tuple(
            row
            for row, level in enumerate(results.level_scores)
            if str(level.first).lower() == one.label.lower() and level.first
        )
        found.append(Level(one.label, one.rows, skipped, one.weight, one.score, changes))
    return found


def level_cells(level: Level, here: int) -> tuple[Cell, Cell, Cell, Cell]:
    """Return name, weight, score and rate of a level in the block's first columns."""
    refs = _refs(level, "weight")
    listed = ",".join(f"{{{n}}}" for n in range(len(refs)))
    name = Formula(
        f"MID({{0}},{level.skipped + 1},99)", (Ref(_INDICATORS, level.rows[0], "level1"),)
    )
    return (
        Cell(level.name, name, Role.TEXT),
        Cell(level.weight, Formula(f"ROUND(SUM({listed}),6)", refs), Role.NUMBER),
        Cell(level.score, _score_formula(level, listed), Role.SCORE),
        number(level.rate, "{0}/{1}", place(here, 2), place(here, 1), role=Role.PERCENT),
    )


def _score_formula(level: Level, listed: str) -> Formula:
    """Return the score: what its indicators have together, and what 层级评分 changes."""
    refs, count = _refs(level, "score"), len(level.rows)
    if not level.changes:
        return Formula(f"IF(COUNT({listed})<{count},NA(),ROUND(SUM({listed}),2))", refs)
    numbers = ",".join(f'SUMIF({{{n}}},"<9E+307")' for n in range(count))
    behind = range(count, count + len(level.changes))
    change = ",".join(f"{{{n}}}" for n in behind)
    not_needed = ",".join(f"{{{n + len(level.changes)}}}" for n in behind)
    fields = ("change", "open")
    both = (Ref("level_scores", row, field) for field in fields for row in level.changes)
    return Formula(
        f"IF(COUNT({listed})+SUM({not_needed})<{count},NA(),ROUND(SUM({numbers},{change}),2))",
        (*refs, *both),
    )


def _refs(level: Level, field: str) -> tuple[Ref, ...]:
    return tuple(Ref(_INDICATORS, row, field) for row in level.rows)
