"""Evaluations whose charts are hard to draw: what may lie on each other, turn or be cut."""

from __future__ import annotations

from pathlib import Path

from twenty_evaluations import _project, _scored

from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation, Fund, Output, Trend
from yqxl.pipeline.create import create
from yqxl.pipeline.regenerate import Task, regenerate

DATA = load(Path(__file__).parents[1] / "workbooks" / "yangquan_2022.json")
LONG_NAMES = Evaluation(
    _project("名称很长"),
    indicators=_scored(
        ("A政策环境与工作机制的可持续性", "A1", "甲", 20.0, 15.0), ("B产出", "B1", "乙", 80.0, 40.0)
    ),
    outputs=tuple(
        Output(f"O{n}", f"第{n}项名称很长很长的产出任务", 10.0, float(4 * n), "公里")
        for n in range(14)
    ),
    trends=tuple(Trend("T1", "参保率", "%", 2011.0 + n, 60.0 + n * 7 % 13) for n in range(14)),
)  # fmt: skip
NO_LOSS = Evaluation(
    _project("没有失分"),
    indicators=_scored(("A甲", "A1", "甲", 50.0, 50.0), ("B乙", "B1", "乙", 50.0, 50.0)),
    outputs=(Output("O1", "甲", 3.0, 3.0, "个"),),
    trends=(Trend("T1", "床位", "张", 2023.0, 9.0), Trend("T1", "床位", "张", 2024.0, 9.0)),
)
TIED = {"A": 9.0, "B": 5.0, "C": 5.0, "D": 8.0, "E": 7.0, "F": 6.0, "G": 9.5, "H": 9.0}
TIES = Evaluation(
    _project("并列"),
    indicators=_scored(
        *((f"{letter}级{letter}", "", "指标", 10.0, score) for letter, score in TIED.items())
    ),
)  # fmt: skip
COSTS = (1234567.25, 1234566.5, *(1300000.25 + n for n in range(10)), 1900000.25, 1899999.75)
FOURTEEN_YEARS = Evaluation(
    _project("十四年"),
    indicators=NO_LOSS.indicators,
    funds=(Fund("合计", contract=123456789.12, arrived=2345678.9, spent=1.0, total="是"),),
    outputs=tuple(Output(f"O{n}", f"产出{n}", 10.0, float(4 * n), "公里") for n in range(12)),
    trends=(
        *(
            Trend("T1", "农村公共服务设施运行维护费用（全市合计）", "元", 2011.0 + n, value)
            for n, value in enumerate(COSTS)
        ),
        *(Trend("T2", "参保率", "%", 2011.0 + n, 60.0 + n) for n in range(14)),
        *(Trend("T3", "产值", "万元", 2017.0 + n, 1234567.25 - n) for n in range(8)),
    ),
)
#: the model case, long names, twelve outputs and more, ties, no loss, fourteen years
VARIANTS = {
    "样板": DATA,
    "名称很长": LONG_NAMES,
    "没有失分": NO_LOSS,
    "并列": TIES,
    "十四年": FOURTEEN_YEARS,
}


def regenerated(folder: Path, evaluation: Evaluation) -> Path:
    """Return a workbook of an evaluation with its charts."""
    source, target = folder / "源.xlsx", folder / "图.xlsx"
    create(evaluation, source, "native")
    outcome = regenerate(Task(str(source), str(target), tables=("5-1",)))
    assert outcome.output == str(target), outcome.findings
    return target
