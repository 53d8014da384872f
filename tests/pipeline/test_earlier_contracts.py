"""Workbooks of earlier releases: read, computed and regenerated as when they were made."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate
from package_editing import PackageEdit

from yqxl.evaluation.computing import Computed, compute
from yqxl.evaluation.formulas import release
from yqxl.evaluation.formulas.contracts import contract, released_file
from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.formulas.guarded_totals import named_text
from yqxl.model.contract import WORKING_SHEET
from yqxl.model.contract_version import CONTRACT, CONTRACT_PROPERTY
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.package.custom_properties import with_custom_property
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.scan.workbook import open_workbook

TESTS = Path(__file__).parents[1]
PACKAGE = TESTS.parent / "yqxl"
#: workbooks that yqxl 0.1.0 wrote
NATIVE = TESTS / "cases" / "contract_1" / "yangquan_2022.xlsx"
REGENERATED = NATIVE.with_name("yangquan_2022_regenerated.xlsx")
UDF = Path(__file__).with_name("earlier") / "contract_1_udf.xlsm"
SAMPLES = [NATIVE, REGENERATED, UDF]
#: findings about formula cells: not ours, typed over, missing, without or with an old value
ABOUT_FORMULAS = {"YQ-018", "YQ-019", "YQ-020", "YQ-021", "YQ-022", "YQ-023", "YQ-024", "YQ-025"}
#: a rule that a later version might bring
SQUARED = '''
"""Scoring by the square of a ratio."""
from yqxl.arithmetic import divide
from yqxl.registry import Parameter, RuleInput, scoring_rule


@scoring_rule(
    number={number}, name="平方比例", branch="{{w}}*({{x}}/{{a}})*({{x}}/{{a}})",
    parameters=(Parameter("target", "目标值", 1.0, 5.0),),
    grammar="参数1=目标值", example="权重4，取值50%：1分", source="测试用",
)
def squared(values: RuleInput) -> float:
    """Return w·(x/a)²."""
    return values.w * divide(values.x, values.a) ** 2
'''


def _computed(path: Path) -> Computed[FileBook]:
    with open_workbook(path) as workbook:
        return compute(FileBook(workbook))


def _formulas(path: Path) -> dict[tuple[str, str], str]:
    """Return the formula texts of the sheets that yqxl does not generate."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        if sheet.title not in {"校验", WORKING_SHEET} and not sheet.title.startswith("表")
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_it_is_read_and_regenerated_by_its_own_contract(path: Path, tmp_path: Path) -> None:
    target = tmp_path / path.name
    outcome = regenerate(Task(str(path), str(target)))
    assert outcome.status == "ok"
    assert (outcome.total, outcome.grade) == (77.73, "中")
    assert [level["score"] for level in outcome.levels] == [17.0, 20.99, 31.74, 8.0]
    assert ABOUT_FORMULAS.isdisjoint(finding["code"] for finding in outcome.findings)
    again = _computed(target)
    assert again.evaluation.contract == 1
    assert again.outdated == frozenset()
    # regenerating never upgrades; it guards what no total may show (design §4a)
    assert _formulas(target) == _guarded(_formulas(path))


