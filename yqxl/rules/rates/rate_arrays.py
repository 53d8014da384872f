"""YQ_RATES: many completion rates with one formula, for use outside tables."""

from __future__ import annotations

from yqxl.arithmetic import Value
from yqxl.errors import CellError
from yqxl.registry import OMITTED, Argument, formula
from yqxl.rules.arguments import Optional, Range, aligned, given, numbers, rows
from yqxl.rules.rates.outputs import CAP, capped, completion_rate


@formula(
    name="YQ_RATES",
    label="完成率（数组）",
    unit="比率",
    source="财预〔2020〕10号 附2：实际完成率=实际产出数/计划产出数",
    core="{actuals}/{planned}",
    cap=("cap", capped),
    example="=YQ_RATES(D5:D10,C5:C10)",
    arguments=(
        Argument("actuals", "实际完成值", "实际产出数，一个区域", "与计划值相同", kind="range"),
        Argument("planned", "计划值", "计划产出数，形状与实际值相同", "与实际值相同", kind="range"),
        Argument("cap", "封顶", "完成率的上限，默认 1（100%）；填 0 不封顶", "比率", default=CAP),
    ),
    returns_array=True,
)
def completion_rates(
    actuals: Range, planned: Range, cap: Optional = OMITTED
) -> tuple[tuple[Value, ...], ...]:
    """逐格计算完成率，结果与区域形状相同；单格公式见完成率。

    Each element is YQ_COMPLETION_RATE of the two cells in the same place, its error
    value included; a blank counts as 0. An array has no native form in one cell: the
    native formula is that of one element.

    Args:
        actuals: delivered outputs [unit of the plan].
        planned: planned outputs [same unit], a range of the same shape or one cell.
        cap: upper limit of the rates [ratio]; 1 when left out, 0 for none.

    Raises:
        CellError: #VALUE! when the shapes differ or the cap is a text.

    Source:
        财预〔2020〕10号 附2。

    >>> completion_rates([[152.0], [509.0], [0.0]], [[70.0], [700.0], [80.0]])
    ((1.0,), (0.7271428571428571,), (0.0,))
    """
    (limit,) = numbers(given(cap, CAP))
    done, plan = aligned(rows(actuals), rows(planned))
    return tuple(
        tuple(_element(one, other, limit) for one, other in zip(first, second, strict=True))
        for first, second in zip(done, plan, strict=True)
    )


def _element(actual: Value, planned: Value, cap: float) -> Value:
    try:
        return completion_rate(actual, planned, cap)
    except CellError as failure:
        return failure.error
