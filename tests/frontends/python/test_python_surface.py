"""The surface for analysts: its names, its signatures, its page, its weight."""

from __future__ import annotations

import ast
import doctest
import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import yqxl

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "python.md"
DATA = json.loads((ROOT / "workbooks" / "yangquan_2022.json").read_text(encoding="utf-8"))

#: a change here is a change for every script that calls us
SIGNATURES = {
    "read": "(path: 'PathLike') -> 'Book'",
    "evaluate": "(data: 'Mapping[str, Any] | Book') -> 'Book'",
    "check": "(path: 'PathLike') -> 'pd.DataFrame'",
    "regenerate": (
        "(path: 'PathLike', output: 'PathLike | None' = None, *, in_place: 'bool' = False,"
        " strict: 'bool' = False) -> 'Result'"
    ),
    "regenerate_many": (
        "(paths: 'PathLike | Iterable[PathLike]', output: 'PathLike | None' = None, *,"
        " in_place: 'bool' = False, strict: 'bool' = False, resume: 'bool' = False,"
        " jobs: 'int | None' = None) -> 'Iterator[Result]'"
    ),
    "write": (
        "(data: 'Mapping[str, Any] | Book', path: 'PathLike', *, functions: 'str' = 'native',"
        " overwrite: 'bool' = False) -> 'Path'"
    ),
}
CLASSES = {
    "Book": {
        "data", "findings", "funds", "goals", "grade", "indicators", "levels", "outputs", "path",
        "project", "rates", "record", "score_rate", "second_levels", "survey", "total",
    },
    "Result": {
        "done", "grade", "input", "output", "reason", "record", "resumed", "score_rate", "seconds",
        "status", "total",
    },
    "YqxlError": {"exit_code"}, "InputRefusedError": {"exit_code"},
    "OutputFailedError": {"exit_code"}, "UsageError": {"exit_code"},
}  # fmt: skip


def test_the_names_are_the_documented_ones() -> None:
    names: dict[str, object] = {}
    exec("from yqxl import *", names)  # noqa: S102 - what a notebook does
    del names["__builtins__"]
    assert set(names) == set(yqxl.__all__) == {*SIGNATURES, *CLASSES}
    assert set(names) <= set(dir(yqxl))
    stub = ast.parse((ROOT / "yqxl" / "__init__.pyi").read_text(encoding="utf-8"))
    told = {alias.asname for node in ast.walk(stub) if isinstance(node, ast.ImportFrom)
            for alias in node.names}  # fmt: skip
    assert told == set(names)
    page = PAGE.read_text(encoding="utf-8")
    for name in {*names, *CLASSES["Book"]} - {"path", "Book", "Result"}:
        assert re.search(rf"\b{name}\b", page), name


@pytest.mark.parametrize("name", SIGNATURES)
def test_signatures(name: str) -> None:
    assert str(inspect.signature(getattr(yqxl, name))) == SIGNATURES[name]


@pytest.mark.parametrize("name", CLASSES)
def test_attributes(name: str) -> None:
    kind = getattr(yqxl, name)
    own = {one for base in kind.__mro__[:-1] if base.__module__.startswith("yqxl")
           for one in {*vars(base), *vars(base).get("__annotations__", {})}}  # fmt: skip
    assert {one for one in own if not one.startswith("_")} == CLASSES[name]


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = yqxl.nothing  # type: ignore[attr-defined]  # that is what is tested


def test_the_page_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = yqxl.write(DATA, tmp_path / "评价.xlsx")
    better = yqxl.Book.data.fget(yqxl.read(book))  # type: ignore[attr-defined]  # a property
    for name, data in (("a县", DATA), ("b县", _full_training(better))):
        (tmp_path / "全省" / name).mkdir(parents=True)
        yqxl.write(data, tmp_path / "全省" / name / "评价.xlsx")
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (failed, tried > 15) == (0, True)


def _full_training(data: object) -> dict[str, object]:
    changed = json.loads(json.dumps(data))
    next(row for row in changed["outputs"] if row["code"] == "O02")["actual"] = 700
    return dict(changed)


@pytest.mark.long
def test_thirty_workbooks_are_ranked_by_ten_lines(tmp_path: Path) -> None:
    folder = tmp_path / "全省"
    folder.mkdir()
    for number in range(30):
        data = json.loads(json.dumps(DATA))
        next(row for row in data["outputs"] if row["code"] == "O03")["actual"] = number
        yqxl.write(data, folder / f"{number}.xlsx")
    script = tmp_path / "rank.py"
    script.write_text(
        "import pandas as pd\n"
        "import yqxl\n"
        "def main():\n"
        "    rows = [{'file': one.input.stem, 'rate': one.score_rate, 'grade': one.grade}\n"
        "            for one in yqxl.regenerate_many('全省', 'out', jobs=2)]\n"
        "    table = pd.DataFrame(rows).sort_values(['rate', 'file'], ascending=False)\n"
        "    print(table.to_csv(index=False))\n"
        "if __name__ == '__main__':\n"
        "    main()\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, script], capture_output=True, encoding="utf-8", check=False, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = done.stdout.split()
    assert len(lines) == 31
    rates = [float(line.split(",")[1]) for line in lines[1:]]
    assert rates == sorted(rates, reverse=True)
    assert len(set(rates)) > 5


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import yqxl", {"yqxl.errors", "pandas", "pydantic", "openpyxl"}),
        ("import yqxl; yqxl.read", {"pandas", "openpyxl", "numpy"}),
        ("import yqxl; yqxl.read(path).total", {"pandas", "openpyxl", "numpy"}),
    ],
    ids=["import", "name", "read"],
)
def test_nothing_heavy_before_it_is_used(code: str, absent: set[str]) -> None:
    book = ROOT / "workbooks" / "yangquan_2022.xlsx"
    program = f"import sys; path = {str(book)!r}; {code}; print(*({absent!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True, cwd=ROOT
    )
    assert done.stdout.split() == []


def test_spawned_without_the_guard_names_the_cause_not_the_file(tmp_path: Path) -> None:
    """A thread in the script forbids forking, as on Windows: each worker runs the script anew."""
    yqxl.write(DATA, tmp_path / "评价.xlsx")
    script = tmp_path / "no_guard.py"
    script.write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(20,), daemon=True).start()\n"
        "import yqxl\n"
        "try:\n"
        "    print([one.status for one in yqxl.regenerate_many('评价.xlsx', 'out', jobs=1)])\n"
        "except yqxl.UsageError as error:\n"
        "    print(error)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, script], capture_output=True, encoding="utf-8", check=False, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert "YQ-422" in done.stdout, done.stdout + done.stderr
    assert "__main__" in done.stdout
    assert "评价.xlsx" not in done.stdout


def test_wrong_calls_are_sentences(tmp_path: Path) -> None:
    book = yqxl.write(DATA, tmp_path / "a.xlsx")
    with pytest.raises(yqxl.OutputFailedError, match="YQ-322"):
        yqxl.write(DATA, book)
    for call in (lambda: yqxl.regenerate(book), lambda: yqxl.regenerate_many(book),
                 lambda: yqxl.write(DATA, tmp_path / "a.xls"),
                 lambda: yqxl.write(DATA, tmp_path / "b.xlsx", functions="vba")):  # fmt: skip
        with pytest.raises(yqxl.UsageError):
            call()
    with pytest.raises(yqxl.InputRefusedError, match="goals"):
        yqxl.evaluate({"schema": 1, "goals": [{"gaol": 1}]})
    assert yqxl.evaluate(yqxl.read(book)).total == 77.73
