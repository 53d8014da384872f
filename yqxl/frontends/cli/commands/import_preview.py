"""What a person reads about an import: counts, doubts, leftovers, contradictions, the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from yqxl.evaluation.importing.evaluation_data import CheckItem, ImportedProject
from yqxl.evaluation.importing.taken import Contradiction, Leftover
from yqxl.evaluation.rendering.text_table import display_width, padded

_SHOWN = 3
_WIDEST = 24
_HEADERS = (
    "编码",
    "一级指标",
    "二级指标",
    "三级指标",
    "目标值",
    "实际完成值",
    "权重",
    "得分",
    "规则",
)
_RIGHT = frozenset({6, 7})


def report_lines(number: int, project: ImportedProject) -> Iterator[str]:
    """Yield what was found: header, counts, and each list with repeats together."""
    yield f"项目 {number} {project.name or '（没有名称）'}"
    where = "；".join(project.headers)
    yield f"  表头：{where}" if where else "  没有找到表头"
    yield (
        f"  取了 {project.taken} 格，其中 {len(project.checks)} 格待核对；"
        f"没有取 {len(project.leftovers)} 格；矛盾 {len(project.contradictions)} 处"
    )
    yield from _listed("待核对", _grouped_checks(project.checks))
    yield from _listed("没有取", _grouped((left.why, _left(left)) for left in project.leftovers))
    yield from _listed("矛盾", _grouped_contradictions(project.contradictions))
    if project.kind == "monitoring":
        yield "  实际值是期中的数，不是全年的"


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"  {title}"
    for line in lines:
        yield f"    {line}"


def _grouped_checks(checks: Iterable[CheckItem]) -> list[str]:
    """Return one line for each column and reason, with the first places."""
    return _grouped(
        (f"{item.at.rpartition('/')[2]}：{item.why}", f"{item.source}→{_value(item.value)}")
        for item in checks
    )


def _left(left: Leftover) -> str:
    return f"{left.place}“{left.text}”" if left.text else left.place


def _grouped_contradictions(contradictions: Iterable[Contradiction]) -> list[str]:
    """Return one line for each thing that is said, with the first places that say it."""
    places: dict[tuple[str, str], list[str]] = {}
    for each in contradictions:
        places.setdefault((each.kind, each.message), []).append(each.place)
    return [
        f"{kind} {'，'.join(listed[:_SHOWN])}{_more(listed)}：{message}"
        for (kind, message), listed in places.items()
    ]


def _grouped(items: Iterable[tuple[str, str]]) -> list[str]:
    places: dict[str, list[str]] = {}
    for reason, place in items:
        places.setdefault(reason, []).append(place)
    return [_group(reason, listed) for reason, listed in places.items()]


def _group(reason: str, places: Sequence[str]) -> str:
    count = f"（{len(places)} 处）" if len(places) > 1 else ""
    more = " …" if len(places) > _SHOWN else ""
    return f"{reason}{count}：{'，'.join(places[:_SHOWN])}{more}"


def _more(places: Sequence[str]) -> str:
    return f" … 共 {len(places)} 处" if len(places) > _SHOWN else ""


def _value(value: object) -> str:
    if isinstance(value, float | int):
        return f"{value:g}"
    text = str(value or "")
    return text if len(text) <= _WIDEST else text[:_WIDEST] + "…"


def preview_lines(project: ImportedProject) -> Iterator[str]:
    """Yield the indicators as a table of text."""
    goals = {goal["indicator"]: goal for goal in project.data.get("goals", [])}
    rows: list[tuple[str, ...]] = [_HEADERS]
    for row in project.data["indicators"]:
        goal = goals.get(row["code"], {})
        cells = (
            row["code"], row.get("level1"), row.get("level2"), row.get("name"),
            goal.get("target"), goal.get("actual"), row.get("weight"), row.get("given"),
            row["rule"],
        )  # fmt: skip
        rows.append(tuple(_value(cell) for cell in cells))
    widths = [max(display_width(row[column]) for row in rows) for column in range(len(_HEADERS))]
    yield ""
    for row in rows:
        yield "  ".join(
            padded(text, width, right=column in _RIGHT)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
