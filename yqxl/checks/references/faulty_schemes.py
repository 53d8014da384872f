"""Band and grade schemes of 参数 that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.wording import quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-049"
REMEDY = "请改正该方案：下限从左到右递增、中间不空，每个下限对应一个系数或等级。"


@check(code=CODE, level=Level.ERROR, title="方案有误")
def faulty_schemes(subject: Subject) -> Iterator[Finding]:
    """Band and grade schemes of 参数 that cannot be used."""
    evaluation, results = subject.evaluation, subject.results
    names = {
        "bands": [row.scheme for row in evaluation.bands],
        "grades": [row.scheme for row in evaluation.grades],
    }
    for key, checked in (("bands", results.bands), ("grades", results.grades)):
        for number, (name, result) in enumerate(zip(names[key], checked, strict=False)):
            if result.check:
                message = f"方案{quoted(name)}有误：{result.check}。"
                yield Finding(CODE, Level.ERROR, message, REMEDY, Place(key, number, "scheme"))
