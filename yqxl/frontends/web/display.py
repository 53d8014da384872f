"""A record as the page shows it: figures as texts, rows as tables; the script only places them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yqxl.arithmetic import percent_text

Record = Mapping[str, Any]
_LEVELS = {"error": "错误", "warning": "警告", "note": "提示"}
_STATES = {"ok": "完成", "findings": "完成，有错误", "refused": "未处理", "failed": "未写出"}


def display(record: Record) -> dict[str, Any]:
    """Return what the page shows of a record: state, figures and tables of texts."""
    return {
        "state": _STATES[record["status"]],
        "total": number_text(record["total"]),
        "grade": record["grade"] or "",
        "figures": _figures(record),
        "counts": _counts(record["findings"]),
        "tables": [table for table in _tables(record) if table["rows"]],
        "lines": _lines(record),
    }


def told(sentences: Sequence[str]) -> dict[str, Any]:
    """Return what the page shows of a job that ends with a few sentences and a file."""
    return {
        "state": _STATES["ok"], "total": "", "grade": "", "figures": [],
        "counts": dict.fromkeys(_LEVELS, "—"), "tables": [], "lines": list(sentences),
    }  # fmt: skip


def number_text(value: float | None) -> str:
    """Return a figure as people read it.

    >>> number_text(20.990000000000002), number_text(8.0), number_text(None)
    ('20.99', '8', '')
    """
    return "" if value is None else f"{value:.15g}"


def _rate_text(value: float | None) -> str:
    return "" if value is None else percent_text(value)


def _figures(record: Record) -> list[list[str]]:
    if record["project"] is None:
        return []
    return [
        ["总分", number_text(record["total"]) or "未完成"],
        ["等级", record["grade"] or "未完成"],
        ["得分率", _rate_text(record["score_rate"]) or "—"],
    ]


def _lines(record: Record) -> list[str]:
    """Return the digest of the data: paper and file are the same where it is the same."""
    digest = record["digest"]
    return [f"数据摘要 {digest}（与纸面页脚上的相同，数据就相同）。"] if digest else []


def _counts(findings: Sequence[Record]) -> dict[str, int]:
    levels = [finding["level"] for finding in findings]
    return {level: levels.count(level) for level in _LEVELS}


def _tables(record: Record) -> list[dict[str, Any]]:
    return [
        table(
            "一级指标得分",
            (("一级指标", ""), ("权重", "n"), ("得分", "n"), ("得分率", "n")),
            [
                (one["label"], number_text(one["weight"]), number_text(one["score"]),
                 _rate_text(one["score_rate"]))
                for one in record["levels"]
            ],
        ),
        table(
            "比率",
            (("编码", "k"), ("名称", ""), ("口径", ""), ("结果", "n")),
            [
                (one["code"] or "", one["name"] or "", one["base"] or "", _rate_value(one))
                for one in record["rate_rows"]
            ],
        ),
        table(
            "指标",
            (("编码", "k"), ("三级指标", ""), ("权重", "n"), ("得分", "n"), ("扣分原因", "")),
            [
                (one["code"] or "", one["name"] or "", typed_text(one["weight"]),
                 number_text(one["score"]), one["reason"] or "")
                for one in record["indicators"]
            ],
        ),
        table(
            "问题",
            (("程度", "k"), ("代码", "k"), ("位置", "k"), ("问题", ""), ("改法", "")),
            [
                (_LEVELS[one["level"]], one["code"], _place(one), one["message"].removesuffix("；"),
                 one["remedy"])
                for level in _LEVELS
                for one in record["findings"]
                if one["level"] == level
            ],
        ),
    ]  # fmt: skip


def table(
    caption: str, heads: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]]
) -> dict[str, Any]:
    """Return a table of texts; a head is its text and its class (n number, k short)."""
    return {"caption": caption, "heads": [list(head) for head in heads], "rows": [*map(list, rows)]}


def _rate_value(row: Record) -> str:
    """Return a rate as per cent; a difference or a plain value as the number that it is."""
    value = row["value"]
    if row["kind"] in ("差额", "直接值"):
        return number_text(value)
    return _rate_text(value)


def typed_text(value: object) -> str:
    """Return what somebody typed, as it is shown."""
    return number_text(value) if isinstance(value, float | int) else str(value or "")


def _place(finding: Record) -> str:
    return "!".join(part for part in (finding["sheet"], finding["cell"]) if part)
