"""Sums over the indicators of a level, as live formulas, and the levels' groups of rows.

The sums run over the whole columns of 指标体系 by the level's label, so they follow rows
that people insert or sort. Rows without a code count nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yqxl.arithmetic import Value, total
from yqxl.errors import CellError, ErrorValue
from yqxl.grid import ColumnRef, Formula, Here, Ref
from yqxl.model.contract_version import least_total
from yqxl.model.headers import without_weight
from yqxl.model.rows import Evaluation, Indicator

INDICATORS = "indicators"
WEIGHT, SCORE, CODE, LEVEL1, LEVEL2, LEVEL3 = (
    ColumnRef(INDICATORS, field)
    for field in ("weight", "score", "code", "level1", "level2", "level3")
)
#: what SUMIFS takes for a pattern in a label
_PATTERN = frozenset("*?~")

TOTAL_WEIGHT = Formula('ROUND(SUMIFS({0},{1},"<>"),6)', (WEIGHT, CODE))
_SUM = 'ROUND(SUMIFS({0},{1},"<>"),2)'
_OPEN = 'SUMPRODUCT(--({1}<>""))-1-COUNTIFS({1},"<>",{0},"<9E+307")'
#: a total is withheld where the cell of 校验 counts a reason for it
_TOTAL = f"IF(yq_blocked>0,NA(),IF({_OPEN}>0,NA(),<sum>))"
_NUMBERS = 'SUMIFS({0},{1},"<>",{0},"<9E+307")'
_ANY_TOTAL = Formula(_TOTAL.replace("<sum>", _SUM), (SCORE, CODE))
_FROM_ZERO = Formula(_TOTAL.replace("<sum>", f"MAX(0,{_SUM})"), (SCORE, CODE))
PROVISIONAL = Formula(f"ROUND({_NUMBERS},2)", (SCORE, CODE))
UNSCORED = Formula(_OPEN, (SCORE, CODE))
#: the same where levels are scored themselves: what that changes, and which scores need not be
_OPEN_LEVELS = f"{_OPEN}-SUM(yq_v_open)"
_WITH_LEVELS = Formula(
    f"IF(yq_blocked>0,NA(),IF({_OPEN_LEVELS}>0,NA(),MAX(0,ROUND({_NUMBERS}+SUM(yq_v_change),2))))",
    (SCORE, CODE),
)
_PROVISIONAL_LEVELS = Formula(
    f'ROUND({_NUMBERS}+SUMIFS(yq_v_change,yq_v_change,"<9E+307"),2)', (SCORE, CODE)
)
_UNSCORED_LEVELS = Formula(_OPEN_LEVELS, (SCORE, CODE))


def criterion(place: str, label: str) -> str:
    """Return the criterion of SUMIFS that means exactly the text of a cell.

    ``=`` in front keeps a label that starts with ``>`` from being a comparison, and makes
    a blank label mean blank cells.

    >>> criterion("{0}", "A政策制定")
    '"="&{0}'
    """
    if _PATTERN.isdisjoint(label):
        return f'"="&{place}'
    plain = place
    for sign in "~*?":
        plain = f'SUBSTITUTE({plain},"{sign}","~{sign}")'
    return f'"="&{plain}'


def _named(place: str, label: str) -> str:
    """Return what gives a label without the weight that somebody wrote behind it.

    >>> _named("{2}", "A政策制定"), _named("{2}", "产出指标(50分)")
    ('{2}', 'LEFT({2},LEN({2})-5)')
    """
    length = (len(label.encode("utf-16-le")) - len(without_weight(label).encode("utf-16-le"))) // 2
    return f"LEFT({place},LEN({place})-{length})" if length else place


@lru_cache(maxsize=1024)
def _texts(label: str, label2: str) -> tuple[str, str, str]:
    # the code comes first: Calc miscounts where the first criterion is a blank label
    own, own2 = criterion("{2}", label), criterion("{4}", label2)
    weight = f'ROUND(SUMIFS({{0}},{{3}},"<>",{{1}},{own}),6)'
    name, name2 = _named("{2}", label), _named("{4}", label2)
    level2 = f'{name2}&"("&ROUND(SUMIFS({{0}},{{3}},"<>",{{1}},{own},{{5}},{own2}),6)&")"'
    if not label2:  # a system of two levels has no name here
        level2 = f'IF({{4}}="","",{level2})'
    return weight, f'{name}&"("&{weight}&")"', level2


@lru_cache(maxsize=1024)
def weight_formula(row: int, label: str) -> Formula:
    """Return the weight of the level that row ``row`` of 指标体系 belongs to."""
    return Formula(_texts(label, "")[0], (WEIGHT, LEVEL1, Ref(INDICATORS, row, "level1"), CODE))


@lru_cache(maxsize=1024)
def score_formula(row: int, label: str, *, levels: bool) -> Formula:
    """Return the score of the level; #N/A while one of its indicators has none.

    ``levels``: 层级评分 may score it, or a level of it.
    """
    own = criterion("{2}", label)
    changed = f"yq_v_change,yq_v_first,{own}", f"yq_v_open,yq_v_first,{own}"
    text = _score_text(
        'SUMPRODUCT(({1}={2})*({3}<>""))', f'{{3}},"<>",{{1}},{own}', changed if levels else ()
    )
    return Formula(text, (SCORE, LEVEL1, Ref(INDICATORS, row, "level1"), CODE))


def _score_text(count: str, inside: str, changed: Sequence[str]) -> str:
    """Return the sum of the scores inside; ``changed``: what 层级评分 adds, and needs not."""
    scored = f'COUNTIFS({inside},{{0}},"<9E+307")'
    if not changed:
        return f"IF({count}>{scored},NA(),ROUND(SUMIFS({{0}},{inside}),2))"
    added, not_needed = (f"SUMIFS({one})" for one in changed)
    numbers = f'SUMIFS({{0}},{inside},{{0}},"<9E+307")'
    return f"IF({count}>{scored}+{not_needed},NA(),ROUND({numbers}+{added},2))"


@lru_cache(maxsize=1024)
def level1_text_formula(row: int, label: str) -> Formula:
    """Return a first-level label with its weight in brackets."""
    return Formula(_texts(label, "")[1], (WEIGHT, LEVEL1, Ref(INDICATORS, row, "level1"), CODE))


@lru_cache(maxsize=1024)
def level2_text_formula(row: int, label: str, label2: str) -> Formula:
    """Return a second-level label with its weight in brackets."""
    return Formula(
        _texts(label, label2)[2],
        (
            WEIGHT,
            LEVEL1,
            Ref(INDICATORS, row, "level1"),
            CODE,
            Ref(INDICATORS, row, "level2"),
            LEVEL2,
        ),
    )


def total_formula(evaluation: Evaluation) -> Formula:
    """Return the total of the scores, not below 0 where its contract knows deductions."""
    if evaluation.level_scores:
        return _WITH_LEVELS
    return _ANY_TOTAL if least_total(evaluation.contract) < 0 else _FROM_ZERO


def unscored_formula(evaluation: Evaluation) -> Formula:
    """Return how many scores are missing."""
    return _UNSCORED_LEVELS if evaluation.level_scores else UNSCORED


def provisional_formula(*, levels: bool) -> Formula:
    """Return the sum of the scores that there are so far."""
    return _PROVISIONAL_LEVELS if levels else PROVISIONAL


def rate_formula(score: Here, weight: Here) -> Formula:
    """Return 得分率; nothing where the weight is 0 (加分、扣分项)."""
    return Formula('IF({1}=0,"",{0}/{1})', (score, weight))


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive coded rows with the same labels; a row that merges over them."""

    #: rows of 指标体系, counted from 0
    rows: tuple[int, ...]
    level1: str
    level2: str = ""


