"""Which data of the workbook an indicator is about, and whether they meet its target.

Tied explicitly: by 取值来源, or by a goal that names the indicator (绩效目标.指标编码) and has
an actual value or an output of its own name. Tied by name: …完成率, …到位率, …执行率, …满意度
and the names of 指标取值, with the output, the row of 资金, the group or the rate that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from yqxl.arithmetic import Value, divide, percent_text
from yqxl.checks.goals.goal_quantities import first_quantity
from yqxl.checks.shares import share
from yqxl.checks.wording import header, quoted, shown
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Fund, Goal, Indicator, Output

#: where neither 参数1 nor a goal says it: a rate is to be full, satisfaction 90 %
#: (public scoring tables, see the rule 满意度按目标)
FULL, SATISFIED = 1.0, 0.9
#: half of the last digit of a percent with two decimals
ROUNDING = 0.00005
#: a larger 参数1 is a quantity
LARGEST_TARGET = 5.0
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")

#: what a rate of money divides by, in the order in which it is meant
SPENT_OF = ("arrived_project", "arrived", "budget", "budget_final")
ARRIVED_OF = (
    ("arrived", "budget"),
    ("arrived_project", "contract"),
    ("arrived", "contract"),
    ("arrived", "budget_final"),
)
_OF_MONEY = re.compile(r"资金|预算|经费|款|支出")


@dataclass(frozen=True)
class Tie:
    """Data that say how far an indicator's target was met."""

    #: the figure and where it stands
    words: str
    missed: bool


@dataclass(frozen=True)
class Ties:
    """What an indicator is tied to; ``certain``: no other data can be meant."""

    found: tuple[Tie, ...]
    certain: bool


class DataTies:
    """Finds the data of one evaluation."""

    def __init__(self, evaluation: Evaluation, results: Results) -> None:
        """Keep both; nothing is looked up before it is asked for."""
        self._evaluation, self._results = evaluation, results

    def of(self, row: Indicator) -> Ties:
        """Return the data that an indicator is tied to; explicit ones go before its name."""
        found = tuple(self._explicit(row))
        if found:
            return Ties(found, certain=True)
        named = tuple(self._by_name(row))
        if named:
            return Ties(named, len(named) == 1)
        # of the same kind, but of another name: somebody has to look
        return Ties(tuple(self._by_kind(row)), certain=False)

    def _explicit(self, row: Indicator) -> Iterator[Tie]:
        source = row.value if isinstance(row.value, str) else ""
        parts = source.strip().split("/")
        code = parts[1] if parts[0] == "产出" and len(parts) > 1 else source
        if code:
            yield from self._of_code(row, code.strip().lower())
        for goal in self._goals(row):
            yield from _of_goal(goal)
            yield from self._of_outputs(row, lambda one, goal=goal: one.name == goal.goal)  # type: ignore[misc]  # the goal is bound here

    def _of_code(self, row: Indicator, code: str) -> Iterator[Tie]:
        yield from self._of_rates(row, lambda rate: rate.code.lower() == code)
        yield from self._of_groups(row, lambda group: group.code.lower() == code)
        yield from self._of_outputs(row, lambda output: output.code.lower() == code)

    def _by_name(self, row: Indicator) -> Iterator[Tie]:
        name = row.name.strip()
        same = [*self._of_rates(row, lambda rate: rate.name.strip().lower() == name.lower())]
        if same:
            yield from same
        elif name.endswith("完成率"):
            yield from self._of_outputs(row, self._meant(name.removesuffix("完成率")))
        elif name.endswith(("到位率", "执行率")):
            if _OF_MONEY.search(name) or len(name) == len("到位率"):
                yield from self._of_money(name)
        elif name.endswith(("满意度", "满意率")):
            groups = self._evaluation.survey
            named = {one.group for one in groups if one.group and one.group in name}
            yield from self._of_groups(row, lambda one: not named or one.group in named)

    def _by_kind(self, row: Indicator) -> Iterator[Tie]:
        name = row.name.strip()
        told = ("完成率", "到位率", "执行率", "满意度", "满意率")
        if not name.endswith(told):
            yield from self._of_rates(row, lambda rate: name.endswith(rate.kind or " "))

    def _meant(self, stem: str) -> Callable[[Output], bool]:
        """Return whether an output of that name is meant; without any, every output."""
        named = {
            one.code
            for one in self._evaluation.outputs
            if one.name and (one.name in stem or (stem and stem in one.name))
        }
        return lambda output: not named or output.code in named

    def _of_rates(self, row: Indicator, wanted: Callable[..., bool]) -> Iterator[Tie]:
        for rate, result in zip(self._evaluation.rates, self._results.rates, strict=False):
            if result.kind.divides and wanted(rate):
                target = 0.0 if result.kind.saving else self._target(row, FULL)
                where = f"指标取值 {rate.code}" + (f"，口径：{rate.base}" if rate.base else "")
                yield from _tie(result.result, target, f"{quoted(rate.name)}{{}}（{where}）")

    def _of_groups(self, row: Indicator, wanted: Callable[..., bool]) -> Iterator[Tie]:
        for group, result in zip(self._evaluation.survey, self._results.survey, strict=False):
            if wanted(group):
                words = f"{quoted(group.group)}的满意率{{}}（满意度 {group.code}）"
                yield from _tie(result.rate, self._target(row, SATISFIED), words)

    def _of_outputs(self, row: Indicator, wanted: Callable[[Output], bool]) -> Iterator[Tie]:
        for output in self._evaluation.outputs:
            rate = share(output.actual, output.planned)
            if wanted(output) and rate is not None:
                words = f"{quoted(output.name)}完成率{{}}（产出 {output.code}）"
                yield from _tie(rate, self._target(row, FULL), words)

    def _of_money(self, name: str) -> Iterator[Tie]:
        funds = self._evaluation.funds
        named = [fund for fund in funds if fund.unit and fund.unit in name]
        for fund in named or [one for one in funds if one.total == "是"] or funds:
            yield from _of_fund(fund, spent=name.endswith("执行率"))

    def _goals(self, row: Indicator) -> list[Goal]:
        code = row.code.lower()
        return [one for one in self._evaluation.goals if code and one.indicator.lower() == code]

    def _target(self, row: Indicator, usual: float) -> float:
        """Return the rate to be reached: 参数1, what a goal says in per cent, or the usual."""
        if isinstance(row.p1, float | int) and row.p1 <= LARGEST_TARGET:
            return float(row.p1)
        said = [one for goal in self._goals(row) for one in _PERCENT.findall(goal.target)]
        return divide(float(said[0]), 100.0) if len(said) == 1 else usual


