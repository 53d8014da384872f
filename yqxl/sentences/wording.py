"""How sentences write numbers, days, names and lists, as published reports do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yqxl.arithmetic import Value, divide, is_number, percent_text, round_half_up
from yqxl.errors import CellError
from yqxl.model.headers import level_code
from yqxl.model.rows import Evaluation, Fund, Project

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WEIGHT = re.compile(r"[（(]\s*[\d.]+\s*分?\s*[)）]$")
#: money is exact to a fen in 万元 too, and sums carry no more
_DIGITS = 6
_COUNTS = ("", "", "两", "三", "四", "五", "六", "七", "八", "九", "十")
#: of what a project may end in, its money needs no further noun
_MONEY_NOUNS = ("资金", "经费")
#: what is done with an output whose name ends with it: 培训 is 计划培训, 实际培训
_VERBS = (
    "培训", "指导", "建设", "改造", "修缮", "维修", "采购", "购置", "发放", "补助", "补贴",
    "检测", "检查", "监测", "种植", "治理", "救助", "安置", "演出", "宣传", "编制", "印刷",
    "铺设", "绿化", "免疫", "巡查",
)  # fmt: skip


def number(value: float) -> str:
    """Return a number without idle zeros.

    >>> number(733.0), number(414.77), number(0.1 + 0.2), number(2845570.0)
    ('733', '414.77', '0.3', '2845570')
    """
    text = f"{round_half_up(value, _DIGITS):.{_DIGITS}f}"
    return text.rstrip("0").rstrip(".")


def moneys(values: Sequence[float]) -> list[str]:
    """Return amounts of one list: two decimals each where one of them has decimals.

    >>> moneys([226.3, 8.06]), moneys([40.0, 30.0])
    (['226.30', '8.06'], ['40', '30'])
    """
    if all(value == int(value) for value in values):
        return [number(value) for value in values]
    return [
        f"{value:.2f}" if round_half_up(value, 2) == value else number(value) for value in values
    ]


def filled(value: Value) -> float | None:
    """Return a number that was typed, or None for a blank, a text or an error."""
    return float(value) if is_number(value) else None  # type: ignore[arg-type]  # a number by now


def share(part: float | None, whole: float | None) -> float | None:
    """Return part / whole, or None where there is no such rate."""
    if part is None or whole is None or whole <= 0:
        return None
    try:
        return divide(part, whole)
    except CellError:
        return None


def rate(value: float) -> str:
    """Return a rate as the report prints it.

    >>> rate(639.79 / 733)
    '87.28%'
    """
    return percent_text(value)


def listing(names: Sequence[str]) -> str:
    """Return names as a list that is read aloud.

    >>> listing(["甲"]), listing(["甲", "乙"]), listing(["甲", "乙", "丙"])
    ('甲', '甲和乙', '甲、乙和丙')
    """
    if len(names) == 1:
        return names[0]
    return f"{'、'.join(names[:-1])}和{names[-1]}"


def aspects(count: int) -> str:
    """Return how many aspects a list has: 方面, 两方面, 三个方面.

    >>> aspects(1), aspects(2), aspects(3), aspects(12)
    ('方面', '两方面', '三个方面', '12个方面')
    """
    if count < 2:  # noqa: PLR2004 - one aspect is not counted
        return "方面"
    measure = "" if count == 2 else "个"  # noqa: PLR2004 - 两方面 needs no measure word
    return f"{_COUNTS[count] if count < len(_COUNTS) else count}{measure}方面"


def years(count: int) -> str:
    """Return a number of years in words.

    >>> years(2), years(3), years(14)
    ('两', '三', '14')
    """
    return _COUNTS[count] if 1 < count < len(_COUNTS) else str(count)


def until(project: Project) -> str:
    """Return how the report says by when; nothing without a base date.

    >>> until(Project(base_date="2023-03-31")), until(Project())
    ('截止2023年03月31日，', '')
    """
    found = _DAY.fullmatch(project.base_date.strip())
    if found:
        year, month, day = (int(part) for part in found.groups())
        return f"截止{year}年{month:02}月{day:02}日，"
    return f"截止{project.base_date.strip()}，" if project.base_date.strip() else ""


def kind(project: Project) -> str:
    """Return what is evaluated: 政策, 项目 or what 首页 says."""
    return project.kind.strip() or "项目"


def money_of(project: Project) -> str:
    """Return the money as the report calls it: the name without its kind, or with 资金.

    >>> money_of(Project(name="某市专项资金政策", kind="政策"))
    '某市专项资金'
    >>> money_of(Project(name="老旧小区改造项目", kind="项目")), money_of(Project())
    ('老旧小区改造项目资金', '资金')
    """
    name = project.name.strip()
    short = name.removesuffix(project.kind.strip()) if project.kind.strip() else name
    for text in (short, name):
        if text.endswith(_MONEY_NOUNS):
            return text
    return f"{name}资金"


def level_name(label: str) -> str:
    """Return a level's name without its code and its weight in brackets.

    >>> level_name("A政策制定"), level_name("产出指标（50分）"), level_name("B2 资金管理")
    ('政策制定', '产出指标', '资金管理')
    """
    text = _WEIGHT.sub("", label.strip())
    return text.removeprefix(level_code(text) or "").strip() or text


def verb(name: str) -> str:
    """Return what is done with an output, where its name says so.

    >>> verb("全市高中教师学科素养培训"), verb("图书")
    ('培训', '')
    """
    return next((one for one in _VERBS if name.endswith(one) and name != one), "")


def total_row(evaluation: Evaluation) -> Fund | None:
    """Return the money in all: the one row of the total, or the only row there is."""
    totals = [row for row in evaluation.funds if row.total]
    if len(totals) == 1:
        return totals[0]
    named = [row for row in evaluation.funds if row.unit]
    return named[0] if len(named) == 1 and not totals else None


def parts(evaluation: Evaluation) -> list[Fund]:
    """Return the units without the total; none where the only row is the total."""
    total = total_row(evaluation)
    return [row for row in evaluation.funds if row.unit and not row.total and row is not total]
