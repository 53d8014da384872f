"""资金投入: what the project costs in all, and unit by unit.

"项目经费合计733万元，其中市本级经费226.30万元，城区经费8.06万元……" (阳泉 2022，一(四)1).
"""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.saying import Said, sentence_rule
from yqxl.sentences.wording import filled, moneys, number, parts, total_row


@sentence_rule(
    name="资金投入",
    part="一（三）",
    place=1,
    source="财预〔2020〕10号 附3：资金投入情况",
)
def contract_amounts(evaluation: Evaluation, results: Results) -> Iterator[Said]:  # noqa: ARG001 - the signature of every rule
    """Yield the contract in all, and of every unit where each gave a figure."""
    total = total_row(evaluation)
    whole = filled(total.contract) if total else None
    if whole is None:
        return
    unit = evaluation.project.money_unit
    rows = parts(evaluation)
    amounts = [amount for row in rows if (amount := filled(row.contract)) is not None]
    listed = ""
    if rows and len(amounts) == len(rows):
        each = zip(rows, moneys(amounts), strict=True)
        listed = "，其中" + "，".join(f"{row.unit}经费{amount}{unit}" for row, amount in each)
    yield Said(f"项目经费合计{number(whole)}{unit}{listed}。")
