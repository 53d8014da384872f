"""The programs from npm, which the tests here need."""

from __future__ import annotations

import os

import pytest
from office_validators.node_programs import why_missing


@pytest.fixture(scope="session")
def node_programs() -> None:
    """Skip where the programs are missing; fail where the environment says they are needed."""
    reason = why_missing()
    if reason and os.environ.get("YQXL_REQUIRE_NODE") == "1":
        pytest.fail(f"{reason}；YQXL_REQUIRE_NODE=1 要求它")
    if reason:
        pytest.skip(reason)
