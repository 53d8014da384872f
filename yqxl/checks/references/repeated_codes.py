"""Codes and row names that stand twice in one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from operator import attrgetter

from yqxl.arithmetic import Value, is_number
from yqxl.checks.live_texts import rows_with
from yqxl.checks.wording import header, number, quoted
from yqxl.grid import ColumnRef, Formula, WorkingRef
from yqxl.model.contract import BY_KEY
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck, LiveRows, Subject, check

CODE = "YQ-040"
REMEDY = "请改成不同的编码，或删去多余的行。"

#: what makes a row of a table unique
_SINGLE = (
    ("funds", "unit"),
    ("outputs", "code"),
    ("survey", "code"),
    ("rates", "code"),
    ("indicators", "code"),
    ("rules", "rule"),
    ("kinds", "kind"),
    ("options", "option"),
    ("tolerances", "name"),
)
_PAIRS = (("survey_counts", "option"), ("trends", "year"), ("elements", "element"))
_LIVE_COLUMNS = _SINGLE[:5]
_SINGLE_GETTERS: tuple[tuple[str, str, Callable[[object], str]], ...] = tuple(
    (key, field, attrgetter(field)) for key, field in _SINGLE
)


def _repeated(evaluation: Evaluation, key: str, field: str) -> list[Value]:
    """Return 1 for each row that shares its key with another row."""
    texts = [getattr(row, field).lower() for row in getattr(evaluation, key)]
    # a look-up runs over the header row too
    counts = Counter([*texts, _header_text(evaluation, key, field)])
    return [float(text != "" and counts[text] > 1) for text in texts]


def _header_text(evaluation: Evaluation, key: str, field: str) -> str:
    """Return the header of a key column in lower case, as the file has it where paths name it."""
    known = {"funds": evaluation.fund_headers, "outputs": evaluation.output_headers}.get(key)
    return (known[0] if known else BY_KEY[key].column(field).header).lower()


def _live_value(evaluation: Evaluation, _results: Results) -> Value:
    """Return how many rows share their key with another row."""
    return sum(sum(_repeated(evaluation, key, field)) for key, field in _LIVE_COLUMNS)  # type: ignore[arg-type,misc]  # all are numbers


def _live_rows(key: str, field: str) -> LiveRows:
    return LiveRows(
        key,
        f'IF([{field}]="",0,IF({rows_with(0, f"[{field}]")}>1,1,0))',
        (ColumnRef(key, field),),
        lambda evaluation, _results: _repeated(evaluation, key, field),
        at=field,
    )


_LIVE = LiveCheck(
    Formula(
        "+".join(f"SUM({{{n}}})" for n in range(len(_LIVE_COLUMNS))),
        tuple(WorkingRef(CODE, n) for n in range(len(_LIVE_COLUMNS))),
    ),
    _live_value,
    tuple(_live_rows(key, field) for key, field in _LIVE_COLUMNS),
)


@check(code=CODE, level=Level.ERROR, title="编码重复", live=_LIVE)
def repeated_codes(subject: Subject) -> Iterator[Finding]:
    """Codes and row names that stand twice in one table: each repetition is told."""
    evaluation = subject.evaluation
    for key, field, get in _SINGLE_GETTERS:
        texts = [get(row).lower() for row in getattr(evaluation, key)]
        own = _header_text(evaluation, key, field)
        for row, text in enumerate(texts):
            if text == own:
                message = f"{quoted(text)}与表头相同，按名称查找时会找到表头。"
                yield Finding(CODE, Level.ERROR, message, REMEDY, Place(key, row, field))
        if len(set(texts)) < len(texts):
            yield from _repetitions(
                key, field, texts, [get(row) for row in getattr(evaluation, key)]
            )
    for key, field in _PAIRS:
        rows = getattr(evaluation, key)
        pairs = [f"{row.code}/{_text(getattr(row, field))}" for row in rows]
        if len(set(pairs)) < len(pairs):
            folded = ["" if pair.startswith("/") else pair.lower() for pair in pairs]
            yield from _repetitions(key, "code", folded, pairs)


def _text(value: Value) -> str:
    return number(float(value)).replace(",", "") if is_number(value) else str(value)  # type: ignore[arg-type]  # is_number says so


def _repetitions(key: str, field: str, folded: list[str], texts: list[str]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for place, text in enumerate(folded):
        before = first.setdefault(text, place)
        if text and before != place:
            name = f"“{header(key, field)}”{quoted(texts[place])}"
            message = f"{name}重复，与本表第 {before + 1} 行数据相同。"
            yield Finding(CODE, Level.ERROR, message, REMEDY, Place(key, place, field))
