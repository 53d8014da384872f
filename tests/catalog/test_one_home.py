"""A formula has one home: a native text changed there is changed wherever it is used.

The package is copied, one line of it edited, and a process of its own asks the copy.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import yqxl
from yqxl.catalog import kind_by_number, rate_kinds, scoring_rules

PACKAGE = Path(yqxl.__file__).parent
#: what a copy tells of itself: columns, settled calls, the pages and texts of every host
ASK = """
import json
from yqxl.catalog import functions, shipped_parameters
from yqxl.evaluation.formulas.column_formulas import FLAVOURS, formula_of
from yqxl.frontends.cli.commands.listings import _function
from yqxl.frontends.excel.hidden_sheets import function_sheet
from yqxl.frontends.excel.vba import wrapper
from yqxl.frontends.libreoffice.configuration import wizard_texts
from yqxl.workbook.freeze.native_calls import native_formula
from yqxl.evaluation.scoring.evaluate import evaluate
from yqxl.evaluation.scoring.rates import fund_result
from yqxl.model.rows import Evaluation, Fund, Indicator

columns = [("funds", "arrival_budget"), ("rates", "raw"), ("indicators", "rule_score")]
columns += [("survey", "rate"), ("outputs", "completion"), ("indicators", "band")]
row = Indicator("A1", "A", "A", "名", 3.0, "半档", 0.6483, scheme="执行率分档(财预〔2021〕101号)")
result = evaluate(Evaluation(indicators=(row,))).indicators[0]
print(json.dumps({
    "columns": [formula_of(*place, flavour) for place in columns for flavour in FLAVOURS],
    "freeze": [native_formula("YQ_ARRIVAL_RATE(A1,B1)"), native_formula("YQ_SCORE(1,E5,L5)")],
    "page": [_function(function) for function in functions()],
    "wizard": function_sheet().decode(),
    "wrapper": wrapper.wrapper_text(map(wrapper.vba_function, functions())),
    "calc": str(wizard_texts(functions())),
    "kinds": [(kind.kind, kind.number) for kind in shipped_parameters().kinds],
    "scored": [
        result.score if isinstance(result.score, float) else str(result.score),
        result.traits.banded,
    ],
    "value": fund_result(Fund(arrived=3.0, budget=4.0)).arrival_budget,
}, ensure_ascii=False))
"""


def ask(package: Path) -> dict[str, Any]:
    """Return what a copy of the package tells."""
    found = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "PYTHONPATH": str(package.parent), "PYTHONUTF8": "1"},
        cwd=package.parent,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    answers: dict[str, Any] = json.loads(found.stdout)
    return answers


@pytest.fixture(scope="module")
def before() -> dict[str, Any]:
    return ask(PACKAGE)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package to edit."""
    return Path(
        shutil.copytree(
            PACKAGE, tmp_path / "yqxl", ignore=shutil.ignore_patterns("__pycache__", "*.xl*")
        )
    )


def edit(package: Path, module: str, old: str, new: str) -> None:
    """Replace a text that stands once in a module of ``rules``."""
    path = package / "rules" / f"{module}.py"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {key for key, value in after.items() if value != before[key]}


def test_a_rate_is_stated_once(package: Path, before: dict[str, Any]) -> None:
    edit(package, "rates/funds", 'core="{arrived}/{base}"', 'core="{arrived}/{base}*1"')
    # the kinds that share a number share a formula
    edit(package, "rates/funds", 'core="{spent}/{base}"', 'core="{spent}/{base}*1"')
    edit(package, "rates/outputs", 'core="{actual}/{planned}"', 'core="{actual}/{planned}*1"')
    edit(package, "rates/quality", 'core="{qualified}/{base}"', 'core="{qualified}/{base}*1"')
    edit(package, "rates/timeliness", 'core="{timely}/{due}"', 'core="{timely}/{due}*1"')
    after = ask(package)
    assert changed(before, after) == {"columns", "freeze", "page"}
    assert 'IF(COUNT([arrived],[budget])=2,[arrived]/[budget]*1,"")' in after["columns"]
    assert 'IF(COUNT([planned],[actual])=2,MIN(1,[actual]/[planned]*1),"")' in after["columns"]
    assert any(
        "CHOOSE([formula_number],[numerator_value]/[denominator_value]*1," in text
        for text in after["columns"]
    )
    assert "A1/B1*1" in after["freeze"][0]
    native = {function["name"]: function["native"] for function in after["page"]}
    assert "{arrived}/{base}*1" in native["YQ_ARRIVAL_RATE"]
    assert "MIN({cap},{actual}/{planned}*1)" in native["YQ_COMPLETION_RATE"]


def test_kinds_of_one_number_cannot_drift_apart(package: Path) -> None:
    edit(package, "rates/funds", 'core="{arrived}/{base}"', 'core="{arrived}/{base}*1"')
    with pytest.raises(subprocess.CalledProcessError) as failure:
        ask(package)
    assert "kinds with one number have several formulas" in failure.value.stderr


