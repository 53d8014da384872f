"""Twenty evaluations of other kinds and sizes, for sentences and reports to be read on."""

from __future__ import annotations

from yqxl.errors import ErrorValue
from yqxl.model.rows import (
    Cost,
    Evaluation,
    Fund,
    Indicator,
    Output,
    Project,
    SurveyCount,
    SurveyGroup,
    Trend,
)

YES = "是"


def _project(name: str, kind: str = "项目", unit: str = "万元", day: str = "2024-12-31") -> Project:
    return Project(name=name, kind=kind, year=2024.0, base_date=day, money_unit=unit)


def _scored(*rows: tuple[str, str, str, float, float | None]) -> tuple[Indicator, ...]:
    """Return indicators: first level, second level, name, weight, score."""
    return tuple(
        Indicator(f"{one[0][0]}{number:02}", one[0], one[1], one[2], one[3], "直接评分", given=one[4])
        for number, one in enumerate(rows, start=1)
    )  # fmt: skip


_FOUR = _scored(
    ("A决策(20)", "A1立项", "立项依据充分性", 10.0, 10.0),
    ("A决策(20)", "A2目标", "绩效目标合理性", 10.0, 8.0),
    ("B过程(20)", "B1资金管理", "预算执行率", 20.0, 18.5),
    ("C产出指标(30)", "C1数量", "完成率", 30.0, 30.0),
    ("D效益指标(30)", "D1社会效益", "覆盖率", 20.0, 15.25),
    ("D效益指标(30)", "D2满意度", "满意度", 10.0, 9.0),
)

