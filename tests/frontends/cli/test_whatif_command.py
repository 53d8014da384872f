"""``yqxl whatif`` as a person calls it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(CASE, tmp_path / "评价.xlsx")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", "whatif", "评价.xlsx", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )


def test_it_says_what_would_change_and_writes_nothing(folder: Path) -> None:
    before = (folder / "评价.xlsx").read_bytes()
    done = run(folder, "产出/O03/实际值=61")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "测算，不改评分：2022年阳泉市教师队伍能力提升培训专项资金政策",
        "假设 产出/O03/实际值 = 61（原值：0，产出!D7）",
        "总分 77.73 → 80.02（+2.29），等级 中 → 良",
        "  C103全市高中骨干教研培训完成率 0 → 2.29（+2.29），取值 0% → 76.25%",
        "  C政策效果 31.74 → 34.03（+2.29）",
        "注：标“示例值”的三级指标得分，报告未公布。",
    ]
    assert [path.name for path in folder.iterdir()] == ["评价.xlsx"]
    assert (folder / "评价.xlsx").read_bytes() == before


def test_an_example_score_says_so(folder: Path) -> None:
    done = run(folder, "满意度/S01/不满意/人数=400")
    (line,) = (line for line in done.stdout.splitlines() if "C301" in line)
    assert line.endswith("，示例值")


def test_json(folder: Path) -> None:
    record = json.loads(run(folder, "产出/O02/实际值=700", "--json").stdout)
    assert record["schema"] == "yqxl-whatif/1"
    assert record["writes"] is False
    assert record["total"] == {"before": 77.73, "after": 78.55}
    assert record["grade"] == {"before": "中", "after": "中"}
    assert [one["code"] for one in record["indicators"]] == ["C102"]


def test_an_error_gives_no_total(folder: Path) -> None:
    done = run(folder, "指标体系/C301/评定得分=100")
    assert "总分、等级：不给出" in done.stdout
    assert "YQ-070" in done.stdout
    record = json.loads(run(folder, "指标体系/C301/评定得分=100", "--json").stdout)
    assert (record["withheld"], record["total"]["after"], record["grade"]["after"]) == (
        True, None, None,
    )  # fmt: skip


def test_a_path_that_leads_nowhere_is_one_sentence(folder: Path) -> None:
    done = run(folder, "产出/O09/实际值=1")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "没有“产出/O09”这一行。现有：O01、O02、O03、O04。 [YQ-480]\n"
