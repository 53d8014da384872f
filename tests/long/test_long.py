"""One command runs every long proof; a missed bar is told and ends with 1."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from libreoffice.office import why_missing

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MISSED = """
from tests.long.proofs import Figure

def prove(work):
    yield Figure("一条标准", f"差 {work.amount(200)}，种子 {work.seed}", "不差", False)
"""


def long(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.long", *arguments],
        capture_output=True, encoding="utf-8", check=False, cwd=folder,
    )  # fmt: skip


def test_every_module_with_a_proof_is_found() -> None:
    run = long("--help")
    assert run.returncode == 0, run.stderr
    modules = [
        path.stem
        for path in HERE.glob("*.py")
        if not path.name.startswith("test_") and "\ndef prove(" in path.read_text(encoding="utf-8")
    ]
    assert modules
    for name in modules:
        assert name in run.stdout


def test_an_unknown_proof_is_refused_with_the_known_ones() -> None:
    run = long("nothing")
    assert run.returncode == 2
    assert "recalculation" in run.stderr


def test_a_new_module_is_run_and_its_missed_bar_told(tmp_path: Path) -> None:
    """As in a checkout with one more module: the package is copied, nothing else edited."""
    folder = tmp_path / "tests" / "long"
    folder.mkdir(parents=True)
    for name in ("__main__.py", "proofs.py"):
        (folder / name).write_bytes((HERE / name).read_bytes())
    (folder / "newcomer.py").write_text(MISSED, encoding="utf-8")
    run = long("--share", "0.1", "--seed", "5", folder=tmp_path)
    assert run.returncode == 1, run.stderr
    assert "差 20，种子 5" in run.stdout
    assert "未达到" in run.stdout


@pytest.mark.skipif(why_missing() != "", reason=why_missing())
def test_a_small_share_of_the_recalculation() -> None:
    run = long("recalculation", "--share", "0.01")
    assert run.returncode == 0, run.stderr
    assert "0 处不同（2 个工作簿" in run.stdout
