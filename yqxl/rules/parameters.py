"""The numbers that a regulation or a custom may change, as named rows with a source.

They fill the 参数 sheet, where anybody can read and change them; a workbook's own rows
win. Scoring rules are not listed here: each declares its own defaults.
"""

from __future__ import annotations

from yqxl.model.rows import Band, GradeScheme, Kind, OptionWeight, Tolerance
from yqxl.rules.schemes import BANDS as _BANDS
from yqxl.rules.schemes import DEFAULT_GRADE_SCHEME
from yqxl.rules.schemes import GRADES as _GRADES

__all__ = ["BANDS", "DEFAULT_GRADE_SCHEME", "GRADES", "KINDS", "OPTIONS", "TOLERANCES"]

BANDS: tuple[Band, ...] = _BANDS
GRADES: tuple[GradeScheme, ...] = _GRADES

#: The numbers are those of the formula in 指标取值: 1 a/b, 2 (b-a)/b, 3 a-b, 4 a.
KINDS: tuple[Kind, ...] = (
    Kind("完成率", 1.0, "财预〔2020〕10号 附2：实际产出数/计划产出数"),
    Kind("到位率", 1.0, "财预〔2020〕10号 附2：实际到位/预算资金；财预〔2013〕53号：/计划投入资金"),
    Kind("执行率", 1.0, "财预〔2020〕10号 附2：实际支出/实际到位；附1：全年执行数/全年预算数"),
    Kind("达标率", 1.0, "财预〔2020〕10号 附2：质量达标产出数/实际产出数"),
    Kind("及时率", 1.0, "财预〔2013〕53号：及时到位资金/应到位资金；及时完成工作数/计划工作数"),
    Kind("成本节约率", 2.0, "财预〔2020〕10号 附2：(计划成本-实际成本)/计划成本"),
    Kind("差额", 3.0, "分子-分母：结余，或两年之间的百分点变化"),
    Kind("直接值", 4.0, "取分子本身"),
)

_CUSTOM = "惯例；国家文件未规定选项权重，可按问卷调整"
OPTIONS: tuple[OptionWeight, ...] = tuple(
    OptionWeight(option, weight, _CUSTOM)
    for option, weight in (
        ("非常满意", 1.0),
        ("满意", 1.0),
        ("比较满意", 1.0),
        ("基本满意", 1.0),
        ("一般", 0.0),
        ("不太满意", 0.0),
        ("不满意", 0.0),
        ("非常不满意", 0.0),
    )
)

TOLERANCES: tuple[Tolerance, ...] = (
    Tolerance(
        "产出+效益权重下限",
        0.6,
        "产出与效益（含满意度）指标权重之和占总权重的比例，低于此值提醒",
        "财预〔2020〕10号 第十四条（原则上）",
    ),
    Tolerance("权重合计", 100.0, "三级指标权重合计应等于此值", "财预〔2020〕10号 附1（总分100分）"),
    Tolerance(
        "舍入容差",
        0.005,
        "n 个两位小数相加，与合计之差不超过 n 乘此值为四舍五入，不算不符",
        "保留两位小数时每个数的最大舍入误差",
    ),
)
