"""``yqxl regenerate``: the main job for one file or ten thousand."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from yqxl.errors import UsageError, shown_text
from yqxl.frontends.cli.printing import (
    counted_levels,
    finding_lines,
    put,
    put_json,
    tell,
    tell_passed,
)
from yqxl.frontends.cli.progress import progress
from yqxl.pipeline.batch.inputs import sources
from yqxl.pipeline.batch.planning import BatchOptions, Runner, plan, run
from yqxl.pipeline.outcome import Outcome

_SHARD = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})")
_STATUS = {"ok": "完成", "findings": "完成，有错误", "refused": "未处理", "failed": "未写出"}
#: the table that is printed where one file is regenerated: scores by first-level indicator
_SHOWN_TABLE = "3-1"
#: findings of a file that are printed; all of them stand in its 校验 sheet
_SHOWN = 5
_FAIL_ON = ("refused", "error", "warning")


@dataclass(frozen=True, slots=True)
class Request:
    """The options as given."""

    files: Sequence[str]
    output: Path | None
    jobs: int | None = None
    resume: bool = False
    force: bool = False
    in_place: bool = False
    strict: bool = False
    shard: str | None = None
    cluster: str | None = None
    as_json: bool = False
    flat: bool = False
    fail_on: str = "error"
    quiet: bool = False
    summary: Path | None = None
    failed: Path | None = None
    keep_backups: int | None = None
    tls_ca: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None
    tables: str = ""
    keep_live: bool = False


def regenerate(request: Request) -> int:
    """Regenerate the files and report; return the exit code."""
    options = _options(request)
    passed = _PassedOver(quiet=request.quiet)
    found = sources(request.files, passed, flat=request.flat, output=request.output)
    tasks = plan(found, options)
    alone = len(tasks) == 1
    tally = _Tally(len(tasks), passed)
    with ExitStack() as stack:
        reports = _reports(request, stack)
        silent = request.as_json or request.quiet or alone
        bar = stack.enter_context(progress(len(tasks), quiet=silent))
        try:
            for outcome in run(tasks, options, _runner(request)):
                tally.add(outcome, request.fail_on)
                for report in reports:
                    report.add(outcome)
                bar.step()
                _report(outcome, request, alone=alone)
        finally:
            if not alone:
                bar.end()
                tally.tell()
    return tally.code


def _options(request: Request) -> BatchOptions:
    if request.in_place == (request.output is not None):
        raise UsageError(
            "YQ-404",
            "输出位置不明确。",
            remedy="请用 -o 给出输出文件夹，或用 --in-place 写回原文件，二者选一。",
        )
    if request.output is not None and _names_a_file(request.output):
        raise UsageError(
            "YQ-414",
            f"regenerate 的 -o 是文件夹，{request.output.name} 是文件名。",
            remedy="请写文件夹的名称，如 -o out；里面的输出与输入同名。",
        )
    if request.fail_on not in _FAIL_ON:
        raise UsageError(
            "YQ-408",
            f"--fail-on {request.fail_on} 不对。",
            remedy=f"请写 {'、'.join(_FAIL_ON)} 之一。",
        )
    return BatchOptions(
        request.output,
        request.jobs,
        request.resume,
        request.force,
        request.strict,
        _shard(request.shard),
        whole=request.as_json,
        keep_backups=request.keep_backups,
        shown="" if request.as_json else _SHOWN_TABLE,
        tables=_tables(request.tables),
        keep_live=request.keep_live,
        tell=tell,
    )


def _names_a_file(output: Path) -> bool:
    """Return whether there is such a file, or the name of a new folder is that of a document."""
    return output.is_file() or (
        not output.is_dir() and output.suffix.lower() in {".xlsx", ".xlsm", ".docx", ".csv"}
    )


def _tables(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    from yqxl.catalog import requested_tables  # noqa: PLC0415 - most runs ask for none

    return requested_tables(text)


def _shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = _SHARD.fullmatch(text)
    if match is None or int(match[1]) > int(match[2]):
        raise UsageError("YQ-405", f"--shard {text} 不对。", remedy="请写成 i/n，如 2/8。")
    return int(match[1]), int(match[2])


def _runner(request: Request) -> Runner | None:
    if request.cluster is None:
        return None
    from yqxl.pipeline.batch.cluster import Certificates, cluster_runner  # noqa: PLC0415 - an extra

    given = request.tls_ca, request.tls_cert, request.tls_key
    authority, certificate, key = given
    if authority is None or certificate is None or key is None:
        if any(given):
            raise UsageError(
                "YQ-436", "证书没有给全。", remedy="请同时给出 --tls-ca、--tls-cert、--tls-key。"
            )
        return cluster_runner(request.cluster)
    return cluster_runner(request.cluster, Certificates(authority, certificate, key))


def _reports(request: Request, stack: ExitStack) -> list[Report]:
    """Return what is written of the batch beside its outputs."""
    if request.summary is None and request.failed is None:
        return []
    from yqxl.pipeline.batch.failed_list import FailedList  # noqa: PLC0415 - only if it is wanted
    from yqxl.pipeline.batch.summary import Summary  # noqa: PLC0415 - likewise

    reports: list[Report] = []
    if request.summary is not None:
        reports.append(stack.enter_context(Summary(request.summary)))
    if request.failed is not None:
        reports.append(stack.enter_context(FailedList(request.failed)))
    return reports


class Report(Protocol):
    """Is told of every outcome, and writes a file when all is done."""

    def add(self, outcome: Outcome) -> None:
        """Take note of one file."""


class _PassedOver:
    """Counts what was met and is no input, and names it."""

    def __init__(self, *, quiet: bool) -> None:
        self.count = 0
        self._quiet = quiet

    def __call__(self, path: str, reason: str) -> None:
        self.count += 1
        if not self._quiet:
            tell_passed(path, reason)


class _Tally:
    """How many files ended how, and the exit code that follows."""

    def __init__(self, planned: int, passed: _PassedOver) -> None:
        self._planned, self._passed = planned, passed
        self._statuses: Counter[str] = Counter()
        self._resumed = 0
        self._started = time.perf_counter()
        self.code = 0

    def add(self, outcome: Outcome, fail_on: str) -> None:
        """Count one file."""
        self._statuses[outcome.status] += 1
        self._resumed += outcome.resumed
        self.code = max(self.code, _exit_code(outcome, fail_on))

    def tell(self) -> None:
        """Say what became of the batch."""
        seconds = time.perf_counter() - self._started
        done = sum(self._statuses.values())
        parts = [
            f"{text} {self._statuses[key]}" for key, text in _STATUS.items() if self._statuses[key]
        ]
        rest = f"，未做 {self._planned - done}" if done < self._planned else ""
        rest += f"；其中沿用上次 {self._resumed}" if self._resumed else ""
        rest += f"；略过 {self._passed.count}" if self._passed.count else ""
        speed = done / seconds if seconds else 0.0
        tell(
            f"共 {self._planned} 个文件：{'，'.join(parts) or '无'}{rest}；"
            f"用时 {seconds:.1f} 秒，每秒 {speed:.0f} 个。"
        )


def _exit_code(outcome: Outcome, fail_on: str) -> int:
    """Return the exit code of a file; ``fail_on`` decides what makes it 1."""
    if outcome.exit_code > 1 or outcome.status == "refused":
        return outcome.exit_code
    counts = outcome.counts
    wrong = counts.get("error", 0) if fail_on != "refused" else 0
    if fail_on == "warning":
        wrong += counts.get("warning", 0)
    return 1 if wrong else 0


def _report(outcome: Outcome, request: Request, *, alone: bool) -> None:
    if request.as_json:
        put_json(outcome.record())
        return
    if outcome.table and not request.quiet:
        put(outcome.table)
    if outcome.resumed or (request.quiet and outcome.output is not None):
        return
    status = _STATUS[outcome.status]
    grade = f" 总分 {outcome.total:g} 等级 {outcome.grade}" if outcome.total is not None else ""
    name = shown_text(outcome.input)
    tell(f"{name}: {status}{grade}（{counted_levels(outcome.counts)}）")
    graver = [finding for finding in outcome.findings if finding["level"] != "note"]
    lines = finding_lines(graver)
    for line in lines[:_SHOWN]:
        tell(f"  {line}")
    if len(lines) > _SHOWN:
        tell(f"  ……另有 {len(lines) - _SHOWN} 项，见输出文件的“校验”表。")
    if alone and outcome.output is not None:
        tell(f"已写入 {shown_text(outcome.output)}")
