"""What was understood of somebody's table, as tables of texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yqxl.evaluation.importing.evaluation_data import ImportedProject
from yqxl.frontends.web.display import table, typed_text


def imported_tables(projects: Sequence[ImportedProject]) -> list[dict[str, Any]]:
    """Return the tables of an import: what was taken, what is to be checked, what was not."""
    shown = []
    for number, project in enumerate(projects, 1):
        of = f"（{project.name or f'第 {number} 个项目'}）" if len(projects) > 1 else ""
        shown += [
            table(
                f"认出的指标{of}",
                (("编码", "k"), ("三级指标", ""), ("权重", "n"), ("评定得分", "n"), ("规则", "")),
                [
                    (str(row["code"]), str(row.get("name") or ""), typed_text(row.get("weight")),
                     typed_text(row.get("given")), str(row.get("rule") or ""))
                    for row in project.data.get("indicators", [])
                ],
            ),
            table(
                f"待核对{of}",
                (("写到", "k"), ("值", ""), ("依据", ""), ("来自", "")),
                [
                    (item.at, typed_text(item.value), item.why, item.source)
                    for item in project.checks
                ],
            ),
            table(
                f"没有取{of}",
                (("位置", "k"), ("内容", ""), ("为什么", "")),
                [(left.place, left.text, left.why) for left in project.leftovers],
            ),
            table(
                f"矛盾{of}",
                (("种类", "k"), ("位置", "k"), ("说明", "")),
                [(one.kind, one.place, one.message) for one in project.contradictions],
            ),
        ]  # fmt: skip
    return [one for one in shown if one["rows"]]
