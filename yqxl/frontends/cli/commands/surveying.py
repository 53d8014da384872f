"""``yqxl survey``: a roster counted, printed or filled into a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yqxl.errors import UsageError
from yqxl.frontends.cli.printing import counted, finding_lines, put, put_json, tell
from yqxl.pipeline.isolation.confined import confined
from yqxl.pipeline.survey.survey import (
    DIFFERENT,
    FILLED,
    REPLACED,
    SAME,
    UNMATCHED,
    Survey,
    fill_in,
    survey_of,
)

_STATUS = {
    FILLED: "已填入", SAME: "相同", REPLACED: "已改", DIFFERENT: "与已填的不同",
    UNMATCHED: "没有对应的行", "": "",
}  # fmt: skip


@dataclass(frozen=True)
class Request:
    """The options as given."""

    roster: Path
    into: Path | None
    output: Path | None
    in_place: bool
    replace: bool
    as_json: bool


def survey(request: Request) -> int:
    """Count a roster and say what became of it; return the exit code."""
    target = _target(request)
    # pandas and numpy are imported behind the checks of the options
    from yqxl.pipeline.survey.survey_files import count_file  # noqa: PLC0415

    roster = count_file(request.roster)
    name = request.roster.name
    if request.into is None or target is None:
        done = survey_of(name, roster)
    else:
        book = request.into
        done = confined(book, fill_in, name, roster, book, target, replace=request.replace)
    if request.as_json:
        put_json(done.record())
    else:
        _print(done)
    return done.outcome.exit_code if done.outcome else 0


def _target(request: Request) -> Path | None:
    book, output = request.into, request.output
    if book is None:
        if output is not None or request.in_place or request.replace:
            raise UsageError(
                "YQ-443",
                "-o、--in-place、--replace 要与 --into 同用。",
                remedy="请用 --into 指明要填入的工作簿。",
            )
        return None
    if request.in_place == (output is not None):
        raise UsageError(
            "YQ-404",
            "输出位置不明确。",
            remedy="请用 -o 给出输出文件，或用 --in-place 写回原文件，二者选一。",
        )
    if output is None:
        return book
    if output.suffix.lower() != book.suffix.lower() or output.is_dir():
        raise UsageError(
            "YQ-444",
            f"survey 的 -o 是一个文件，扩展名与 {book.name} 的相同；{output.name} 不是。",
            remedy=f"请把输出写成 名称{book.suffix}。",
        )
    if output.exists() and book.exists() and output.samefile(book):
        raise UsageError(
            "YQ-445", "输出就是原文件。", remedy="请换个名称，或用 --in-place 写回原文件。"
        )
    return output


def _print(done: Survey) -> None:
    from yqxl.evaluation.rendering.text_table import display_width, padded  # noqa: PLC0415 - beside its use

    rows = [("编码", "选项", "份数", "结果" if done.outcome else "")]
    rows += [
        (line.code, line.option, f"{line.answers:,}", _STATUS[line.status]) for line in done.lines
    ]
    rows.append(("合计", "", f"{done.answers:,}", ""))
    widths = [max(display_width(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [padded(text, width) for text, width in zip(row, widths, strict=True)]
        put("  ".join(cells).rstrip())
    outcome = done.outcome
    if outcome is None:
        return
    for line in finding_lines(outcome.findings):
        tell(f"  {line}")
    if outcome.output is None:
        tell(f"{outcome.input}: 未处理（{counted(outcome.findings)}）")
        return
    grade = f" 总分 {outcome.total:g} 等级 {outcome.grade}" if outcome.total is not None else ""
    tell(f"已写入 {outcome.output}{grade}（{counted(outcome.findings)}）")
