"""Quality: how much of what was delivered meets the standard (质量达标率)."""

from __future__ import annotations

from yqxl.arithmetic import Value, divide
from yqxl.registry import Argument, formula, rate_kind
from yqxl.rules.arguments import numbers


@rate_kind(
    name="达标率",
    number=1,
    place=4,
    source="财预〔2020〕10号 附2：质量达标产出数/实际产出数",
    numerator="qualified",
    denominator="base",
)
@formula(
    name="YQ_QUALITY_RATE",
    label="质量达标率",
    unit="比率",
    source="财预〔2020〕10号 附2：质量达标产出数/实际产出数；财预〔2013〕53号（部门）：/计划工作数",
    core="{qualified}/{base}",
    example="=YQ_QUALITY_RATE(98,100)",
    arguments=(
        Argument("qualified", "质量达标数", "达到既定质量标准的产出数", "与基数相同"),
        Argument("base", "基数", "实际产出数，或计划工作数；请注明口径", "与达标数相同"),
    ),
)
def quality_rate(qualified: Value, base: Value) -> float:
    """质量达标率 = 质量达标产出数 ÷ 实际产出数（或计划工作数）。

    rate = qualified / base   [ratio; both counts in the same unit], not capped

    Args:
        qualified: outputs that meet the standard [unit of the base].
        base: actual outputs (10号) or planned pieces of work (53号, departments).

    Raises:
        CellError: #DIV/0! when the base is 0, #VALUE! for a text.

    Source:
        财预〔2020〕10号 附2；财预〔2013〕53号（部门整体支出）。

    >>> quality_rate(98, 100)
    0.98
    """
    good, basis = numbers(qualified, base)
    return divide(good, basis)
