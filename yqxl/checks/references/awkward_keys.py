"""Row names, codes and headers with characters that a look-up reads as something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

from yqxl.checks.wording import header, quoted
from yqxl.model.contract import FUNDS, OUTPUTS
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-042"
REMEDY = "请改用其他字符，如“、”“-”或全角字符。"

_WILD = frozenset("/*?~")
_OPERATORS = ("<", ">", "=")
_COLUMNS: tuple[tuple[str, str, Callable[[object], str]], ...] = tuple(
    (key, field, attrgetter(field))
    for key, field in (
        ("funds", "unit"),
        ("outputs", "code"),
        ("survey", "code"),
        ("rates", "code"),
        ("indicators", "code"),
        ("elements", "code"),
        ("bands", "scheme"),
        ("rules", "rule"),
    )
)


@check(code=CODE, level=Level.ERROR, title="行名或编码含特殊字符")
def awkward_keys(subject: Subject) -> Iterator[Finding]:
    """Row names, codes and headers with characters that a look-up reads as something else."""
    evaluation = subject.evaluation
    for key, field, get in _COLUMNS:
        for number, text in enumerate(map(get, getattr(evaluation, key))):
            if not _WILD.isdisjoint(text) or text.startswith(_OPERATORS):
                yield _finding(f"“{header(key, field)}”", text, Place(key, number, field))
    for key, headers, fields in (
        ("funds", evaluation.fund_headers, FUNDS.path_fields),
        ("outputs", evaluation.output_headers, OUTPUTS.path_fields),
    ):
        for text, field in zip(headers, fields, strict=False):
            if not _WILD.isdisjoint(text):
                yield _finding("表头", text, Place(key, None, field))


def _finding(what: str, text: str, place: Place) -> Finding:
    odd = " ".join(sorted(_WILD.intersection(text))) or text[0]
    message = f"{what}{quoted(text)}含特殊字符 {odd}，按路径或编码查找时会出错。"
    return Finding(CODE, Level.ERROR, message, REMEDY, place)
