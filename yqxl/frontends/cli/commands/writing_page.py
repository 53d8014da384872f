"""``yqxl page``: the browser page, for whoever may install nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from yqxl.errors import UsageError
from yqxl.frontends.cli.printing import put, tell
from yqxl.frontends.web.building import page
from yqxl.frontends.web.npm_package import pyodide_folder
from yqxl.workbook.saving.output_failures import refuse_standing
from yqxl.workbook.saving.saving import check_target, save


def write_page(output: Path, pyodide: Path | None, *, force: bool) -> int:
    """Write the page, say its SHA-256; return the exit code."""
    if output.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(
            "YQ-695", f"输出 {output} 的扩展名不是 .html。", remedy="请把输出写成 yqxl.html。"
        )
    refuse_standing(output, overwrite=force)
    check_target(output)
    with pyodide_folder(pyodide) as folder:
        content = page(folder).encode()

    def write(file: BinaryIO) -> None:
        file.write(content)

    save(output, write, lambda _path: None)
    tell(f"已写入 {output}（{len(content) / 1e6:.1f} MB）。SHA-256：")
    put(hashlib.sha256(content).hexdigest())
    return 0
