"""The numbers that a regulation or a custom may change, as named rows with a source.

They fill the 参数 sheet, where anybody can read and change them; a workbook's own rows
win. Scoring rules and kinds of rates are not listed here: each is declared beside its
function.
"""

from __future__ import annotations

from yqxl.model.contract.parameters import DEFAULT_GRADE_SCHEME
from yqxl.model.rows import Band, GradeScheme, OptionWeight, Tolerance
from yqxl.rules.schemes import BANDS as _BANDS
from yqxl.rules.schemes import GRADES as _GRADES

__all__ = ["BANDS", "DEFAULT_GRADE_SCHEME", "GRADES", "OPTIONS", "TOLERANCES"]

BANDS: tuple[Band, ...] = _BANDS
GRADES: tuple[GradeScheme, ...] = _GRADES

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
    Tolerance(
        "专家分差上限",
        0.3,
        "同一指标各专家得分最高与最低之差占权重的比例，超过的提醒",
        "yqxl 经验值",
    ),
    Tolerance(
        "比率上限",
        1.3,
        "比率（封顶前）高于此值时提醒：目标是否定得过低，分子、分母的单位是否相同",
        "yqxl 经验值",
    ),
)
