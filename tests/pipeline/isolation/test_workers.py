"""The pool with real processes that really die, hang and eat memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pipeline.isolation.threadless_pool import outcomes_when_started
from pipeline.tasks_for_workers import act, die_at_birth, prepare

from yqxl.errors import InputRefusedError, YqxlError
from yqxl.pipeline.isolation.log_file import InternalError
from yqxl.pipeline.isolation.workers import Workers, in_order

ROOT = Path(__file__).parents[3]
TESTS = str(ROOT / "tests")
MIB = 1 << 20
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 有此保护")


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YQXL_LOG", str(tmp_path / "yqxl.log"))
    return tmp_path / "yqxl.log"


#: With another thread alive the pool may not fork: it starts fresh interpreters.
STARTS = pytest.mark.parametrize("start", [pytest.param("fork", marks=LINUX), "spawn"])


def outcomes(tasks: list[str], *, jobs: int = 2, start: str = "", **limits: Any) -> list[Any]:
    settings = {"memory_limit": 512 * MIB, "seconds_limit": 20.0, **limits}
    if start:
        return outcomes_when_started(start, tasks, jobs=jobs, **settings)
    with Workers(act, jobs, **settings) as workers:
        return list(in_order(workers.run(tasks)))


@STARTS
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_back_in_order(start: str, jobs: int) -> None:
    tasks = [f"echo {number}" for number in range(50)]
    assert outcomes(tasks, jobs=jobs, start=start) == [str(number) for number in range(50)]


def test_no_tasks() -> None:
    assert outcomes([]) == []


def test_big_results_and_tasks() -> None:
    results = outcomes([f"big {5 * MIB}", "echo " + "y" * MIB] * 3)
    assert [len(result) for result in results] == [5 * MIB, MIB] * 3


def test_one_job_is_still_another_process() -> None:
    pids = set(outcomes(["pid"] * 5, jobs=1))
    assert len(pids) == 1
    assert os.getpid() not in pids


def test_initializer_runs_once_in_each_process() -> None:
    assert outcomes(["ready"] * 4, jobs=2, initializer=prepare) == [["ready"]] * 4


DEATHS = [
    ("kill SIGKILL", "YQ-501", "SIGKILL，多半是内存不足"),
    ("kill SIGABRT", "YQ-501", "SIGABRT"),
    ("segfault", "YQ-501", "SIGSEGV"),
    ("hang", "YQ-502", "超过 {:g} 秒"),
    ("spin", "YQ-502", "超过 {:g} 秒"),
    ("kill SIGSTOP", "YQ-502", "超过 {:g} 秒"),
    pytest.param(f"eat {1024 * MIB}", "YQ-503", "内存超限", marks=LINUX),
    *(
        pytest.param(task, "YQ-503", "内存超限", marks=LINUX)
        for task in ("mute", "full", "unmapped")
    ),
]


@STARTS
@pytest.mark.parametrize(("task", "code", "found"), DEATHS)
def test_a_death_costs_its_own_task_only(start: str, task: str, code: str, found: str) -> None:
    tasks = ["echo 1", task, "echo 2", task, "echo 3"]
    # a fork is there at once; a fresh interpreter needs its time to start
    limit = 1.0 if start == "fork" else 2.0
    seconds = limit if code == "YQ-502" else 60.0
    results = outcomes(tasks, start=start, seconds_limit=seconds)
    assert results[::2] == ["1", "2", "3"]
    for failure in results[1::2]:
        assert isinstance(failure, InputRefusedError)
        assert failure.code == code
        assert found.format(limit) in failure.message
        assert failure.file == task
        assert failure.exit_code == 1


FAULTS = ["raise x", "cell error", "exit 0", "exit 3", "unpicklable", "odd", "recurse", "nonsense"]


@pytest.mark.parametrize("start", ["", pytest.param("fork", marks=LINUX)], ids=["here", "fork"])
@pytest.mark.parametrize("task", FAULTS)
def test_a_fault_of_the_program_is_one_line(task: str, start: str, log: Path, capfd: Any) -> None:
    results = outcomes(["echo 1", task, "echo 2"], jobs=1, start=start)
    assert results[::2] == ["1", "2"]
    assert isinstance(results[1], InternalError)
    assert (results[1].code, results[1].exit_code) == ("YQ-900", 4)
    assert str(log) in str(results[1])
    assert "\n" not in str(results[1])
    if task != "odd":
        assert "Traceback" in log.read_text()
    assert capfd.readouterr() == ("", "")


def test_a_refusal_arrives_whole() -> None:
    (result,) = outcomes(["refuse 县.xlsx"])
    assert str(result) == "县.xlsx: 有密码； [YQ-106]"


def test_what_a_worker_prints_goes_to_the_log(log: Path, capfd: Any) -> None:
    assert outcomes(["print 泄漏"]) == ["printed"]
    assert log.read_text().count("泄漏") == 2
    assert capfd.readouterr() == ("", "")


def test_log_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("YQXL_LOG", str(tmp_path / "file" / "log"))
    failure, result = outcomes(["raise x", "echo 1"], jobs=1)
    assert isinstance(failure, InternalError)
    assert result == "1"


def test_workers_that_cannot_start_fail_each_task() -> None:
    results = outcomes(["echo 1", "echo 2", "echo 3"], initializer=die_at_birth)
    assert [result.code for result in results] == ["YQ-501"] * 3


@LINUX
def test_worker_that_died_idle_costs_nothing() -> None:
    with Workers(act, 1, None, 20.0) as workers:
        ((_, pid),) = workers.run(["pid"])
        assert isinstance(pid, int)
        os.kill(pid, signal.SIGKILL)
        while alive(pid):
            time.sleep(0.01)
        assert list(workers.run(["echo 1"])) == [(0, "1")]


def test_workers_are_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yqxl.pipeline.isolation.workers._TASKS_OF_A_LIFE", 10)
    assert len(set(outcomes(["pid"] * 45, jobs=1))) == 5


def test_tasks_are_taken_when_a_worker_is_free() -> None:
    taken = []

    def tasks() -> Iterator[str]:
        for number in range(200):
            taken.append(number)
            yield f"echo {number}"

    with Workers(act, 2, None, 20.0) as workers:
        for done, _ in enumerate(workers.run(tasks()), start=1):
            assert len(taken) <= done + 4


def test_abandoned_results_do_not_leak_into_the_next_run() -> None:
    with Workers(act, 2, None, 20.0) as workers:
        for _ in workers.run(["echo 1", "hang 0.3", "echo 2"]):
            break
        assert list(in_order(workers.run(["echo 3", "echo 4"]))) == ["3", "4"]


def test_a_fault_in_the_tasks_lets_running_ones_finish(tmp_path: Path) -> None:
    def tasks() -> Iterator[str]:
        yield f"touch {tmp_path / 'done'} 0.3"
        raise LookupError

    with Workers(act, 2, None, 20.0) as workers, pytest.raises(LookupError):
        list(workers.run(tasks()))
    assert (tmp_path / "done").exists()


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if sys.platform == "linux" else 0


def test_close_leaves_no_process_and_no_descriptor() -> None:
    before = descriptors()
    pids = set(outcomes(["pid", "kill SIGKILL", "pid", "pid", "hang"], seconds_limit=2.0)[0:3:2])
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert descriptors() == before


PROGRAM = """
import sys
sys.path[:0] = [{root!r}, {tests!r}]
from pipeline.tasks_for_workers import act
from yqxl.pipeline.isolation.workers import Workers
def main():
    with Workers(act, 2, None, 30.0) as workers:
        try:
            for index, result in workers.run({tasks!r}):
                print(result, flush=True)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
            sys.exit(130)
