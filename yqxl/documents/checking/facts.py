"""What a workbook knows, as rows of subject, label, unit and value with their cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yqxl.arithmetic import Value, is_number
from yqxl.evaluation.rendering.places import address
from yqxl.model.findings import Place
from yqxl.model.layout import Layout
from yqxl.model.results import LevelResult, Results
from yqxl.model.rows import Evaluation, Fund
from yqxl.sentences.wording import level_name, share

#: the subject of what is true of everything that is evaluated
WHOLE = "总"
COUNTED, CHANGE = "个数", "百分点"
_PERCENT = ("%", "％")
#: what a text says of a base, and what bases are called
_BASES = (("全年预算", "全年预算"), ("调整", "全年预算"), ("年初预算", "年初预算"),
          ("合同", "合同"), ("到位", "到位"))  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One figure: whose, which, in which unit, and every value that a report may print.

    A rate with several official bases has a value for each; ``cell`` is where it stands.
    """

    subject: str
    label: str
    unit: str
    values: tuple[float, ...]
    cell: str
    #: whether it is of the whole: the row of the total, the total score
    total: bool = False
    #: of a series: the year
    year: str = ""
    #: of a rate: what each of its values is a share of
    bases: tuple[str, ...] = ()
    #: told in tables alone: a sentence with its label means something else
    in_tables: bool = False

    def of_base(self, said: str) -> tuple[float, ...]:
        """Return the values on the bases that a text names, all where it names none.

        >>> rate = Fact("甲", "执行率", "%", (95.0, 87.5), "", bases=("实际到位", "年初预算"))
        >>> rate.of_base("占年初预算"), rate.of_base("")
        ((87.5,), (95.0, 87.5))
        """
        named = [base for word, base in _BASES if word in said]
        if not named and "预算" in said:
            named = ["预算"]
        pairs = zip(self.values, self.bases, strict=True) if named and self.bases else ()
        chosen = tuple(value for value, base in pairs if any(word in base for word in named))
        return chosen or self.values


def facts(evaluation: Evaluation, results: Results, layout: Layout) -> tuple[Fact, ...]:
    """Return every figure of a workbook that a report may state."""
    reading = _Reading(evaluation, results, layout)
    return tuple(
        fact
        for source in (
            reading.funds, reading.outputs, reading.scores, reading.trends, reading.survey,
            reading.costs, reading.counts,
        )
        for fact in source()
        if fact.values
    )  # fmt: skip


def _numbers(*values: Value) -> tuple[float, ...]:
    return tuple(float(value) for value in values if is_number(value))  # type: ignore[arg-type]  # numbers


def _hundredfold(*values: float | None) -> tuple[float, ...]:
    return tuple(dict.fromkeys(100 * value for value in values if value is not None))


def _number(value: Value) -> float | None:
    return next(iter(_numbers(value)), None)


