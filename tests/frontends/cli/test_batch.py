"""Batches as they are run at night: trees, odd names, shards, signals, summaries."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.xlsx"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes, POSIX signals")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def yqxl(tmp_path: Path) -> Run:
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "yqxl", *map(str, arguments)],
            capture_output=True, encoding="utf-8", check=False, cwd=tmp_path,
        )  # fmt: skip

    return run


@pytest.fixture
def counties(tmp_path: Path) -> Path:
    """Three counties with a workbook of the same name each, and what stands beside them."""
    folder = tmp_path / "全省"
    for place in ("a县", "b县", "c县"):
        (folder / place).mkdir(parents=True)
        shutil.copy(CASE, folder / place / "评价.xlsx")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.xlsx"))
    }


def test_the_tree_is_kept_and_a_second_run_takes_no_outputs(yqxl: Run, counties: Path) -> None:
    (counties / "旧.et").touch()
    first = subprocess.run(
        [sys.executable, "-m", "yqxl", "regenerate", ".", "-o", "out"],
        capture_output=True, encoding="utf-8", check=False, cwd=counties,
    )  # fmt: skip
    assert first.returncode == 0, first.stderr
    assert "略过 ./旧.et：WPS 表格文件，请另存为 .xlsx" in first.stderr
    assert "共 3 个文件：完成 3；略过 1；" in first.stderr
    before = tree(counties / "out")
    assert set(before) == {f"{place}/评价.xlsx" for place in ("a县", "b县", "c县")}
    again = yqxl("regenerate", counties, "-o", counties / "out", "--resume")
    assert "共 3 个文件：完成 3；其中沿用上次 3；略过 2；" in again.stderr
    assert "out：yqxl 的输出文件夹" in again.stderr
    assert tree(counties / "out") == before
    flat = yqxl("regenerate", counties, "-o", "flat", "--flat")
    assert (flat.returncode, "YQ-410" in flat.stderr) == (2, True)


@LINUX
def test_a_name_that_is_no_utf8_is_done_and_shown(yqxl: Run, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    odd = os.fsdecode(b"b\321\364\310\252\x1b[2J.xlsx")
    for name in ("a.xlsx", odd, "z.xlsx"):
        shutil.copy(CASE, folder / name)
    done = yqxl("regenerate", folder, "-o", out)
    assert done.returncode == 0, done.stderr
    assert "b\\xd1\\xf4\u022a\\x1b[2J.xlsx: 完成" in done.stderr  # \310\252 is UTF-8
    assert "\x1b" not in done.stderr
    assert {path.name for path in out.glob("*.xlsx")} == {"a.xlsx", odd, "z.xlsx"}
    as_json = yqxl("regenerate", folder, "-o", out, "--json").stdout.splitlines()
    record = json.loads(as_json[1])
    assert os.fsdecode(bytes.fromhex(record["file_bytes"])) == str(folder / odd)
    assert json.loads(as_json[0])["file_bytes"] is None


def test_two_shards_at_once_give_the_bytes_of_one_run(
    yqxl: Run, counties: Path, tmp_path: Path
) -> None:
    for number in range(9):
        shutil.copy(CASE, counties / f"{number}.xlsx")
    assert yqxl("regenerate", counties, "-o", "whole").returncode == 0
    command = [sys.executable, "-m", "yqxl", "regenerate", str(counties), "-o", "shared", "--shard"]
    running = [
        subprocess.Popen([*command, share], cwd=tmp_path, stderr=subprocess.PIPE)
        for share in ("1/2", "2/2")
    ]
    for process in running:
        _, told = process.communicate(timeout=120)
        assert process.returncode == 0, told.decode()
    assert tree(tmp_path / "shared") == tree(tmp_path / "whole")
    merged = yqxl("regenerate", counties, "-o", "shared", "--resume")
    assert "其中沿用上次 12" in merged.stderr
    names = sorted(path.name for path in (tmp_path / "shared").glob(".yqxl*"))
    assert names == [".yqxl-manifest.sqlite"]


def test_resume_knows_a_file_however_its_path_is_spelt(
    yqxl: Run, counties: Path, tmp_path: Path
) -> None:
    assert yqxl("regenerate", counties, "-o", "out").returncode == 0
    (tmp_path / "link").symlink_to(counties)
    for spelling in ("全省", "./全省/", "link", "全省/../全省"):
        done = yqxl("regenerate", spelling, "-o", tmp_path / "out", "--resume")
        assert "其中沿用上次 3" in done.stderr, spelling


def test_resume_honours_strict(yqxl: Run, counties: Path) -> None:
    create(Evaluation(), counties / "空白.xlsx")
    assert yqxl("regenerate", counties, "-o", "out").returncode == 1
    strict = yqxl("regenerate", counties, "-o", "out", "--resume", "--strict")
    assert "未处理 1；其中沿用上次 3" in strict.stderr
    whole = yqxl("regenerate", counties, "-o", "out", "--resume", "--json")
    assert all(json.loads(line)["indicators"] is not None for line in whole.stdout.splitlines())


def test_fail_on_decides_what_makes_exit_one(yqxl: Run, counties: Path) -> None:
    create(Evaluation(), counties / "空白.xlsx")  # regenerated, with errors in it
    codes = {
        what: yqxl("regenerate", counties, "-o", "out", "--fail-on", what, "--quiet").returncode
        for what in ("refused", "error", "never")
    }
    assert codes == {"refused": 0, "error": 1, "never": 2}
    (counties / "坏.xlsx").write_bytes(b"PK\3\4 broken")
    done = yqxl("regenerate", counties, "-o", "out", "--fail-on", "refused", "--quiet")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert "坏.xlsx: 未处理" in lines[0]
    assert "共 5 个文件" in lines[-1]
    assert len(lines) == 3  # the refused file, why, and the sum
    only_warnings = yqxl("regenerate", CASE, "-o", "one", "--fail-on", "warning")
    assert only_warnings.returncode == 1


def test_summaries_and_the_list_of_failed_files(yqxl: Run, counties: Path, tmp_path: Path) -> None:
    (counties / "a县" / "坏.xlsx").write_bytes(b"PK\3\4 broken")
    files = ["汇总.csv", "汇总.json", "汇总.xlsx"]
    for number, name in enumerate(files):
        done = yqxl(
            "regenerate", counties, "-o", "out", "--summary", name, "--failed", "未完成.txt"
        )
        assert done.returncode == 1, done.stderr
        assert number == 0 or (tmp_path / name).exists()
    text = (tmp_path / "汇总.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["状态"] for row in rows] == ["未处理", "完成", "完成", "完成"]
    assert rows[0]["原因"]
    assert (rows[1]["总分"], rows[1]["等级"], rows[1]["上次总分"]) == ("77.73", "中", "")
    assert float(rows[1]["A政策制定"]) == 17
    records = json.loads((tmp_path / "汇总.json").read_text(encoding="utf-8"))
    assert records[1]["previous_total"] == 77.73
    assert records[1]["change"] == 0
    assert records[1]["levels"]["B政策实施"] == 20.99
    sheet = openpyxl.load_workbook(tmp_path / "汇总.xlsx").active
    assert sheet is not None
    table = list(sheet.values)
    assert [row[1] for row in table] == ["状态", "未处理", "完成", "完成", "完成"]
    assert table[2][table[0].index("主管部门")] == "阳泉市教育局"
    shutil.copy(CASE, counties / "a县" / "坏.xlsx")
    again = yqxl("regenerate", "@未完成.txt", "-o", "out", "--failed", "未完成.txt")
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "out" / "a县" / "坏.xlsx").exists()
    assert (tmp_path / "未完成.txt").read_bytes() == b""


def test_in_place_every_night(yqxl: Run, counties: Path) -> None:
    def state() -> dict[str, int]:
        return {
            str(path): path.stat().st_mtime_ns for path in counties.rglob("*") if path.is_file()
        }

    arguments = ("regenerate", counties, "--in-place", "--keep-backups", "2")
    assert yqxl(*arguments).returncode == 0
    first = state()
    assert sum(name.endswith(".bak") for name in first) == 3
    assert yqxl(*arguments).returncode == 0
    assert state() == first
    book = counties / "a县" / "评价.xlsx"
    for _ in range(3):  # changed by day
        shutil.copy(CASE, book)
        assert yqxl(*arguments).returncode == 0
    assert len(list(book.parent.glob("*.bak"))) == 2
    resumed = yqxl(*arguments, "--resume")
    assert resumed.returncode == 0
    assert "其中沿用上次 3" in yqxl(*arguments, "--resume").stderr


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_private_inputs_give_private_outputs(yqxl: Run, counties: Path, tmp_path: Path) -> None:
    (counties / "a县" / "评价.xlsx").chmod(0o600)
    assert yqxl("regenerate", counties, "-o", "out").returncode == 0
    modes = {
        path.relative_to(tmp_path / "out").as_posix(): path.stat().st_mode & 0o077
        for path in (tmp_path / "out").rglob("*") if path.is_file()
    }  # fmt: skip
    assert modes["a县/评价.xlsx"] == 0
    assert modes["b县/评价.xlsx"] != 0
    assert modes[".yqxl-manifest.sqlite"] == 0


@LINUX
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_signals_end_a_batch_like_ctrl_c(
    counties: Path, tmp_path: Path, number: signal.Signals
) -> None:
    for copy in range(100):
        os.link(CASE, counties / f"{copy}.xlsx")
    process = subprocess.Popen(
        [sys.executable, "-m", "yqxl", "regenerate", str(counties), "-o", "out", "-q"],
        stderr=subprocess.PIPE, cwd=tmp_path, start_new_session=True,
    )  # fmt: skip
    end = time.monotonic() + 60
    while len(tree(tmp_path / "out")) < 3 and time.monotonic() < end:
        time.sleep(0.02)
    os.killpg(process.pid, number)  # systemd sends it to all of them
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told.decode()
    assert "未做" in told.decode()
    assert "YQ-501" not in told.decode()
    done = tree(tmp_path / "out")
    assert 3 <= len(done) < 103
    assert len(set(done.values())) == 1
    assert not list((tmp_path / "out").rglob("*.tmp"))
    assert not list((tmp_path / "out").rglob("*.lock"))


@LINUX
def test_a_kill_costs_at_most_the_last_second(yqxl: Run, counties: Path, tmp_path: Path) -> None:
    for copy in range(60):
        os.link(CASE, counties / f"{copy}.xlsx")
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "yqxl", "regenerate", str(counties), "-o", "out", "-q"],
        stderr=subprocess.DEVNULL, cwd=tmp_path,
    )  # fmt: skip
    end = time.monotonic() + 60
    while len(tree(out)) < 20 and time.monotonic() < end:
        time.sleep(0.02)
    process.kill()
    process.wait()
    killed = time.time()
    before = {path: path.stat().st_mtime for path in out.rglob("*.xlsx")}
    assert yqxl("regenerate", counties, "-o", "out", "--resume", "-q").returncode == 0
    twice = [moment for path, moment in before.items() if path.stat().st_mtime != moment]
    assert all(killed - moment < 1.5 for moment in twice), sorted(killed - one for one in twice)
    done = tree(out)
    assert len(done) == 63
    assert len(set(done.values())) == 1
    assert not list(out.rglob("*.tmp"))


def test_a_second_run_into_the_same_folder_is_refused_not_mixed(
    counties: Path, tmp_path: Path, yqxl: Run
) -> None:
    for copy in range(120):
        os.link(CASE, counties / f"{copy}.xlsx")
    process = subprocess.Popen(
        [sys.executable, "-m", "yqxl", "regenerate", str(counties), "-o", "out", "-q"],
        stderr=subprocess.DEVNULL, cwd=tmp_path,
    )  # fmt: skip
    end = time.monotonic() + 60
    while not tree(tmp_path / "out") and time.monotonic() < end:
        time.sleep(0.02)
    other = yqxl("regenerate", counties, "-o", "out")
    process.kill()
    process.wait()
    assert (other.returncode, "YQ-312" in other.stderr) == (3, True), other.stderr
