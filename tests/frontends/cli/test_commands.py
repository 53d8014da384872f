"""The command line as people use it: real processes, real files, real exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from yqxl.catalog import standard_tables
from yqxl.evaluation.rendering.sheet_form import RENEWED
from yqxl.frontends.cli.entry import plain_call
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def case_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("case") / "yangquan_2022.xlsx"
    create(load(CASE), path)
    return path


@pytest.fixture
def yqxl(tmp_path: Path) -> Run:
    def run(*arguments: object, **keywords: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "yqxl", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path,
            **keywords,  # type: ignore[call-overload]  # passed through
        )

    return run


def test_regenerate_prints_the_published_result(yqxl: Run, case_book: Path, tmp_path: Path) -> None:
    done = yqxl("regenerate", case_book, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    rows = [line.replace("|", " ").split() for line in done.stdout.splitlines()]
    assert ["得分", "17", "20.99", "31.74", "8", "77.73"] in rows
    assert ["得分率", "85%", "69.97%", "79.35%", "80%", "77.73%"] in rows
    assert ["评价等级", "中"] in rows
    book = openpyxl.load_workbook(tmp_path / "out" / case_book.name, data_only=True)
    assert {*(table.sheet for table in standard_tables()), "校验"} <= set(book.sheetnames)
    assert (
        book["首页"][book.defined_names["yq_grade"].attr_text.split("!")[1].replace("$", "")].value
        == "中"
    )


def test_regenerate_prints_the_table_that_it_writes(
    yqxl: Run, case_book: Path, tmp_path: Path
) -> None:
    """An unfinished evaluation too: what is missing stands in the table, nothing is added up."""
    evaluation = load(CASE)
    first, *others = evaluation.indicators
    unscored = replace(first, rule="", given=None)
    book = tmp_path / "未评完.xlsx"
    create(replace(evaluation, indicators=(unscored, *others)), book)
    done = yqxl("regenerate", book, "-o", tmp_path / "out")
    sheet = openpyxl.load_workbook(tmp_path / "out" / book.name, data_only=True)["表3-1"]
    written = [str(row[0]) for row in sheet.iter_rows(values_only=True) if row[0]]
    printed = [line.split(" | ")[0].strip() for line in done.stdout.splitlines() if line[0] != "-"]
    assert "未得分项" in written
    assert written.pop() == RENEWED, "below the table, off the paper"
    assert [text.split("  ")[0] for text in printed] == written
    both = yqxl("regenerate", book, case_book, "-o", tmp_path / "more")
    assert both.stdout == "", "a batch prints no tables"


def test_regenerate_json_has_the_published_figures(
    yqxl: Run, case_book: Path, tmp_path: Path
) -> None:
    done = yqxl("regenerate", case_book, "-o", tmp_path / "out", "--json")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["schema"] == "yqxl-result/2"
    assert (record["status"], record["total"], record["grade"]) == ("ok", 77.73, "中")
    assert [level["score"] for level in record["levels"]] == [17, 20.99, 31.74, 8]
    assert record["levels"][0]["name"] == "政策制定"
    published = [1, 509 / 700, 0, 1, 1, 639.79 / 733, 414.77 / 639.79, 133.06 / 230]
    assert list(record["rates"].values()) == pytest.approx(published, rel=0, abs=1e-12)
    assert record["costs"]["total"] == 7_330_000
    assert not [finding for finding in record["findings"] if finding["level"] == "error"]


def test_regenerating_the_output_gives_the_same_bytes(
    yqxl: Run, case_book: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert yqxl("regenerate", case_book, "-o", first).returncode == 0
    assert yqxl("regenerate", first / case_book.name, "-o", second).returncode == 0
    assert (first / case_book.name).read_bytes() == (second / case_book.name).read_bytes()


def test_stale_values_are_repaired_once_and_for_all(
    yqxl: Run, case_book: Path, tmp_path: Path
) -> None:
    stale = tmp_path / "stale.xlsx"
    with zipfile.ZipFile(case_book) as package, zipfile.ZipFile(stale, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace(b"<v>3.49</v>", b"<v>3.48</v>"))
    first, second = tmp_path / "first", tmp_path / "second"
    done = yqxl("regenerate", stale, "-o", first, "--json")
    assert "YQ-025" in {one["code"] for one in json.loads(done.stdout)["findings"]}
    again = yqxl("regenerate", first / "stale.xlsx", "-o", second, "--json")
    assert "YQ-025" not in {one["code"] for one in json.loads(again.stdout)["findings"]}
    assert (first / "stale.xlsx").read_bytes() == (second / "stale.xlsx").read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_the_screen_output_is_told(case_book: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "yqxl", "regenerate", case_book, "-o", tmp_path / "out"],
            stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_in_place_keeps_a_backup(yqxl: Run, case_book: Path, tmp_path: Path) -> None:
    book = tmp_path / "评价.xlsx"
    book.write_bytes(case_book.read_bytes())
    assert yqxl("regenerate", book, "--in-place").returncode == 0
    assert book.read_bytes() != case_book.read_bytes()
    backups = [path for path in tmp_path.iterdir() if path.suffix == ".bak"]
    assert [path.read_bytes() for path in backups] == [case_book.read_bytes()]


def test_export_gives_back_what_new_was_given(yqxl: Run, case_book: Path) -> None:
    done = yqxl("export", case_book)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads(CASE.read_text(encoding="utf-8"))


def test_export_of_results_is_the_record_of_check(yqxl: Run, case_book: Path) -> None:
    exported = json.loads(yqxl("export", case_book, "--results").stdout)
    checked = json.loads(yqxl("check", case_book, "--json").stdout)
    assert exported.pop("seconds") > 0
    assert checked.pop("seconds") > 0
    assert exported == checked


def test_the_schema_of_results_is_the_shape_of_every_record(
    yqxl: Run, case_book: Path, tmp_path: Path
) -> None:
    schema = json.loads(yqxl("schema", "--results").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    nothing = tmp_path / "不是.xlsx"
    nothing.write_bytes(b"?")
    blank = tmp_path / "空白.xlsx"
    assert yqxl("new", blank).returncode == 0
    done = yqxl("regenerate", case_book, nothing, blank, "-o", tmp_path / "out", "--json")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["status"] for record in records] == ["ok", "refused", "findings"]
    for record in records:
        jsonschema.validate(record, schema)
        assert set(schema["required"]) <= set(record)


def test_schema_accepts_the_model_case(yqxl: Run) -> None:
    schema = json.loads(yqxl("schema").stdout)
    jsonschema.validate(json.loads(CASE.read_text(encoding="utf-8")), schema)


def test_new_makes_a_blank_template_without_an_error_value(yqxl: Run, tmp_path: Path) -> None:
    done = yqxl("new", "模板.xlsx")
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(tmp_path / "模板.xlsx", data_only=True)
    values = [cell.value for sheet in book for row in sheet for cell in row]
    assert not [value for value in values if isinstance(value, str) and value.startswith("#")]


def test_new_never_overwrites_unasked(yqxl: Run, tmp_path: Path) -> None:
    target = tmp_path / "有.xlsx"
    target.write_text("mine", encoding="utf-8")
    done = yqxl("new", target)
    assert done.returncode == 3
    assert "YQ-322" in done.stderr
    assert target.read_text(encoding="utf-8") == "mine"


def test_explain_tells_where_a_score_comes_from(yqxl: Run, case_book: Path) -> None:
    text = yqxl("explain", case_book, "b203").stdout
    assert "执行率分档(财预〔2021〕101号)" in text
    assert "实际到位项目经费" in text
    assert "资金/合计/实际支出" in text
    assert "[指标体系!" in text


def test_check_lists_findings_and_writes_nothing(
    yqxl: Run, case_book: Path, tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    done = yqxl("check", case_book)
    assert done.returncode == 0
    assert "YQ-" in done.stdout
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", ["functions", "rules"])
def test_the_registry_as_json_is_a_list_with_names(yqxl: Run, command: str) -> None:
    entries = json.loads(yqxl(command, "--json").stdout)
    assert len(entries) > 10
    assert all(entry["name"] and entry["source"] for entry in entries)
    plain = yqxl(command).stdout
    assert all(entry["name"] in plain for entry in entries)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["regenerate", "x.xlsx"], 2),
        (["regenerate", "x.xlsx", "-o", "out", "--in-place"], 2),
        (["regenerate", "*.xlsx", "-o", "out"], 2),
        (["regenerate", "x.xlsx", "-o", "out", "--shard", "3/2"], 2),
        (["regenerate", "x.xlsx", "-o", "out", "--jobs", "0"], 2),
        (["no-such-command"], 2),
        (["check", "no-such-file.xlsx"], 1),
        (["export", "no-such-file.xlsx"], 1),
        (["new", "a.xls"], 2),
        (["new", "a.xlsx", "--functions", "vba"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_exit_codes_of_wrong_calls(yqxl: Run, arguments: list[str], code: int) -> None:
    done = yqxl(*arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert "YQ-" in done.stderr + done.stdout


def test_explain_names_the_codes_there_are(yqxl: Run, case_book: Path) -> None:
    done = yqxl("explain", case_book, "Z999")
    assert done.returncode == 2
    assert "C102" in done.stderr


def test_new_from_wrong_data_names_every_place(yqxl: Run, tmp_path: Path) -> None:
    data = tmp_path / "data.json"
    data.write_text('{"schema": 1, "goals": [{"gaol": "x"}], "project": {"name": 3}}', "utf-8")
    done = yqxl("new", "out.xlsx", "--from", data)
    assert done.returncode == 1
    assert "goals[0].gaol" in done.stderr
    assert "project.name" in done.stderr
    assert not (tmp_path / "out.xlsx").exists()


def test_an_unwritable_output_keeps_the_old_one(yqxl: Run, case_book: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    target = out / case_book.name
    target.symlink_to(tmp_path / "elsewhere.xlsx")
    done = yqxl("regenerate", case_book, "-o", out)
    assert done.returncode == 3
    assert target.is_symlink()
    assert not (tmp_path / "elsewhere.xlsx").exists()


def test_a_batch_is_the_same_with_one_and_with_two_processes(
    yqxl: Run, case_book: Path, tmp_path: Path
) -> None:
    books = tmp_path / "in"
    books.mkdir()
    for number in range(6):
        (books / f"评价{number}.xlsx").write_bytes(case_book.read_bytes())
    (books / "坏.xlsx").write_bytes(b"PK\3\4 broken")
    outputs = []
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        done = yqxl("regenerate", books, "-o", out, "--jobs", jobs, "--json")
        assert done.returncode == 1
        records = [json.loads(line) for line in done.stdout.splitlines()]
        assert [record["status"] for record in records] == ["refused"] + ["ok"] * 6 or [
            record["status"] for record in records
        ] == ["ok"] * 6 + ["refused"]
        outputs.append({path.name: path.read_bytes() for path in out.glob("*.xlsx")})
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) == 6


def test_resume_skips_what_is_done_and_unchanged(
    yqxl: Run, case_book: Path, tmp_path: Path
) -> None:
    books, out = tmp_path / "in", tmp_path / "out"
    books.mkdir()
    for number in range(3):
        (books / f"{number}.xlsx").write_bytes(case_book.read_bytes())
    assert yqxl("regenerate", books, "-o", out).returncode == 0
    written = {path.name: path.stat().st_mtime_ns for path in out.glob("*.xlsx")}
    create(Evaluation(), books / "1.xlsx")
    done = yqxl("regenerate", books, "-o", out, "--resume", "--json")
    again = {path.name: path.stat().st_mtime_ns for path in out.glob("*.xlsx")}
    assert len(done.stdout.splitlines()) == 3
    assert {name for name in written if written[name] != again[name]} == {"1.xlsx"}


def test_shards_share_the_files(yqxl: Run, case_book: Path, tmp_path: Path) -> None:
    books, out = tmp_path / "in", tmp_path / "out"
    books.mkdir()
    for number in range(5):
        (books / f"{number}.xlsx").write_bytes(case_book.read_bytes())
    done = []
    for shard in ("1/2", "2/2"):
        lines = yqxl("regenerate", books, "-o", out, "--shard", shard, "--json").stdout.splitlines()
        done.append({Path(json.loads(line)["input"]).name for line in lines})
    assert done[0] & done[1] == set()
    assert done[0] | done[1] == {f"{number}.xlsx" for number in range(5)}


def test_same_named_inputs_are_refused_before_any_work(
    yqxl: Run, case_book: Path, tmp_path: Path
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "同名.xlsx").write_bytes(case_book.read_bytes())
    done = yqxl("regenerate", "a/同名.xlsx", "b/同名.xlsx", "-o", "out")
    assert done.returncode == 2
    assert not (tmp_path / "out").exists()


def test_a_list_names_files(yqxl: Run, case_book: Path, tmp_path: Path) -> None:
    names = tmp_path / "清单.txt"
    names.write_text(f"\ufeff# 注释\n{case_book}\n\n", encoding="utf-8")
    assert yqxl("check", f"@{names}").returncode == 0
    assert yqxl("check", "-", input=f"{case_book}\n").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT is sent the POSIX way")
def test_ctrl_c_reports_and_leaves_whole_files(case_book: Path, tmp_path: Path) -> None:
    books, out = tmp_path / "in", tmp_path / "out"
    books.mkdir()
    for number in range(400):
        os.link(case_book, books / f"{number}.xlsx")
    process = subprocess.Popen(
        [sys.executable, "-m", "yqxl", "regenerate", str(books), "-o", str(out)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    end = time.monotonic() + 30
    while len(list(out.glob("*.xlsx"))) < 3 and time.monotonic() < end:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors.decode()
    assert "已中断" in errors.decode()
    assert "Traceback" not in errors.decode()
    done = list(out.glob("*.xlsx"))
    assert 3 <= len(done) < 400
    for path in done:
        openpyxl.load_workbook(path).close()
    assert not list(out.glob("*.tmp"))


HEAVY = {
    "openpyxl", "pandas", "pydantic", "xlwings", "numpy", "python_calamine", "rich.console",
}  # fmt: skip


def loaded(arguments: list[str]) -> set[str]:
    """Return which heavy libraries a command line loads."""
    code = (
        "import sys\nfrom yqxl.frontends.cli.entry import main\n"
        f"sys.argv = ['yqxl', *{arguments!r}]\n"
        "try: main()\nexcept SystemExit as done: assert not done.code\n"
        f"print(*({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    )
    return HEAVY & set(done.stderr.split())


def test_help_loads_no_workbook_library() -> None:
    assert loaded(["--help"]) == set()
    assert loaded(["--version"]) == set()


def test_one_small_workbook_loads_no_heavy_library(case_book: Path, tmp_path: Path) -> None:
    assert loaded(["regenerate", str(case_book), "-o", str(tmp_path / "o")]) == set()
    assert loaded(["check", str(case_book)]) == set()


def test_the_plain_call_and_the_parsed_one_do_the_same(
    yqxl: Run, case_book: Path, tmp_path: Path
) -> None:
    plain = yqxl("regenerate", case_book, "-o", tmp_path / "plain")
    parsed = yqxl("regenerate", case_book, "--jobs", "1", "--output", tmp_path / "parsed")
    assert plain.stdout == parsed.stdout
    written = [(tmp_path / name / case_book.name).read_bytes() for name in ("plain", "parsed")]
    assert written[0] == written[1]
    assert yqxl("check", case_book).stdout == yqxl("check", "--", case_book).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["regenerate"], ["regenerate", "a.xlsx"], ["regenerate", "-o", "out"],
        ["regenerate", "a.xlsx", "-o"], ["regenerate", "a.xlsx", "-o", "--json"],
        ["regenerate", "a.xlsx", "-o", "x", "-o", "y"], ["regenerate", "--help"],
        ["regenerate", "a.xlsx", "-o", "out", "--strict"], ["check"], ["check", "--json"], [],
        ["check", "a.xlsx", "-o", "out"], ["check", "a.xlsx", "--digest", "1a2b3c4d"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_no_plain_call_goes_through_the_parser(arguments: list[str]) -> None:
    assert plain_call(arguments) is None
