"""How sentences of reports point at figures: data, no rule."""

from __future__ import annotations

import re

#: the whole is meant
TOGETHER = re.compile("总体|合计|总|各级|综合")
#: numbers in the order of what was named before, which may be anywhere
IN_TURN = re.compile("依次|分别")
COUNTED_UP = re.compile("累计|共计|合计|共")
#: a difference follows, unless it is told what is exceeded: 超出计划的1200个
DIFFERENCE = re.compile(
    "(?:相差|差额|缺口|少到位|超出|超过)(?!.*的$)|(?:未|没有)(?:到位|完成|支出|执行)"
    "|(?:(?<!增)多|(?<![减至])少|(?<![提最])高|(?<![降最])低|差|缺|欠|剩下?|余下|节约|[扣丢失])了?$"
)
#: so much of each is no figure of the whole
EACH = re.compile(r"每[^,、。]{0,3}$")
YEAR = re.compile(r"(\d{4})年")
#: a series comes to a value: no change is meant
REACHES = re.compile("(?:增长|下降|提高|上升|降低|增加|减少|[增升降])[到至为]")
#: what may stand between the numbers of a list
BETWEEN = re.compile(
    rf"\d{{4}}年(?:度|底|末)?|{REACHES.pattern}|突破[^,]{{0,4}}(?:,达到)?|[、,:和及与经费其中分别为教育局由从是的]"
)
CLAUSE = re.compile("[,:;]")
#: a remark on the number before: 849.5万元(预算减支出)
REMARK = re.compile(r"^\s*\([^()]*\)")
#: what is said before a name that is all of a clause
_LEADING = re.compile("^(?:其中|全年|全市|全县|全区|共|累计|实际|应)+")
#: the score follows: 10分得9分
OUT_OF = re.compile("^[,(]?(?:[只仅共实]?得(?![了到])|[扣失]|全[失扣丢])")
#: nothing but this much beside a name: 效益最好，24分得22.18分
SHORT = 4
#: the plan, from which something is missing: 离36台的计划还差6台
FROM_PLAN = (re.compile("[离距]$"), re.compile("^的?(?:计划|目标)"))
#: done: 公益讲座办了120场
DONE = re.compile(
    "(?:完成|举办|开展|建设|建成|安装|采购|购置|购买|培训|发放|种植|[办装建购买种])了$"
)
#: a value of its year, no change since: 较2021年的86.3万册次
OF_YEAR = re.compile(r"\d{4}年[^较比增降提升减高低多少]*$")
#: the plan follows: 15236户，比计划的15800户少564户
PLAN_NEXT = re.compile("^[,(]?(?:比|较|占|是|为|与|超出|超过|达到|完成)?(?:了|年初|年度|全年)?计划")
#: a share of money named before: 实际支出…，占年初预算的84.27%
SHARE = re.compile("(?:占[^,]*(?:预算|到位|合同)[^,]*的?|按[^,]*(?:预算|到位|合同)[^,]*[算为是])$")
#: what a rate is a share of: 按到位资金计算执行率
BASE = re.compile("[按占以][^,到]{0,4}(?:预算|合同|到位资金|到位数|实际到位)")
#: the rate that a share of money is
RATE_OF = {"实际支出": "执行率", "实际到位": "到位率", "项目经费到位": "到位率"}
#: numbers one after another, as they follow 依次 and 分别
_RUN = r"[为是]?\d[\d,.]*\s*{unit}(?:(?:、|,|和|及|以及|与)\d[\d,.]*\s*{unit})*"


def clause(phrase: str) -> str:
    """Return what stands right before a number: the last clause of a phrase.

    >>> clause(",缺口在两个县:清溪县预算"), clause("其次是机井建设完成率,")
    ('清溪县预算', '其次是机井建设完成率')
    """
    return CLAUSE.split(phrase.rstrip(",:; ("))[-1].strip()


def reaches(phrase: str, last: str) -> bool:
    """Return whether a number is what a series comes to; ``last`` is the phrase's last clause.

    >>> reaches("连续三年增长:2021年", "2021年"), reaches("较2021年增加", "较2021年增加")
    (True, False)
    """
    return bool(REACHES.search(last) or OF_YEAR.search(phrase))


def alone(phrase: str) -> str:
    """Return the last clause without what is said before a name.

    >>> alone("。其中:全年惠及居民")
    '惠及居民'
    """
    return _LEADING.sub("", clause(phrase).lstrip("。"))


def turn(before: str, after: str, printed: str, unit: str) -> tuple[str, int, int] | None:
    """Return what stands before 依次 or 分别, the number's place in the list, and its length.

    >>> turn("甲、乙得分率分别为80%、", "。", "85%", "%")
    ('甲、乙得分率', 1, 2)
    """
    found = list(IN_TURN.finditer(before))
    if not found:
        return None
    rest = before[found[-1].end() :]
    listed = re.match(_RUN.format(unit=re.escape(unit)), f"{rest}{printed}{after}")
    if listed is None or listed.end() < len(rest) + len(printed):
        return None
    number = re.compile(rf"\d\s*{re.escape(unit)}")
    return before[: found[-1].start()], len(number.findall(rest)), len(number.findall(listed[0]))
