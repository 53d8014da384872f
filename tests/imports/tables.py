"""Made-up evaluations: what a table says, before anybody lays it out."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
PROCESS = {
    "决策": ("项目立项", "绩效目标", "资金投入"),
    "过程": ("资金管理", "组织实施"),
    "产出": ("产出数量", "产出质量", "产出时效"),
    "效益": ("社会效益", "满意度"),
}
_QUANTITIES = [
    ("修复道路长度", "公里"), ("开展巡查次数", "次"), ("培训教师人数", "人"), ("采购设备", "台套"),
    ("新建圈舍面积", "平方米"), ("发放补助户数", "户"), ("改造管网", "米"), ("举办培训期数", "期"),
    ("A级景区创建数量", "个"), ("PM2.5监测点位", "个"), ("B超检查人次", "人次"), ("种植苗木", "株"),
]  # fmt: skip
_RATES = [
    "验收合格率", "资金到位率", "设备完好率", "群众满意度", "按期完成率", "政策知晓率", "覆盖率",
    "投诉处理率", "档案合格率", "学员结业率", "培训出勤率（线下）",
]  # fmt: skip
_WORDS = [
    ("管理制度", "健全", "基本健全"), ("出行条件", "有所改善", "达成预期指标"),
    ("完成及时性", "12月底前", "11月完成"), ("长效机制", "建立", "部分达成预期指标并具有一定效果"),
    ("立项依据充分性", "充分", "依据齐全"), ("程序规范性", "规范", "规范"),
    ("生态环境", "明显改善", "明显改善"), ("养护机制（长效）", "健全", "已建立"),
]  # fmt: skip
_REASONS = ["雨季推迟", "制度尚未印发", "宣传不够，群众知晓率低", "3人缺考", "两处因管线迁改未施工"]


@dataclass
class Row:
    """One indicator as its author means it; the number fields are None for words."""

    level1: str
    level2: str
    name: str
    operator: str
    wanted: float | None
    reached: float | None
    unit: str
    target: str
    actual: str
    weight: float
    score: float
    reason: str = ""
    code: str = ""


@dataclass
class Project:
    """One evaluation with everything that a form may show."""

    name: str
    department: str
    implementer: str
    year: int
    rows: list[Row]
    budget: float
    final: float
    spent: float
    execution: tuple[float, float] | None
    expected: str = ""
    done: str = ""
    levels: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        own = self.execution[1] if self.execution else 0.0
        return round(sum(row.score for row in self.rows) + own, 2)


def number_text(number: float) -> str:
    return f"{number:.10g}"


def made_up(random_: random.Random) -> Project:
    national = random_.random() < 0.6
    tree = LEVELS if national else PROCESS
    count = random_.randint(6, 22)
    places = sorted(random_.choices([(a, b) for a in tree for b in tree[a]], k=count),
                    key=[(a, b) for a in tree for b in tree[a]].index)  # fmt: skip
    execution_weight = random_.choice([10, 10, 20]) if national else 0
    weights = _weights(random_, count, 100 - execution_weight)
    names: set[str] = set()
    rows = [
        _row(random_, *place, weight, names) for place, weight in zip(places, weights, strict=True)
    ]
    budget = round(random_.uniform(5, 900), random_.choice([0, 1, 2]))
    final = round(budget * random_.choice([1, 1, 0.95, 1.1]), 2)
    spent = round(final * random_.choice([1, 0.96, 0.5, 0.8731]), 2)
    execution = None
    if execution_weight:
        execution = (float(execution_weight), round(execution_weight * min(1, spent / final), 2))
    project = Project(
        random_.choice(["某县", "某市", "某区"]) + random_.choice(["道路", "教育", "造林"])
        + random_.choice(["养护", "提升", "改造"]) + "项目",
        random_.choice(["某县交通局", "某市教育局", "某区住建局（代章）"]),
        random_.choice(["某乡政府", "某县第一中学", "某水库管理所"]),
        random_.randint(2019, 2025), rows, budget, final, spent, execution,
        f"完成{rows[0].name}等{count}项任务。", f"已完成{count - 1}项，其余推迟。",
    )  # fmt: skip
    for row in rows:
        project.levels[row.level1] = round(project.levels.get(row.level1, 0) + row.weight, 2)
    return project


def _weights(random_: random.Random, count: int, total: float) -> list[float]:
    step = random_.choice([1, 0.5])
    units = int(total / step)
    cuts = sorted(random_.sample(range(1, units), count - 1))
    return [(b - a) * step for a, b in zip([0, *cuts], [*cuts, units], strict=True)]


def _row(random_: random.Random, level1: str, level2: str, weight: float, names: set[str]) -> Row:
    kind = random_.choice(["quantity", "rate", "words"])
    if kind == "words":
        stem, target, actual = random_.choice(_WORDS)
        full = random_.random() < 0.6
        score = weight if full else round(weight * random_.choice([0.6, 0.75, 0.8]), 2)
        row = Row(level1, level2, stem, "", None, None, "", target, actual, weight, score)
    else:
        row = _measured(random_, level1, level2, weight, rate=kind == "rate")
    number = 2
    stem = row.name
    while row.name in names:
        row.name, number = f"{stem}{'二三四五六七八九十'[number - 2]}期", number + 1
    names.add(row.name)
    if row.score < row.weight and random_.random() < 0.8:
        row.reason = random_.choice(_REASONS)
    return row


def _measured(
    random_: random.Random, level1: str, level2: str, weight: float, *, rate: bool
) -> Row:
    operator = random_.choice(["≥", "≥", "=", "≤", ""])
    if rate:
        stem, unit = random_.choice(_RATES), "%"
        operator = "≥" if operator == "≤" else operator
        wanted = random_.choice([80, 85, 90, 92.5, 95, 100])
        reached = random_.choice([wanted, min(100, wanted + 2), round(wanted * 0.97, 1)])
    else:
        stem, unit = random_.choice(_QUANTITIES)
        wanted = random_.choice([3, 12, 50, 120, 1200, 3600, 7.5])
        reached = random_.choice([wanted, round(wanted * 1.2, 1), round(wanted * 0.9, 1)])
    ratio = wanted / reached if operator == "≤" else reached / wanted
    score = round(weight * min(1, ratio) + 1e-9, 2)
    if random_.random() < 0.1:
        score = weight  # full marks whatever was reached: it happens
    return Row(
        level1, level2, stem, operator, wanted, reached, unit,
        f"{operator}{number_text(wanted)}{unit}", f"{number_text(reached)}{unit}", weight, score,
    )  # fmt: skip
