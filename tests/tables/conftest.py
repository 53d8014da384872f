"""The model case and what the tests of the tables share."""

from __future__ import annotations

from pathlib import Path

import pytest

from yqxl.evaluation import evaluate
from yqxl.interchange.importing import load
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json"


@pytest.fixture(scope="session")
def case() -> Evaluation:
    """The 2022 Yangquan teacher training policy."""
    return load(CASE)


@pytest.fixture(scope="session")
def case_results(case: Evaluation) -> Results:
    return evaluate(case)
