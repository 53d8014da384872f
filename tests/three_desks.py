"""Three evaluations with reports on them that somebody wrote who knew nothing of the check.

The reports are ``tests/published/three_desks/*.txt``, one of the same name each. Their tables are
written with ``|``; the tests make real tables of a document out of them.
"""

from __future__ import annotations

from yqxl.model.rows import (
    Evaluation,
    Fund,
    Indicator,
    Output,
    Project,
    Rate,
    SurveyCount,
    SurveyGroup,
    Trend,
)

_YEARS = (2021.0, 2022.0, 2023.0, 2024.0)
_OPTIONS = (("非常满意", 1.0), ("满意", 1.0), ("一般", 0.0), ("不满意", 0.0))


def _series(code: str, name: str, unit: str, *values: float) -> tuple[Trend, ...]:
    return tuple(
        Trend(code, name, unit, year, value) for year, value in zip(_YEARS, values, strict=True)
    )


def _asked(code: str, *counts: float) -> tuple[SurveyCount, ...]:
    return tuple(
        SurveyCount(code, option, count, weight)
        for (option, weight), count in zip(_OPTIONS, counts, strict=True)
    )


def _indicators(*rows: tuple[str, str, str, str, float, float | str]) -> tuple[Indicator, ...]:
    """Return indicators: code, levels, name, weight; a given score or the source of its value."""
    return tuple(
        Indicator(*row[:5], "比例", row[5]) if isinstance(row[5], str)
        else Indicator(*row[:5], "直接评分", given=row[5])
        for row in rows
    )  # fmt: skip


def _rates(base: str = "实际到位") -> tuple[Rate, ...]:
    return (
        Rate("R01", "资金到位率", "到位率", "资金/合计/实际到位", "资金/合计/年初预算", "年初预算"),
        Rate("R02", "预算执行率", "执行率", "资金/合计/实际支出", f"资金/合计/{base}", base),
    )


HOUSING = Evaluation(
    Project("临江市城镇老旧小区改造项目", "项目", 2024.0, "2024-12-31", money_unit="万元"),
    funds=(
        Fund("东湖区", 2360.0, 2500.0, 2300.0, spent=2188.45),
        Fund("西城区", 1845.6, 1900.0, 1900.0, spent=1720.33),
        Fund("高新区", 980.0, 1000.0, 650.0, spent=641.72),
        Fund("合计", 5185.6, 5400.0, 4850.0, spent=4550.5, total="是"),
    ),
    outputs=(
        Output("O1", "小区改造", 38.0, 36.0, "个"),
        Output("O2", "楼栋改造", 412.0, 405.0, "栋"),
        Output("O3", "惠及居民", 15800.0, 15236.0, "户"),
        Output("O4", "加装电梯", 60.0, 41.0, "部"),
        Output("O5", "新增停车位", 1200.0, 1356.0, "个"),
        Output("O6", "供水管网更换", 86.5, 86.5, "公里"),
        Output("O7", "充电桩建设", 300.0, 0.0, "个"),
    ),
    rates=_rates(),
    survey=(SurveyGroup("S1", "居民", issued=800.0), SurveyGroup("S2", "社区干部", issued=120.0)),
    survey_counts=(*_asked("S1", 412.0, 256.0, 71.0, 25.0), *_asked("S2", 88.0, 27.0, 5.0, 0.0)),
    trends=_series("T1", "老旧小区改造率", "%", 41.2, 52.7, 63.9, 78.4),
    indicators=_indicators(
        ("A101", "A决策", "A1项目立项", "立项依据充分性", 5.0, 5.0),
        ("A102", "A决策", "A1项目立项", "绩效目标明确性", 5.0, 4.0),
        ("A201", "A决策", "A2资金投入", "预算编制科学性", 10.0, 8.5),
        ("B101", "B过程", "B1资金管理", "资金到位率", 5.0, "R01"),
        ("B102", "B过程", "B1资金管理", "预算执行率", 5.0, "R02"),
        ("B201", "B过程", "B2组织实施", "管理制度健全性", 5.0, 5.0),
        ("B202", "B过程", "B2组织实施", "制度执行有效性", 5.0, 3.5),
        ("C101", "C产出", "C1产出数量", "小区改造完成率", 10.0, "O1"),
        ("C102", "C产出", "C1产出数量", "电梯加装完成率", 8.0, "O4"),
        ("C103", "C产出", "C1产出数量", "充电桩建设完成率", 5.0, "O7"),
        ("C201", "C产出", "C2产出质量", "验收合格率", 7.0, 7.0),
        ("C301", "C产出", "C3产出时效", "完工及时性", 5.0, 3.0),
        ("D101", "D效益", "D1社会效益", "居住环境改善", 10.0, 9.0),
        ("D201", "D效益", "D2可持续影响", "长效管理机制", 5.0, 3.0),
        ("D301", "D效益", "D3满意度", "居民满意度", 10.0, "S1"),
    ),
)

