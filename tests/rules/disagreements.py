"""Where the package and the exact fractions disagree."""

from __future__ import annotations

from fractions import Fraction

from rules.oracle import Item, Oracle, Outcome, grade, rule_score, score, total

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


def faults(evaluation: Evaluation, items: list[Item]) -> list[str]:
    """Return what of one evaluation is not as the oracle says."""
    results = evaluate(evaluation)
    found = []
    for row, item, result in zip(evaluation.indicators, items, results.indicators, strict=True):
        for name, ours, meant in (
            ("规则得分", result.rule_score, rule_score(item)),
            ("得分", result.score, score(item)),
        ):
            if not _same(ours, meant):
                found.append(f"{row.code} {name} {ours!r}, not {meant!r}: {item}")
    if not _same(results.score_total, total(items)):
        found.append(f"总分 {results.score_total!r}, not {total(items)!r}")
    wanted = grade(items)
    if wanted and results.grade != wanted:
        found.append(f"等级 {results.grade!r}, not {wanted!r}")
    return found


def _same(ours: Value, meant: Outcome) -> bool:
    if isinstance(meant, Fraction):
        return isinstance(ours, float) and ours == float(meant)
    if isinstance(ours, ErrorValue):
        return ours.value == meant
    return ours == meant
