"""Saves are all or nothing: real files, real faults, real kills."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from yqxl.errors import OutputFailedError
from yqxl.workbook.saving import temporaries
from yqxl.workbook.saving.backups import backup, remove_old_backups
from yqxl.workbook.saving.folder_lock import LOCK_NAME, folder_lock, process_is_alive, shard_lock
from yqxl.workbook.saving.owner_files import is_owner_file, owner_of
from yqxl.workbook.saving.saving import check_target, save
from yqxl.workbook.saving.temporaries import remove_stale_temporaries
from yqxl.workbook.saving.verifying import verify_parts

ROOT = Path(__file__).parents[3]
SHEET = "xl/worksheets/sheet1.xml"


def package(sheet: bytes = b"<a><b/></a>", size: int = 0) -> Callable[[BinaryIO], None]:
    def write(stream: BinaryIO) -> None:
        with zipfile.ZipFile(stream, "w") as parts:
            parts.writestr(zipfile.ZipInfo(SHEET), sheet)
            parts.writestr(zipfile.ZipInfo("xl/media/image1.bin"), b"\0" * size)

    return write


def verify(path: Path) -> None:
    verify_parts(path, [SHEET, "xl/media/image1.bin"])


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def excel_owner_file(user: str) -> bytes:
    narrow = user.encode("gb18030")
    wide = user.encode("utf-16-le")
    return (
        bytes([len(narrow)])
        + narrow.ljust(54, b" ")
        + len(user).to_bytes(2, "little")
        + wide.ljust(108, b"\0")
    )[:165]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "县.xlsx"
    path.write_bytes(b"old")
    return path


def test_new_file_follows_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        save(tmp_path / "a.xlsx", package(), verify)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.xlsx").stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_replaced_file_keeps_its_mode_and_is_never_wider(target: Path) -> None:
    target.chmod(0o600)
    seen = []
    save(target, package(), lambda path: seen.append(stat.S_IMODE(path.stat().st_mode)))
    assert seen == [0o600]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    verify(target)


def test_verification_sees_what_will_be_the_file(target: Path) -> None:
    content = []
    save(target, package(size=100_000), lambda path: content.append(path.read_bytes()))
    assert content == [target.read_bytes()]


def broken_disk(_stream: BinaryIO) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def bug(_stream: BinaryIO) -> None:
    raise KeyError("sheet9")


def out_of_memory(_stream: BinaryIO) -> None:
    raise MemoryError


def never(path: Path) -> None:
    raise AssertionError(path)


def disagrees(_path: Path) -> None:
    raise ValueError("3 行，应为 5 行")


FAILURES = [
    (broken_disk, never, "YQ-303", "磁盘已满"),
    (bug, never, "YQ-311", "KeyError"),
    (out_of_memory, never, "YQ-311", "MemoryError"),
    (package(b"<a><b></a>"), verify, "YQ-309", "mismatched tag"),
    (package(b"<a><b>"), verify, "YQ-309", "no element found"),
    (package(b""), verify, "YQ-309", "no element found"),
    (package(), disagrees, "YQ-309", "3 行，应为 5 行"),
    (lambda stream: stream.write(b"PK not a package"), verify, "YQ-309", "not a zip file"),
]


@pytest.mark.parametrize(
    ("write", "check", "code", "found"), FAILURES, ids=[f[3] for f in FAILURES]
)
def test_failure_keeps_the_old_file(
    target: Path,
    write: Callable[[BinaryIO], None],
    check: Callable[[Path], None],
    code: str,
    found: str,
) -> None:
    with pytest.raises(OutputFailedError) as caught:
        save(target, write, check)
    assert (caught.value.code, caught.value.exit_code) == (code, 3)
    assert found in caught.value.message
    assert str(caught.value).startswith(str(target))
    assert target.read_bytes() == b"old"
    assert leftovers(target.parent) == []


@pytest.mark.parametrize("raised", [KeyboardInterrupt, SystemExit, GeneratorExit])
@pytest.mark.parametrize("moment", ["write", "verify", "fsync", "replace"])
def test_interruption_keeps_the_old_file(
    target: Path, monkeypatch: pytest.MonkeyPatch, raised: type[BaseException], moment: str
) -> None:
    def interrupt(*_arguments: object) -> None:
        raise raised

    if moment == "fsync":
        monkeypatch.setattr(os, "fsync", interrupt)
    if moment == "replace":
        monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(raised):
        save(
            target,
            interrupt if moment == "write" else package(),
            interrupt if moment == "verify" else verify,
        )
    assert target.read_bytes() == b"old"
    assert leftovers(target.parent) == []


def make_link(path: Path) -> None:
    (path.parent / "real.xlsx").write_bytes(b"old")
    path.symlink_to("real.xlsx")


def make_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def make_read_only(path: Path) -> None:
    path.write_bytes(b"old")
    path.chmod(0o444)


def make_owned(path: Path) -> None:
    path.with_name(f"~${path.name}").write_bytes(excel_owner_file("张三"))


def make_owned_in_calc(path: Path) -> None:
    path.with_name(f".~lock.{path.name}#").write_text(",李四,pc-7,22.11.2026 10:00,file:///x;")


UNUSABLE = [
    ("symlink", make_link, "YQ-305", "符号链接"),
    ("dangling symlink", make_dangling_link, "YQ-305", "符号链接"),
    ("folder", Path.mkdir, "YQ-306", "文件夹"),
    ("fifo", os.mkfifo, "YQ-306", "设备"),
    ("read-only", make_read_only, "YQ-302", "只读"),
    ("open in Excel", make_owned, "YQ-301", "打开者：张三"),
    ("open in LibreOffice", make_owned_in_calc, "YQ-301", "打开者：李四"),
]


@pytest.mark.parametrize(("_name", "make", "code", "found"), UNUSABLE, ids=[u[0] for u in UNUSABLE])
def test_unusable_target(
    tmp_path: Path, _name: str, make: Callable[[Path], None], code: str, found: str
) -> None:
    path = tmp_path / "a.xlsx"
    make(path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(OutputFailedError) as caught:
        save(path, package(), verify)
    assert (caught.value.code, caught.value.exit_code) == (code, 3)
    assert found in caught.value.message
    assert sorted(tmp_path.iterdir()) == before
    with pytest.raises(OutputFailedError):
        check_target(path)


def test_missing_folder_and_long_name(tmp_path: Path) -> None:
    with pytest.raises(OutputFailedError, match="YQ-307"):
        save(tmp_path / "none" / "a.xlsx", package(), verify)
    with pytest.raises(OutputFailedError, match="YQ-308"):
        save(tmp_path / ("市" * 100), package(), verify)


def test_owner_files() -> None:
    assert is_owner_file("~$a.xlsx")
    assert is_owner_file(".~lock.a.xlsx#")
    assert not is_owner_file("a~$.xlsx")


@pytest.mark.parametrize(
    ("content", "owner"),
    [
        (excel_owner_file("王小明"), "王小明"),
        (excel_owner_file("X"), "X"),
        (b"\x04\xd5\xc5\xc8\xfd" + b" " * 50, "张三"),
        (b"\xff" * 165, ""),
        (b"", ""),
        (excel_owner_file("a\x1b[2Jb"), "a[2Jb"),
    ],
    ids=["wide", "ascii", "code page only", "rubbish", "empty", "escape sequence"],
)
def test_owner_name(tmp_path: Path, content: bytes, owner: str) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(content)
    found = owner_of(tmp_path / "a.xlsx")
    assert found is not None
    assert found.strip("\uffff") == owner


class SharingViolationError(PermissionError):
    """What Windows raises while a virus scanner or Excel has the file."""

    winerror = 32


@pytest.mark.parametrize(("refusals", "done"), [(1, True), (5, True), (6, False)])
def test_sharing_violations_are_waited_out(
    target: Path, monkeypatch: pytest.MonkeyPatch, refusals: int, done: bool
) -> None:
    left = [refusals]
    replace = Path.replace

    def refuse(path: Path, name: Path) -> Path:
        left[0] -= 1
        if left[0] >= 0:
            raise SharingViolationError(errno.EACCES, "in use")
        return replace(path, name)

    monkeypatch.setattr(Path, "replace", refuse)
    started = time.monotonic()
    if done:
        save(target, package(), verify)
        verify(target)
    else:
        with pytest.raises(OutputFailedError, match="YQ-301"):
            save(target, package(), verify)
        assert time.monotonic() - started > 1.9
        assert target.read_bytes() == b"old"
    assert leftovers(target.parent) == []


def test_verify_parts_reads_only_what_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr(SHEET, "<a/>")
        parts.writestr("custom/odd.xml", "<never closed")
    verify_parts(path, [SHEET])
    with pytest.raises(OutputFailedError, match="unclosed token"):
        verify_parts(path, ["custom/odd.xml"])
    with pytest.raises(OutputFailedError, match=r"xl/none\.xml"):
        verify_parts(path, ["xl/none.xml"])


def test_every_flipped_byte_of_a_part_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as stream:
        package(b"<a>" + b"<b/>" * 20 + b"</a>")(stream)
    whole = path.read_bytes()
    start = whole.index(b"<a>")
    for position in range(start, start + 87):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        with pytest.raises(OutputFailedError, match="YQ-309"):
            verify_parts(path, [SHEET])


def test_backups_never_overwrite_each_other(target: Path) -> None:
    target.chmod(0o640)
    os.utime(target, (1e9, 1e9))
    first = backup(target)
    target.write_bytes(b"newer")
    others = {backup(target) for _ in range(3)}
    assert len(others | {first}) == 4
    assert first.read_bytes() == b"old"
    assert {path.read_bytes() for path in others} == {b"newer"}
    assert re.fullmatch(r"县\.xlsx\.\d{8}-\d{6}(-\d)?\.bak", first.name)
    assert (stat.S_IMODE(first.stat().st_mode), first.stat().st_mtime) == (0o640, 1e9)
    assert leftovers(target.parent) == []


def test_backup_without_hard_links(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert len({backup(target), backup(target)}) == 2
    assert leftovers(target.parent) == []


def test_backup_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutputFailedError, match="YQ-313"):
        backup(tmp_path / "none.xlsx")
    assert list(tmp_path.iterdir()) == []


def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_only_temporaries_of_the_dead_go(tmp_path: Path) -> None:
    host, dead = temporaries._host(), dead_process()
    stale = [f".yqxl-{dead}-{host:08x}-00000000.tmp", f".yqxl-{dead}-{host:08x}-00000001.tmp"]
    old_foreign = f".yqxl-{dead}-{host ^ 1:08x}-00000002.tmp"
    kept = [
        f".yqxl-{os.getpid()}-{host:08x}-00000000.tmp",
        f".yqxl-{dead}-{host ^ 1:08x}-00000000.tmp",
        ".yqxl-1-notes.tmp",
        f"yqxl-{dead}-{host:08x}-00000000.tmp",
        "a.xlsx",
    ]
    for name in [*stale, old_foreign, *kept]:
        (tmp_path / name).touch()
    os.utime(tmp_path / old_foreign, (0, 0))
    removed = remove_stale_temporaries(tmp_path)
    assert sorted(path.name for path in removed) == sorted([*stale, old_foreign])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


def test_process_is_alive() -> None:
    assert process_is_alive(os.getpid())
    assert process_is_alive(1)
    assert not process_is_alive(dead_process())
    assert process_is_alive(10**30)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="没有 /proc")
def test_a_zombie_is_dead() -> None:
    with subprocess.Popen(["sleep", "60"]) as process:
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        os.kill(process.pid, 0)
        assert not process_is_alive(process.pid)


def test_killed_while_writing(tmp_path: Path, target: Path) -> None:
    script = (
        "import sys, time, pathlib\n"
        "from yqxl.workbook.saving.saving import save\n"
        "def write(stream):\n"
        "    stream.write(b'x' * 100000); stream.flush(); print('half', flush=True)\n"
        "    time.sleep(60)\n"
        "save(pathlib.Path(sys.argv[1]), write, lambda path: None)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(target)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"half\n"
    assert remove_stale_temporaries(tmp_path) == []
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert target.read_bytes() == b"old"
    assert len(remove_stale_temporaries(tmp_path)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


HOLDER = (
    "import sys, pathlib\n"
    "from yqxl.workbook.saving.folder_lock import folder_lock\n"
    "with folder_lock(pathlib.Path(sys.argv[1])):\n"
    "    print('held', flush=True); sys.stdin.read()\n"
)


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_second_writer_is_told_who_is_first(
    tmp_path: Path, holder: subprocess.Popen[bytes]
) -> None:
    for _ in range(2):  # being refused must not disturb what the file says
        with pytest.raises(OutputFailedError) as caught, folder_lock(tmp_path):
            pytest.fail("two writers")
        assert (caught.value.code, caught.value.exit_code) == ("YQ-312", 3)
        assert f"进程号 {holder.pid}" in caught.value.message
        assert os.uname().nodename in caught.value.message


def test_lock_dies_with_its_owner(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    holder.kill()
    holder.wait()
    with folder_lock(tmp_path):
        assert leftovers(tmp_path) == [LOCK_NAME]
    assert leftovers(tmp_path) == []


def test_lock_is_free_again_although_a_child_lives(tmp_path: Path) -> None:
    with folder_lock(tmp_path):
        child = os.fork()
        if child == 0:
            time.sleep(30)
            os._exit(0)
    try:
        with folder_lock(tmp_path):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_lock_waits_for_the_children_of_the_dead(tmp_path: Path) -> None:
    """A killed owner's workers die after it; until then they hold copies of the lock."""
    source = HOLDER.replace("sys.stdin.read()", "child()").replace(
        "import sys", "import os, sys, time", 1
    )
    child = (
        "def child():\n"
        "    if os.fork() == 0: time.sleep(0.4); os._exit(0)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", child + source, str(tmp_path)], cwd=ROOT, check=False)
    with folder_lock(tmp_path):
        assert leftovers(tmp_path) == [LOCK_NAME]


