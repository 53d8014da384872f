"""支出标准: what things cost apiece and in all (表1-3 in words)."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.saying import Said, sentence_rule
from yqxl.sentences.wording import filled, number


@sentence_rule(
    name="支出标准",
    part="一（三）",
    place=6,
    source="财预〔2020〕10号 附2：成本指标，支出标准",
)
def cost_standards(evaluation: Evaluation, results: Results) -> Iterator[Said]:
    """Yield every standard with its quantity and amount, and the sum of all."""
    lines = []
    for row, result in zip(evaluation.costs, results.costs, strict=True):
        price, quantity, amount = (
            filled(row.unit_price), filled(row.quantity), filled(result.amount),
        )  # fmt: skip
        if not row.item or price is None or quantity is None or amount is None:
            return
        unit = row.price_unit or "元"
        lines.append(
            f"{row.item}按{number(price)}{unit}、数量{number(quantity)}测算为{number(amount)}元"
        )
    total = filled(results.cost_total)
    if not lines or total is None:
        return
    whole = f"，合计{number(total)}元" if len(lines) > 1 else ""
    yield Said(f"{'；'.join(lines)}{whole}。")
