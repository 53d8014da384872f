"""The figures of the torture programs, kept in a table of docs/reliability.md."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yqxl

_BEGIN = "<!-- torture: begin (python -m tests.torture) -->"
_END = "<!-- torture: end -->"
_HEAD = "| 试验 | 次数 | 违例 | 细目 | 命令 | 版本 |\n| --- | ---: | ---: | --- | --- | --- |"
_PAGE = """# 可靠性

坏文件只损失一行提示，崩溃不损失任何东西。下表由程序写入，重跑一条命令即更新那一行。

"""


@dataclass
class Figures:
    """What one program found."""

    name: str
    runs: int = 0
    breaches: dict[str, int] = field(default_factory=dict)
    details: dict[str, object] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)

    def breach(self, what: str, example: str = "", count: int = 1) -> None:
        """Count a breach; the first few are kept as examples."""
        self.breaches[what] = self.breaches.get(what, 0) + count
        if len(self.examples) < 12:
            self.examples.append(f"{what}: {example}")

    def add(self, found: Mapping[str, int], example: str) -> None:
        """Count several breaches of one run."""
        for what, count in found.items():
            self.breach(what, example, count)

    def count(self, what: str, amount: int = 1) -> None:
        """Count something that is no breach."""
        self.details[what] = int(str(self.details.get(what, 0))) + amount

    def report(self) -> str:
        """Return all of it for the terminal."""
        lines = [f"{self.name}: {self.runs} runs, breaches: {self.breaches or 'none'}"]
        lines += [f"  {what}: {amount}" for what, amount in self.details.items()]
        return "\n".join(lines + [f"  ! {example}" for example in self.examples])

    def row(self, command: str) -> str:
        """Return the row for the page."""
        breaches = "，".join(f"{what}：{count}" for what, count in self.breaches.items()) or "0"
        details = "，".join(f"{what}：{amount}" for what, amount in self.details.items())
        version = f"{yqxl.__version__}, Python {platform.python_version()}, {platform.system()}"
        return f"| {self.name} | {self.runs} | {breaches} | {details} | `{command}` | {version} |"


def publish(figures: Figures, command: str, page: Path) -> None:
    """Replace the row of this program in the page's table, or append it."""
    text = page.read_text(encoding="utf-8") if page.exists() else _PAGE
    if _BEGIN not in text:
        text = f"{text.rstrip()}\n\n{_BEGIN}\n{_HEAD}\n{_END}\n"
    before, _, rest = text.partition(_BEGIN)
    table, _, after = rest.partition(_END)
    rows = [line for line in table.strip().splitlines()[2:] if line.startswith("|")]
    rows = [line for line in rows if not line.startswith(f"| {figures.name} |")]
    rows = sorted([*rows, figures.row(command)])
    middle = "\n".join([_BEGIN, _HEAD, *rows, _END])
    page.write_text(f"{before}{middle}{after}", encoding="utf-8")