MEALS = Evaluation(
    Project(
        "农村义务教育学生营养改善计划补助资金政策", "政策", 2024.0, "2025-02-28", money_unit="万元"
    ),
    funds=(
        Fund("云山县", None, 1286.4, 1286.4, spent=1203.18),
        Fund("清溪县", None, 942.75, 900.0, spent=897.6),
        Fund("白塔县", None, 615.2, 480.0, spent=392.05),
        Fund("合计", None, 2844.35, 2666.4, spent=2492.83, total="是"),
    ),
    outputs=(
        Output("O1", "供餐学校", 214.0, 214.0, "所"),
        Output("O2", "受益学生", 31620.0, 30874.0, "人"),
        Output("O3", "供餐天数", 200.0, 191.0, "天"),
        Output("O4", "食堂改造", 46.0, 29.0, "个"),
        Output("O5", "从业人员培训", 520.0, 688.0, "人次"),
        Output("O6", "食品抽检", 850.0, 902.0, "批次"),
    ),
    rates=_rates(),
    survey=(SurveyGroup("S1", "学生", issued=1500.0), SurveyGroup("S2", "家长", issued=900.0)),
    survey_counts=(
        *_asked("S1", 655.0, 571.0, 168.0, 49.0),
        *_asked("S2", 301.0, 398.0, 102.0, 37.0),
    ),
    trends=(
        *_series("T1", "学生体质健康达标率", "%", 88.15, 89.02, 90.6, 92.37),
        *_series("T2", "学生贫血率", "%", 9.8, 8.4, 7.75, 6.1),
    ),
    indicators=_indicators(
        ("A101", "A政策制定", "A1政策设立", "政策依据充分性", 6.0, 6.0),
        ("A102", "A政策制定", "A1政策设立", "补助标准合理性", 6.0, 4.5),
        ("B101", "B政策实施", "B1资金保障", "资金到位率", 8.0, "R01"),
        ("B102", "B政策实施", "B1资金保障", "预算执行率", 8.0, "R02"),
        ("B201", "B政策实施", "B2过程管理", "采购规范性", 7.0, 4.2),
        ("B202", "B政策实施", "B2过程管理", "食品安全管理", 7.0, 6.3),
        ("C101", "C政策产出", "C1产出数量", "受益学生覆盖率", 10.0, "O2"),
        ("C102", "C政策产出", "C1产出数量", "供餐天数完成率", 8.0, "O3"),
        ("C103", "C政策产出", "C1产出数量", "食堂改造完成率", 8.0, "O4"),
        ("D101", "D政策效果", "D1健康效益", "体质健康改善", 12.0, 12.0),
        ("D102", "D政策效果", "D1健康效益", "贫血率下降", 8.0, 7.6),
        ("D201", "D政策效果", "D2满意度", "学生满意度", 6.0, "S1"),
        ("D202", "D政策效果", "D2满意度", "家长满意度", 6.0, "S2"),
    ),
)

FIELDS = Evaluation(
    Project("高标准农田建设资金", "资金", 2023.0, "2024-04-30", money_unit="万元"),
    funds=(
        Fund("平原镇", 3150.0, 3200.0, 3200.0, spent=2966.15),
        Fund("石桥镇", 1876.3, 1900.0, 1710.0, spent=1688.7),
        Fund("柳河镇", 1422.9, 1450.0, 1305.0, spent=987.42),
        Fund("长岭乡", 708.8, 750.0, 525.0, spent=525.0),
        Fund("合计", 7158.0, 7300.0, 6740.0, spent=6167.27, total="是"),
    ),
    outputs=(
        Output("O1", "建成高标准农田", 4.6, 4.37, "万亩"),
        Output("O2", "田间道路", 128.0, 133.6, "公里"),
        Output("O3", "灌溉渠道", 96.4, 81.2, "公里"),
        Output("O4", "机井", 85.0, 62.0, "眼"),
        Output("O5", "土壤改良", 21500.0, 20110.0, "亩"),
        Output("O6", "农田防护林", 3600.0, 3600.0, "株"),
    ),
    rates=_rates("年初预算"),
    survey=(SurveyGroup("S1", "农户", issued=640.0),),
    survey_counts=_asked("S1", 233.0, 274.0, 81.0, 20.0),
    trends=_series("T1", "粮食亩产", "公斤", 438.5, 446.2, 452.9, 481.6),
    indicators=_indicators(
        ("A101", "A决策(15)", "A1立项", "立项规范性", 5.0, 5.0),
        ("A102", "A决策(15)", "A2目标", "绩效指标明确性", 10.0, 6.5),
        ("B101", "B过程(25)", "B1资金", "资金到位率", 10.0, "R01"),
        ("B102", "B过程(25)", "B1资金", "预算执行率", 10.0, "R02"),
        ("B201", "B过程(25)", "B2管理", "工程监理规范性", 5.0, 4.25),
        ("C101", "C产出(35)", "C1数量", "农田建成完成率", 15.0, "O1"),
        ("C102", "C产出(35)", "C1数量", "机井建设完成率", 10.0, "O4"),
        ("C201", "C产出(35)", "C2质量", "工程验收合格率", 10.0, 9.2),
        ("D101", "D效益(25)", "D1经济效益", "粮食增产", 10.0, 10.0),
        ("D201", "D效益(25)", "D2生态效益", "节水效果", 5.0, 3.8),
        ("D301", "D效益(25)", "D3满意度", "农户满意度", 10.0, "S1"),
    ),
)

DESKS = {"老旧小区": HOUSING, "营养餐": MEALS, "农田": FIELDS}
