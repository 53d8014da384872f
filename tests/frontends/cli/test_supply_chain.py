"""What an installation is made of is listed, locked and written down."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest

from yqxl.frontends.cli.commands.licences import UNKNOWN, installed

ROOT = Path(__file__).parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / ".ci" / "requirements.lock").read_text(encoding="utf-8")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def name_of(requirement: str) -> str:
    match = _NAME.match(requirement)
    assert match, requirement
    return match[0].lower().replace("_", "-")


def required(*groups: object) -> set[str]:
    return {name_of(one) for group in groups for one in group if isinstance(one, str)}  # type: ignore[attr-defined]  # lists of TOML


RUN = required(PROJECT["project"]["dependencies"])
EXTRAS = required(*PROJECT["project"]["optional-dependencies"].values())
GROUPS = required(*PROJECT["dependency-groups"].values())


@pytest.mark.skipif(not installed(), reason="yqxl is not installed as a package")
def test_the_command_lists_every_dependency_with_its_licence() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yqxl", "licences", "--json"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    parts = {one["name"].lower().replace("_", "-"): one for one in json.loads(done.stdout)}
    assert parts["yqxl"]["licence"] == "MIT"
    always = required([one for one in requires("yqxl") or () if "extra ==" not in one])
    assert set(parts) >= always
    assert all(parts[name]["needed"] == "必需" for name in always)
    unknown = {name for name, one in parts.items() if one["licence"] == UNKNOWN}
    assert not unknown & (always | EXTRAS)
    copyleft = {name for name, one in parts.items() if re.search(r"\bA?GPL", one["licence"])}
    assert not copyleft & always


def test_the_lock_covers_every_dependency_with_hashes() -> None:
    pinned = dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", LOCK, re.MULTILINE))
    assert set(pinned) >= RUN | EXTRAS | GROUPS
    blocks = re.split(r"^(?=[a-z0-9][a-z0-9._-]*==)", LOCK, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_lock_is_what_ci_installs() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "--require-hashes -r .ci/requirements.lock" in run


def test_the_security_page_names_every_dependency() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8").lower()
    assert {name for name in RUN | EXTRAS if name not in page} == set()
