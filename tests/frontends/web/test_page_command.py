"""``yqxl page``: what it writes, and every way in which it cannot."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from yqxl.errors import UsageError
from yqxl.frontends.cli.commands import writing_page
from yqxl.frontends.cli.commands.writing_page import write_page
from yqxl.frontends.web import npm_package
from yqxl.frontends.web.archives import archives
from yqxl.frontends.web.worker_script import worker_script


def folder_of(tmp_path: Path, version: str) -> Path:
    (tmp_path / "package.json").write_text(json.dumps({"version": version}), encoding="utf-8")
    return tmp_path


def test_what_is_written_is_the_page_and_its_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(writing_page, "page", lambda _: "<!doctype html>\n页")
    target = tmp_path / "yqxl.html"
    assert write_page(target, folder_of(tmp_path, npm_package.version()), force=False) == 0
    said = capsys.readouterr()
    assert said.out.strip() == hashlib.sha256(target.read_bytes()).hexdigest()
    assert str(target) in said.err


@pytest.mark.parametrize(
    ("name", "code", "exit_code"), [("yqxl.exe", "YQ-695", 2), ("there.html", "YQ-322", 3)]
)
def test_a_target_that_cannot_be_is_refused(
    name: str, code: str, exit_code: int, tmp_path: Path
) -> None:
    (tmp_path / "there.html").write_text("mine", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "yqxl", "page", "-o", tmp_path / name],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (exit_code, 1)
    assert code in done.stderr
    assert (tmp_path / "there.html").read_text(encoding="utf-8") == "mine"


def test_another_version_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError, match="YQ-694") as refused,
        npm_package.pyodide_folder(folder_of(tmp_path, "0.1.0")),
    ):
        pass
    assert npm_package.version() in refused.value.message


def test_a_folder_without_the_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="YQ-694"), npm_package.pyodide_folder(tmp_path):
        pass


def test_without_npm_or_node_a_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(npm_package, "RUNTIME", _runtime(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="YQ-690"), npm_package.pyodide_folder():
        pass
    with pytest.raises(UsageError, match="YQ-690"):
        archives(tmp_path, {})


def test_an_npm_that_fails_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = _runtime(tmp_path)
    (runtime / "package-lock.json").write_text("{}", encoding="utf-8")  # npm ci refuses it
    monkeypatch.setattr(npm_package, "RUNTIME", runtime)
    if not any((Path(one) / "npm").exists() for one in os.environ["PATH"].split(":")):
        pytest.skip("npm is missing")
    with pytest.raises(UsageError, match="YQ-693"), npm_package.pyodide_folder():
        pass


def _runtime(tmp_path: Path) -> Path:
    """The files that ask npm for the package, with nothing fetched."""
    folder = tmp_path / "runtime"
    folder.mkdir()
    for name in ("package.json", "package-lock.json", ".npmrc"):
        (folder / name).write_bytes((npm_package.RUNTIME / name).read_bytes())
    return folder


def test_scripts_written_another_way_are_refused(tmp_path: Path) -> None:
    for name in ("pyodide.asm.mjs", "pyodide.mjs"):
        (tmp_path / name).write_text("export default 1;", encoding="utf-8")
    with pytest.raises(UsageError, match="YQ-692"):
        worker_script(tmp_path)


def test_a_compiler_that_fails_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"YQ-69[01]"):
        archives(tmp_path, {})


def test_the_lock_file_pins_by_hash_and_names_no_registry() -> None:
    for folder in (npm_package.RUNTIME, Path(__file__).parent):
        lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
        wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
        held = {name: one for name, one in lock["packages"].items() if name}
        assert all(one["integrity"].startswith("sha512-") for one in held.values())
        assert not any("resolved" in one for one in held.values())
        assert all(held[f"node_modules/{name}"]["version"] == wanted[name] for name in wanted)
