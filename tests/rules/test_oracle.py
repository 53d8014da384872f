"""Every rule, old and new, against exact fractions; 20,000 evaluations by ``tests.long``."""

from __future__ import annotations

import pytest
from rules.disagreements import disagreements
from rules.exact_scores import RULES

from yqxl.catalog import shipped_parameters


@pytest.mark.parametrize("seed", range(4))
def test_random_evaluations_agree_with_exact_fractions(seed: int) -> None:
    assert disagreements(seed, 150) == []


def test_the_oracle_knows_every_rule_of_the_drop_down() -> None:
    assert {row.rule for row in shipped_parameters().rules} == {*RULES, "影响比例", "直接评分"}
