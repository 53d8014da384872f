"""What the README shows is what happens: output, examples, commands, links."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md"))]
CASE = ROOT / "workbooks" / "yangquan_2022.xlsx"


def yqxl(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "yqxl", *arguments],
        capture_output=True, encoding="utf-8", check=True, cwd=ROOT,
    )  # fmt: skip
    return done.stdout


def test_the_output_of_the_main_job_is_as_shown(tmp_path: Path) -> None:
    shown = re.search(r"<!-- 由测试核对 -->\n```text\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    assert yqxl("regenerate", str(CASE), "-o", str(tmp_path)) == shown[1]


@pytest.mark.parametrize(
    "command", re.findall(r"^yqxl ((?:check|explain|export).*)$", README, re.MULTILINE)
)
def test_the_example_commands_run(command: str) -> None:
    assert yqxl(*command.split())


def test_the_line_that_activates_the_environment_puts_it_first(tmp_path: Path) -> None:
    line = re.search(r"^\. \.venv/bin/activate$", README, re.MULTILINE)
    assert line is not None
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=True)
    found = subprocess.run(
        ["sh", "-c", f"{line[0]} && command -v python"],
        capture_output=True, encoding="utf-8", check=True, cwd=tmp_path,
    )  # fmt: skip
    assert found.stdout.strip() == str(tmp_path / ".venv" / "bin" / "python")


def test_the_python_example_runs() -> None:
    test = doctest.DocTestParser().get_doctest(README, {}, "README", "README.md", 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_command_is_in_the_readme() -> None:
    commands = re.findall(r"^  ([a-z]+) +[^ ]", yqxl("--help"), re.MULTILINE)
    assert len(commands) >= 8
    for command in commands:
        assert f"`yqxl {command}" in README, command