if __name__ == "__main__":
    main()
"""


def program(tasks: list[str]) -> subprocess.Popen[str]:
    source = PROGRAM.format(root=str(ROOT), tests=TESTS, tasks=tasks)
    return subprocess.Popen(
        [sys.executable, "-c", source],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_ctrl_c_finishes_what_has_begun(tmp_path: Path) -> None:
    tasks = [f"touch {tmp_path / str(number)} 0.6" for number in range(20)]
    with program(["pid", "pid", *tasks]) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.readline()
        time.sleep(0.2)
        os.killpg(process.pid, signal.SIGINT)  # the terminal sends it to all of them
        out, err = process.communicate(timeout=20)
    done = sorted(path.name for path in tmp_path.iterdir() if path.name != "yqxl.log")
    assert done == ["0", "1"]
    assert out.splitlines()[-1] == "interrupted"
    assert sorted(out.splitlines()[:-1]) == sorted(str(tmp_path / name) for name in done)
    assert (process.returncode, err) == (130, "")


def test_second_ctrl_c_stops_at_once() -> None:
    with program(["pid", "hang 25", "hang 25"]) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        for _ in range(2):
            time.sleep(0.3)
            os.killpg(process.pid, signal.SIGINT)
        started = time.monotonic()
        out, err = process.communicate(timeout=20)
    assert time.monotonic() - started < 5
    assert (process.returncode, out, err) == (130, "interrupted\n", "")
    assert not Path(f"/proc/{pid}").exists()


@LINUX
def test_workers_die_with_a_killed_parent() -> None:
    with program(["pid", "pid", "hang 60", "spin"]) as process:
        assert process.stdout is not None
        pids = {int(process.stdout.readline()) for _ in range(2)}
        process.kill()
        process.wait()
    deadline = time.monotonic() + 5
    while any(alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not [pid for pid in pids if alive(pid)]


def alive(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@LINUX
def test_memory_of_the_parent_stays_flat() -> None:
    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    with Workers(act, 2, 512 * MIB, 20.0) as workers:
        list(workers.run(["big 100000"] * 50))
        before = resident()
        for _, result in workers.run("big 100000" for _ in range(3000)):
            assert not isinstance(result, YqxlError)
        assert resident() - before < 8 * MIB


def test_pool_imports_nothing_heavy() -> None:
    source = (
        f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n"
        "from pipeline.tasks_for_workers import act\n"
        "from yqxl.pipeline.isolation.workers import Workers\n"
        "with Workers(act, 1, None, 20.0) as workers:\n"
        "    print(*dict(workers.run(['modules']))[0])\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    )
    heavy = {
        "pandas",
        "numpy",
        "openpyxl",
        "pydantic",
        "xlwings",
        "rich",
        "typer",
        "asyncio",
        "logging",
    }
    assert not heavy & set(found.stdout.split())


def test_overhead_of_a_task() -> None:
    """At most a millisecond of the parent's processor time."""
    with Workers(act, 1, 512 * MIB, 20.0) as workers:
        list(workers.run(["echo 1"] * 100))
        before = time.process_time()
        assert len(list(workers.run(["echo 1"] * 2000))) == 2000
        assert (time.process_time() - before) / 2000 < 0.001
