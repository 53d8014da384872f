"""The shipped workbooks, read from their files once."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation.reading.books_in_memory import MemoryBook, copied

from yqxl.workbook.scan.workbook import open_workbook

WORKBOOKS = Path(__file__).parents[3] / "workbooks"


@pytest.fixture(scope="session")
def model_book() -> MemoryBook:
    """Return the model case as its file shows it."""
    with open_workbook(WORKBOOKS / "yangquan_2022.xlsx") as workbook:
        return copied(workbook)


@pytest.fixture(scope="session")
def blank_book() -> MemoryBook:
    """Return the blank template as its file shows it."""
    with open_workbook(WORKBOOKS / "template.xlsx") as workbook:
        return copied(workbook)
