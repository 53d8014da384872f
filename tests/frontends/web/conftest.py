"""The page, built once, and what happened when it was used."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from frontends.web import browser, page_session

from yqxl.frontends.web import npm_package
from yqxl.frontends.web.building import page


def once(factory: pytest.TempPathFactory, name: str, work: Callable[[Path], Any]) -> Any:
    """Do something once for all processes of a run, and return what it gave as JSON."""
    shared = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = folder / "answer.json"
        if not answer.exists():
            folder.mkdir()
            given = work(folder)
            answer.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    return json.loads(answer.read_text(encoding="utf-8"))


def _require() -> None:
    reason = browser.why_missing()
    if not reason and not (npm_package.RUNTIME / "node_modules" / "pyodide").is_dir():
        reason = "没有取来 pyodide：npm ci --prefix yqxl/frontends/web/runtime"
    if reason and os.environ.get("YQXL_REQUIRE_CHROMIUM") == "1":
        pytest.fail(f"{reason}；YQXL_REQUIRE_CHROMIUM=1 要求它")
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def built_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as ``yqxl page`` writes it."""
    _require()

    def build(folder: Path) -> str:
        target = folder / "yqxl.html"
        with npm_package.pyodide_folder() as pyodide:
            target.write_text(page(pyodide), encoding="utf-8", newline="\n")
        return str(target)

    return Path(once(tmp_path_factory, "page", build))


@pytest.fixture(scope="session")
def seen(built_page: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was seen in the one session with the browser."""
    found: dict[str, Any] = once(
        tmp_path_factory,
        "session",
        lambda folder: page_session.play(built_page, folder) | {"folder": str(folder)},
    )
    return found
