"""How the sentences name the money unit of 首页."""

from __future__ import annotations

from yqxl.grid import NamedRef
from yqxl.model.rows import Evaluation
from yqxl.registry.phrases import Phrase


def money_unit(evaluation: Evaluation) -> Phrase:
    """Return 万元 or 元 as 首页 says."""
    text = evaluation.project.money_unit
    return Phrase(text, (('{0}&""', (NamedRef("money_unit"),)),))
