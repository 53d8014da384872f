"""``yqxl import`` as people use it: real processes, real files, real exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from yqxl.interchange.importing import load
from yqxl.pipeline.create import create

ROOT = Path(__file__).parents[3]
TABLES = ROOT / "tests" / "foreign_tables"
Run = Callable[..., "subprocess.CompletedProcess[str]"]
OTHERS = {
    "发票": "货物名称,单位,数量,单价,金额,税率\n打印纸,箱,2,100,200,13%\n合计,,,,200,\n",
    "花名册": "序号,姓名,单位,职务,电话\n1,张三,某局,科长,123\n2,李四,某校,教师,456\n",
    "问卷": "题目,非常满意,满意,一般,不满意\n您对培训内容,50,30,5,2\n您对师资,60,20,3,1\n",
    "进度表": "序号,任务名称,目标,完成情况,完成率,责任单位\n1,修路,50公里,46公里,92%,交通局\n",
    "预算表": "项目,年初预算数,全年预算数,全年执行数\n办公费,10,10,9\n合计,10,10,9\n",
    "汇总表": "序号,项目名称,年初预算数,全年执行数,自评得分\n1,修路,10,9,95\n2,造林,20,18,91\n",
}


@pytest.fixture
def yqxl(tmp_path: Path) -> Run:
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "yqxl", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path,
        )

    return run


def test_preview_shows_the_table_and_writes_nothing(yqxl: Run, tmp_path: Path) -> None:
    done = yqxl("import", TABLES / "c01_自评表_national.xlsx", "--preview")
    assert done.returncode == 0, done.stderr
    assert "表头：项目支出绩效自评表 第 13 行" in done.stdout
    assert "打印的总分 95，各项得分相加为 94.92" in done.stdout
    assert "≤0.07万元/公里" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_json_is_one_object(yqxl: Run) -> None:
    done = yqxl("import", TABLES / "s13_two_projects.docx", "--json")
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert (record["schema"], record["status"]) == ("yqxl-import/1", "ok")
    assert [each["name"] for each in record["projects"]] == ["乡村教师轮训", "课桌椅更新"]
    assert record["projects"][1]["data"]["indicators"][0]["weight"] == 40


@pytest.mark.parametrize("kind", OTHERS)
def test_other_tables_are_refused_in_one_sentence(yqxl: Run, tmp_path: Path, kind: str) -> None:
    (tmp_path / f"{kind}.csv").write_text(OTHERS[kind], "utf-8")
    done = yqxl("import", f"{kind}.csv", "-o", "评价.xlsx")
    assert done.returncode == 1
    assert "[YQ-231]" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "评价.xlsx").exists()


def test_a_workbook_of_ours_is_not_imported(yqxl: Run, tmp_path: Path) -> None:
    create(load(ROOT / "workbooks" / "yangquan_2022.json"), tmp_path / "已填.xlsx")
    done = yqxl("import", "已填.xlsx", "-o", "评价.xlsx", "--json")
    assert done.returncode == 1
    assert "[YQ-232]" in done.stderr
    assert json.loads(done.stdout)["status"] == "refused"
    assert [path.name for path in tmp_path.iterdir()] == ["已填.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([TABLES / "s13_two_projects.docx", "-o", "a.xlsx"], "YQ-451"),
        ([TABLES / "s13_two_projects.docx", "-o", "a.xlsx", "--project", 3], "YQ-452"),
        ([TABLES, "-o", "a.xlsx"], "YQ-450"),
        ([TABLES / "s01_national.xlsx"], "YQ-453"),
        ([TABLES / "s01_national.xlsx", "-o", "a.docx"], "YQ-454"),
    ],
)
def test_usage(yqxl: Run, tmp_path: Path, arguments: list[object], code: str) -> None:
    done = yqxl("import", *arguments)
    assert done.returncode == 2
    assert f"[{code}]" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_guess_stays_open_until_somebody_looked_at_it(yqxl: Run, tmp_path: Path) -> None:
    assert yqxl("import", TABLES / "s10_exec_label.docx", "-o", "评价.xlsx").returncode == 0
    told = yqxl("check", "评价.xlsx").stdout
    assert "YQ-097 指标体系!B6 导入时取的“产出指标”还没有核对" in told
    assert told.count("YQ-097") == 2
    book = openpyxl.load_workbook(tmp_path / "评价.xlsx")
    marked = book["指标体系"].conditional_formatting
    rules = [rule.formula[0] for area in marked if "B5" in area for rule in area.rules]
    assert any("yq_m_at" in formula and '"/一级指标"' in formula for formula in rules)
    sheet = book["导入核对"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "位置")
    done = next(cell.column for cell in header if cell.value == "已核对")
    for number in (1, 2):
        sheet.cell(header[0].row + number, done, "是")
    book.save(tmp_path / "评价.xlsx")
    assert "YQ-097" not in yqxl("check", "评价.xlsx").stdout


def test_what_is_said_of_many_cells_is_said_once(yqxl: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(TABLES / "c01_自评表_national.xlsx")
    for row in range(14, 18):
        book.worksheets[0].row_dimensions[row].hidden = True
        book.worksheets[0][f"H{row}"] = "=1+1"  # openpyxl saves no values of formulas
    book.save(tmp_path / "a.xlsx")
    done = yqxl("import", "a.xlsx", "--preview")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert sum("隐藏行" in line for line in lines if line.strip().startswith("读取")) == 1
    (formulas,) = (line for line in lines if "公式没有保存的值" in line)
    assert "（4 处）" in formulas
