from __future__ import annotations

from yqxl.catalog import scoring_rules
from yqxl.rules.scores.numbering import LAST_IN_CELLS, NO_RULE


def test_numbers_tell_who_computes_a_rule() -> None:
    for rule in scoring_rules():
        assert rule.in_cells == (NO_RULE < rule.number <= LAST_IN_CELLS), rule.name
