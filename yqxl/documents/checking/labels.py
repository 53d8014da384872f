"""How reports word the labels of the workbook: data, no rule."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

#: money of a project in all, contract or budget as it happens
_CONCERNED = ("涉及专项资金", "涉及资金", "涉及财政资金")
#: other wordings of a label
WORDINGS: dict[str, tuple[str, ...]] = {
    "合同金额": ("合同约定", "约定金额", "项目经费合计", "项目费用合计", "项目合计", "项目经费",
                 "项目费用", "总费用", "合同价", "合同总价", "合同总额", "合同额", "合同签",
                 "中标", *_CONCERNED),
    "年初预算": ("年初预算安排", "预算安排", "批复预算", "预算批复", "批复", "预算", *_CONCERNED),
    "全年预算数": ("全年预算", "调整后预算", "调整预算", *_CONCERNED),
    "年初预算项目经费": ("预算项目经费",),
    "实际到位": ("拿到", "收到", "到位资金", "资金到位", "经费到位", "到位", *_CONCERNED),
    "项目经费到位": ("项目经费实际到位", "预算项目经费", "资金到位", "经费到位", "专项资金到位"),
    "实际支出": ("用了", "花了", "支出合计", "资金支出", "累计支出", "支出", "执行"),
    "结余": ("结转", "剩余"),
    "执行率": ("支出率", "使用率"),
    "得分": ("总分", "得了", "得到", "实际得分", "总体得分", "总得分", "综合得分", "评价得分"),
    "权重": ("标准分值", "满分", "分值"),
    "计划值": ("计划", "目标", "年初定的", "年初定了", "计划完成", "目标完成", "应完成", "拟完成"),
    "实际值": ("实际", "完成"),
    "满意度": ("满意率",),
    "有效问卷": ("收回", "回收", "有效"),
    "发放问卷": ("发放",),
    "百分点": ("增长", "下降", "提高", "上升", "降低", "增加", "减少", "增产", "减产",
            "净增", "净减", "较"),
    "单价": ("标准",),
}  # fmt: skip


#: too common a word to be a wording anywhere but right before its number: 得18分
_AT_END = {"得分": "得", "合同金额": "合同"}


@lru_cache(maxsize=65536)
def nearest(label: str, phrase: str) -> tuple[int, int]:
    """Return length and end of a label's wording in a phrase, the longest one; (0, -1) without.

    >>> nearest("实际支出", "专项资金支出合计"), nearest("得分", "预算")
    ((4, 8), (0, -1))
    """
    best = (0, -1)
    at_end = _AT_END.get(label)
    if at_end and phrase.endswith(at_end):
        return 2 * len(at_end), len(phrase)
    for wording in (label, *WORDINGS.get(label, ())):
        place = phrase.rfind(wording)
        if place >= 0:
            best = max(best, (len(wording), place + len(wording)))
    return best


def named_behind(labels: Iterable[str], after: str) -> list[str]:
    """Return the label that follows its number: 城南馆77%的执行率.

    >>> named_behind(["执行率", "到位率"], "的执行率偏低")
    ['执行率']
    """
    return [
        label
        for label in labels
        if any(after.startswith(f"的{word}") for word in (label, *WORDINGS.get(label, ())))
    ]