def _guarded(formulas: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Return the formulas with the guard before 合计, 总分 and 等级."""
    by_text = {f"={text}": f"={named_text(name, 1)}" for name, text in contract(1).named.items()}
    guarded = {place: by_text.get(text, text) for place, text in formulas.items()}
    assert sum(guarded[place] != text for place, text in formulas.items()) in (0, 3)
    return guarded


def test_every_text_of_the_released_data_stands_in_a_workbook_of_that_release() -> None:
    seen: set[tuple[str, str, str]] = set()
    known = ContractFormulas(1)
    for path in SAMPLES:
        computed = _computed(path)
        for own in computed.reading.own_cells:
            if own.table == "project":
                continue
            formula = known.column(
                own.table, own.field, computed.reading.layout.tables[own.table].columns
            )
            text = computed.book.sheets[own.sheet].cells[own.cell].formula
            matching = [one for one in ("native", "udf") if formula.text(own.cell[0], one) == text]
            assert matching, (path.name, own)
            seen |= {(one, own.table, own.field) for one in matching}
    texts = contract(1).formulas
    assert seen == {(one, *place) for one, places in texts.items() for place in places}


def _stale(target: Path) -> Path:
    with open_workbook(NATIVE) as workbook:
        book = PackageEdit(workbook)
        part = workbook.sheets["指标体系"].part
        before = book.text(part)
        after = re.sub(r'(<c r="M17"[^>]*><f>.*?</f><v>)[^<]*', r"\g<1>9.99", before)
        assert after != before
        book.put(part, after)
        with target.open("wb") as file:
            assemble(workbook.package, set(), book.parts, file)
    return target


def test_a_rule_that_came_later_makes_nothing_of_it_wrong(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "yqxl", ignore=shutil.ignore_patterns("__pycache__"))
    rule = SQUARED.format(number=max(contract().cell_rules) + 1)
    (tmp_path / "yqxl" / "rules" / "scores" / "squared.py").write_text(rule, encoding="utf-8")
    stale, target = _stale(tmp_path / "stale.xlsx"), tmp_path / "renewed.xlsx"
    program = (
        "import sys; from yqxl.evaluation.formulas.contracts import contract;"
        "from yqxl.pipeline.regenerate import Task, regenerate;"
        "place = ('indicators', 'rule_score');"
        "assert contract().formulas['native'][place] != contract(1).formulas['native'][place];"
        "found = regenerate(Task(*sys.argv[1:])).findings;"
        "print(*((one['code'], one['cell']) for one in found if one['code'] in "
        f"{sorted(ABOUT_FORMULAS)}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, stale, target],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
    )
    # the one thing wrong is the value that was made so
    assert run.returncode == 0, run.stderr
    assert run.stdout == "('YQ-025', 'M17')\n"
    assert _saved(target, "M17") == 3.49
    assert _formulas(target) == _guarded(_formulas(NATIVE))


def _saved(path: Path, cell: str) -> object:
    return openpyxl.load_workbook(path, data_only=True)["指标体系"][cell].value


def _shuffled(target: Path, seed: int) -> Path:
    """The sample with other rules, parameters, sources and scores in its rows."""
    chance = random.Random(seed)
    book = openpyxl.load_workbook(NATIVE)
    sheet = book["指标体系"]
    rules = [row.rule for row in contract(1).parameters.rules]
    schemes = [row.scheme for row in contract(1).parameters.bands]
    codes = [row[0].value for row in book["指标取值"].iter_rows(min_row=5) if row[0].value]
    values = [None, 0.0, 0.5, 0.728, 1.0, 3.0, "无此编码", *codes]
    parameters = [None, None, 0.0, 0.1, 0.6, 1.0, 2.0, "文字"]
    rows = [row for row in range(5, sheet.max_row) if sheet.cell(row, 5).value is not None]
    for row in rows:
        sheet.cell(row, 6).value = chance.choice([*rules, None, "没有的规则"])
        sheet.cell(row, 7).value = chance.choice(values)
        for column in (8, 9, 10):
            sheet.cell(row, column).value = chance.choice(parameters)
        sheet.cell(row, 11).value = chance.choice([None, *schemes])
        sheet.cell(row, 14).value = chance.choice([None, None, None, 1.5, "优"])
    book.save(target)
    return target


@pytest.mark.parametrize("seed", range(3))
def test_an_earlier_workbook_shows_what_yqxl_computes_for_it(
    calc: Calc, tmp_path: Path, seed: int
) -> None:
    source, target = _shuffled(tmp_path / "typed.xlsx", seed), tmp_path / "computed.xlsx"
    regenerate(Task(str(source), str(target)))
    assert _computed(target).evaluation.contract == 1
    recalculate(calc, target).assert_same()


def _with_version(target: Path, version: str) -> Path:
    with open_workbook(NATIVE) as workbook, target.open("wb") as file:
        parts = with_custom_property(workbook.package, CONTRACT_PROPERTY, version)
        assemble(workbook.package, set(), parts, file)
    return target


@pytest.mark.parametrize("version", [str(CONTRACT + 1), "0", "abc", ""])
def test_a_version_that_nobody_knows_is_refused_in_one_line(tmp_path: Path, version: str) -> None:
    source = _with_version(tmp_path / "newer.xlsx", version)
    outcome = regenerate(Task(str(source), str(tmp_path / "out.xlsx")))
    (finding,) = outcome.findings
    assert (outcome.status, finding["code"]) == ("refused", "YQ-233")
    assert not (tmp_path / "out.xlsx").exists()


def test_a_version_that_is_noted_is_taken(tmp_path: Path) -> None:
    assert _computed(_with_version(tmp_path / "1.xlsx", "1")).evaluation.contract == 1


def test_todays_contract_is_what_was_released_of_it() -> None:
    """Where this fails: raise CONTRACT in model/contract_version.py, see docs/architecture.md."""
    assert release.changed_since_release() == []


def test_a_formula_that_changes_after_its_release_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def place(number: int) -> Path:
        return tmp_path / "contract.json" if number == CONTRACT else released_file(number)

    monkeypatch.setattr(release, "released_file", place)
    assert release.main(["9.9.9"]) == 0
    assert release.changed_since_release() == []
    assert release.main(["9.9.9"]) == 1
    changed = dict(contract().formulas["native"]) | {("outputs", "completion"): "1+1"}
    monkeypatch.setitem(contract().formulas, "native", changed)
    assert release.changed_since_release() == ["/formulas/native/outputs.completion"]
