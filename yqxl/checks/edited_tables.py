"""Generated tables in which a person wrote."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import found, recorded, what
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-026"
MEANING = "生成的表会在下次再生成时重写；有人在表里写了内容时，旧表保留，新表另放一张工作表。"
REMEDY = "请把要保留的内容移到自己的工作表，删除旧表后再生成。"


@check(code=CODE, level=Level.NOTE, title="生成的表里有人工填写的内容")
def edited_tables(subject: Subject) -> Iterator[Finding]:
    """Generated tables in which a person wrote."""
    for fact in recorded(subject.facts, FactKind.SHEET_KEPT):
        message = f"生成的表里有人工填写的内容{what(fact.found)}，旧表已保留，新表另放一张工作表。"
        yield found(fact, CODE, Level.NOTE, message, REMEDY)
