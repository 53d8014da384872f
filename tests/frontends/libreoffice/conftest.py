"""A Calc with the extension, as ``yqxl calc install`` would leave it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from libreoffice.office import Calc

from yqxl.frontends.libreoffice.extension import write_unpacked


@pytest.fixture(scope="session")
def extensions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of bundled extensions that holds ours, freshly generated."""
    folder = tmp_path_factory.mktemp("extensions")
    write_unpacked(folder / "yqxl")
    return folder


@pytest.fixture(scope="session")
def yqxl_calc(
    calc: Calc,  # noqa: ARG001 - decides whether LibreOffice is there, and marks the test
    extensions: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Calc]:
    """A LibreOffice Calc with the extension, warm for the whole session, speaking English."""
    office = Calc(tmp_path_factory.mktemp("calc"), extensions=extensions)
    yield office
    office.close()
