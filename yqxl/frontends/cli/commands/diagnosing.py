"""``yqxl doctor``: what on this machine works and what does not."""

from __future__ import annotations

from yqxl import __version__
from yqxl.errors import YqxlError
from yqxl.frontends.cli.commands.diagnoses import diagnoses
from yqxl.frontends.cli.printing import put, put_json, tell
from yqxl.pipeline.diagnosis import Line, State, machine_lines

_MARKS = {State.OK: "正常", State.WARN: "注意", State.FAIL: "不可用"}


def diagnose(*, as_json: bool) -> int:
    """Print a line for each thing that was looked at; return 1 when one fails."""
    lines: list[Line] = []
    for line in (*machine_lines(), _calc_extension(), *diagnoses()):
        lines.append(line)
        if not as_json:
            put(f"{_MARKS[line.state]}  {line.name}：{line.found}")
            if line.remedy:
                put(f"      → {line.remedy}")
    failed = [line for line in lines if line.state is State.FAIL]
    if as_json:
        put_json(
            {
                "schema": "yqxl-doctor/1",
                "version": __version__,
                "ok": not failed,
                "lines": [line.record() for line in lines],
            },
            indent=1,
        )
    else:
        warned = sum(line.state is State.WARN for line in lines)
        tell(f"共 {len(lines)} 项：不可用 {len(failed)}，注意 {warned}。")
    return 1 if failed else 0


def _calc_extension() -> Line:
    """Look for the extension of Calc; it cannot say so itself: it knows no diagnosis."""
    from yqxl.frontends.libreoffice.installation import status  # noqa: PLC0415 - asks LibreOffice

    name = "Calc 扩展"
    try:
        found = status()
    except YqxlError:
        return Line(name, State.OK, "没有 LibreOffice，不用")
    installed = found.user or found.everybody
    if found.obstacle:
        return Line(
            name, State.WARN, f"LibreOffice 的 Python：{found.python or '没有'}", found.obstacle
        )
    if installed == found.available:
        return Line(name, State.OK, f"{installed} 版")
    return Line(
        name,
        State.WARN,
        f"装的是 {installed} 版" if installed else "没有安装",
        "要在 LibreOffice Calc 中用函数和菜单，请运行 yqxl calc install。",
    )
