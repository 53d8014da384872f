"""Workbooks that yqxl writes, given to LibreOffice to compute again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generated_evaluations import Generator
from libreoffice.office import Calc
from libreoffice.recalculation import Comparison, recalculate

from yqxl.model.rows import Evaluation, Indicator, LevelScore, Project
from yqxl.pipeline.create import create
from yqxl.pipeline.regenerate import Task, regenerate

#: rates agree to 1e-9; everything else is the same double
_RATE_SHEETS = {"资金", "产出", "满意度", "指标取值"}


def exact(sheet: str, cell: str) -> bool:
    """Tell the cells whose value must be the same double."""
    return sheet not in _RATE_SHEETS and not (sheet == "指标体系" and cell.startswith(("L", "Y")))


def regenerated(evaluation: Evaluation, folder: Path, name: str) -> Path:
    """Write a workbook of this evaluation, regenerate it, and return the result."""
    source, target = folder / f"{name}.xlsx", folder / "out" / f"{name}.xlsx"
    create(evaluation, source)
    target.parent.mkdir(exist_ok=True)
    outcome = regenerate(Task(str(source), str(target)))
    assert outcome.output == str(target), outcome
    return target


def scored_levels(levels: Mapping[str, str]) -> Evaluation:
    """Return an evaluation whose first levels score 5 each, each called as it says."""
    rows = (
        Indicator(f"X{number}", level, "", "指标", 10.0, "直接评分")
        for number, level in enumerate(levels)
    )
    return Evaluation(
        project=Project("甲", "项目", 2022.0),
        indicators=tuple(rows),
        level_scores=tuple(LevelScore(called, "", 5.0) for called in levels.values()),
    )


def recalculated(calc: Calc, number: int, folder: Path) -> Comparison:
    """Compare the generated workbook of a number with what LibreOffice computes for it."""
    path = regenerated(Generator(number).evaluation(), folder, str(number))
    return recalculate(calc, path, exact)
