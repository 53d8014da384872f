"""Labels of levels that do not fit each other or the codes of their indicators."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.keys import level_key
from yqxl.checks.wording import quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.rows import Indicator
from yqxl.registry import Subject, check

CODE = "YQ-051"
REMEDY = "请统一名称，或把指标移到编码所属的级别下。"


@check(code=CODE, level=Level.WARNING, title="级别名称或编码不一致")
def level_labels(subject: Subject) -> Iterator[Finding]:
    """Labels of levels that do not fit each other or the codes of their indicators."""
    labels: dict[tuple[str, str], str] = {}
    #: what the codes of indicators at these two levels begin with
    beginnings: dict[tuple[str, str], str] = {}
    for number, row in enumerate(subject.evaluation.indicators):
        pair = (row.level1, row.level2)
        beginning = beginnings.get(pair)
        if beginning is None:
            beginning = beginnings[pair] = level_key(row.level2) or level_key(row.level1)
            yield from _of_levels(row, number, labels)
        if row.code and not row.code.lower().startswith(beginning):
            label = row.level2 if level_key(row.level2) else row.level1
            message = f"指标编码{quoted(row.code)}与所在级别{quoted(label)}不符。"
            yield _finding(message, number, "code")


def _of_levels(
    row: Indicator, number: int, labels: dict[tuple[str, str], str]
) -> Iterator[Finding]:
    upper, lower = level_key(row.level1), level_key(row.level2)
    for field, code, label in (("level1", upper, row.level1), ("level2", lower, row.level2)):
        first = labels.setdefault((field, code), label)
        if code and first != label:
            message = f"级别 {code.upper()} 有两种名称：{quoted(first)}和{quoted(label)}。"
            yield _finding(message, number, field)
    if upper and lower and not lower.startswith(upper):
        message = f"二级指标{quoted(row.level2)}的编码与一级指标{quoted(row.level1)}不符。"
        yield _finding(message, number, "level2")


def _finding(message: str, number: int, field: str) -> Finding:
    return Finding(CODE, Level.WARNING, message, REMEDY, Place("indicators", number, field))
