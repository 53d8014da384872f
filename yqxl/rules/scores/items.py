"""Scoring by counted items: deductions for each, elements with shares, a veto."""

from __future__ import annotations

from yqxl.arithmetic import divide
from yqxl.registry import SCORING_ELEMENTS, Parameter, RuleAlias, RuleInput, native, scoring_rule


@scoring_rule(
    number=12,
    name="逐项扣分",
    branch="{w}-{a}*{x}",
    parameters=(Parameter("points", "每项扣分", None, not_negative=True),),
    grammar="取值=缺漏或违规的项数 参数1=每项扣分(必填)；扣完为止",
    example="权重3，每项扣0.5分，缺2项：2分",
    source="公开评分表（广水：缺一项扣0.5分，扣完为止；逾期扣1分）",
)
def each_item(values: RuleInput) -> float:
    """Return w less a for each of x items.

    >>> each_item(RuleInput(3.0, 2.0, 0.5, 0.0, 0.0, 1.0))
    2.0
    """
    return values.w - values.a * values.x


@scoring_rule(
    number=14,
    name="要素加权",
    branch="{w}*{f}",
    grammar="在“评分要素”表逐项选是/否；得分=权重×具备要素的份额，缺必备要素0分",
    example="权重4，①40%具备，②③各30%具备其一：2.8分",
    source="郑州市评分标准：①40%，②③各30%；①为必备要素的，不具备则为0",
    takes_value=False,
    factor=SCORING_ELEMENTS,
)
def weighted_elements(values: RuleInput) -> float:
    """Return w × the share of the elements that are there.

    >>> weighted_elements(RuleInput(4.0, 0.0, 0.0, 0.0, 0.0, 0.7))
    2.8
    """
    return values.w * values.factor


@native("{met}/{listed}")
def element_share(met: float, listed: float) -> float:
    """Return the shares of the elements that are there as a part of all shares.

    >>> element_share(0.7, 1.0)
    0.7
    """
    return divide(met, listed)


@scoring_rule(
    number=17,
    name="一票否决",
    branch="{w}*({x}<=0)",
    grammar="取值=违规项数；有一项即0分，没有得满分",
    example="违规0项：满分；1项：0分",
    source="公开评分标准（发现一项违规，得分=0）",
    aliases=(
        RuleAlias(
            "逾期否决",
            (),
            "取值=逾期天数；逾期即0分，按期得满分",
            "逾期0天：满分；1天：0分",
            "财预〔2020〕10号 附2 完成及时性；公开评分表（广水：逾期扣1分）",
        ),
    ),
)
def veto(values: RuleInput) -> float:
    """Return w without a violation, else 0.

    >>> veto(RuleInput(3.0, 1.0, 0.0, 0.0, 0.0, 1.0))
    0.0
    """
    return values.w if values.x <= 0 else 0.0


@scoring_rule(
    number=27,
    name="等级否决",
    branch="{w}*({x}<=0)",
    grammar="取值=违规项数；有一项即0分，且等级定为方案中的最低一级（总分照算）",
    example="总分92，违规1项：等级差；加扣上限100的扣分项用“一票否决”则总分为0",
    source="公开评分标准（发现重大违纪违法问题的，评价等级直接定为差）",
    vetoes_grade=True,
)
def grade_veto(values: RuleInput) -> float:
    """Return w without a violation, else 0; the grade falls to the lowest then.

    >>> grade_veto(RuleInput(3.0, 0.0, 0.0, 0.0, 0.0, 1.0))
    3.0
    """
    return values.w if values.x <= 0 else 0.0
