"""The torture programs in short: they pass over careful saving and notice careless saving."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from torture import fault_sweep, fsync_order, full_disk
from torture.batch_isolation import batch_isolation
from torture.figures import Figures, publish
from torture.hostile_files import HOSTILE, parts_of, write_hostile_files
from torture.kill_loop import kill_loop
from torture.mutations import MUTATIONS, mutant
from torture.sandbox import Sandbox, copies
from torture.two_writers import two_writers

CAREFUL = "{python} tests/torture/example.py regenerate {in}/*.xlsx -o {out}"
CARELESS = f"{CAREFUL} --naive"


def silent(_text: str) -> None:
    """The programs say how far they are; a test does not want to know."""


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "sample.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", '<Types xmlns="a"><Default Extension="xml"/></Types>')
        for number in range(1, 4):
            rows = "".join(
                f'<row r="{n}"><c r="A{n}" t="n"><v>{n}</v></c></row>' for n in range(1, 90)
            )
            parts.writestr(f"xl/worksheets/sheet{number}.xml", f"<worksheet>{rows}</worksheet>")
        parts.writestr("xl/media/image1.png", bytes(range(256)) * 400)
    return path


def sandbox(workbook: Path, template: str, count: int = 3) -> Sandbox:
    made = Sandbox(workbook.parent / "sandbox", template)
    copies(workbook, count, made.source)
    made.target.mkdir()
    return made


def needs(why_missing: str) -> None:
    if why_missing:
        pytest.skip(why_missing)


def test_kills(workbook: Path) -> None:
    figures = kill_loop(sandbox(workbook, CAREFUL), 8, 1, silent)
    assert (figures.runs, figures.breaches) == (8, {})


@pytest.mark.parametrize("call", ["fsync", "rename", "unlink"])
def test_faults(workbook: Path, call: str) -> None:
    needs(fault_sweep.why_missing())
    figures = fault_sweep.fault_sweep(
        sandbox(workbook, CAREFUL, 1), [call], ["EIO", "KILL"], silent
    )
    assert figures.breaches == {}
    assert figures.runs >= 2


@pytest.mark.parametrize("fault", ["ENOSPC", "KILL"])
def test_failed_writes(workbook: Path, fault: str) -> None:
    needs(fault_sweep.why_missing())
    figures = fault_sweep.fault_sweep(sandbox(workbook, CAREFUL, 1), ["write"], [fault], silent)
    assert figures.breaches == {}
    assert figures.runs >= 2


def test_careless_saving_is_noticed(workbook: Path) -> None:
    needs(fault_sweep.why_missing())
    figures = fault_sweep.fault_sweep(sandbox(workbook, CARELESS, 1), ["write"], ["ENOSPC"], silent)
    assert {"half-written", "traceback"} <= figures.breaches.keys()


def test_order(workbook: Path) -> None:
    needs(fsync_order.why_missing())
    figures = fsync_order.fsync_order(sandbox(workbook, CAREFUL))
    assert (figures.runs, figures.breaches) == (3, {})


def test_careless_order_is_noticed(workbook: Path) -> None:
    needs(fsync_order.why_missing())
    figures = fsync_order.fsync_order(sandbox(workbook, CARELESS))
    assert figures.breaches["final name opened for writing"] == 3


def test_full_disk(workbook: Path) -> None:
    needs(full_disk.why_missing())
    figures = full_disk.full_disk(sandbox(workbook, CAREFUL, 1), 48, silent)
    assert figures.breaches == {}
    assert {"退出码 0", "退出码 3"} <= figures.details.keys()


def test_two_writers(workbook: Path) -> None:
    figures = two_writers(sandbox(workbook, CAREFUL), 3, silent)
    assert (figures.runs, figures.breaches) == (3, {})


def test_batch_keeps_the_good_files(workbook: Path) -> None:
    """The example has no gate; that each hostile file is refused is for the gate's tests."""
    figures = batch_isolation(sandbox(workbook, CAREFUL, 20), workbook, 1, silent)
    assert "good file lost or different" not in figures.breaches
    assert "traceback" not in figures.breaches


def test_hostile_files_are_twenty(workbook: Path, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    paths = write_hostile_files(workbook, folder)
    assert len(paths) == len(HOSTILE) == 20
    assert len({path.read_bytes() for path in paths}) == 20


def test_mutants_are_seeded_and_different(workbook: Path) -> None:
    original = workbook.read_bytes()
    made = [mutant(original, seed) for seed in range(60)]
    assert made == [mutant(original, seed) for seed in range(60)]
    assert len(set(made)) > 55


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_every_mutation_bites(workbook: Path, mutate: object) -> None:
    assert callable(mutate)
    original = parts_of(workbook.read_bytes())
    changed = 0
    for seed in range(40):
        parts = dict(original)
        mutate(parts, random.Random(seed))
        changed += parts != original
    assert changed > 0


def test_figures_replace_their_row(tmp_path: Path) -> None:
    page = tmp_path / "reliability.md"
    page.write_text("# 可靠性\n\n前言\n", encoding="utf-8")
    for runs in (1, 2):
        for name in ("甲", "乙"):
            publish(Figures(name, runs), "python -m tests.torture x", page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# 可靠性\n\n前言\n")
    assert [line.split("|")[2].strip() for line in text.splitlines() if "torture x" in line] == [
        "2",
        "2",
    ]
