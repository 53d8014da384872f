"""Data → workbook → data gives back the same data, and wrong data is named exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yqxl.catalog import shipped_parameters
from yqxl.errors import InputRefusedError
from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.reading.tables import read_book
from yqxl.interchange.exporting import export
from yqxl.interchange.importing import evaluation_from, load
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json"

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]),
    min_size=1,
    max_size=12,
).map(lambda text: "字" + text)
blank_texts = st.none() | texts
numbers = (
    st.integers(-(10**6), 10**9) | st.floats(-1e9, 1e12, allow_nan=False).map(lambda x: x + 0.0)
).filter(lambda x: x == 0 or abs(x) > 1e-9)
cells = st.none() | numbers | st.sampled_from(["95%", "若干", "=1+1", "７３３"])


def rows(
    required: dict[str, st.SearchStrategy[Any]], **more: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    return st.lists(st.fixed_dictionaries(required | more), max_size=4)


def coded(prefix: str, part: st.SearchStrategy[list[dict[str, Any]]]) -> st.SearchStrategy[Any]:
    return part.map(
        lambda found: [row | {"code": f"{prefix}{n:02}"} for n, row in enumerate(found)]
    )


six = st.integers(1, 6)
bands = st.lists(
    six.flatmap(
        lambda n: st.fixed_dictionaries(
            {"scheme": texts, "lower": st.lists(numbers, min_size=n, max_size=n),
             "factor": st.lists(numbers, min_size=n, max_size=n), "source": blank_texts}
        )
    ), max_size=2, unique_by=lambda band: band["scheme"].lower(),
)  # fmt: skip
survey = st.fixed_dictionaries(
    {
        "group": blank_texts,
        "counts": st.dictionaries(texts, cells, min_size=1, max_size=4),
        "note": blank_texts,
    }
).map(lambda one: one | {"satisfied": sorted(one["counts"])[:2]})
survey = survey.map(
    lambda one: one | {"satisfied": [o for o in one["counts"] if o in one["satisfied"]]}
)
data = st.fixed_dictionaries(
    {
        "schema": st.just(1),
        "project": st.fixed_dictionaries(
            {"name": texts, "kind": blank_texts, "year": cells, "base_date": st.sampled_from([None, "2023-03-31", "2023年"]),
             "client": blank_texts, "department": blank_texts, "evaluator": blank_texts,
             "money_unit": blank_texts, "grade_scheme": blank_texts, "system_title": blank_texts}
        ),
        "goals": rows({"goal": texts}, level1=blank_texts, level2=blank_texts, target=blank_texts, indicator=blank_texts),
        "funds": rows({"unit": texts}, contract=cells, budget=cells, arrived=cells, arrived_project=cells, spent=cells, total=st.booleans()),
        "outputs": coded("O", rows({}, name=blank_texts, planned=cells, actual=cells, unit=blank_texts)),
        "rates": coded("R", rows({}, name=blank_texts, kind=blank_texts, numerator=cells, denominator=cells, base=blank_texts, cap=cells, note=texts)),
        "survey": coded("S", st.lists(survey, max_size=2)),
        "costs": rows({"item": texts}, unit_price=cells, price_unit=blank_texts, quantity=cells, basis=blank_texts),
        "elements": coded("A", rows({}, element=blank_texts, share=cells, must=blank_texts, met=blank_texts)),
        "bands": bands,
        "trends": coded("T", rows({"values": st.dictionaries(st.integers(1990, 2100).map(str), cells, min_size=1, max_size=3)}, name=blank_texts, unit=blank_texts, note=blank_texts)),
        "indicators": coded("C", rows({}, level1=blank_texts, level2=blank_texts, name=blank_texts, weight=cells, rule=blank_texts, value=cells, p1=cells, p2=cells, p3=cells, scheme=st.none(), given=cells, reason=blank_texts, evidence=blank_texts, note=blank_texts)),
    }
)  # fmt: skip


def exported(evaluation: Evaluation, folder: Path) -> dict[str, Any]:
    path = folder / "book.xlsx"
    create(evaluation, path)
    with open_workbook(path) as workbook:
        return export(read_book(FileBook(workbook), ContractFormulas()).evaluation)


def test_the_model_case_comes_back(tmp_path: Path) -> None:
    assert exported(load(CASE), tmp_path) == json.loads(CASE.read_text(encoding="utf-8"))


@given(data)
@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_generated_data_comes_back(tmp_path: Path, generated: dict[str, Any]) -> None:
    assert exported(evaluation_from(generated), tmp_path) == generated


def test_shipped_parameters_are_not_repeated(tmp_path: Path) -> None:
    data = exported(Evaluation(), tmp_path)
    assert data["bands"] == []
    assert not {"grades", "rules", "kinds", "options", "tolerances"} & set(data)


def test_changed_parameters_come_back(tmp_path: Path) -> None:
    shipped = shipped_parameters()
    own = {
        "schema": 1,
        "grades": [{"scheme": "三级", "lower": [0, 60, 85], "grade": ["差", "中", "优"], "source": "本市"}],
        "tolerances": [{"name": shipped.tolerances[0].name, "value": 0.5, "note": None, "source": None}],
        "options": [{"option": "很满意", "weight": 1, "source": None}],
    }  # fmt: skip
    data = exported(evaluation_from(own), tmp_path)
    assert {key: data[key] for key in ("grades", "tolerances", "options")} == {
        key: own[key] for key in ("grades", "tolerances", "options")
    }


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"schema": 2}, "schema"),
        ({"goal": []}, "goal"),
        ({"funds": [{"spent": True}]}, "funds[0].spent"),
        ({"funds": [{"total": "yes please"}]}, "funds[0].total"),
        ({"bands": [{"scheme": "x"}]}, "bands[0].lower"),
        ({"indicators": "none"}, "indicators"),
        ([], ""),
        ({"grades": [{"lower": [1] * 7, "grade": []}]}, "grades[0].lower"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_wrong_data_is_named(wrong: object, place: str) -> None:
    with pytest.raises(InputRefusedError, match="YQ-203") as refused:
        evaluation_from(wrong)
    assert place in refused.value.message


@pytest.mark.parametrize(
    "content", [b"{", b"\xff\xfe", b"[" * 100_000, b'{"project": {"year": NaN}}']
)
def test_a_file_that_is_no_json_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(content)
    with pytest.raises(InputRefusedError) as refused:
        load(path)
    assert refused.value.file == str(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError, match="YQ-201"):
        load(tmp_path / "none.json")
