"""Evaluations made at random (seeded), with everything that people get wrong in cells."""

from __future__ import annotations

import random
from dataclasses import replace

from yqxl.arithmetic import Value
from yqxl.catalog import shipped_parameters
from yqxl.model.contract import FUNDS
from yqxl.model.level_methods import METHODS
from yqxl.model.rows import (
    Band,
    Cost,
    Element,
    Evaluation,
    ExpertScore,
    Fund,
    Goal,
    GradeScheme,
    Indicator,
    LevelScore,
    Output,
    Project,
    Rate,
    SurveyCount,
    SurveyGroup,
    Trend,
)
from yqxl.rules.scores import score_rounding

UNITS = ("市本级", "城区", "矿区", "盂县")
LEVELS = ("A政策制定", "B政策实施", "C政策效果", "D政策可持续性")
WORDS = ("若干", "约30", "95%", "７３３", "1,200", "—", " ", "733万元", "1/2", "2023-3-1")
TIES = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
BROKEN_BANDS = (
    Band("不递增", (0.6, 0.5, None, None, None, None), (0.5, 0.2, None, None, None, None)),
    Band("缺系数", (0.0, 0.5, None, None, None, None), (0.5, None, None, None, None, None)),
    Band("无零档", (0.5, 0.9, None, None, None, None), (0.5, 1.0, None, None, None, None)),
    Band("重名", (0.0, None, None, None, None, None), (1.0, None, None, None, None, None)),
    Band("重名", (0.0, None, None, None, None, None), (0.5, None, None, None, None, None)),
)
OTHER_BANDS = (Band("超支率", (0.0, 0.5, 0.6, 0.8, None, None), (1.0, 0.8, 0.5, 0.0, None, None)),)
ROUNDINGS = tuple(rounding.name for rounding in score_rounding.ROUNDINGS)
BROKEN_GRADES = (
    GradeScheme("只有高等", (60.0, 90.0, None, None, None, None), ("中", "优", "", "", "", "")),
    GradeScheme("坏方案", (60.0, 50.0, None, None, None, None), ("中", "优", "", "", "", "")),
)


