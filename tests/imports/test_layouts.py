"""A sample of the long proof (``python tests/imports``): nothing wrong goes unmarked."""

from __future__ import annotations

from pathlib import Path

import pytest
from imports.layouts import laid_out
from imports.measuring import Tally, measure
from imports.mutants import mutant
from imports.writers import FORMATS, write


@pytest.mark.parametrize("form", FORMATS)
def test_random_layouts_are_read_as_meant(tmp_path: Path, form: str) -> None:
    tally = Tally()
    for seed in range(500, 506):
        layout = laid_out(seed)
        measure(layout, write(layout, tmp_path / str(seed), form), tally)
    assert tally.cells > 300
    assert tally.faults == []
    assert tally.missing.total() <= 0.03 * tally.cells


def test_damaged_tables_are_never_silently_wrong(tmp_path: Path) -> None:
    tally = Tally()
    for seed in range(9000, 9040):
        layout = mutant(laid_out(seed // 4), seed)
        path = write(layout, tmp_path / str(seed), FORMATS[seed % len(FORMATS)])
        measure(layout, path, tally)
    assert tally.cells > 2000
    assert [fault for fault in tally.faults if fault.startswith("wrong")] == []
