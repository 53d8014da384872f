"""Header texts and level labels: how they are compared, and what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

#: other header texts that mean the same; compared after :func:`header_key`
ALIASES: Mapping[str, str] = {
    "分值": "权重", "标准分值": "权重", "到位资金": "实际到位", "实际到位资金": "实际到位", "到位金额": "实际到位",
    "支出": "实际支出", "支出金额": "实际支出", "实际支出资金": "实际支出", "预算": "年初预算", "预算金额": "年初预算",
    "年初预算数": "年初预算", "合同价": "合同金额", "合同价款": "合同金额", "县区": "单位", "区县": "单位",
    "计划": "计划值", "计划数": "计划值", "实际": "实际值", "实际完成值": "实际值", "完成值": "实际值", "产出名称": "产出",
    "指标编号": "编码", "编号": "编码", "指标名称": "三级指标", "规则": "评分规则", "计分规则": "评分规则",
    "评分原因": "扣分原因", "扣分理由": "扣分原因", "佐证": "佐证材料", "年度指标值": "目标值",
    "调查对象": "对象", "份数": "人数", "票数": "人数", "年份": "年度",
}  # fmt: skip

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DROPPED = {ord(char): None for char in " \t\r\n\u00a0\u200b\ufeff()[]【】〔〕<>《》"}


@lru_cache(maxsize=1024)
def header_key(text: str) -> str:
    """Return a header as it is compared: no width, no blanks, no brackets, no aliases.

    >>> header_key("到位率（年初预算）"), header_key(" 分值 "), header_key("实际到位 资金")
    ('到位率年初预算', '权重', '实际到位')
    """
    plain = text.translate(_WIDE).translate(_DROPPED).lower()
    return ALIASES.get(plain, plain)


_LEVEL_CODE = re.compile(r"[A-Za-z]+\d*")


def level_code(label: str) -> str | None:
    """Return the code of a level: the leading letters and digits of its text.

    >>> level_code("A政策制定"), level_code("C1政策产出目标实现程度"), level_code("产出")
    ('A', 'C1', None)
    """
    match = _LEVEL_CODE.match(label.strip())
    return match[0] if match else None
