"""Which rows of 参数 an evaluation uses, by their names."""

from __future__ import annotations

from collections.abc import Mapping

from yqxl.model.contract.parameters import DEFAULT_GRADE_SCHEME
from yqxl.model.rows import Evaluation

#: the tables in which formulas look names up; an option only says where its weight is from
LOOKED_UP = ("rules", "bands", "kinds", "grades")


def used_parameters(evaluation: Evaluation) -> Mapping[str, frozenset[str]]:
    """Return by table of 参数 the names in use, in lower case: formulas ignore case.

    Rows without a code are not computed and use nothing. Tolerances are not named by any
    row: all of them are in use, and the table is not here.

    >>> from yqxl.model.rows import Indicator
    >>> used = used_parameters(Evaluation(indicators=(Indicator("A1", rule="分档", scheme="S1"),)))
    >>> sorted(used["rules"]), sorted(used["bands"]), sorted(used["grades"])
    (['分档'], ['s1'], ['财预〔2020〕10号'])
    """
    indicators = [row for row in evaluation.indicators if row.code]
    scheme = evaluation.project.grade_scheme or DEFAULT_GRADE_SCHEME
    used = {
        "rules": (row.rule for row in indicators),
        "bands": (row.scheme for row in indicators),
        "kinds": (row.kind for row in evaluation.rates if row.code),
        "grades": [scheme] if indicators else [],
        "options": (row.option for row in evaluation.survey_counts if row.code),
    }
    return {
        table: frozenset(name.lower() for name in names if name) for table, names in used.items()
    }