@dataclass(frozen=True)
class _Reading:
    evaluation: Evaluation
    results: Results
    layout: Layout

    def _cell(self, table: str, row: int | None, field: str) -> str:
        sheet, cell = address(Place(table, row, field), self.layout)
        return f"{sheet}!{cell}" if cell else sheet

    def funds(self) -> Iterator[Fact]:
        unit = self.evaluation.project.money_unit
        rows = self.evaluation.funds
        for number, row in enumerate(rows):
            whole = bool(row.total) or len(rows) == 1
            for label, field in (
                ("合同金额", "contract"), ("年初预算", "budget"), ("全年预算数", "budget_final"),
                ("年初预算项目经费", "budget_project"), ("实际到位", "arrived"),
                ("项目经费到位", "arrived_project"), ("实际支出", "spent"),
            ):  # fmt: skip
                cell = self._cell("funds", number, field)
                yield Fact(row.unit, label, unit, _numbers(getattr(row, field)), cell, whole)
            for label, field, shares in _rates(row):
                cell = self._cell("funds", number, field)
                bases = {base: 100 * one for base, one in shares.items() if one is not None}
                yield Fact(
                    row.unit, label, "%", tuple(bases.values()), cell, whole, bases=tuple(bases)
                )
            cell = self._cell("funds", number, "balance_budget")
            left = _balances(row)
            yield Fact(row.unit, "结余", unit, tuple(left.values()), cell, whole, bases=tuple(left))

    def outputs(self) -> Iterator[Fact]:
        for number, row in enumerate(self.evaluation.outputs):
            name = row.name or row.code
            for label, field in (("计划值", "planned"), ("实际值", "actual")):
                cell = self._cell("outputs", number, field)
                yield Fact(name, label, row.unit, _numbers(getattr(row, field)), cell)
            done = share(_number(row.actual), _number(row.planned))
            capped = None if done is None else min(done, 1.0)
            cell = self._cell("outputs", number, "completion")
            yield Fact(name, "完成率", "%", _hundredfold(done, capped), cell)

    def scores(self) -> Iterator[Fact]:
        yield from self._score(
            WHOLE, self.results.score_total, self.results.score_rate, "score_total"
        )
        weight = _numbers(self.results.weight_total)
        yield Fact(
            WHOLE, "权重", "分", weight, self._cell("project", None, "weight_total"), total=True
        )
        for level in (*self.results.levels, *self.results.second_levels):
            yield from self._level(level)
        rows = zip(self.evaluation.indicators, self.results.indicators, strict=True)
        for number, (row, result) in enumerate(rows):
            cell = self._cell("indicators", number, "score")
            yield Fact(row.name, "权重", "分", _numbers(row.weight), cell)
            yield Fact(row.name, "得分", "分", _numbers(result.score), cell)
            value = self._cell("indicators", number, "result")
            shown = _hundredfold(*_numbers(result.result))
            yield Fact(row.name, "取值", "%", shown, value, in_tables=True)
            rate = share(_number(result.score), _number(row.weight))
            yield Fact(row.name, "得分率", "%", _hundredfold(rate), cell)

    def _score(self, subject: str, score: Value, rate: Value, field: str) -> Iterator[Fact]:
        cell = self._cell("project", None, field)
        yield Fact(subject, "得分", "分", _numbers(score), cell, total=True)
        yield Fact(subject, "得分率", "%", _hundredfold(*_numbers(rate)), cell, total=True)

    def _level(self, level: LevelResult) -> Iterator[Fact]:
        name = level_name(level.label)
        if not name:
            return
        yield Fact(name, "权重", "分", _numbers(level.weight), "表3-1")
        yield Fact(name, "得分", "分", _numbers(level.score), "表3-1")
        yield Fact(name, "得分率", "%", _hundredfold(*_numbers(level.score_rate)), "表3-1")

    def trends(self) -> Iterator[Fact]:
        for code in dict.fromkeys(row.code for row in self.evaluation.trends):
            rows = [
                (number, row)
                for number, row in enumerate(self.evaluation.trends)
                if row.code == code and _numbers(row.year) and _numbers(row.value)
            ]
            rows.sort(key=lambda one: _number(one[1].year) or 0)
            for number, row in rows:
                unit = "%" if row.unit in _PERCENT else row.unit
                year = f"{_number(row.year):.0f}"
                cell = self._cell("trends", number, "value")
                yield Fact(row.name, row.name, unit, _numbers(row.value), cell, year=year)
                newest = _number(rows[-1][1].value)
                own = _number(row.value)
                if newest is not None and own is not None and number != rows[-1][0]:
                    change = "个百分点" if unit == "%" else unit
                    yield Fact(row.name, CHANGE, change, (abs(newest - own),), cell, year=year)

    def survey(self) -> Iterator[Fact]:
        rows = zip(self.evaluation.survey, self.results.survey, strict=True)
        for number, (row, result) in enumerate(rows):
            cell = self._cell("survey", number, "rate")
            name = (row.group or row.code).removesuffix("满意度")
            yield Fact(name, "满意度", "%", _hundredfold(*_numbers(result.rate)), cell)
            yield Fact(name, "有效问卷", "份", _numbers(result.valid), cell)
            yield Fact(name, "发放问卷", "份", _numbers(row.issued), cell)
            returned = share(_number(result.valid), _number(row.issued))
            yield Fact(name, "回收率", "%", _hundredfold(returned), cell)

    def costs(self) -> Iterator[Fact]:
        rows = zip(self.evaluation.costs, self.results.costs, strict=True)
        for number, (row, result) in enumerate(rows):
            cell = self._cell("costs", number, "unit_price")
            yield Fact(row.item, "单价", row.price_unit or "元", _numbers(row.unit_price), cell)
            amount = self._cell("costs", number, "amount")
            yield Fact(row.item, "金额", "元", _numbers(result.amount), amount)
        whole, cell = _numbers(self.results.cost_total), self._cell("costs", None, "amount")
        yield Fact(WHOLE, "金额", "元", whole, cell, total=True, in_tables=True)

    def counts(self) -> Iterator[Fact]:
        rows = [row for row in self.evaluation.indicators if row.code]
        firsts = len({row.level1.lower() for row in rows if row.level1.strip()})
        seconds = len(
            {(row.level1.lower(), row.level2.lower()) for row in rows if row.level2.strip()}
        )
        for unit, count in (("一级", firsts), ("二级", seconds), ("三级", len(rows))):
            if count:
                yield Fact(WHOLE, COUNTED, f"个{unit}指标", (float(count),), "指标体系", total=True)


def _rates(row: Fund) -> Iterator[tuple[str, str, dict[str, float | None]]]:
    """Yield the rates of a unit by every base that regulations know."""
    contract, budget, arrived, project, spent, final = (
        _number(value)
        for value in (
            row.contract, row.budget, row.arrived, row.arrived_project, row.spent, row.budget_final
        )
    )  # fmt: skip
    own = project if project is not None else arrived
    yield (
        "到位率",
        "arrival_budget",
        {
            "年初预算": share(arrived, budget),
            "全年预算": share(arrived, final),
            "合同": share(own, contract),
        },
    )
    shares = {"实际到位": share(spent, own), "年初预算": share(spent, budget)}
    yield "执行率", "execution_arrived", shares | {"全年预算": share(spent, final)}


def _balances(row: Fund) -> dict[str, float]:
    """Return what a unit has left of every amount that it may be counted from."""
    spent = _number(row.spent)
    given = {"年初预算": row.budget, "全年预算": row.budget_final, "实际到位": row.arrived}
    whole = {base: _number(value) for base, value in given.items()}
    return {
        base: amount - spent
        for base, amount in whole.items()
        if amount is not None and spent is not None
    }
