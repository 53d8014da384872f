"""``yqxl report`` as people use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from documents.reports import opened, whole, written

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.xlsx"


def run(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", "report", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )


def test_a_report_is_written_and_never_written_over(tmp_path: Path) -> None:
    done = run(tmp_path, CASE, "-o", "报告.docx")
    assert done.returncode == 0, done.stderr
    assert "已写入 报告.docx" in done.stderr
    assert "文字：有关建议" in done.stderr
    assert "总体得分77.73分" in whole(opened((tmp_path / "报告.docx").read_bytes()))
    again = run(tmp_path, CASE, "-o", "报告.docx")
    assert (again.returncode, "[YQ-322]" in again.stderr) == (3, True)


def test_an_own_document_is_filled(tmp_path: Path) -> None:
    written(tmp_path / "我的.docx", "总分〔总分〕", "〔总份〕")
    done = run(tmp_path, CASE, "--into", "我的.docx", "-o", "b.docx", "--json")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert (record["schema"], record["filled"], record["unknown"]) == (
        "yqxl-report/1", ["总分"], ["总份"],
    )  # fmt: skip
    assert "总分77.73" in whole(opened((tmp_path / "b.docx").read_bytes()))
    text = run(tmp_path, CASE, "--into", "b.docx", "-o", "c.docx")
    assert "填入 0 处，更新 0 处" in text.stderr
    assert "总份" in text.stderr


def test_the_placeholders_are_listed(tmp_path: Path) -> None:
    done = run(tmp_path, CASE, "--names")
    assert done.returncode == 0, done.stderr
    listed = done.stdout.splitlines()
    assert "〔总分〕  77.73" in listed
    assert any(line.startswith("〔表3-1〕") for line in listed)
    # of a thousand single cells one for each table, behind the rest
    assert "〔产出/O01/编码〕  O01（“产出”的每一格都这样写，共 24 格）" in listed[-7:]
    assert len(listed) < 250
    every = json.loads(run(tmp_path, CASE, "--names", "--json").stdout)
    assert {"name": "等级", "text": "中"} in every
    assert {"name": "资金/合计/实际支出", "text": "414.77"} in every


def test_a_report_is_checked(tmp_path: Path) -> None:
    true = "截止评价基准日，专项资金到位639.79万元，预算执行率64.83%。培训学科7个。"
    (tmp_path / "报告.txt").write_text(true, "utf-8")
    done = run(tmp_path, CASE, "--check", "报告.txt")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "不符 0"), done.stderr
    assert "一致 2" in done.stdout
    assert "没有对应数据 1" in done.stdout
    (tmp_path / "报告.txt").write_text(true.replace("64.83", "64.38"), "utf-8")
    wrong = run(tmp_path, CASE, "--check", "报告.txt")
    assert wrong.returncode == 1
    assert "合计/执行率应为 64.8291%" in wrong.stdout
    assert "（资金!J11）" in wrong.stdout
    record = json.loads(run(tmp_path, CASE, "--check", "报告.txt", "--json").stdout)
    assert (record["schema"], record["contradicting"][0]["printed"]) == (
        "yqxl-report-check/1", "64.38%",
    )  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["报告.txt"]


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        ([CASE], "YQ-466", 2),
        ([CASE, "-o", "a.pdf"], "YQ-464", 2),
        ([CASE, "-o", "a.docx", "--into", "b.docx", "--only-tables"], "YQ-465", 2),
        (["没有.xlsx", "-o", "a.docx"], "YQ-101", 1),
        ([CASE, "-o", "a.docx", "--into", CASE], "YQ-236", 1),
        ([CASE, "--check", CASE], "YQ-237", 1),
        ([CASE, "--check", "没有.docx"], "YQ-101", 1),
    ],
)
def test_refusals(tmp_path: Path, arguments: list[object], code: str, exit_code: int) -> None:
    done = run(tmp_path, *arguments)
    assert (done.returncode, f"[{code}]" in done.stderr) == (exit_code, True), done.stderr
    assert list(tmp_path.iterdir()) == []
