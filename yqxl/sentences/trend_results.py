"""趋势: the newest value of a series against the years before.

"2023年一本(大文大理)达线率15.78%，较2022年、2021年、2020年分别增长1.11个百分点、1.43个百分点
和2.43个百分点。" (阳泉 2022，五(二)1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Trend
from yqxl.registry.saying import Said, sentence_rule
from yqxl.sentences.wording import filled, listing, number, years

_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
#: how many years before are compared
_BEFORE = 3
_PERCENT = ("%", "％")


@sentence_rule(
    name="趋势",
    part="四",
    place=3,
    source="财预〔2020〕10号 附2：效益指标，与历史数据比较",
)
def trend_results(evaluation: Evaluation, results: Results) -> Iterator[Said]:  # noqa: ARG001 - the signature of every rule
    """Yield one paragraph for each series with two years or more."""
    for code in dict.fromkeys(row.code for row in evaluation.trends if row.code):
        rows = [row for row in evaluation.trends if row.code == code]
        points = _points(rows)
        if len(points) > 1:
            yield Said(_text(rows[0], points[-1 - _BEFORE :]), code)


def _points(rows: Sequence[Trend]) -> list[tuple[int, float]]:
    found = {
        int(year): value
        for row in rows
        if (year := filled(row.year)) is not None and (value := filled(row.value)) is not None
    }
    return sorted(found.items())


def _text(row: Trend, points: Sequence[tuple[int, float]]) -> str:
    name = row.name or row.code
    (year, value), before = points[-1], points[-2::-1]
    unit = "%" if row.unit in _PERCENT else row.unit
    changes = [value - earlier for _, earlier in before]
    newest = f"{year}年{name}{number(value)}{unit}"
    return f"{_tendency(name, points)}{newest}，{_against(before, changes, unit)}。"


def _tendency(name: str, points: Sequence[tuple[int, float]]) -> str:
    """Return that a series went one way all the years, where it did for two or more."""
    steps = [(later[0] - former[0], later[1] - former[1]) for former, later in pairwise(points)]
    if len(steps) < 2 or any(gap != 1 for gap, _ in steps):  # noqa: PLR2004 - one step is no tendency
        return ""
    for way, sign in (("增长", 1), ("下降", -1)):
        if all(step * sign > 0 for _, step in steps):
            return f"{_BRACKETS.sub('', name) or name}近{years(len(steps))}年呈{way}态势，"
    return ""


def _against(before: Sequence[tuple[int, float]], changes: Sequence[float], unit: str) -> str:
    points = "个百分点" if unit == "%" else unit
    ways = [_way(change) for change in changes]
    if len(set(ways)) == 1 and ways[0] != "持平" and len(changes) > 1:
        named = "、".join(f"{year}年" for year, _ in before)
        amounts = listing([f"{number(abs(change))}{points}" for change in changes])
        return f"较{named}分别{ways[0]}{amounts}"
    return "，".join(
        f"与{year}年持平" if way == "持平" else f"较{year}年{way}{number(abs(change))}{points}"
        for (year, _), change, way in zip(before, changes, ways, strict=True)
    )


def _way(change: float) -> str:
    if number(change) in ("0", "-0"):
        return "持平"
    return "增长" if change > 0 else "下降"