def coded_rows(evaluation: Evaluation) -> tuple[int, ...]:
    """Return the indicators that count, as rows of 指标体系, by their levels.

    Levels stand in the order of their first rows, each once, however the rows are sorted.
    """
    own = [number for number, row in enumerate(evaluation.indicators) if row.code]
    first: dict[tuple[str, ...], int] = {}
    for number in own:
        labels = level_key(evaluation.indicators[number])
        first.setdefault(labels[:1], number)
        first.setdefault(labels, number)

    def place(number: int) -> tuple[int, int, int]:
        labels = level_key(evaluation.indicators[number])
        return first[labels[:1]], first[labels], number

    return tuple(sorted(own, key=place))


def level2_groups(evaluation: Evaluation, rows: Sequence[int]) -> Iterator[Group]:
    """Yield the runs of rows that share first-level and second-level label.

    Labels are compared as the spreadsheet does: it ignores case.
    """
    run: list[int] = []
    for number in rows:
        if run and level_key(evaluation.indicators[run[0]]) != level_key(
            evaluation.indicators[number]
        ):
            yield _group(evaluation, run)
            run = []
        run.append(number)
    if run:
        yield _group(evaluation, run)


def level_key(row: Indicator) -> tuple[str, str]:
    """Return the labels of both levels as the spreadsheet compares them."""
    return row.level1.lower(), row.level2.lower()