class Generator:
    """Makes one evaluation after another from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        #: whether this evaluation uses the optional columns 取整, 是否完成, 性质, 加扣上限 and dates
        self.rounds = self.completes = self.adds = self.dated = self.closes = False

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def of(self, *choices: Value) -> Value:
        return self.random.choice(choices)

    def money(self) -> Value:
        pick = self.random
        return self.of(
            None, 0.0, pick.randrange(0, 10_000_000) / 100, float(pick.randrange(1, 1000)), 5.5,
            pick.choice(WORDS) if self.chance(0.2) else 7.0, -3.2 if self.chance(0.2) else 0.01,
        )  # fmt: skip

    def quantity(self) -> Value:
        return self.of(None, 0.0, 70.0, 700.0, 509.0, 152.0, 79.5, 100.0, self.random.choice(WORDS))

    def source(self) -> Value:
        pick = self.random
        kind = pick.random()
        if kind < 0.4:
            unit = pick.choice((*UNITS, "合计", "合计", "没有"))
            return f"资金/{unit}/{pick.choice((*FUNDS.path_headers[1:], '不存在'))}"
        if kind < 0.75:
            column = pick.choice(("计划值", "实际值", "产出", "计划日期", "完成日期", "完成日期"))
            return f"产出/o0{pick.randrange(1, 7)}/{column}"
        if kind < 0.8:
            return f"成本标准/项目{pick.randrange(0, 4)}/{pick.choice(('金额', '单价', '数量', '依据'))}"
        if kind < 0.85:
            return f"趋势/{pick.choice('tT')}01/{pick.choice((2020, 2021, 2022, 2023, '去年'))}"
        if kind < 0.92:
            return self.of(0.0, 1.0, 100.0, 73.5, pick.random(), -2.0, 0.1 + 0.2)
        return self.of(None, "资金合计", "abc", "资金/合计", "产出//", "O01", "=资金!$F$9")

    def evaluation(self) -> Evaluation:
        shipped = shipped_parameters()
        self.rounds, self.completes = self.chance(0.5), self.chance(0.5)
        self.adds, self.dated = self.chance(0.4), self.chance(0.5)
        self.closes = self.chance(0.3)
        return Evaluation(
            project=self.project(),
            goals=self.goals(),
            funds=tuple(Fund(unit, *(self.money() for _ in range(5)), "是" if unit == "合计" else "")
                        for unit in (*UNITS, "合计")),
            outputs=tuple(self.output(n) for n in range(1, 6)),
            rates=tuple(self.rate(n) for n in range(1, 21)),
            survey=(SurveyGroup("S01", "教师", issued=150.0 if self.dated else None),
                    SurveyGroup("S02", "干部"), SurveyGroup("S03", "学生")),
            survey_counts=tuple(self.counts()),
            costs=tuple(Cost(f"项目{n}", self.money(), "元", self.quantity(), "依据") for n in range(3)),
            trends=tuple(Trend("T01", "达线率", "%", 2020.0 + n, self.money()) for n in range(3)),
            indicators=tuple(self.indicator(n) for n in range(self.random.randrange(1, 45))),
            elements=tuple(self.elements()),
            level_scores=self.level_scores(),
            experts=self.experts(),
            rules=shipped.rules,
            bands=(*shipped.bands, *BROKEN_BANDS, *self.other_bands()),
            kinds=shipped.kinds,
            grades=(*shipped.grades, *BROKEN_GRADES),
            options=shipped.options,
            tolerances=shipped.tolerances,
        )  # fmt: skip

    def other_bands(self) -> tuple[Band, ...]:
        """Return the own schemes, closed below, above or wrongly where 闭合 is used."""
        if not self.closes:
            return OTHER_BANDS
        return tuple(
            replace(row, closed=self.random.choice(("上限", "上限", "下限", "中间")))
            for row in OTHER_BANDS
        )

    def level_scores(self) -> tuple[LevelScore, ...]:
        if self.chance(0.6):
            return ()
        pick = self.random
        codes = ("A", "a", "B", "B政策实施", "C", "C1", "c2", "D", "D1", "Z", "")
        return tuple(
            LevelScore(
                pick.choice(codes),
                pick.choice((*METHODS, *METHODS, "", "估计")),
                self.of(None, None, 5.5, 12.345, 0.0, "三"),
                self.of(None, 0.4, 1.0, 40.0),
            )
            for _ in range(pick.randrange(1, 6))
        )

    def experts(self) -> tuple[ExpertScore, ...]:
        if self.chance(0.7):
            return ()
        codes = ("A000", "a000", "B001", "", "Z99")
        return tuple(
            ExpertScore(
                self.random.choice(codes), f"专家{n}", self.of(3.0, 3.5, 0.125, 3.115, None, "三")
            )
            for n in range(18)
        )

    def output(self, number: int) -> Output:
        dates = ("2022-04-30", "2022-07-25", "2023-03-31", "2022-04", "")
        planned, actual = (self.random.choice(dates) if self.dated else "" for _ in range(2))
        return Output(
            f"O{number:02}",
            f"产出{number}",
            self.quantity(),
            self.quantity(),
            "人",
            planned,
            actual,
        )

    def project(self) -> Project:
        schemes = [row.scheme for row in shipped_parameters().grades]
        scheme = self.random.choice(("", "没有的方案", "只有高等", "坏方案", *schemes))
        return Project("生成的评价", "政策", 2022.0, "2023-03-31", "财政局", "教育局",
                       "", str(self.of("万元", "元", "")), scheme, "指标体系")  # fmt: skip

    def goals(self) -> tuple[Goal, ...]:
        return tuple(
            Goal("政策效果", f"政策产出{n % 3}", f"目标{n}", self.random.choice(("70人", "100%", "合格", "")),
                 self.random.choice(("A000", "B001", "")))
            for n in range(self.random.randrange(0, 12))
        )  # fmt: skip

    def rate(self, number: int) -> Rate:
        kind = self.random.choice(
            ("完成率",) * 4 + ("成本节约率", "差额", "直接值", "变动率", "逾期天数", "", "未知")
        )
        code = "" if self.chance(0.04) else f"R{number:02}"
        cap = self.of(None, None, 1.0, 0.95, "封" if self.chance(0.2) else 1.0)
        return Rate(code, f"比率{number}", kind, self.source(), self.source(), "口径", cap)

    def counts(self) -> list[SurveyCount]:
        options = (("非常满意", 1.0), ("满意", 1.0), ("一般", 0.5), ("不满意", 0.0))
        return [
            SurveyCount(
                code if self.chance(0.5) else code.lower(),
                option,
                self.of(float(self.random.randrange(0, 90)), 7.0, 3.0) if self.chance(0.96) else self.of(None, "十"),
                weight if self.chance(0.98) else None,
            )
            for code in ("S01", "S02")
            for option, weight in options
        ]  # fmt: skip

    def value(self) -> Value:
        pick = self.random
        return self.of(
            f"R{pick.randrange(1, 23):02}", f"r{pick.randrange(1, 21):02}", "s01", "S02", "S03",
            "S01+s02", "s02+S03", "O02", f"o0{pick.randrange(1, 7)}", self.source() if self.chance(0.5) else "产出/O01/实际值",
            pick.choice(TIES), 0.1 + 0.7, 1 - 0.4, 0.57 + 0.03, pick.randrange(0, 1500) / 1000,
            pick.random(), 0.0, None, pick.choice(("健全", "≥90%", "95%", " ")),
        )  # fmt: skip

    def parameter(self) -> Value:
        if self.chance(0.4):
            return None
        return self.of(*TIES, 0.0, 1.2, "abc" if self.chance(0.2) else 0.05, 60.0)

    def indicator(self, number: int) -> Indicator:
        pick = self.random
        rule = pick.choice(shipped_parameters().rules)
        level = pick.choice(LEVELS)
        value = (
            self.value()
            if pick.random() < 0.8
            else self.of(180.0, 400.0, float(pick.randrange(0, 7)))
        )
        given: Value = None
        if rule.number == 0 or self.chance(0.15):
            given = self.of(0.0, 1.0, 1.005, 2.675, 0.5, None, "三分" if self.chance(0.2) else 2.0)
        bands = [row.scheme for row in (*shipped_parameters().bands, *BROKEN_BANDS, *OTHER_BANDS)]
        own = Indicator(
            code="" if self.chance(0.02) else f"{level[0]}{number:03}",
            level1=level, level2=f"{level[0]}1二级", name=f"三级指标{number}",
            weight=self.of(1.0, 2.0, 3.0, 4.0, 2.5, 7.5, 10.0) if self.chance(0.96) else self.of(None, "四", 0.0),
            rule=rule.rule if self.chance(0.97) else pick.choice(("", "线性")),
            value=value,
            p1=self.parameter(), p2=self.parameter(), p3=self.parameter(),
            scheme=pick.choice((*bands, "", "不存在")) if rule.number in (4, 26) else "",
            given=given,
            reason=pick.choice(("", "示例扣分")),
            rounding=pick.choice((*["" for _ in range(8)], *ROUNDINGS, "三位小数")) if self.rounds else "",
            completed=pick.choice(("", "是", "是", "否")) if self.completes else "",
        )  # fmt: skip
        return self.outside(own) if self.adds and self.chance(0.3) else own

    def outside(self, row: Indicator) -> Indicator:
        """Make an item a bonus or a deduction, or something that looks like one."""
        nature = self.random.choice(("加分", "扣分", "扣分", "计分", "奖励", ""))
        wrong = self.of("五", -1.0) if self.chance(0.1) else 1.0
        given = row.given
        if isinstance(given, float) and nature == "扣分":
            given = -given
        weight = row.weight if self.chance(0.1) else 0.0
        limit = self.of(None, 5.0, 2.5, 100.0, 0.0, 3.0, wrong)
        return replace(row, nature=nature, limit=limit, weight=weight, given=given)

    def elements(self) -> list[Element]:
        rows = []
        for number in range(0, 45, 2):
            for level in LEVELS:
                for place, share in enumerate(
                    self.random.choice(((0.4, 0.3, 0.3), (1.0, 1.0), (0.0, 0.0)))
                ):
                    if self.chance(0.3):
                        met = self.random.choice(
                            ("是", "是", "否", "" if self.chance(0.2) else "是")
                        )
                        must = "是" if place == 0 and self.chance(0.5) else ""
                        rows.append(
                            Element(f"{level[0]}{number:03}", f"要素{place}", share, must, met)
                        )
        return rows
