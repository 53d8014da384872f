"""The computed columns of 指标体系: value, parameters, rule score, score and hint."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from yqxl.arithmetic import Value, is_number
from yqxl.catalog.discovery import rule_by_number
from yqxl.catalog.rule_numbers import is_beyond_cells, traits_of
from yqxl.catalog.score import points_of
from yqxl.checks.rates.impossible_values import ImpossibleValues
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.formulas.contracts import contract
from yqxl.evaluation.scoring.cells import (
    NOTHING,
    first_rows,
    is_blank,
    lost_tables,
    number_of,
    refuse,
    shown,
)
from yqxl.evaluation.scoring.hints import ABOVE_ALL, hint_text, which_impossible
from yqxl.evaluation.scoring.schemes import band_checks, find_scheme
from yqxl.evaluation.scoring.sources import Sources
from yqxl.model.contract_version import follows_paths
from yqxl.model.natures import nature_fault
from yqxl.model.results import (
    IndicatorResult,
    OutputResult,
    RateResult,
    SurveyCountResult,
    SurveyResult,
)
from yqxl.model.rows import Element, Evaluation, Indicator, RuleRow
from yqxl.model.survey_groups import group_codes
from yqxl.model.traits import RuleTraits
from yqxl.registry import RuleInput
from yqxl.rules.rates.satisfaction import satisfied_share
from yqxl.rules.scores.bands import (
    band_number,
    band_number_closed_above,
    closes_above,
    is_full_when_completed,
)
from yqxl.rules.scores.items import element_share
from yqxl.rules.scores.natures import (
    counted_points,
    given_points,
    rule_limit,
    taken_away,
)
from yqxl.rules.scores.numbering import NO_RULE
from yqxl.rules.scores.score_rounding import rounded_points
from yqxl.rules.totals.levels import label_code, member_rate


class IndicatorTable:
    """Computes the rows of 指标体系 from what the other tables give."""

    def __init__(
        self,
        evaluation: Evaluation,
        rates: Sequence[RateResult],
        survey: Sequence[SurveyResult],
        outputs: Sequence[OutputResult] = (),
        sources: Sources | None = None,
        weighted: Sequence[SurveyCountResult] = (),
    ) -> None:
        """Index rules, schemes, elements and the values that a code can name."""
        self._rules: dict[str, RuleRow] = first_rows(evaluation.rules, lambda row: row.rule)
        self._lost = lost_tables(evaluation)
        self._hint_lost = ("rules", "hint") in evaluation.lost
        self._cell_rules = contract(evaluation.contract).cell_rules
        self._bands = evaluation.bands
        self._band_checks = band_checks(evaluation)
        self._elements: dict[str, list[Element]] = {}
        for element in evaluation.elements:
            self._elements.setdefault(element.code.lower(), []).append(element)
        self._answers: dict[str, list[tuple[Value, Value]]] = {}
        for count, one in zip(evaluation.survey_counts, weighted, strict=False):
            self._answers.setdefault(count.code.lower(), []).append((count.count, one.weighted))
        self._sources = sources if follows_paths(evaluation.contract) else None
        refuses = contract(evaluation.contract).has("indicators", "impossible")
        self._impossible = ImpossibleValues(evaluation, rates) if refuses else None
        self._values: tuple[Mapping[str, Sequence[Value]], ...] = (
            _by_code((row.code for row in evaluation.rates), (row.result for row in rates)),
            _by_code((row.code for row in evaluation.survey), (row.rate for row in survey)),
        )
        if self._sources:
            completions = (row.completion for row in outputs)
            self._values += (_by_code((row.code for row in evaluation.outputs), completions),)

    def result(self, row: Indicator, typed: Mapping[str, Value] = NOTHING) -> IndicatorResult:
        """Return one row of 指标体系.

        ``typed`` is what stands in its computed cells instead of their formulas.
        """
        rule = self._rules.get(row.rule.lower())
        shown_number = typed.get("rule_number", shown(self._rule_number, row, rule))
        number = ABOVE_ALL if isinstance(shown_number, str) else shown_number
        value = typed.get("result", shown(self._value, row.value, number))
        defaults = (rule.d1, rule.d2, rule.d3) if rule else (None, None, None)
        a, b, c = (
            typed.get(name, shown(_parameter, own, default, number))
            for name, own, default in zip(
                ("a", "b", "c"), (row.p1, row.p2, row.p3), defaults, strict=True
            )
        )
        band = typed.get("band", shown(self._band, row.scheme, value, number))
        factor = typed.get("element_factor", shown(self._element_factor, row.code, number))
        traits = traits_of(number)
        impossible = typed.get("impossible", self._impossible_value(row, shown_number, a, traits))
        score_of_rule = typed.get(
            "rule_score",
            shown(self._rule_score, row, (number, value, a, b, c, band, factor, impossible)),
        )
        cells = (number, value, score_of_rule, impossible)
        score = typed.get("score", shown(_score, row, score_of_rule, impossible))
        return IndicatorResult(
            value,
            score_of_rule,
            score,
            typed.get("hint", self._hint(row, rule, cells)),
            shown_number,
            a,
            b,
            c,
            band,
            factor,
            impossible,
            typed.get("rate", _rate(row.weight, score)),
            typed.get("code1", label_code(row.level1)),
            typed.get("code2", label_code(row.level2)),
            traits,
        )

    def _hint(self, row: Indicator, rule: RuleRow | None, cells: tuple[Value, ...]) -> Value:
        earlier, lost = not self._impossible, self._hint_lost
        return shown(hint_text, row, rule, cells, earlier=earlier, lost=lost)

    def _impossible_value(
        self, row: Indicator, number: Value, a: Value, traits: RuleTraits
    ) -> Value:
        return self._impossible.of(row, number, a, traits) if self._impossible else 0.0

    def _rule_number(self, row: Indicator, rule: RuleRow | None) -> Value:
        if not row.code or not row.rule:
            return 0.0
        refuse("rules", self._lost)
        if rule is None or not is_number(rule.number):
            raise CellError(ErrorValue.NA)
        return number_of(rule.number)

    def _value(self, source: Value, number: Value) -> Value:
        own = number_of(number)
        if is_beyond_cells(own) or not traits_of(number).takes_value or is_blank(source):
            return ""
        if not isinstance(source, str):
            return source
        # an older contract looks into the first two only
        for table, values in zip(("rates", "survey", "outputs"), self._values, strict=False):
            refuse(table, self._lost)
            found = values.get(source.lower(), ())
            if len(found) == 1:
                return _raised(found[0])
        if self._sources and "/" in source:
            return self._sources.value(source)
        if self._sources and "+" in source:
            return self._pooled(group_codes(source))
        raise CellError(ErrorValue.NA)

    def _pooled(self, codes: Sequence[str]) -> float:
        """Return the satisfaction of several groups, weighted by their valid answers.

        The cell adds up the answers, whatever stands over 有效份数, once each group has a rate;
        IFERROR around it makes any error #N/A.
        """
        rates = [(code, value) for code, values in self._values[1].items() for value in values]
        broken = any(isinstance(value, ErrorValue) for _, value in rates)
        known = sum(code in codes and isinstance(value, float | int) for code, value in rates)
        own = [one for code in codes for one in self._answers.get(code, ())]
        if not codes or broken or known != len(codes):
            raise CellError(ErrorValue.NA)
        if any(isinstance(value, ErrorValue) for answer in own for value in answer):
            raise CellError(ErrorValue.NA)
        counts = math.fsum(float(one) for one, _ in own if isinstance(one, float | int))
        weighted = math.fsum(float(one) for _, one in own if isinstance(one, float | int))
        if counts == 0:
            raise CellError(ErrorValue.NA)
        return satisfied_share(weighted, counts)

    def _band(self, scheme: str, value: Value, number: Value) -> Value:
        number_of(number)
        if not traits_of(number).banded:
            return 0.0
        refuse("bands", self._lost)
        row = find_scheme(self._bands, self._band_checks, scheme)
        if value == "":
            raise CellError(ErrorValue.VALUE)
        above = traits_of(number).closed_above or closes_above(row.closed)
        number_in = band_number_closed_above if above else band_number
        return float(number_in(row.lower, number_of(value)))

    def _band_factor(self, scheme: str, band: Value) -> float:
        step = int(number_of(band))
        if step == 0:
            raise CellError(ErrorValue.NA)
        return number_of(find_scheme(self._bands, self._band_checks, scheme).factor[step - 1])

    def _element_factor(self, code: str, number: Value) -> Value:
        number_of(number)
        if not traits_of(number).of_elements:
            return 0.0
        refuse("elements", self._lost)
        own = self._elements.get(code.lower(), [])
        if not own or any(element.met not in ("是", "否") for element in own):
            raise CellError(ErrorValue.NA)
        if any(element.must == "是" and element.met == "否" for element in own):
            return 0.0
        met = _shares(element for element in own if element.met == "是")
        return element_share(met, _shares(own))

    def _rule_score(self, row: Indicator, cells: tuple[Value, ...]) -> Value:
        number, value, a, b, c, band, factor, impossible = cells
        own = int(number_of(number))
        traits = traits_of(number)
        # a comparison sees 0.5, CHOOSE cuts it to 0
        if number_of(number) == NO_RULE:
            return ""
        if is_beyond_cells(number_of(number)):
            raise CellError(ErrorValue.NA)
        if is_blank(row.weight) or (traits.takes_value and is_blank(value)):
            return ""
        _refuse(impossible)
        if not is_number(row.weight):
            raise CellError(ErrorValue.VALUE)
        a, b, c = number_of(a), number_of(b), number_of(c)
        if nature_fault(row.nature, row.weight, row.limit):
            raise CellError(ErrorValue.NA)
        limit = rule_limit(row.nature, row.limit)
        if own not in self._cell_rules:
            raise CellError(ErrorValue.VALUE)
        x = number_of(value) if traits.takes_value else 0.0
        by = number_of(factor) if traits.of_elements else 0.0
        if traits.banded:
            full = is_full_when_completed(row.completed, x)
            by = 1.0 if full else self._band_factor(row.scheme, band)
        values = RuleInput(number_of(row.weight) + limit, x, a, b, c, by)
        points = counted_points(row.nature, limit, points_of(rule_by_number()[own], values))
        return taken_away(row.nature, rounded_points(points, row.rounding))


def _by_code(codes: Iterable[str], values: Iterable[Value]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for code, value in zip(codes, values, strict=True):
        if code:
            found.setdefault(code.lower(), []).append(value)
    return found


def _raised(value: Value) -> Value:
    if isinstance(value, ErrorValue):
        raise CellError(value)
    return value


def _shares(elements: Iterable[Element]) -> float:
    shares = [element.share for element in elements]
    for share in shares:
        _raised(share)
    return math.fsum(float(share) for share in shares if isinstance(share, float | int))


def _parameter(typed: Value, default: Value, number: Value) -> Value:
    if number_of(number) == NO_RULE:
        return 0.0
    if is_blank(typed):
        if is_number(default):
            return default
        raise CellError(ErrorValue.NA)
    if isinstance(typed, str):
        raise CellError(ErrorValue.VALUE)
    return typed


def _refuse(impossible: Value) -> None:
    """Raise #N/A where a value cannot be meant."""
    if which_impossible(impossible) > 0:
        raise CellError(ErrorValue.NA)


def _score(row: Indicator, rule_score: Value, impossible: Value) -> Value:
    if not row.code:
        return ""
    _refuse(impossible)
    if is_blank(row.given):
        return _raised(rule_score)
    if isinstance(row.given, str):
        raise CellError(ErrorValue.VALUE)
    if nature_fault(row.nature, row.weight, row.limit):
        raise CellError(ErrorValue.NA)
    return given_points(number_of(row.given), row.nature, row.limit)


def _rate(weight: Value, score: Value) -> Value:
    """Return 得分率; nothing while score or weight is no number, or the weight is 0."""
    if not is_number(score) or not is_number(weight) or not weight:
        return ""
    return shown(member_rate, number_of(score), number_of(weight))
