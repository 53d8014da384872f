"""Where the package and the exact fractions disagree."""

from __future__ import annotations

from fractions import Fraction

from rules.exact_levels import ExactLevels
from rules.exact_scores import Outcome, rule_score, score
from rules.oracle import Oracle

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.scoring.evaluate import evaluate
from yqxl.model.rows import Evaluation


def disagreements(seed: int, count: int) -> list[str]:
    """Return what disagrees in so many random evaluations."""
    oracle = Oracle(seed)
    return [
        f"seed {seed}, evaluation {number}: {fault}"
        for number in range(count)
        for fault in faults(*oracle.evaluation())
    ]


def faults(evaluation: Evaluation, meant: ExactLevels) -> list[str]:
    """Return what of one evaluation is not as the oracle says."""
    results = evaluate(evaluation)
    found = []
    for row, item, result in zip(
        evaluation.indicators, meant.items, results.indicators, strict=True
    ):
        for name, ours, wanted in (
            ("规则得分", result.rule_score, rule_score(item)),
            ("得分", result.score, score(item)),
        ):
            if not _same(ours, wanted):
                found.append(f"{row.code} {name} {ours!r}, not {wanted!r}: {item}")
    points = {
        f"{level.label} 得分": (level.score, meant.points(level.label)) for level in results.levels
    }
    for row, scored in zip(meant.rows, results.level_scores, strict=True):
        level = meant.named(row.code)
        if level and not is_twice(meant, row.code):
            points[f"层级评分 {row}"] = (scored.score, meant.points(*level))
    points["总分"] = (results.score_total, meant.total())
    found += [
        f"{name} {ours!r}, not {wanted!r}: {meant.rows}"
        for name, (ours, wanted) in points.items()
        if not _same_points(ours, wanted)
    ]
    grade = meant.grade()
    if grade and results.grade != grade:
        found.append(f"等级 {results.grade!r}, not {grade!r}")
    return found


def is_twice(meant: ExactLevels, code: str) -> bool:
    """Return whether another row means the same level: what each shows alone does not count."""
    return sum(meant.named(row.code) == meant.named(code) for row in meant.rows) > 1


def _same(ours: Value, meant: Outcome) -> bool:
    if isinstance(meant, Fraction):
        return isinstance(ours, float) and ours == float(meant)
    if isinstance(ours, ErrorValue):
        return ours.value == meant
    return ours == meant


def _same_points(ours: Value, meant: Fraction | None) -> bool:
    """Return whether both have the same points, or none: blank and errors leave no total."""
    if meant is None:
        return ours == "" or isinstance(ours, ErrorValue)
    return isinstance(ours, float) and ours == float(meant)
