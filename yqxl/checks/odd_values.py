"""Values that no cell can hold."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import column_text, found, recorded
from yqxl.checks.wording import quoted
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-017"
MEANING = "文件里写着单元格容不下的内容（如 NaN、超长文本），一般是其他软件写坏的。"
REMEDY = "请在 Excel 或 WPS 中重新键入该单元格，然后保存。"


@check(code=CODE, level=Level.ERROR, title="单元格内容不合文件格式")
def odd_values(subject: Subject) -> Iterator[Finding]:
    """Values that no cell can hold."""
    for fact in recorded(subject.facts, FactKind.ODD_VALUE):
        message = f"{column_text(fact)}单元格内容{quoted(fact.found)}不合文件格式，不能当作数字。"
        yield found(fact, CODE, Level.ERROR, message, REMEDY)