ROADS = Evaluation(
    _project("某县农村公路改造项目"),
    funds=(Fund("某县交通局", contract=1200.0, budget=1200.0, arrived=1200.0, spent=1199.5),),
    outputs=(
        Output("O1", "农村公路改造", 85.0, 85.0, "公里"),
        Output("O2", "桥梁", 3.0, 2.0, "座"),
    ),
    indicators=_FOUR,
)
SUBSIDY = Evaluation(
    _project("困难群众救助补助资金政策", "政策"),
    funds=(
        Fund("甲区", budget=300.0, arrived=300.0, spent=310.0),
        Fund("乙区", budget=120.5, arrived=100.0, spent=100.0),
        Fund("合计", budget=420.5, arrived=400.0, spent=410.0, total=YES),
    ),
    outputs=(Output("O1", "困难群众救助", 5000.0, 5321.0, "人次"),),
    indicators=_FOUR,
)
YUAN = Evaluation(
    _project("社区图书室", unit="元"),
    funds=(Fund("合计", contract=98000.0, arrived=98000.0, spent=97999.99, total=YES),),
    costs=(Cost("图书", 32.5, "元/册", 2000.0), Cost("书架", 1100.0, "", 30.0)),
)
ONE_INDICATOR = Evaluation(
    _project("一项考核", ""), indicators=_scored(("效果", "", "总体效果", 100.0, 91.0))
)
NO_SECOND = Evaluation(
    _project("部门整体支出", "部门整体支出"),
    indicators=_scored(
        ("A履职", "", "重点工作完成率", 60.0, 55.0), ("B管理", "", "内控", 37.0, 30.0),
        ("B管理", "", "档案", 3.0, 3.0),
    ),
)  # fmt: skip
UNSCORED = Evaluation(
    _project("没有评完的项目"),
    indicators=_scored(
        ("A决策", "A1立项", "依据", 50.0, None), ("B过程", "B1管理", "制度", 50.0, 40.0)
    ),
)
NOTHING_DONE = Evaluation(
    _project("没有开工的项目"),
    outputs=(Output("O1", "道路建设", 3.0, 0.0, "条"), Output("O2", "绿化", 10.0, 0.0, "亩")),
)
ALL_DONE = Evaluation(
    _project("全部完成的项目"), outputs=(Output("O1", "设备采购", 12.0, 12.0, "台"),)
)
FALLING = Evaluation(
    _project("污染防治专项资金", "政策"),
    trends=tuple(Trend("T1", "PM2.5年均浓度", "微克/立方米", 2020.0 + n, 50.0 - 3.5 * n) for n in range(5)),
)  # fmt: skip
UP_AND_DOWN = Evaluation(
    _project("就业补助"),
    trends=(
        Trend("T1", "就业率", "%", 2022.0, 90.0), Trend("T1", "就业率", "%", 2023.0, 92.5),
        Trend("T1", "就业率", "%", 2024.0, 91.25),
    ),
)  # fmt: skip
LEVEL_TREND = Evaluation(
    _project("稳定的项目"),
    trends=(Trend("T1", "床位", "张", 2023.0, 40.0), Trend("T1", "床位", "张", 2024.0, 40.0)),
)
FOURTEEN_YEARS = Evaluation(
    _project("十四年的项目"),
    trends=tuple(Trend("T1", "参保率(城乡)", "%", 2011.0 + n, 60.0 + n) for n in range(14)),
)
GAPS_IN_YEARS = Evaluation(
    _project("隔年调查"),
    trends=tuple(Trend("T1", "识字率", "%", year, rate) for year, rate in ((2016.0, 90.0), (2020.0, 93.0), (2024.0, 95.5))),
)  # fmt: skip
SURVEYED = Evaluation(
    _project("养老服务"),
    survey=(
        SurveyGroup("S1", "老年人", issued=500.0), SurveyGroup("S2", "家属满意度"),
        SurveyGroup("S3", "员工"),
    ),
    survey_counts=(
        SurveyCount("S1", "满意", 430.0, 1.0), SurveyCount("S1", "不满意", 40.0, 0.0),
        SurveyCount("S2", "满意", 88.0, 1.0), SurveyCount("S2", "一般", 12.0, 0.5),
    ),
)  # fmt: skip
NO_TOTAL = Evaluation(
    _project("没有合计行的项目"),
    funds=(Fund("甲", contract=1.0, budget=2.0), Fund("乙", contract=3.0, budget=2.0)),
)
SHORT_BUDGETS = Evaluation(
    _project("县区配套专项资金", "资金", day=""),
    funds=(
        Fund("甲县", contract=55.55, budget=10.0, spent=9.0),
        Fund("乙县", contract=44.45, budget=44.45),
        Fund("合计", contract=100.0, arrived=60.0, budget=54.45, spent=59.0, total=YES),
    ),
)
ODD_CELLS = Evaluation(
    _project("有错的表"),
    funds=(Fund("合计", contract="约30", budget=ErrorValue.NA, arrived=0.0, spent=5.0, total=YES),),
    outputs=(
        Output("O1", "甲", "若干", 3.0),
        Output("O2", "乙", 0.0, 3.0),
        Output("O3", "", 4.0, 3.0),
    ),
    trends=(Trend("T1", "", "", 2024.0, "高"), Trend("", "无编码", "", 2024.0, 1.0)),
    costs=(Cost("甲", "三", "元", 2.0),),
    indicators=_scored(("A甲", "A1", "一", 99.5, 90.0), ("B乙", "B1", "二", 0.5, 0.5)),
)
PLAIN_NAMES = Evaluation(
    Project(money_unit="万元"),
    funds=(Fund("财政拨款", budget=10.0, spent=4.0),),
    outputs=(Output("O1", "培训", 10.0, 4.0, "期"),),
)
FINAL_BUDGET = Evaluation(
    _project("信息化建设经费", "经费"),
    funds=(Fund("全部", budget=80.0, budget_final=100.0, spent=90.0, total=YES),),
)
MANY_LEVELS = Evaluation(
    _project("综合改革试点"),
    indicators=_scored(
        *((f"{letter}改革之{letter}", f"{letter}{n}任务之{'甲乙丙丁戊己庚辛壬癸'[n - 1]}", "项", 1.25, 1.0)
          for letter in "ABCDEFGH" for n in range(1, 11))
    ),
)  # fmt: skip

TWENTY = {
    "公路": ROADS, "补助": SUBSIDY, "以元计": YUAN, "一个指标": ONE_INDICATOR, "没有二级": NO_SECOND,
    "没有评完": UNSCORED, "没有开工": NOTHING_DONE, "全部完成": ALL_DONE, "下降": FALLING,
    "有升有降": UP_AND_DOWN, "持平": LEVEL_TREND, "十四年": FOURTEEN_YEARS, "隔年": GAPS_IN_YEARS,
    "问卷": SURVEYED, "没有合计": NO_TOTAL, "预算不足": SHORT_BUDGETS, "有错的格": ODD_CELLS,
    "没有名称": PLAIN_NAMES, "全年预算": FINAL_BUDGET, "很多方面": MANY_LEVELS,
}  # fmt: skip
