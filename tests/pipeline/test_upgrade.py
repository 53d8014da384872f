"""An earlier workbook brought to today's contract: what changes, and what does not."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from decorated_workbook import build
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter

from yqxl.errors import InputRefusedError, UsageError
from yqxl.evaluation import upgrading
from yqxl.evaluation.computing import Computed, compute
from yqxl.evaluation.formulas.contracts import PARAMETERS, contract
from yqxl.evaluation.reading.sheet_digest import SHEETS_PROPERTY
from yqxl.model.contract import BY_KEY, WORKING_SHEET
from yqxl.model.contract_version import CONTRACT, CONTRACT_PROPERTY
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.pipeline.upgrade import upgrade
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

TESTS = Path(__file__).parents[1]
NATIVE = TESTS / "cases" / "contract_1" / "yangquan_2022.xlsx"
REGENERATED = NATIVE.with_name("yangquan_2022_regenerated.xlsx")
UDF = Path(__file__).with_name("earlier") / "contract_1_udf.xlsm"
LAST_COLUMN = "Y"


def _computed(path: Path) -> Computed[FileBook]:
    with open_workbook(path) as workbook:
        return compute(FileBook(workbook))


def _parts(path: Path) -> dict[str, bytes]:
    with open_workbook(path) as workbook:
        return {name: workbook.package.read(name) for name in workbook.package.entries}


@pytest.mark.parametrize("path", [NATIVE, REGENERATED, UDF], ids=lambda path: path.name)
def test_the_figures_stay_and_the_contract_is_todays(path: Path, tmp_path: Path) -> None:
    target = tmp_path / path.name
    done = upgrade(path, target)
    before, after = _computed(path), _computed(target)
    assert (done.before, after.evaluation.contract) == (1, CONTRACT)
    assert done.changes[0] == f"填报约定从第 1 版改为第 {CONTRACT} 版。"
    assert done.kept == ()
    assert after.results.score_total == before.results.score_total == 77.73
    assert after.outdated == frozenset()
    assert after.reading.calls_functions == before.reading.calls_functions
    # an upgrade generates no table that was not there; 校验 brings its workings along
    assert set(after.book.sheets) == {*before.book.sheets, WORKING_SHEET}


def test_upgrading_again_changes_nothing(tmp_path: Path) -> None:
    once, twice = tmp_path / "once.xlsx", tmp_path / "twice.xlsx"
    upgrade(REGENERATED, once)
    assert upgrade(once, twice).changes == ()
    assert _parts(twice) == _parts(once)


def test_regenerating_an_upgraded_workbook_gives_the_same(calc: Calc, tmp_path: Path) -> None:
    upgraded, target = tmp_path / "upgraded.xlsx", tmp_path / "regenerated.xlsx"
    upgrade(NATIVE, upgraded)
    outcome = regenerate(Task(str(upgraded), str(target)))
    assert (outcome.status, outcome.total, outcome.grade) == ("ok", 77.73, "中")
    recalculate(calc, target).assert_same()


def _poorer(target: Path, *, notes: str = "") -> Path:
    """The workbook of 0.1.0 without its last computed column and without one rule."""
    book = openpyxl.load_workbook(NATIVE)
    sheet = book["指标体系"]
    for row in range(4, sheet.max_row + 1):
        sheet[f"{LAST_COLUMN}{row}"].value = None
    if notes:
        sheet[f"{LAST_COLUMN}7"] = notes
    table = sheet.tables["yq_indicators"]
    table.ref = table.ref.replace(LAST_COLUMN, get_column_letter(24))
    table.autoFilter.ref = table.ref
    table.tableColumns.pop()
    rules = book["参数"]
    row = next(row for row in rules.iter_rows() if row[0].value == "高于满分")
    for cell in row:
        cell.value = None
    book.custom_doc_props.append(StringProperty(name="文号", value="阳财〔2023〕1号"))
    book.save(target)
    return target


def test_missing_columns_rows_and_names_come(calc: Calc, tmp_path: Path) -> None:
    source, target = _poorer(tmp_path / "poorer.xlsx"), tmp_path / "upgraded.xlsx"
    done = upgrade(source, target)
    told = "".join(done.changes)
    assert "表 yq_indicators 加一列“要素系数”" in told
    assert "yq_rules“高于满分”" in told
    book = openpyxl.load_workbook(target)
    table = book["指标体系"].tables["yq_indicators"]
    # the last column of 0.1.0, and the one that came since
    assert table.ref.startswith("A4:Z")
    assert [column.name for column in table.tableColumns][-2:] == ["要素系数", "不可能值"]
    assert book["指标体系"][f"{LAST_COLUMN}5"].value.startswith("=IF(T5<>14,0,")
    assert book["指标体系"].column_dimensions[LAST_COLUMN].hidden
    rows = {row[0].value: row[3].value for row in book["参数"].iter_rows() if row[0].value}
    assert rows["高于满分"] == 18
    noted = {one.name: one.value for one in book.custom_doc_props.props}
    assert noted.pop(SHEETS_PROPERTY).startswith("check=")
    assert noted == {"文号": "阳财〔2023〕1号", CONTRACT_PROPERTY: str(CONTRACT)}
    assert _computed(target).results.score_total == 77.73
    recalculate(calc, target).assert_same()


def test_what_stands_beside_a_table_is_not_written_over(tmp_path: Path) -> None:
    source, target = _poorer(tmp_path / "notes.xlsx", notes="请复核"), tmp_path / "out.xlsx"
    with pytest.raises(InputRefusedError) as refused:
        upgrade(source, target)
    assert (refused.value.code, refused.value.cell) == ("YQ-234", f"{LAST_COLUMN}7")
    assert refused.value.file == str(source)
    assert not target.exists()


def test_a_formula_of_a_person_stays_and_is_told(tmp_path: Path) -> None:
    source, target = tmp_path / "own.xlsx", tmp_path / "upgraded.xlsx"
    book = openpyxl.load_workbook(NATIVE)
    book["资金"]["H5"] = "=D5/C5*1"
    book["首页"]["F5"] = "=77.73"
    book.save(source)
    done = upgrade(source, target)
    assert set(done.kept) == {"资金!H5", "首页!F5"}
    after = openpyxl.load_workbook(target)
    assert (after["资金"]["H5"].value, after["首页"]["F5"].value) == ("=D5/C5*1", "=77.73")


def test_only_what_the_contract_owns_changes(tmp_path: Path) -> None:
    source, target = build(tmp_path / "decorated.xlsm"), tmp_path / "upgraded.xlsm"
    upgrade(source, target)
    before, after = _parts(source), _parts(target)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    sheets = {name for name in changed if name.startswith("xl/worksheets/sheet")}
    # programs make the chain of calculation anew; the property is the one part that comes
    chain = {"xl/calcChain.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    assert changed - sheets <= {"docProps/custom.xml", "xl/workbook.xml", *chain}


def test_it_is_not_written_over_itself(tmp_path: Path) -> None:
    source = tmp_path / "book.xlsx"
    source.write_bytes(NATIVE.read_bytes())
    with pytest.raises(UsageError, match="原文件"):
        upgrade(source, source)
    assert source.read_bytes() == NATIVE.read_bytes()


def test_the_command_says_what_it_changed(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "yqxl", "upgrade", str(NATIVE), "-o", "out.xlsx"]
    first = subprocess.run(call, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert first.returncode == 0
    assert f"填报约定从第 1 版改为第 {CONTRACT} 版" in first.stderr
    second = subprocess.run(call, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert second.returncode == 3
    assert "YQ-322" in second.stderr


def _shipping_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have today's contract ship ten rules and two grade schemes more."""
    today = contract(CONTRACT)
    rules = tuple(replace(today.parameters.rules[1], rule=f"比例{n}") for n in range(10))
    grades = tuple(replace(today.parameters.grades[0], scheme=f"方案{n}") for n in range(5))
    parameters = replace(
        today.parameters,
        rules=today.parameters.rules + rules,
        grades=today.parameters.grades + grades,
    )
    more = replace(today, parameters=parameters)
    monkeypatch.setattr(upgrading, "contract", lambda n: more if n == CONTRACT else contract(n))


