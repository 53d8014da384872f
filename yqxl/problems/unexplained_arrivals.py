"""Money that arrived beyond the project's own, of which the paper names no parts: 99.45."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.grid import Ref
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.problems.money import money_unit
from yqxl.registry.phrases import amount, cell_amount, cell_text, sentence
from yqxl.registry.problems import Problem, ProblemGroup, problem_rule

_TABLE = "funds"


@problem_rule(
    title="到位资金的构成没有列出",
    group=ProblemGroup.PAPERS,
    place=2,
    source="财预〔2020〕10号 附2：到位率的口径要说明",
)
def unexplained_arrivals(evaluation: Evaluation, results: Results) -> Iterator[Problem]:  # noqa: ARG001 - the signature of every rule
    """Yield the rows where 实际到位 is more than 项目经费到位."""
    unit = money_unit(evaluation)
    for number, row in enumerate(evaluation.funds):
        arrived, project = row.arrived, row.arrived_project
        if not row.unit or not isinstance(arrived, float | int):
            continue
        if not isinstance(project, float | int) or arrived <= project:
            continue
        refs = Ref(_TABLE, number, "arrived"), Ref(_TABLE, number, "arrived_project")
        name = cell_text(_TABLE, number, "unit", row.unit)
        yield Problem(
            sentence(
                "{name}：实际到位{arrived}{unit}，其中项目经费到位{project}{unit}，"
                "相差{gap}{unit}，工作簿未列构成。",
                name=name,
                arrived=cell_amount(_TABLE, number, "arrived", arrived),
                project=cell_amount(_TABLE, number, "arrived_project", project),
                gap=amount(arrived - project, "{0}-{1}", *refs),
                unit=unit,
            ),
            sentence("资金/{name}/实际到位", name=name),
        )