def _tie(value: Value, target: float, words: str) -> Iterator[Tie]:
    if isinstance(value, float | int):
        yield Tie(words.format(f" {percent_text(float(value))}"), value < target - ROUNDING)


def _of_fund(fund: Fund, *, spent: bool) -> Iterator[Tie]:
    """Yield the rate of a row of 资金: missed only where it is on every official base."""
    pairs = tuple(("spent", base) for base in SPENT_OF) if spent else ARRIVED_OF
    known = [
        (base, rate)
        for part, base in pairs
        if (rate := share(getattr(fund, part), getattr(fund, base))) is not None
    ]
    if known:
        base, rate = known[0]
        where = f"资金 {fund.unit}，口径：{header('funds', base)}"
        missed = all(rate < FULL - ROUNDING for _, rate in known)
        name = "执行率" if spent else "到位率"
        yield Tie(f"{name} {percent_text(rate)}（{where}）", missed)


def _of_goal(goal: Goal) -> Iterator[Tie]:
    """Yield what a goal says of its actual value, where both are numbers."""
    actual = first_quantity(goal.actual)
    said = first_quantity(goal.target)
    wanted = goal.target_value
    target = said[0] if said and not isinstance(wanted, float | int) else wanted
    if actual is None or not isinstance(target, float | int):
        return
    value = actual[0]
    missed = {"≤": value > target, "=": value != target}.get(goal.direction, value < target)
    if goal.direction != "定性":
        where = f"绩效目标{quoted(goal.goal)}，目标 {shown(float(target))}"
        yield Tie(f"实际完成值{quoted(goal.actual)}（{where}）", missed)


def missed(ties: Iterable[Tie]) -> list[str]:
    """Return the words of the data that miss their target."""
    return [tie.words for tie in ties if tie.missed]
