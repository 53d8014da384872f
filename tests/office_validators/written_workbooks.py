"""Every kind of workbook that yqxl ships or writes, each made by the product itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import decorated_workbook
import pytest
from generated_evaluations import Generator

from yqxl.frontends.excel.new_workbook import create as create_with_macros
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.pipeline.freeze import freeze
from yqxl.pipeline.regenerate import Task, regenerate

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
SHIPPED = {path.name: path for path in sorted(WORKBOOKS.glob("*.xl*"))}
CASE = WORKBOOKS / "yangquan_2022.json"
GENERATED = 10


def _regenerated(source: Path) -> Path:
    target = source.parent / "out" / source.name
    target.parent.mkdir(exist_ok=True)
    outcome = regenerate(Task(str(source), str(target)))
    assert outcome.output == str(target), outcome
    return target


def _regenerated_twice(folder: Path) -> Path:
    create(load(CASE), folder / "twice.xlsx")
    once = _regenerated(folder / "twice.xlsx")
    return _regenerated(once)


def _decorated(suffix: str, folder: Path) -> Path:
    return _regenerated(decorated_workbook.build(folder / f"decorated{suffix}"))


def _with_macros(folder: Path) -> Path:
    create_with_macros(load(CASE), folder / "macros.xlsm")
    return _regenerated(folder / "macros.xlsm")


def _frozen(*, as_values: bool, folder: Path) -> Path:
    target = folder / f"frozen{as_values}.xlsx"
    freeze(_with_macros(folder), target, as_values=as_values)
    return target


def _generated(seed: int, folder: Path) -> Path:
    create(Generator(seed).evaluation(), folder / f"generated{seed}.xlsx")
    return _regenerated(folder / f"generated{seed}.xlsx")


def _blank_regenerated(folder: Path) -> Path:
    create(Evaluation(), folder / "blank.xlsx")
    return _regenerated(folder / "blank.xlsx")


#: how each of them is made in a folder of its own
WRITTEN: Mapping[str, Callable[[Path], Path]] = {
    "blank, regenerated": _blank_regenerated,
    "model case, regenerated twice": _regenerated_twice,
    "model case with macros, regenerated": _with_macros,
    "decorated, regenerated": partial(_decorated, ".xlsx"),
    "decorated with macros, regenerated": partial(_decorated, ".xlsm"),
    "frozen to formulas": lambda folder: _frozen(as_values=False, folder=folder),
    "frozen to values": lambda folder: _frozen(as_values=True, folder=folder),
    **{f"generated {seed}": partial(_generated, seed) for seed in range(GENERATED)},
}

#: of the random ones two are validated in every run
_SLOW = frozenset(f"generated {seed}" for seed in range(2, GENERATED))
CASES = [
    pytest.param(make, id=name, marks=() if name not in _SLOW else pytest.mark.long)
    for name, make in WRITTEN.items()
]
