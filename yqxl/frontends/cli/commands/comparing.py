"""``yqxl compare``: self score against review score."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yqxl.frontends.cli.printing import put, put_json
from yqxl.model.number_text import value_text

if TYPE_CHECKING:
    from yqxl.arithmetic import Value
    from yqxl.evaluation.comparing import Comparison, Pair

SCHEMA = "yqxl-compare/1"


def compare(own: Path, review: Path, *, as_json: bool) -> int:
    """Print the differences; return the exit code: 1 where a printed figure is wrong."""
    from yqxl.pipeline.comparing import compare_files  # noqa: PLC0415 - help stays quick

    found = compare_files(own, review)
    if as_json:
        put_json(_record(own, review, found))
    else:
        for line in _lines(found):
            put(line)
    return 1 if found.contradictions else 0


def _lines(found: Comparison) -> Iterator[str]:
    yield f"总分：{_change(found.total)}"
    yield f"等级：{_change(found.grade)}"
    for label, pair in found.levels:
        yield f"  {label}：{_change(pair)}"
    yield f"共有 {found.shared} 个三级指标，{len(found.differing)} 个不同"
    for one in found.differing:
        yield f"{one.code}{one.name}：{_change(one.score)}"
        for reason in one.reasons:
            yield f"    {reason}"
    if found.only_self:
        yield f"只有自评有：{'，'.join(found.only_self)}"
    if found.only_review:
        yield f"只有复核有：{'，'.join(found.only_review)}"
    for line in found.contradictions:
        yield f"不符 {line}"


def _change(pair: Pair) -> str:
    if not pair.differs:
        return f"{_text(pair.own)}（相同）"
    by = f"（{pair.by:+.15g}）" if pair.by is not None else ""
    return f"{_text(pair.own)} → {_text(pair.review)}{by}"


def _text(value: Value) -> str:
    if value is None or value == "":
        return "没有"
    return value_text(value)


def _record(own: Path, review: Path, found: Comparison) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "self": str(own),
        "review": str(review),
        "total": _json(found.total),
        "grade": _json(found.grade),
        "levels": [{"label": label} | _json(pair) for label, pair in found.levels],
        "second_levels": [{"label": label} | _json(pair) for label, pair in found.second_levels],
        "shared": found.shared,
        "indicators": [
            {
                "code": one.code,
                "name": one.name,
                "weight": _json(one.weight),
                "score": _json(one.score),
                "reasons": list(one.reasons),
            }
            for one in found.differing
        ],
        "only_self": list(found.only_self),
        "only_review": list(found.only_review),
        "contradictions": list(found.contradictions),
    }


def _json(pair: Pair) -> dict[str, Any]:
    return {"self": _figure(pair.own), "review": _figure(pair.review)}


def _figure(value: Value) -> float | str | None:
    """Return a figure for JSON: what is no number and no grade is null."""
    if isinstance(value, float | int):
        return float(value)
    return value if isinstance(value, str) and value else None