def _names(number: int, key: str) -> set[str]:
    rows = getattr(contract(number).parameters, key)
    return {str(getattr(row, BY_KEY[key].key_column)) for row in rows}


def test_a_shipped_rule_gets_its_number_of_today(tmp_path: Path) -> None:
    source, target = tmp_path / "own.xlsx", tmp_path / "upgraded.xlsx"
    book = openpyxl.load_workbook(NATIVE)
    own = next(row for row in book["参数"].iter_rows() if row[0].value == "超额调减")
    own[1].value = "本局的说明"
    book.save(source)
    done = upgrade(source, target)
    numbers = {row.rule: row.number for row in _computed(target).evaluation.rules}
    assert numbers["影响比例"] == 19
    # a row that a person changed is a person's
    assert numbers["超额调减"] == 52
    assert "yq_rules“影响比例”" in "".join(done.changes)
    assert _computed(target).results.score_total == 77.73


def test_rows_are_inserted_where_the_parameters_have_no_blank_ones(
    calc: Calc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _shipping_more(monkeypatch)
    source, target = tmp_path / "own.xlsx", tmp_path / "upgraded.xlsx"
    book = openpyxl.load_workbook(REGENERATED)
    grade = next(row[0] for row in book["参数"].iter_rows() if row[0].value == "财预〔2020〕10号")
    # a person's own cell that refers into the sheet whose rows move
    book["首页"]["J3"] = f'=参数!$A${grade.row}&"参数!A{grade.row}"'
    book.save(source)
    done = upgrade(source, target)
    before, after = _computed(source), _computed(target)
    new = {key: len(_names(CONTRACT, key) - _names(1, key)) for key in PARAMETERS}
    assert new["rules"] >= 1
    told = f"加 {10 + 5 + sum(new.values())} 行"
    assert len([name for name in done.changes if told in name]) == 1
    assert after.results.score_total == before.results.score_total == 77.73
    for key in ("bands", "options", "indicators"):
        assert getattr(after.evaluation, key) == getattr(before.evaluation, key)
    # what this version ships beside them stands below a person's own
    own = before.evaluation.tolerances
    assert after.evaluation.tolerances[: len(own)] == own
    for key, more in {**new, "rules": new["rules"] + 10, "grades": new["grades"] + 5}.items():
        assert len(getattr(after.evaluation, key)) == len(getattr(before.evaluation, key)) + more
    upgraded = openpyxl.load_workbook(target)
    moved = next(row[0] for row in upgraded["参数"].iter_rows() if row[0].value == grade.value)
    assert moved.row > grade.row
    assert upgraded["首页"]["J3"].value == f'=参数!$A${moved.row}&"参数!A{grade.row}"'
    sheet, area = next(iter(upgraded.defined_names["yq_list_yes_no"].destinations))
    assert [cell.value for (cell,) in upgraded[sheet][area]] == ["是", "否"]
    # the person's own cell has no saved value here: openpyxl wrote the source
    differing = recalculate(calc, target).differences
    assert [(one.sheet, one.cell) for one in differing] == [("首页", "J3")]
