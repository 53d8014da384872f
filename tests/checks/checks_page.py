"""Writes docs/checks.md from the declared checks: ``python tests/checks/checks_page.py``."""

from __future__ import annotations

import importlib
from pathlib import Path

from yqxl.catalog import checks
from yqxl.model.findings import Level
from yqxl.registry import Check

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
LEVELS = {Level.ERROR: "错误", Level.WARNING: "警告", Level.NOTE: "提示"}
_GROUPS = (
    (1, "文件与表"),
    (10, "单元格内容"),
    (20, "公式"),
    (30, "填写完整"),
    (40, "编码与引用"),
    (50, "权重"),
    (60, "金额与数量"),
    (70, "得分"),
    (80, "绩效目标"),
    (90, "比率"),
)
_HEAD = """# 检查清单

本页由 `python tests/checks/checks_page.py` 从登记的检查生成，请勿手改；
只有“含义”一栏写在本页，重新生成时照样保留。

- **错误**：结果不可信或无法给出，`yqxl check`、`yqxl regenerate` 的退出码为 1。
- **警告**：多半有误，但也可能有理由；不影响退出码。
- **提示**：供写报告时参考，无须改动。

“级别”是通常的级别；个别情形轻重不同的，见“含义”。
“现场”为“是”的检查在“校验”表里另有一个公式，不装 yqxl 也会随数据变化。
一次运行报告全部发现，先按级别、再按编号排列，错误里使总分不显示的在最前；同一单元格的数字文本只报最具体的一条。
"""


def remedy(check: Check) -> str:
    """Return the remedy of a check; a module of several checks has one for each code."""
    told = importlib.import_module(check.function.__module__).REMEDY
    text = told if isinstance(told, str) else told[check.code]
    assert isinstance(text, str)
    return text


def meanings() -> dict[str, str]:
    """Return what the page says of each check, by code."""
    rows = (line.split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines())
    return {row[0].removeprefix("| "): row[3] for row in rows if row[0].startswith("| YQ-")}


def page() -> str:
    """Return the page as it should be."""
    lines = [_HEAD]
    known = meanings()
    group = ""
    for check in checks():
        number = int(check.code.removeprefix("YQ-"))
        name = next(name for first, name in reversed(_GROUPS) if number >= first)
        if name != group:
            group = name
            lines.append(f"\n## {name}\n")
            lines.append("| 编号 | 级别 | 检查 | 含义 | 怎么办 | 现场 |")
            lines.append("|---|---|---|---|---|---|")
        cells = (
            check.code,
            LEVELS[check.level],
            check.title,
            known.get(check.code, "").replace("\\|", "|"),
            remedy(check),
            "是" if check.live is not None else "",
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