def test_lock_excludes(tmp_path: Path) -> None:
    """Threads that lock and unlock the same folder never hold it together."""
    inside, most, entered = [0], [0], [0]

    def enter() -> None:
        for _ in range(200):
            try:
                with folder_lock(tmp_path):
                    inside[0] += 1
                    most[0] = max(most[0], inside[0])
                    entered[0] += 1
                    inside[0] -= 1
            except OutputFailedError:
                continue

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert entered[0] > 0
    assert most[0] == 1


def test_lock_follows_no_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / LOCK_NAME).symlink_to(victim)
    with pytest.raises(OutputFailedError), folder_lock(tmp_path / "out"):
        pytest.fail("followed the link")
    assert victim.read_text() == "precious"


def test_two_writers_never_mix(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib, zipfile\n"
        "from yqxl.workbook.saving.saving import save\n"
        "from yqxl.workbook.saving.verifying import verify_parts\n"
        "def write(stream):\n"
        "    with zipfile.ZipFile(stream, 'w') as parts:\n"
        "        for n in range(20): parts.writestr(f'{n}.xml', f'<a>{sys.argv[2]}</a>')\n"
        "names = [f'{n}.xml' for n in range(20)]\n"
        "for _ in range(100):\n"
        "    save(pathlib.Path(sys.argv[1]), write, lambda path: verify_parts(path, names))\n"
    )
    target = tmp_path / "a.xlsx"
    writers = [
        subprocess.Popen([sys.executable, "-c", script, str(target), who], cwd=ROOT)
        for who in ("one", "two")
    ]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        if target.exists():
            with zipfile.ZipFile(target) as parts:
                contents = {parts.read(name) for name in parts.namelist()}
            assert len(contents) == 1
            seen |= contents
    assert [writer.wait() for writer in writers] == [0, 0]
    assert seen == {b"<a>one</a>", b"<a>two</a>"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("只有 root 才能挂载 tmpfs")
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("此环境不许挂载 tmpfs")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_full_disk(small_disk: Path) -> None:
    target = small_disk / "a.xlsx"
    save(target, package(size=40_000), verify)
    before = target.read_bytes()
    outcomes = set()
    for size in range(100_000, 260_000, 4096):
        try:
            save(target, package(size=size), verify)
        except OutputFailedError as error:
            outcomes.add(error.code)
            assert target.read_bytes() == before
        else:
            outcomes.add("saved")
            save(target, package(size=40_000), verify)
        assert leftovers(small_disk) == []
    assert outcomes == {"saved", "YQ-303"}


def test_old_backups_go_and_other_files_stay(tmp_path: Path) -> None:
    book = tmp_path / "评价.xlsx"
    book.write_bytes(b"now")
    moments = ["20260101-010000", "20260101-010000-2", "20260101-010000-10", "20260102-010000"]
    for moment in moments:
        (tmp_path / f"评价.xlsx.{moment}.bak").touch()
    others = ["评价.xlsx.旧.bak", "评价.xlsx.bak", "别的.xlsx.20250101-010000.bak"]
    for name in others:
        (tmp_path / name).touch()
    remove_old_backups(book, 2)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {book.name, *others, *(f"评价.xlsx.{one}.bak" for one in moments[2:])}


def test_shares_hold_a_folder_together_and_against_others(tmp_path: Path) -> None:
    with shard_lock(tmp_path, 1, 2), shard_lock(tmp_path, 2, 2):
        for lock in (folder_lock(tmp_path), shard_lock(tmp_path, 1, 2), shard_lock(tmp_path, 1, 3)):
            with pytest.raises(OutputFailedError, match="YQ-312"), lock:
                pass
    with folder_lock(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [LOCK_NAME]
    assert list(tmp_path.iterdir()) == []