def _group(evaluation: Evaluation, run: Sequence[int]) -> Group:
    first = evaluation.indicators[run[0]]
    return Group(tuple(run), first.level1, first.level2)


def level2_weights(evaluation: Evaluation, rows: Sequence[int]) -> dict[tuple[str, str], Value]:
    """Return the weight of every second-level indicator by its labels in lower case."""
    weights: dict[tuple[str, str], list[Value]] = {}
    for number in rows:
        row = evaluation.indicators[number]
        weights.setdefault(level_key(row), []).append(row.weight)
    return {labels: weight_sum(own) for labels, own in weights.items()}


def weight_sum(weights: Sequence[Value]) -> Value:
    """Return ``ROUND(SUMIFS(weights),6)``: text is skipped, an error value stays."""
    numbers: list[float] = []
    for weight in weights:
        if isinstance(weight, ErrorValue):
            return weight
        if isinstance(weight, float | int):
            numbers.append(weight)
    try:
        return total(numbers, 6)
    except (CellError, OverflowError):
        return ErrorValue.NUM


def complete_sum(scores: Sequence[Value]) -> Value:
    """Return the sum of scores as the formulas of the levels do: #N/A while one is missing."""
    numbers = [score for score in scores if isinstance(score, float)]
    if len(numbers) < len(scores):
        return ErrorValue.NA
    try:
        return total(numbers)
    except (CellError, OverflowError):
        return ErrorValue.NUM


@lru_cache(maxsize=1024)
def level3_formulas(row: int, label: str, label2: str, label3: str) -> tuple[Formula, Formula]:
    """Return weight and score of what row ``row`` of 指标体系 belongs to in a four-level system."""
    refs = (*_level2_refs(row), Ref(INDICATORS, row, "level3"), LEVEL3)
    here = f"{_in_level2(label, label2)},{{7}},{criterion('{6}', label3)}"
    count = 'SUMPRODUCT(({1}={2})*({5}={4}&"")*({7}={6}&"")*({3}<>""))'
    weight = f"ROUND(SUMIFS({{0}},{here}),6)"
    return Formula(weight, (WEIGHT, *refs)), Formula(_score_text(count, here, ()), (SCORE, *refs))


def _level2_refs(row: int) -> tuple[ColumnRef | Ref, ...]:
    own, own2 = (Ref(INDICATORS, row, field) for field in ("level1", "level2"))
    return LEVEL1, own, CODE, own2, LEVEL2


def _in_level2(label: str, label2: str) -> str:
    """Return the criteria of a second level; the code comes first, see :func:`_texts`."""
    return f'{{3}},"<>",{{1}},{criterion("{2}", label)},{{5}},{criterion("{4}", label2)}'


@lru_cache(maxsize=1024)
def level2_formulas(
    row: int, label: str, label2: str, *, levels: bool = False
) -> tuple[Formula, Formula]:
    """Return weight and score of the second level that row ``row`` of 指标体系 belongs to."""
    own, own2 = criterion("{2}", label), criterion("{4}", label2)
    refs, here = _level2_refs(row), _in_level2(label, label2)
    weight = f"ROUND(SUMIFS({{0}},{here}),6)"
    level = f"yq_v_first,{own},yq_v_second,{own2}"
    changed = f"yq_v_own_change,{level}", f"yq_v_own_open,{level}"
    score = _score_text(
        'SUMPRODUCT(({1}={2})*({5}={4}&"")*({3}<>""))', here, changed if levels else ()
    )
    return Formula(weight, (WEIGHT, *refs)), Formula(score, (SCORE, *refs))


def with_weight(label: str, weight: Value) -> Value:
    """Return a label with its weight in brackets, once.

    >>> with_weight("A政策制定", 20.0), with_weight("B(2.5分)", 2.5)
    ('A政策制定(20)', 'B(2.5)')
    """
    if isinstance(weight, ErrorValue):
        return weight
    return f"{without_weight(label)}({number_text(weight)})"


def number_text(number: Value) -> str:
    """Return a number rounded to six decimals as ``&`` writes it."""
    if not isinstance(number, float | int):
        return str(number)
    text = f"{number:.15g}"
    if "e" not in text:
        return text
    return f"{number:.6f}".rstrip("0").rstrip(".") if abs(number) < 1 else text.upper()