def test_the_branch_of_a_rule_is_stated_once(package: Path, before: dict[str, Any]) -> None:
    edit(
        package,
        "scores/proportional",
        'name="比例",\n    branch="{w}*{x}/{a}"',
        'name="比例",\n    branch="{w}*({x}/{a})"',
    )
    after = ask(package)
    assert changed(before, after) == {"columns", "freeze", "page"}
    assert sum("[weight]*([result]/[a])" in text for text in after["columns"]) == 1
    assert "E5*(L5/" in after["freeze"][1]


def test_a_share_of_answers_is_stated_once(package: Path, before: dict[str, Any]) -> None:
    edit(package, "rates/satisfaction", '"{satisfied}/{valid}"', '"1*{satisfied}/{valid}"')
    after = ask(package)
    assert changed(before, after) == {"columns", "page"}
    assert any(
        text.endswith("1*SUMIFS(yq_c_weighted,yq_c_code,[code])/[valid])")
        for text in after["columns"]
    )


def test_the_python_of_a_rate_is_what_the_evaluation_calls(
    package: Path, before: dict[str, Any]
) -> None:
    edit(
        package,
        "rates/funds",
        "    money, basis = numbers(arrived, base)\n    return divide(money, basis)",
        "    money, basis = numbers(arrived, base)\n    return divide(money, basis * 2)",
    )
    assert before["value"] == 0.75
    assert ask(package)["value"] == 0.375


def test_texts_of_a_function_reach_every_host(package: Path, before: dict[str, Any]) -> None:
    edit(
        package,
        "rates/funds",
        '"实际到位资金", "一定时期内落实到项目的资金"',
        '"到账资金", "一定时期内落实到项目的资金"',
    )
    after = ask(package)
    assert changed(before, after) == {"page", "calc", "wizard"}
    assert "到账资金" in after["calc"]
    assert "到账资金：" in after["wizard"]


def test_a_renamed_function_is_called_by_its_new_name(
    package: Path, before: dict[str, Any]
) -> None:
    edit(package, "rates/funds", 'name="YQ_BALANCE"', 'name="YQ_REST"')
    after = ask(package)
    assert changed(before, after) == {"columns", "page", "calc", "wizard", "wrapper"}
    assert "Function YQ_REST(" in after["wrapper"]
    assert sum("YQ_REST([numerator_value],[denominator_value])" in t for t in after["columns"]) == 1


NEW_KIND = '''"""Twice a ratio."""
from yqxl.arithmetic import divide
from yqxl.registry import native, rate_kind


@rate_kind(
    name="双倍率", number={number}, place={place}, source="测试",
    numerator="part", denominator="all",
)
@native("2*{{part}}/{{all}}")
def doubled(part: float, all: float) -> float:
    """Return twice the ratio."""
    return 2 * divide(part, all)
'''


def test_a_new_kind_is_one_module(package: Path, before: dict[str, Any]) -> None:
    number, place = len(kind_by_number()) + 1, len(rate_kinds()) + 1
    text = NEW_KIND.format(number=number, place=place)
    (package / "rules" / "scores" / "doubled.py").write_text(text, encoding="utf-8")
    after = ask(package)
    assert changed(before, after) == {"columns", "kinds"}
    assert after["kinds"][-1] == ["双倍率", number]
    raw = [text for text in after["columns"] if "CHOOSE([formula_number]" in text]
    assert len(raw) == 2
    assert all(",2*[numerator_value]/[denominator_value])" in text for text in raw)
    # 直接值 is told apart first and keeps its place in the choice
    assert all("IF([formula_number]=4,[numerator_value]," in text for text in raw)
    assert all(len(re.findall(r"CHOOSE\(", text)) == 1 for text in raw)


NEW_RULE = '''"""Half of what the band gives."""
from yqxl.registry import BAND_SCHEME, RuleInput, scoring_rule


@scoring_rule(
    number={number}, name="半档", branch="{{w}}*{{f}}/2", grammar="选档位方案", example="一半",
    source="测试", factor=BAND_SCHEME,
)
def half_banded(values: RuleInput) -> float:
    """Return half of the band's points."""
    return values.w * values.factor / 2
'''


def test_a_new_rule_of_any_traits_is_one_module(package: Path, before: dict[str, Any]) -> None:
    number = max(rule.number for rule in scoring_rules() if rule.in_cells) + 1
    text = NEW_RULE.format(number=number)
    (package / "rules" / "scores" / "half_banded.py").write_text(text, encoding="utf-8")
    after = ask(package)
    assert changed(before, after) == {"columns", "freeze", "page", "scored"}
    assert before["scored"] == ["#N/A", False]
    # 3 points, 64.83 % lies in the band of one half
    assert after["scored"] == [0.75, True]
    joined = "".join(after["columns"])
    assert f",[rule_number]<>{number})" in joined
    assert f",[rule_number]={number})" in joined
