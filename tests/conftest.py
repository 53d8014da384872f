"""Fixtures that more than one package of tests uses."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# pytest imports test files by path; what they share is imported by name
sys.path.insert(0, str(Path(__file__).parent))

from libreoffice.office import Calc, why_missing

# hundreds of processes start the package here: let the first one keep what it compiled, as every
# installation does, also where the caller's shell forbids Python to write such files
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

#: Programs and tools beside the tests; the worker runs under LibreOffice's Python only.
collect_ignore = ["libreoffice/office_edits.py", "libreoffice/office_worker.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for Calc, so that ``-m 'not libreoffice'`` leaves it out."""
    for item in items:
        if "calc" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.libreoffice)


def _require_libreoffice() -> None:
    """Skip where LibreOffice is missing; fail where the environment says that it is needed."""
    reason = why_missing()
    if not reason:
        return
    if os.environ.get("YQXL_REQUIRE_LIBREOFFICE") == "1":
        pytest.fail(f"{reason}；YQXL_REQUIRE_LIBREOFFICE=1 要求它")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:
    """A LibreOffice Calc that stays warm for the whole session (one per xdist worker)."""
    _require_libreoffice()
    office = Calc(tmp_path_factory.mktemp("libreoffice"))
    yield office
    office.close()
