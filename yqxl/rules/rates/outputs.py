"""Outputs: how much of what was planned has been delivered (实际完成率)."""

from __future__ import annotations

from yqxl.arithmetic import Value, divide
from yqxl.registry import OMITTED, Argument, computes, formula, native, rate_kind
from yqxl.rules.arguments import Optional, given, numbers

#: a rate that a report prints stops here unless the cell says otherwise
CAP = 1.0


@native("MIN({limit},{rate})")
def capped(limit: float, rate: float) -> float:
    """Return a rate that stops at a limit: a report may print 152/70 as 100 %.

    >>> capped(1.0, 152 / 70), capped(1.0, 509 / 700)
    (1.0, 0.7271428571428571)
    """
    return min(limit, rate)


@rate_kind(
    name="完成率",
    number=1,
    place=1,
    source="财预〔2020〕10号 附2：实际产出数/计划产出数",
    numerator="actual",
    denominator="planned",
    cap=0.0,
)
@computes("outputs", "completion", planned="planned", actual="actual")
@formula(
    name="YQ_COMPLETION_RATE",
    label="完成率",
    unit="比率",
    source="财预〔2020〕10号《项目支出绩效评价管理办法》附2：实际完成率=实际产出数/计划产出数",
    core="{actual}/{planned}",
    cap=("cap", capped),
    example="=YQ_COMPLETION_RATE(509,700)",
    arguments=(
        Argument("actual", "实际完成值", "实际产出数，单位与计划值相同", "与计划值相同"),
        Argument("planned", "计划值", "计划产出数；为 0 时得 #DIV/0!", "与实际值相同"),
        Argument("cap", "封顶", "完成率的上限，默认 1（100%）；填 0 不封顶", "比率", default=CAP),
    ),
)
def completion_rate(actual: Value, planned: Value, cap: Optional = OMITTED) -> float:
    """完成率 = 实际完成值 ÷ 计划值，默认以 100% 封顶。

    rate = min(cap, actual / planned)   [ratio; both counts in the same unit]

    The cap is that of the rate: a report may print 152/70 as 100 %. It has nothing to do
    with the score, which never exceeds its weight. ``cap`` 0 (or a blank cell) means none.

    Args:
        actual: delivered outputs [unit of the plan].
        planned: planned outputs [same unit].
        cap: upper limit of the rate [ratio]; 1 when left out.

    Raises:
        CellError: #DIV/0! when planned is 0 (0/0 too), #VALUE! for a text.

    Source:
        财预〔2020〕10号 附2；财预〔2013〕53号（相同）。

    >>> completion_rate(509, 700)
    0.7271428571428571
    >>> completion_rate(152, 70), round(completion_rate(152, 70, 0), 4)
    (1.0, 2.1714)
    """
    done, plan, limit = numbers(actual, planned, given(cap, CAP))
    rate = divide(done, plan)
    return rate if limit == 0 else capped(limit, rate)
