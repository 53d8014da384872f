"""Every command that README and docs print is run, as it is printed."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from yqxl.frontends.cli.parser.app import app
from yqxl.frontends.cli.parser.parsing import run
from yqxl.interchange.importing import load
from yqxl.pipeline.create import create

docx = pytest.importorskip("docx", reason="yqxl[report] is not installed")

ROOT = Path(__file__).parents[3]
CASE = ROOT / "workbooks" / "yangquan_2022.xlsx"
JSON = ROOT / "workbooks" / "yangquan_2022.json"
TABLES = ROOT / "tests" / "foreign_tables"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SHELLS = {"sh", "console", "text", "bat", ""}
SPAN = re.compile(r"`(yqxl [^`]+)`")
#: what a person replaces by something of their own, and what they may write
PLACEHOLDERS = {
    "文件…": "评价.xlsx", "文件夹": "输出文件夹", "文件": "评价.xlsx", "编码": "B203",
    "数据.json": "数据.json", "名称.xlsm": "函数.xlsm", "明细": "明细.csv",
}  # fmt: skip
#: what lies there already, but not where a command is to write it
FURNISHED = {"评价.xlsx", "案例.xlsx", "自评表.docx", "报告.docx"}
#: the 评价.xlsx of a page, where it is not the model case
OWN_CASES = {"survey.md": "问卷未填.xlsx", "collect.md": "未收.xlsx"}
#: commands that do not run here, and why; where another test runs them, which
ELSEWHERE = {
    r"\bpip install\b": "they install from an index, as .ci/run does",
    r"^uv |^py -3 |pytest": "they install from an index, as .ci/run does",
    r"^(?:addin|calc) (?:install|remove)": "they change this computer: their own tests",
    r"^page\b": "tests/frontends/web/test_page_command.py",
    r"--shard|--cluster|^dask ": "test_batch_recipes.py, tests/pipeline/batch/test_cluster.py",
    r"^schtasks": "test_batch_recipes.py",
    r"offline\.py": "python -m tests.long offline",
}


def blocks(page: Path) -> Iterator[str]:
    """Yield the commands that stand in blocks, without what is said behind them."""
    for language, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines() if language in SHELLS else ():
            command = re.sub(r"\s{2,}#.*$", "", line).strip()
            if re.match(r"(?:yqxl|uv|python3?|py|pip|dask|schtasks|\.venv\S*) ", command):
                yield command


def spans(page: Path) -> list[str]:
    """Return the commands that stand in the text, with what they need to run."""
    outside = BLOCK.sub("", page.read_text(encoding="utf-8"))
    return [span for span in SPAN.findall(outside) if not re.fullmatch(r"yqxl [\w-]+", span)]


def elsewhere(command: str) -> str | None:
    bare = command.removeprefix("yqxl ")
    return next((why for sign, why in ELSEWHERE.items() if re.search(sign, bare)), None)


def as_written(command: str) -> str:
    """Put something of one's own for each placeholder."""
    words = "|".join(map(re.escape, PLACEHOLDERS))
    return re.sub(rf"(?<=[ ])(?:{words})(?=$| )", lambda found: PLACEHOLDERS[found[0]], command)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What lies on the desk of somebody who follows the docs."""
    desk = tmp_path_factory.mktemp("desk")
    case = load(JSON)
    blank = tuple(replace(row, count=None) for row in case.survey_counts)
    create(replace(case, survey_counts=blank), desk / "问卷未填.xlsx")
    create(case, desk / "函数.xlsm", "udf")
    lines = [f"{row.code},{row.option}\n" * int(row.count or 0) for row in case.survey_counts]
    (desk / "明细.csv").write_text("编码,选项\n" + "".join(lines), "utf-8")
    funds = tuple(
        replace(row, budget=None, arrived=None, arrived_project=None, spent=None)
        for row in case.funds
    )
    create(replace(case, funds=funds), desk / "未收.xlsx")
    (desk / "名单.csv").write_text("名称\n水库\n", "utf-8")
    for name, source in {
        "自评表.docx": "s02_national.docx", "自评表.xls": "s03_national.xls",
        "汇编.docx": "s13_two_projects.docx",
    }.items():  # fmt: skip
        shutil.copy(TABLES / source, desk / name)
    (desk / "workbooks").mkdir()
    for name in (
        "评价.xlsx",
        "案例.xlsx",
        "自评.xlsx",
        "复核.xlsx",
        "workbooks/yangquan_2022.xlsx",
    ):
        shutil.copy(CASE, desk / name)
    for name in ("数据.json", "workbooks/yangquan_2022.json"):
        shutil.copy(JSON, desk / name)
    run(app, ["report", str(CASE), "-o", str(desk / "报告.docx")])
    own = docx.Document()
    own.add_paragraph("总分〔总分〕分，等级〔等级〕。")
    own.save(str(desk / "我的报告.docx"))
    shutil.copy(CASE, desk / "县甲.xlsx")
    for county in ("甲县", "乙县"):
        shutil.copy(CASE, desk / f"{county}.xlsx")
        (desk / "报送").mkdir(exist_ok=True)
        shutil.copy(CASE, desk / "报送" / f"{county}.xlsx")
        (desk / "全省" / county).mkdir(parents=True)
        shutil.copy(CASE, desk / "全省" / county / "评价.xlsx")
    for name in ("清单.txt", "未完成.txt"):
        (desk / name).write_text("评价.xlsx\n", "utf-8")
    command = desk / "bin" / "yqxl"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m yqxl "$@"\n', "utf-8")
    command.chmod(0o755)
    return desk


@pytest.fixture
def desk(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    desk = Path(shutil.copytree(furnished, tmp_path / "desk"))
    monkeypatch.chdir(desk)
    monkeypatch.setenv("PATH", f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return desk


def do(command: str, desk: Path) -> int:
    """Run a command in the shell where it needs one, else without starting Python anew."""
    words = shlex.split(command)
    outputs = [words[place + 1] for place, word in enumerate(words) if word == "-o"]
    for name in {*outputs, *(words[2:3] if words[1] == "new" else ())} & FURNISHED:
        (desk / name).unlink()
    if words[0] == "yqxl" and not re.search(r"[*|<>&;$@]", command):
        return run(app, words[1:])
    return subprocess.run(["sh", "-c", command], cwd=desk, check=False).returncode


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_of_a_page_run_one_after_the_other(
    page: Path, desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    if (own := OWN_CASES.get(page.name)) is not None:
        shutil.copy(desk / own, desk / "评价.xlsx")
    for command in blocks(page):
        if not elsewhere(command):
            assert do(command, desk) == 0, (command, capfd.readouterr().err)


IN_BLOCKS = {one for page in PAGES for one in blocks(page)}
SPANS = sorted({one for page in PAGES for one in spans(page) if not elsewhere(one)} - IN_BLOCKS)


@pytest.mark.parametrize("command", SPANS)
def test_a_command_in_the_text_runs(
    command: str, desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert do(as_written(command), desk) == 0, capfd.readouterr().err


def test_commands_that_run_elsewhere_are_still_printed() -> None:
    every = [one.removeprefix("yqxl ") for page in PAGES for one in (*blocks(page), *spans(page))]
    for sign in ELSEWHERE:
        assert any(re.search(sign, one) for one in every), sign


WRONG_OUTPUTS = [
    ("regenerate 评价.xlsx -o 输出.xlsx", 2, "YQ-414"),
    ("regenerate 评价.xlsx -o 名单.csv", 2, "YQ-414"),
    ("survey 明细.csv --into 评价.xlsx -o 全省", 2, "YQ-444"),
    ("freeze 评价.xlsx -o 全省", 3, "YQ-322"),
    ("upgrade 评价.xlsx -o 全省 --force", 3, "YQ-322"),
    ("collect 评价.xlsx 甲县.xlsx -o 全省", 3, "YQ-322"),
    ("report 评价.xlsx -o 全省", 2, "YQ-464"),
    ("form 自评表 评价.xlsx -o 全省", 2, "YQ-461"),
    ("rollup 报送 -o 全省", 2, "YQ-497"),
    ("import 自评表.docx -o 全省", 2, "YQ-454"),
    ("new 全省", 2, "YQ-407"),
    ("page -o 全省", 2, "YQ-695"),
]


@pytest.mark.parametrize(
    ("command", "exit_code", "code"), WRONG_OUTPUTS, ids=[one[0] for one in WRONG_OUTPUTS]
)
def test_an_output_of_the_wrong_kind_is_told(
    command: str, exit_code: int, code: str, desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = sorted(desk.rglob("*"))
    assert run(app, shlex.split(command)) == exit_code
    assert code in capfd.readouterr().err
    assert sorted(desk.rglob("*")) == before
