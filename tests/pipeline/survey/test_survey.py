"""``yqxl survey``: rosters of every kind counted, filled into a workbook, nothing lost."""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from pyarrow import DictionaryArray, array, parquet, table

from yqxl.errors import InputRefusedError, OutputFailedError, UsageError
from yqxl.interchange.importing import load
from yqxl.pipeline.create import create
from yqxl.pipeline.survey import survey_files
from yqxl.pipeline.survey.survey import Survey, fill_in, survey_of
from yqxl.pipeline.survey.survey_files import count_file, text_form
from yqxl.workbook.package.refusals import Refusal

DATA = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
OPTIONS = ("非常满意", "满意", "一般", "不满意")
Pairs = dict[tuple[str, str], int]


def answers(rows: int, *others: tuple[str, str], seed: int = 1) -> tuple[list[list[str]], Pairs]:
    """Rows with a header, and what they count."""
    rng = random.Random(seed)
    pairs = [("S01", rng.choice(OPTIONS)) for _ in range(rows)] + list(others)
    table = [["序号", "编码", "县区, 学校", "选项"]]
    table += [[str(n), code, "盂县\n一中", option] for n, (code, option) in enumerate(pairs)]
    return table, dict(Counter(pairs))


def text(table: list[list[str]], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(table)
    return stream.getvalue()


@pytest.fixture(scope="module")
def filled_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model case: its S01 has 60, 29, 9 and 2."""
    path = tmp_path_factory.mktemp("case") / "case.xlsx"
    create(load(DATA), path)
    return path


@pytest.fixture(scope="module")
def blank_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model case without the 人数 of S01."""
    case = load(DATA)
    rows = tuple(
        replace(row, count=None) if row.code == "S01" else row for row in case.survey_counts
    )
    path = tmp_path_factory.mktemp("blank") / "case.xlsx"
    create(replace(case, survey_counts=rows), path)
    return path


@pytest.mark.parametrize("delimiter", [",", "\t", ";"], ids=["comma", "tab", "semicolon"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_of_every_kind_are_counted(
    encoding: str, delimiter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey_files, "CHUNK_ROWS", 70)
    table, expected = answers(500, ("S02", "𠮷"))
    path = tmp_path / "明细.csv"
    path.write_bytes(text(table, delimiter).encode(encoding))
    assert count_file(path).counts == dict(sorted(expected.items()))
    form = text_form(path)
    assert (form.encoding, form.delimiter, form.columns) == (encoding, delimiter, (1, 3))


def test_a_gb18030_byte_far_behind_decides(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    rows = "S01,a\r\n" * 400_000
    path.write_bytes(f"编号,选 项\r\n{rows}".encode("gb18030") + "S02,满意".encode("gb18030"))
    assert count_file(path).counts == {("S01", "a"): 400_000, ("S02", "满意"): 1}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("县区满意度问卷\n\n编码,选项\nS01,满意\n", {("S01", "满意"): 1}),
        ("编码,选项\nS01,\n,满意\n,\n", {("S01", ""): 1, ("", "满意"): 1}),
        ("编码,选项,备注\nS01\nS01,NA,1\n", {("S01", ""): 1, ("S01", "NA"): 1}),
        ("选项,编码\n 满意 ,007\n", {("007", "满意"): 1}),
        ("编码，选项\nS01，满意\n", {("S01", "满意"): 1}),
        ("编码,选项\n", {}),
        ('编码,选项\n"S,1","满\n意"\n', {("S,1", "满\n意"): 1}),
        ('"满意度调查\n第二行",,\n编码,选项,x\nS01,满意,1\nS01,满意,2\n', {("S01", "满意"): 2}),
        ("编码,选项\nS01,#N/A\n#N/A,#N/A\n", {("S01", "#N/A"): 1, ("#N/A", "#N/A"): 1}),
    ],
    ids=[
        "title",
        "blanks",
        "short rows",
        "zeros kept",
        "Chinese comma",
        "no rows",
        "quoted",
        "title of two lines",
        "error texts",
    ],
)
def test_what_a_text_may_look_like(content: str, expected: Pairs, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    assert count_file(path).counts == dict(sorted(expected.items()))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", "县区,选项\n盂县,满意\n".encode(), "YQ-212"),
        ("a.csv", b"", "YQ-212"),
        ("a.csv", b"\xff\x00\xff" * 9, "YQ-217"),
        ("a.csv", '编码,选项\nS01,"满意\n'.encode(), "YQ-218"),
        ("a.parquet", b"PAR1 and no more", "YQ-219"),
        ("a.xlsx", b"no workbook", "YQ-117"),
    ],
    ids=["no column", "empty", "no encoding", "open quote", "parquet", "xlsx"],
)
def test_what_cannot_be_counted_is_refused(
    name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputRefusedError) as refused:
        count_file(path)
    if name.endswith("xlsx"):
        assert refused.value.code in {refusal.code for refusal in Refusal}
    else:
        assert refused.value.code == code
    assert refused.value.file == str(path)


def test_files_that_are_not_there_or_of_no_kind(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError):
        count_file(tmp_path / "none.csv")
    with pytest.raises(InputRefusedError):
        count_file(tmp_path / "none.parquet")
    with pytest.raises(UsageError) as refused:
        count_file(tmp_path / "a.docx")
    assert refused.value.code == "YQ-440"


@pytest.mark.parametrize("kind", ["text", "category", "number"])
def test_parquet_is_counted(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey_files, "CHUNK_ROWS", 64)
    table, expected = answers(300)
    frame = pd.DataFrame(table[1:], columns=table[0])
    if kind == "category":
        frame = frame.astype({"编码": "category", "选项": "category"})
    if kind == "number":
        frame["选项"] = [OPTIONS.index(option) for option in frame["选项"]]
        expected = {(code, str(OPTIONS.index(option))): n for (code, option), n in expected.items()}
    frame.loc[0, "县区, 学校"] = None
    path = tmp_path / "明细.parquet"
    frame.to_parquet(path)
    assert count_file(path).counts == dict(sorted(expected.items()))


def test_a_workbook_is_counted_and_one_without_the_sheet_refused(
    filled_book: Path, tmp_path: Path
) -> None:
    table, expected = answers(200)
    path = tmp_path / "明细.xlsx"
    pd.DataFrame(table[1:], columns=table[0]).to_excel(path, sheet_name="问卷明细", index=False)
    assert count_file(path).counts == dict(sorted(expected.items()))
    with pytest.raises(InputRefusedError) as refused:
        count_file(filled_book)
    assert refused.value.code == "YQ-216"


def roster(tmp_path: Path, rows: int, *others: tuple[str, str]) -> Path:
    path = tmp_path / "明细.csv"
    path.write_text(text(answers(rows, *others)[0]), encoding="utf-8")
    return path


def filled(path: Path, book: Path, target: Path, *, replace: bool = False) -> Survey:
    return fill_in(path.name, count_file(path), book, target, replace=replace)


def typed(path: Path) -> list[Any]:
    sheet = openpyxl.load_workbook(path, data_only=True)["满意度"]
    area = sheet[sheet.tables["yq_survey_counts"].ref]
    column = [cell.value for cell in area[0]].index("人数")
    return [row[column].value for row in area[1:] if row[0].value == "S01"]


def test_blank_numbers_are_filled_in_and_everything_follows(
    blank_book: Path, tmp_path: Path
) -> None:
    path = roster(tmp_path, 1000, ("S09", "满意"), ("S01", "说不清"), ("S01", "说不清"))
    expected = count_file(path).counts
    target = tmp_path / "out.xlsx"
    done = filled(path, blank_book, target)
    assert [expected.get(("S01", option), 0) for option in OPTIONS] == typed(target)
    assert {line.status for line in done.lines} == {"filled", "unmatched"}
    assert sum(line.answers for line in done.lines) == done.answers == 1003
    assert done.outcome is not None
    assert done.outcome.exit_code == 0
    assert done.outcome.total is not None
    told = [one["message"] for one in done.outcome.findings if one["code"] == "YQ-066"]
    assert len(told) == 2
    assert "“说不清”的 2 份" in told[0]
    assert all(one["code"] != "YQ-025" for one in done.outcome.findings)
    # the rate beside the numbers is that of the numbers
    sheet = openpyxl.load_workbook(target, data_only=True)["满意度"]
    good = sum(expected["S01", option] for option in OPTIONS[:2])
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert good / 1000 in values


def test_other_parts_stay_as_they_are(blank_book: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    filled(roster(tmp_path, 50), blank_book, target)
    with zipfile.ZipFile(blank_book) as before, zipfile.ZipFile(target) as after:
        kept = [n for n in before.namelist() if "media" in n or "table" in n or "theme" in n]
        assert kept
        assert all(before.read(name) == after.read(name) for name in kept)


def test_the_output_regenerates_to_itself(blank_book: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    filled(roster(tmp_path, 50), blank_book, target)
    run("regenerate", target, "-o", tmp_path / "again")
    assert (tmp_path / "again" / "out.xlsx").read_bytes() == target.read_bytes()


def test_other_numbers_are_refused_unless_replaced(filled_book: Path, tmp_path: Path) -> None:
    path, target = roster(tmp_path, 400), tmp_path / "out.xlsx"
    refused = filled(path, filled_book, target)
    assert refused.outcome is not None
    assert (refused.outcome.exit_code, refused.outcome.output) == (1, None)
    assert [one["cell"] for one in refused.outcome.findings] == [
        line.cell for line in refused.lines if line.status == "different"
    ]
    assert len(refused.outcome.findings) == 4
    assert not target.exists()
    done = filled(path, filled_book, target, replace=True)
    assert {line.status for line in done.lines} == {"replaced"}
    assert sum(typed(target)) == 400


def test_equal_numbers_are_left_alone(filled_book: Path, tmp_path: Path) -> None:
    numbers = dict(zip(OPTIONS, typed(filled_book), strict=True))
    path = tmp_path / "same.csv"
    rows = [["s01 ", option] for option, count in numbers.items() for _ in range(int(count))]
    path.write_text(text([["编码", "选项"], *rows]), encoding="utf-8")
    done = filled(path, filled_book, tmp_path / "out.xlsx")
    assert {line.status for line in done.lines} == {"same"}


def test_a_workbook_without_the_table_is_refused(filled_book: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(filled_book)
    del book["满意度"]
    bare = tmp_path / "bare.xlsx"
    book.save(bare)
    with pytest.raises(InputRefusedError) as refused:
        filled(roster(tmp_path, 5), bare, tmp_path / "out.xlsx")
    assert refused.value.code == "YQ-222"


def test_an_unwritable_target_is_told_before_any_work(blank_book: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputFailedError):
        filled(roster(tmp_path, 5), blank_book, tmp_path / "none" / "out.xlsx")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", *map(str, arguments)],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_command_prints_the_counts(tmp_path: Path) -> None:
    path = roster(tmp_path, 1200)
    done = run("survey", path)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["编码", "选项", "份数"]
    assert lines[-1].split() == ["合计", "1,200"]
    record = json.loads(run("survey", path, "--json").stdout)
    assert record["schema"] == "yqxl-survey/1"
    assert sum(one["count"] for one in record["counts"]) == record["answers"] == 1200
    assert record == survey_of(path.name, count_file(path)).record()


def test_the_command_fills_in_place_with_a_backup(blank_book: Path, tmp_path: Path) -> None:
    book = tmp_path / "评价.xlsx"
    before = blank_book.read_bytes()
    book.write_bytes(before)
    done = run("survey", roster(tmp_path, 100, ("S9", "满意")), "--into", book, "--in-place")
    assert done.returncode == 0, done.stderr
    assert "没有对应的行" in done.stdout
    assert "已写入" in done.stderr
    (backup,) = tmp_path.glob("*.bak")
    assert backup.read_bytes() == before
    assert sum(typed(book)) == 100


def test_the_command_lists_what_stands_against_it(filled_book: Path, tmp_path: Path) -> None:
    path = roster(tmp_path, 100)
    done = run("survey", path, "--into", filled_book, "-o", tmp_path / "out.xlsx")
    assert done.returncode == 1
    assert "与已填的不同" in done.stdout
    assert "YQ-066 满意度!I5 S01 “非常满意”已填 60，明细中有 24 份。（共 4 处：" in done.stderr
    target = tmp_path / "填好.xlsx"
    done = run("survey", path, "--into", filled_book, "-o", target, "--replace", "--json")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["workbook"]["output"] == str(target)
    assert record["workbook"]["schema"] == "yqxl-result/2"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["-o", "out.xlsx"], "YQ-443"),
        (["--replace"], "YQ-443"),
        (["--into", "book.xlsx"], "YQ-404"),
        (["--into", "book.xlsx", "-o", "a.xlsx", "--in-place"], "YQ-404"),
        (["--into", "book.xlsx", "-o", "a.xlsm"], "YQ-444"),
        (["--into", "book.xlsx", "-o", "."], "YQ-444"),
    ],
    ids=["output alone", "replace alone", "no output", "two outputs", "other suffix", "a folder"],
)
def test_wrong_calls(options: list[str], code: str, tmp_path: Path) -> None:
    done = run("survey", roster(tmp_path, 3), *options)
    assert done.returncode == 2
    assert code in done.stderr


def test_the_output_is_never_the_input_by_chance(blank_book: Path, tmp_path: Path) -> None:
    done = run("survey", roster(tmp_path, 3), "--into", blank_book, "-o", blank_book)
    assert done.returncode == 2
    assert "YQ-445" in done.stderr


def test_a_book_with_its_own_roster_is_checked(
    blank_book: Path, filled_book: Path, tmp_path: Path
) -> None:
    told = {}
    for name, source in (("blank", blank_book), ("filled", filled_book)):
        book = openpyxl.load_workbook(source)
        sheet = book.create_sheet("问卷明细")
        for row in answers(300, ("S07", "满意"))[0]:
            sheet.append(row)
        path = tmp_path / f"{name}.xlsx"
        book.save(path)
        record = json.loads(run("check", path, "--json").stdout)
        found = [one for one in record["findings"] if one["code"] == "YQ-066"]
        told[name] = Counter(one["level"] for one in found)
        target = tmp_path / f"{name}_out.xlsx"
        done = filled(path, path, target, replace=True)
        assert sum(typed(target)) == 300
        assert done.answers == 301
    assert told == {"blank": {"note": 4, "warning": 1}, "filled": {"warning": 5}}


@pytest.mark.parametrize("command", ["check", "survey"])
def test_no_heavy_library_is_loaded(command: str, filled_book: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom yqxl.frontends.cli.entry import main\n"
        "try: main()\nexcept SystemExit as done: assert not done.code\n"
        "print('LOADED', 'pandas' in sys.modules, file=sys.stderr)"
    )
    target = filled_book if command == "check" else roster(tmp_path, 3)
    done = subprocess.run(
        [sys.executable, "-c", code, command, target],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert "LOADED False" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_a_roster_that_unpacks_without_end_costs_one_sentence(tmp_path: Path) -> None:
    """46 KB on the disk, gigabytes in memory: dictionary pages repeat one text of 8 MB."""
    text = "满" * (8 << 20)
    options = DictionaryArray.from_arrays(array([0] * 4000, "int32"), array([text]))
    path = tmp_path / "明细.parquet"
    parquet.write_table(
        table({"编码": array(["S01"] * 4000), "选项": options}), path, compression="zstd"
    )
    assert path.stat().st_size < 100_000
    with pytest.raises(InputRefusedError) as refused:
        count_file(path)
    assert refused.value.code in {"YQ-501", "YQ-503", "YQ-219"}
    assert refused.value.file == str(path)


def test_an_error_cell_is_an_answer_still(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "问卷明细"
    for row in (("编码", "选项"), ("S01", "满意"), ("S01", "#N/A"), ("#REF!", "满意")):
        sheet.append(row)
    book.save(tmp_path / "明细.xlsx")
    counted = count_file(tmp_path / "明细.xlsx").counts
    assert counted == {("#REF!", "满意"): 1, ("S01", "#N/A"): 1, ("S01", "满意"): 1}
