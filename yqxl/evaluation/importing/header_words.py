"""Which header text means which column: per table, for people do not write ours.

These words are apart from :mod:`yqxl.model.headers`: there an alias must never be wrong,
here a word counts only in the company of others and what comes of it is shown to a person.
Sources: 财预〔2020〕10号 附1-3, 财预〔2021〕101号, 45 published 自评表 and score tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from yqxl.evaluation.importing.cell_texts import BRACKETS


def _by_word(words: Mapping[str, str]) -> dict[str, str]:
    return {word: role for role, listed in words.items() for word in listed.split()}


#: columns of an indicator table
INDICATOR_COLUMNS = _by_word({
    "level1": "一级指标 一级 一级目标 一级指标名称 指标类别 指标类型",
    "level2": "二级指标 二级 二级目标 二级指标名称",
    "name": (
        "三级指标 三级 三级指标名称 具体指标 指标名称 评价指标 绩效指标 指标内容 考核指标 指标"
        " 评价内容"
    ),
    "name4": "四级指标 四级 四级指标名称",
    "code": "编码 指标编码 编号 指标编号 代码 指标代码",
    "ordinal": "序号 行次",
    "direction": (
        "指标性质 计算符号 运算符号 指标方向 比较符 比较符号 符号 指标值类型 方向 指标符号"
    ),
    "target": (
        "年度指标值 指标值 目标值 年度目标值 计划值 计划完成值 年初目标值 年初指标值 绩效目标值"
        " 预期目标值 预期指标值 标准值 年初设定指标值 计划指标值 年度绩效指标值 目标 计划 计划数"
        " 预期值 年度目标 年初设定值 绩效指标值 年初计划值 年度计划值 全年目标值 绩效目标"
        " 年初设定目标值 设定值 目标数"
    ),
    "unit": "度量单位 计量单位 单位 指标单位 计算单位",
    "actual": (
        "实际完成值 完成值 实际值 全年实际值 全年完成值 实际完成情况 完成情况 实际完成"
        " 实际完成指标值 实际指标值 年度完成值 全年实际完成值 指标完成情况 完成指标值 实际完成数"
        " 实际 完成 实际达到值 全年实际完成情况 实现值 年度实际完成值 实际数 完成数"
    ),
    "weight": (
        "分值 权重 标准分 标准分值 满分 权重分 指标分值 指标权重 设定分值 权重分值 分数 权数"
        " 满分值 分值权重 应得分 应得分值"
    ),
    "score": (
        "得分 评价得分 实际得分 评分 评定得分 最终得分 指标得分 核定得分 自评得分 自评分 复核得分"
        " 财政复核得分 复评得分 单位自评得分 加权得分 评价分值 部门评价得分 财政评价得分 评分得分"
    ),
    "reason": (
        "偏差原因分析及改进措施 偏差原因分析 偏差原因 未完成原因 未完成原因分析"
        " 未完成原因及改进措施 扣分原因 扣分说明 扣分理由 原因分析 改进措施"
        " 未完成原因及拟采取的改进措施 偏差原因及改进措施 扣分依据 未完成原因和改进措施"
        " 偏差原因分析及改进意见 扣分情况说明 失分原因 偏差分析及改进措施"
        " 未完成原因分析及改进措施 偏差原因分析与改进措施"
    ),
    "criterion": (
        "评分标准 评价标准 评分细则 评分规则 计分办法 评分办法 评分方法 计分标准 评分依据"
    ),
    "explanation": "指标解释 指标说明 评价要点 评价要素 指标内涵",
    "rate": (
        "得分率 完成率 完成比例 偏差度 偏离度 指标完成率 完成程度 完成百分比 偏差率 完成进度"
    ),
    "note": "备注 说明",
    "evidence": "数据来源 佐证材料 证据来源 佐证资料 资料来源 评分佐证材料",
    "process": "评价情况 评分说明 评价说明 评分情况 评分结果说明 评分过程",
})  # fmt: skip
#: columns of the block of funds
FUND_COLUMNS = _by_word({
    "budget": "年初预算数 年初预算 年初预算金额 年初批复数 年初预算安排 年初预算数额",
    "final": (
        "全年预算数 全年预算 预算数 调整后预算数 调整预算数 调整后预算 预算金额 年度预算数"
        " 预算总额 预算安排数 全年预算金额"
    ),
    "spent": (
        "全年执行数 执行数 预算执行数 实际支出 支出数 实际支出数 全年执行 执行金额 实际执行数"
        " 支出金额 全年支出数"
    ),
    "arrived": "到位数 实际到位 到位资金 实际到位资金 资金到位数 到位金额 实际到位数",
    "rate": "执行率 预算执行率 执行进度",
    "arrival": "到位率 资金到位率",
    "weight": "分值 权重",
    "score": "得分",
    "reason": "未完成原因 原因 偏差原因 偏差原因分析 备注 未执行原因 偏差原因分析及改进措施",
})  # fmt: skip
AMOUNTS = ("budget", "final", "arrived", "spent")
#: labels of the cover, a value beside each; those of ``other`` have no field of ours
COVER_LABELS = _by_word({
    "name": "项目名称 政策名称 项目(政策)名称 评价项目名称 项目支出名称 政策(项目)名称",
    "department": "主管部门 主管部门及代码 主管单位 项目主管部门 部门名称 主管部门名称",
    "implementer": (
        "实施单位 项目单位 项目实施单位 实施单位(盖章) 填报单位 资金使用单位 单位名称 预算单位"
    ),
    "client": "委托单位 委托方",
    "evaluator": "评价机构 第三方机构 评价单位",
    "base_date": "评价基准日",
    "year": "评价年度 年度 预算年度",
    "money_unit": "金额单位",
    "other": (
        "联系人 项目负责人 负责人 填表人 填报人 联系电话 电话 填报日期 填表日期"
        " 项目负责人及电话 联系人及电话 项目资金 年度总体目标 财务负责人 审核人 单位负责人"
        " 项目类型 项目类别 项目属性 评价得分 项目编码 项目代码"
    ),
})  # fmt: skip
EXPECTED_OBJECTIVE = frozenset({
    "预期目标", "年初设定目标", "年度目标", "年度预期目标", "预期绩效目标", "项目年度目标",
    "年初总体目标", "年度绩效目标", "年初目标",
})  # fmt: skip
ACHIEVED_OBJECTIVE = frozenset({
    "实际完成情况", "全年实际完成情况", "年度目标完成情况", "目标完成情况", "实际完成",
    "目标实际完成情况", "年度总体目标完成情况", "总体目标完成情况",
    "完成情况",
})  # fmt: skip
TOTALS = frozenset({
    "总分", "合计", "总计", "总得分", "自评总分", "得分合计", "综合得分", "合计得分", "总评分",
    "评价总分", "自评得分合计", "综合评分",
    "自评得分", "评价得分",
})  # fmt: skip
SUBTOTALS = frozenset({"小计", "分项小计", "本级小计"})
_NAMED_SUBTOTAL = re.compile(r"(.{2,20}?)(?:\(?小计\)?|得分小计|分值小计):?")
#: what a header says when it means the score that counts, where there are several
_FINAL_SCORES = re.compile("复核|财政|复评|评定|核定|最终|评价得分|加权")
_MID_YEAR = re.compile(r"(?:\d{1,2}[-—~至]\d{1,2}月|上半年|半年)(?:实际|预算)?(?:执行|完成).*")
_FORECAST = re.compile(r"(?:全年)?预计(?:完成|执行).*")
#: columns named for whoever filled them in, or when: beside another of their kind they are
#: doubted, and unknown they would leave the other alone and sure
_FAMILIES = (
    ("score", re.compile(r"[^应得扣失]{2,10}(?:得分|评分|打分|赋分)")),
    ("weight", re.compile(r"(?:调整后?|修改后|核定|复核|财政)的?(?:分值|权重)")),
    ("target", re.compile(r"(?:年中)?(?:调整|修改|变更|核定)后?的?(?:年度)?(?:指标|目标)值")),
    (
        "actual",
        re.compile(
            r"(?:单位|部门)?(?:自评|复核|核实|核定|核查|审核)的?(?:实际)?完成(?:值|情况|数)"
        ),
    ),
)
_YEAR = re.compile(r"^20\d\d年度?的?")


def bare_header(text: str) -> str:
    """Return a header text (already plain) without brackets, colons and an introduction.

    >>> bare_header("其中:一级指标(权重)"), bare_header("得分:")
    ('一级指标', '得分')
    """
    return BRACKETS.sub("", text.rstrip(":")).removeprefix("其中").strip(":")


def indicator_role(text: str) -> str | None:
    """Return which column of an indicator table a plain header text names.

    >>> indicator_role("目标值(标准)"), indicator_role("1-6月完成情况"), indicator_role("50公里")
    ('target', 'interim', None)
    >>> indicator_role("部门复核得分"), indicator_role("得分率"), indicator_role("2023年完成值")
    ('score', 'rate', 'actual')
    """
    bare = _YEAR.sub("", bare_header(text))
    role = INDICATOR_COLUMNS.get(text.rstrip(":")) or INDICATOR_COLUMNS.get(bare)
    if role is None and _MID_YEAR.fullmatch(bare):
        return "interim"
    if role is None and _FORECAST.fullmatch(bare):
        return "forecast"
    return role or next((each for each, words in _FAMILIES if words.fullmatch(bare)), None)


def fund_role(text: str) -> str | None:
    """Return which column of the block of funds a plain header text names."""
    return FUND_COLUMNS.get(text.rstrip(":")) or FUND_COLUMNS.get(bare_header(text))


def cover_role(text: str) -> str | None:
    """Return which field of the cover a plain label names, ``other`` for those we have not."""
    return COVER_LABELS.get(text.rstrip(":")) or COVER_LABELS.get(bare_header(text))


def summed_name(text: str) -> str:
    """Return the level that a plain text says it sums up, "" for none.

    >>> summed_name("A政策制定小计"), summed_name("小计"), summed_name("统计小计人次")
    ('A政策制定', '', '')
    """
    named = _NAMED_SUBTOTAL.fullmatch(text) if text not in SUBTOTALS else None
    return named[1] if named else ""


def is_final_score(text: str) -> bool:
    """Return whether a header names the score that counts among several."""
    return _FINAL_SCORES.search(text) is not None
