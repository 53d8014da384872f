"""The result record of the model case, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from yqxl.evaluation import evaluate
from yqxl.interchange.importing import load
from yqxl.interchange.results import details
from yqxl.model.layout import Layout
from yqxl.pipeline.create import create
from yqxl.pipeline.examine import examine

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    book = tmp_path_factory.mktemp("book") / "评价.xlsx"
    create(load(CASE), book)
    return examine(str(book)).outcome.record()


def test_project_and_levels(record: dict[str, Any]) -> None:
    assert record["project"]["department"] == "阳泉市教育局"
    assert [level["score"] for level in record["levels"]] == [17, 20.99, 31.74, 8]
    seconds = record["second_levels"]
    for level in record["levels"]:
        own = [one for one in seconds if one["level1"] == level["label"]]
        assert sum(one["weight"] for one in own) == pytest.approx(level["weight"])
        assert sum(one["score"] for one in own) == pytest.approx(level["score"])


def test_an_indicator_says_how_it_came_about(record: dict[str, Any]) -> None:
    row = next(one for one in record["indicators"] if one["code"] == "B203")
    assert row["source"] == "R07"
    assert row["value"] == record["rates"]["R07"] == 414.77 / 639.79
    assert row["score_rate"] == row["score"] / row["weight"]
    assert row["cells"]["score"].startswith("指标体系!")
    assert row["evidence"] is None or row["evidence"]


def test_rates_have_names_and_bases(record: dict[str, Any]) -> None:
    rate = next(one for one in record["rate_rows"] if one["code"] == "R07")
    assert (rate["numerator_value"], rate["denominator_value"]) == (414.77, 639.79)
    assert rate["base"]
    assert rate["cell"].startswith("指标取值!")


def test_funds_outputs_and_survey_groups(record: dict[str, Any]) -> None:
    total = next(row for row in record["funds"] if row["total"])
    assert total["arrival_contract"] == 639.79 / 733
    output = next(row for row in record["outputs"] if row["code"] == "O02")
    assert output["completion"] == 509 / 700
    for group in record["survey"]:
        assert group["n"] == sum(count["count"] for count in group["counts"])


def test_a_file_without_our_columns_has_no_cells() -> None:
    evaluation = load(CASE)
    found = details(evaluation, evaluate(evaluation), Layout())
    assert {cell for row in found["indicators"] for cell in row["cells"].values()} == {None}
