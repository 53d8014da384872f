"""Band and grade schemes that 参数 does not have."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import round_half_up
from yqxl.checks.keys import folded
from yqxl.checks.wording import number as number_text
from yqxl.checks.wording import quoted
from yqxl.model.contract_version import counts_parameters
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-045"
REMEDY = "请从下拉列表选择方案；新方案先在参数表中登记。"


@check(code=CODE, level=Level.ERROR, title="方案未知")
def unknown_schemes(subject: Subject) -> Iterator[Finding]:
    """Band and grade schemes that 参数 does not have."""
    evaluation = subject.evaluation
    chosen = evaluation.project.grade_scheme
    if chosen and chosen.lower() not in folded(row.scheme for row in evaluation.grades):
        message = f"评分方案{quoted(chosen)}不在参数表的等级方案中。"
        place = Place("project", None, "grade_scheme")
        yield Finding(CODE, Level.ERROR, message, REMEDY, place)
    schemes: set[str] | None = None
    pairs = zip(evaluation.indicators, subject.results.indicators, strict=False)
    for number, (row, result) in enumerate(pairs):
        if not result.traits.banded:
            continue
        schemes = schemes or folded(scheme.scheme for scheme in evaluation.bands)
        place = Place("indicators", number, "scheme")
        message = ""
        if not row.scheme:
            # told with the other blank cells, since these count it
            if counts_parameters(evaluation.contract):
                continue
            message = f"{row.code} 按分档评分，还没有选档位方案。"
        elif row.scheme.lower() not in schemes:
            message = f"{row.code} 的档位方案{quoted(row.scheme)}不在参数表中。"
        elif result.band == 0 and isinstance(result.result, float | int):
            value = number_text(round_half_up(result.result, 4))
            message = f"{row.code} 的取值 {value} 低于方案{quoted(row.scheme)}的最低下限。"
        if message:
            yield Finding(CODE, Level.ERROR, message, REMEDY, place)
