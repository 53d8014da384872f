"""``yqxl form``: a prescribed form filled from a workbook."""

from __future__ import annotations

from pathlib import Path

from yqxl.frontends.cli.printing import tell


def form(name: str, source: Path, output: Path, *, force: bool) -> int:
    """Write a form; return the exit code."""
    from yqxl.documents.forms import write_form  # noqa: PLC0415 - the workbook room only here

    written = write_form(name, source, output, force=force)
    tell(f"已写入 {output}：{written.form.title}（{written.form.source}）")
    if not written.form.verified:
        tell("这张表的文字没有与原文件核对过，交出前请对照原表。")
    if not written.complete:
        tell("还有指标没有得分，总分空着；请用 yqxl check 查看。")
    return 0
