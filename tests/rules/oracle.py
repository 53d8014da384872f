"""Evaluations made at random, with the result that the documents ask for.

What the rules and levels give is in :mod:`rules.exact_scores` and :mod:`rules.exact_levels`,
in fractions; nothing of ``yqxl.rules`` or ``yqxl.evaluation`` is used.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

from rules.exact_levels import LEVELS, NAMES, ExactLevels, LevelItem
from rules.exact_scores import (
    BANDED,
    BANDS,
    CUT,
    DIV0,
    GRID,
    HARM,
    RULES,
    WITHOUT_VALUE,
    CellFailureError,
    Item,
    quotient,
)

from yqxl.arithmetic import Value
from yqxl.model.rows import Band, Element, Evaluation, Indicator, LevelScore, Output, Project, Rate

#: kinds of 指标取值 but for 逾期天数, which has dates
KINDS = (
    "完成率", "到位率", "执行率", "达标率", "及时率", "成本节约率", "差额", "直接值", "变动率",
)  # fmt: skip


def text(number: str | None) -> Value:
    """Return a decimal as its cell holds it."""
    return None if number is None else float(number)


class Oracle:
    """Makes one evaluation after another from one seed, with what it must give."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        #: 闭合 of the schemes of the evaluation that is being made
        self.closed = dict.fromkeys(BANDS, "")

    def decimal(self, places: int, most: int) -> str:
        number = self.random.randrange(0, most * 10**places + 1)
        return str(Fraction(number, 10**places).limit_denominator()) if places == 0 else (
            f"{number // 10**places}.{number % 10**places:0{places}d}"
        )  # fmt: skip

    def item(self, number: int) -> tuple[Item, Indicator, list[Rate], list[Output], list[Element]]:
        """Return an item, its rows in the workbook, and the rows that it draws on."""
        pick = self.random
        rule = pick.choice([*RULES, HARM, "直接评分"])
        code = f"A{number:03}"
        value, source, rates, outputs = self.value(number, rule)
        item = Item(rule, pick.choice(("2", "3", "4", "5", "7.5", "10", "2.25")), value)
        if isinstance(source, float):
            item.typed = Fraction(str(source))
        if rates:
            item.typed, item.raw = _behind(rates[0])
        item.parameters = tuple(self.parameter(rule, place) for place in range(3))  # type: ignore[assignment]  # three
        if rule in BANDED:
            item.scheme = pick.choice([*BANDS, *BANDS, "没有"])
            item.closed = self.closed.get(item.scheme, "")
            item.completed = pick.random() < 0.3
        if rule in WITHOUT_VALUE and pick.random() < 0.95:
            item.elements = tuple(
                (share, place == 0 and pick.random() < 0.5, pick.random() < 0.7)
                for place, share in enumerate(pick.choice((("0.4", "0.3", "0.3"), ("1", "1"))))
            )
        if pick.random() < 0.25:
            item.rounding = pick.choice([name + cut for name in GRID for cut in ("", CUT)])
        if rule == "直接评分" or pick.random() < 0.1:
            item.given = self.decimal(pick.choice((1, 2, 3)), 4)
        if pick.random() < 0.2:
            self.put_outside(item)
        item.first = pick.choice([*LEVELS])
        item.second = pick.choice(LEVELS[item.first])
        p1, p2, p3 = map(text, item.parameters)
        row = Indicator(
            code, item.first, item.second, "指标", text(item.weight), rule, source,
            p1, p2, p3, item.scheme, text(item.given), nature=item.nature, limit=text(item.limit),
            rounding=item.rounding, completed="是" if item.completed else "",
        )  # fmt: skip
        elements = [
            Element(code, f"要素{n}", float(share), "是" if must else "", "是" if met else "否")
            for n, (share, must, met) in enumerate(item.elements)
        ]
        return item, row, rates, outputs, elements

    def put_outside(self, item: Item) -> None:
        item.nature = self.random.choice(("加分", "扣分", "扣分", "计分"))
        if item.nature != "计分":
            item.weight = "0" if self.random.random() < 0.95 else item.weight
            item.limit = self.random.choice(("5", "3", "2.5", "100", "0", None))
        if item.nature == "扣分" and item.given is not None and self.random.random() < 0.95:
            item.given = f"-{item.given}"

    def parameter(self, rule: str, place: int) -> str | None:
        if self.random.random() < 0.25:
            return None
        if rule in ("逐项扣分", "要素平均", "逾期扣分", "按期满分"):
            return self.random.choice(("0.5", "1", "2", "3", "30"))
        if place == 0:
            return self.random.choice(("0", "1", "1", "0.9", "0.8", "0.63", "0.05", "0.6"))
        return self.random.choice(("0.01", "0.1", "0.05", "0.5", "1", "0.3", "0.001"))

    def value(
        self, number: int, rule: str
    ) -> tuple[Fraction | str | None, Value, list[Rate], list[Output]]:
        """Return the value that is meant, what the cell says, and the rows behind it."""
        pick = self.random
        kind = pick.random()
        if kind < 0.03:
            return None, None, [], []
        if kind < 0.1 and rule in BANDED:
            bound = pick.choice(BANDS[pick.choice([*BANDS])][0])
            return Fraction(bound), float(bound), [], []
        if kind < 0.4:
            whole = rule in ("逐项扣分", "要素平均", "一票否决", "等级否决", "逾期否决")
            typed = str(pick.randrange(0, 5)) if whole else self.decimal(pick.choice((2, 3, 4)), 2)
            return Fraction(typed), float(typed), [], []
        if kind < 0.5:
            planned, actual = pick.randrange(0, 900), pick.randrange(0, 900)
            share = quotient(Fraction(actual), Fraction(planned)) if planned else None
            output = Output(f"O{number:03}", "产出", float(planned), float(actual), "人")
            return (DIV0 if share is None else min(Fraction(1), share)), output.code, [], [output]
        if kind < 0.6 or rule.startswith(("逾期", "按期")):
            return self.days(number)
        return self.rate(number)

    def days(self, number: int) -> tuple[Fraction, str, list[Rate], list[Output]]:
        planned = date(2022, 1, 1) + timedelta(days=self.random.randrange(0, 400))
        actual = planned + timedelta(days=self.random.randrange(-60, 200))
        code = f"O{number:03}"
        output = Output(code, "产出", 1.0, 1.0, "期", planned.isoformat(), actual.isoformat())
        rate = Rate(
            f"R{number:03}", "逾期", "逾期天数", f"产出/{code}/完成日期", f"产出/{code}/计划日期"
        )
        late = max(0, (actual - planned).days)
        return Fraction(late), rate.code, [rate], [output]

    def rate(self, number: int) -> tuple[Fraction | str, str, list[Rate], list[Output]]:
        pick = self.random
        a, b = self.decimal(2, 900), self.decimal(2, 900)
        kind = pick.choice(KINDS)
        cap = pick.choice((None, None, "1", "0.95"))
        code = f"R{number:03}"
        row = Rate(code, "率", kind, float(a), float(b), "口径", text(cap))
        top, base = Fraction(a), Fraction(b)
        found: Fraction
        try:
            if kind == "直接值":
                found = top
            elif kind == "差额":
                found = top - base
            elif kind == "成本节约率":
                found = quotient(base - top, base)
            elif kind == "变动率":
                found = quotient(top - base, base)
            else:
                found = quotient(top, base)
        except CellFailureError as failure:
            return str(failure), code, [row], []
        return (found if cap is None else min(found, Fraction(cap))), code, [row], []

    def levels(self) -> list[LevelItem]:
        """Return rows of 层级评分; most evaluations have none."""
        pick = self.random
        if pick.random() < 0.6:
            return []
        codes = [name.upper() if pick.random() < 0.5 else name for name in NAMES]
        pick.shuffle(codes)
        rows = [self.level(code) for code in codes[: pick.randrange(1, 5)]]
        odd = pick.random()
        if odd < 0.05:
            rows.append(self.level(pick.choice(("Z", "A9", rows[0].code))))
        return rows

    def level(self, code: str) -> LevelItem:
        pick = self.random
        method = pick.choice(("", "合计", "加权平均", "直接评分", "平均", "平均", "混合", "混合"))
        wanted = method in ("直接评分", "混合")
        return LevelItem(
            code,
            method,
            self.decimal(pick.choice((0, 1, 2, 3)), 9)
            if pick.random() < (0.95 if wanted else 0.2)
            else None,
            pick.choice(("0.4", "0.6", "0.25", "0", "1", "1", None, "40"))
            if method == "混合"
            else None,
        )

    def evaluation(self) -> tuple[Evaluation, ExactLevels]:
        """Return an evaluation of a few indicators, and what it must give."""
        closing = self.random.random() < 0.5
        self.closed = {
            name: self.random.choice(("", "下限", "上限", "上限", "上限", "中间"))
            if closing
            else ""
            for name in BANDS
        }
        made = [self.item(number) for number in range(self.random.randrange(1, 8))]
        levels = self.levels()
        evaluation = Evaluation(
            project=Project("甲", "项目", 2022.0, grade_scheme="财预〔2020〕10号"),
            indicators=tuple(one[1] for one in made),
            rates=tuple(rate for one in made for rate in one[2]),
            outputs=tuple(output for one in made for output in one[3]),
            elements=tuple(element for one in made for element in one[4]),
            bands=tuple(
                Band(name, _six(lower), _six(factor), "试验", closed=self.closed[name])
                for name, (lower, factor) in BANDS.items()
            ),
            level_scores=tuple(
                LevelScore(row.code, row.method, text(row.given), text(row.share)) for row in levels
            ),
        )
        return evaluation, ExactLevels([one[0] for one in made], levels)


def _behind(row: Rate) -> tuple[Fraction | None, Fraction | None]:
    """Return what was typed behind a 直接值, or the computed rate before its cap."""
    a, b = (
        Fraction(str(one)) if isinstance(one, float) else None
        for one in (row.numerator, row.denominator)
    )
    if row.kind == "直接值":
        return a, None
    if a is None or not b or row.kind == "差额":
        return None, None
    turned = {"成本节约率": (b - a) / b, "变动率": (a - b) / b}
    return None, turned.get(row.kind, a / b)


def _six(numbers: tuple[str, ...]) -> tuple[Value, ...]:
    return (*map(float, numbers), *(None,) * (6 - len(numbers)))
