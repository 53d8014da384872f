"""The import boundary: what the page uses needs the standard library alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from yqxl.frontends.web.archives import ROOTS
from yqxl.frontends.web.reachable import foreign, imports_of, reachable, standard_modules

ROOT = Path(__file__).parents[3]
#: refuses every package of others, as the page's Python does, and runs a job
_ALONE = """
import sys
class Refused:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top != "yqxl" and top not in sys.stdlib_module_names or top == "multiprocessing":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refused())
from pathlib import Path
from yqxl.frontends.web.jobs import run
source = Path(sys.argv[1])
answer = run("regenerate", [(source.name, source.read_bytes())])
Path(sys.argv[2]).write_bytes(answer.files[0][1])
"""


def test_what_the_page_uses_needs_the_standard_library_alone() -> None:
    reached = reachable(ROOTS)
    assert {module: found for module in reached.modules if (found := foreign(module))} == {}
    assert "yqxl.pipeline.regenerate" in reached.modules
    assert "yqxl.workbook.roster.plain" in reached.modules


def test_what_is_left_out_has_another_way_or_a_sentence() -> None:
    ours = {name for name in reachable(ROOTS).left_out if name.startswith("yqxl")}
    assert ours == {
        "yqxl.pipeline.isolation.workers",  # one process for each file: the page has a worker
        "yqxl.workbook.roster.scan",  # numpy: roster.plain counts the same
    }


def test_a_root_that_needs_others_is_refused() -> None:
    with pytest.raises(ImportError, match="openpyxl"):
        reachable(["yqxl.workbook.template.book"])


def test_imports_of_types_alone_do_not_count() -> None:
    assert "openpyxl.workbook" not in imports_of("yqxl.workbook.template.package").at_once
    assert foreign("yqxl.workbook.template.writing") == frozenset()


def test_names_within_a_module_of_the_library_are_found() -> None:
    assert "xml.parsers.expat" in standard_modules(["yqxl.workbook.package.markup"])


def test_a_roster_is_regenerated_to_the_same_bytes_with_the_standard_library_alone(
    tmp_path: Path,
) -> None:
    from frontends.web.page_session import with_roster  # noqa: PLC0415 - needs selenium beside it

    source, alone, usual = (tmp_path / name for name in ("名册.xlsx", "alone.xlsx", "usual"))
    with_roster(source)
    subprocess.run([sys.executable, "-c", _ALONE, source, alone], check=True, cwd=ROOT)
    subprocess.run(
        [sys.executable, "-m", "yqxl", "regenerate", source, "-o", usual], check=False, cwd=ROOT
    )
    assert alone.read_bytes() == (usual / source.name).read_bytes()
