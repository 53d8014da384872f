"""The recipes of docs/batch.md do what the page says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CASE = ROOT / "workbooks" / "yangquan_2022.xlsx"
PAGE = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)


def block(language: str, words: str) -> str:
    (found,) = [text for name, text in BLOCKS if name == language and words in text]
    return str(found)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the inputs, and a command ``yqxl`` on the path."""
    for place in ("a县", "b县", "c县"):
        (tmp_path / "全省" / place).mkdir(parents=True)
        shutil.copy(CASE, tmp_path / "全省" / place / "评价.xlsx")
    command = tmp_path / "bin" / "yqxl"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m yqxl "$@"\n', "utf-8")
    command.chmod(0o755)
    return tmp_path


def shell(script: str, desk: Path, **variables: str) -> str:
    path = f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", script], cwd=desk, env={**os.environ, "PATH": path, **variables},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr


def outputs(desk: Path) -> list[str]:
    return sorted(path.parent.name for path in (desk / "out").rglob("*.xlsx"))


COUNTIES = ["a县", "b县", "c县"]


def test_cron(desk: Path) -> None:
    line = block("cron", "yqxl").strip()
    schedule, command = line[: len("30 1 * * *")], line[len("30 1 * * *") :]
    assert re.fullmatch(r"\d+ \d+ \* \* \*", schedule)
    assert "%" not in command  # cron takes it for a line end
    shell(command.replace("cd /srv/评价", "true"), desk)
    assert outputs(desk) == COUNTIES
    assert (desk / "汇总.xlsx").exists()


def test_systemd(desk: Path) -> None:
    service, timer = block("ini", "# yqxl.service"), block("ini", "# yqxl.timer")
    (command,) = re.findall(r"^ExecStart=/usr/bin/env (.*)$", service, re.MULTILINE)
    shell(command, desk)
    assert outputs(desk) == COUNTIES
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        return  # the command is proven; the syntax is checked where systemd is
    for name, text in (("yqxl.service", service), ("yqxl.timer", timer)):
        (desk / name).write_text(text.replace("/srv/评价", str(desk)), encoding="utf-8")
    checked = subprocess.run(
        [analyze, "verify", "--man=no", str(desk / "yqxl.timer")],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "yqxl" not in checked.stderr, checked.stderr


def test_windows_task_scheduler(desk: Path) -> None:
    (command,) = re.findall(r"&& (yqxl .*)\"$", block("bat", "schtasks").strip())
    shell(command, desk)
    assert outputs(desk) == COUNTIES


def test_shards_on_one_desk(desk: Path) -> None:
    shell(block("sh", "--shard 1/2"), desk)
    assert outputs(desk) == COUNTIES
    assert (desk / "汇总.csv").read_text(encoding="utf-8-sig").count("完成") == 3


def test_slurm_and_kubernetes_arrays(desk: Path) -> None:
    slurm = block("sh", "#SBATCH")
    assert "--array=1-4" in slurm
    (kubernetes,) = re.findall(r"command: \[sh, -c, '(.*)'\]", block("yaml", "Indexed"))
    for script, variable, first in ((slurm, "SLURM_ARRAY_TASK_ID", 1),
                                    (kubernetes, "JOB_COMPLETION_INDEX", 0)):  # fmt: skip
        shutil.rmtree(desk / "out", ignore_errors=True)
        for number in range(4):
            shell(script, desk, **{variable: str(first + number)})
        assert outputs(desk) == COUNTIES
