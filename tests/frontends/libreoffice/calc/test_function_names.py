"""YQ_ names stay plain in formulas and in files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from yqxl.catalog import functions
from yqxl.frontends.libreoffice.calc.function_names import (
    plain_names,
    repair_file,
    repaired_formula,
)
from yqxl.frontends.libreoffice.identity import ADD_IN, method_name

LONG = ADD_IN.upper()


@pytest.mark.parametrize(
    ("formula", "repaired"),
    [
        pytest.param("=yq_score_rate(A1;B1)", "=YQ_SCORE_RATE(A1;B1)", id="lower-case"),
        pytest.param("=[1]!YQ_ROUND(A1;2)", "=YQ_ROUND(A1;2)", id="of-an-add-in"),
        pytest.param("='C:\\a b\\yq.xlam'!YQ_ROUND(A1;2)", "=YQ_ROUND(A1;2)", id="of-a-file"),
        pytest.param("=_xll.YQ_ROUND(A1;2)", "=YQ_ROUND(A1;2)", id="xll"),
        pytest.param("=_xludf.YQ_ROUND(A1;2)", "=YQ_ROUND(A1;2)", id="xludf"),
        pytest.param(
            "=YQ_ROUND(yq_score_rate(A1;B1);2)", "=YQ_ROUND(YQ_SCORE_RATE(A1;B1);2)", id="nested"
        ),
        pytest.param("{=yq_rates(A1:A2;B1:B2)}", "{=YQ_RATES(A1:A2;B1:B2)}", id="matrix"),
        pytest.param("=SUM(A1:A2)", None, id="none-of-ours"),
        pytest.param("=MY_YQ_ROUND(A1)", None, id="another-name-that-ends-alike"),
        pytest.param("=YQ_ROUNDED(A1)", None, id="another-name-that-begins-alike"),
        pytest.param("=YQ_ROUND", None, id="a-name-that-is-no-call"),
    ],
)
def test_a_formula_is_repaired(formula: str, repaired: str | None) -> None:
    assert repaired_formula(formula) == repaired


@pytest.mark.parametrize("function", functions(), ids=lambda one: one.name)
def test_the_name_in_a_file_is_the_functions_own(function: object) -> None:
    name = function.name  # type: ignore[attr-defined]  # the catalog gives functions
    written = f"<f>1+{LONG}.{method_name(name).upper()}(A1)</f>".encode()
    assert plain_names(written) == f"<f>1+{name}(A1)</f>".encode()


def test_a_method_that_is_not_ours_stays() -> None:
    assert plain_names(f"{LONG}.NOBODY(1)".encode()) == f"{LONG}.NOBODY(1)".encode()


def _workbook(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return path


def test_a_saved_file_is_repaired_where_formulas_stand(tmp_path: Path) -> None:
    written = f"{LONG}.SCORERATE(A1,B1)"
    formulas = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/tables/table1.xml")
    path = _workbook(
        tmp_path / "book.xlsx",
        dict.fromkeys((*formulas, "xl/sharedStrings.xml", "docProps/app.xml"), written),
    )
    before = path.stat()
    assert repair_file(path)
    with zipfile.ZipFile(path) as package:
        read = {name: package.read(name).decode() for name in package.namelist()}
    assert {name for name, text in read.items() if text == "YQ_SCORE_RATE(A1,B1)"} == set(formulas)
    assert {text for name, text in read.items() if name not in formulas} == {written}
    after = path.stat()
    assert (after.st_mtime_ns, after.st_mode) == (before.st_mtime_ns, before.st_mode)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_without_our_functions_is_not_written(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "book.xlsx", {"xl/workbook.xml": "SUM(A1)"})
    before = path.stat()
    assert not repair_file(path)
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
