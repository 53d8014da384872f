"""``yqxl collect``: what was filled, what differs, who has not answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from yqxl.frontends.cli.printing import put, put_json, tell
from yqxl.workbook.saving.output_failures import refuse_standing

SCHEMA = "yqxl-collect/1"


@dataclass(frozen=True)
class Request:
    """The options as given."""

    base: Path
    parts: Sequence[Path]
    output: Path
    force: bool
    as_json: bool


def collect(request: Request) -> int:
    """Merge what was returned; return the exit code: 1 where something is left to settle."""
    refuse_standing(request.output, overwrite=request.force)
    from yqxl.pipeline.collecting import collect_files  # noqa: PLC0415 - the workbook room only here

    done = collect_files(request.base, request.parts, request.output)
    for error in done.refused:
        tell(str(error))
    found = done.collected
    if request.as_json:
        put_json(_record(request, found, [str(error) for error in done.refused]))
    else:
        for line in _lines(found):
            put(line)
    tell(f"已写入 {request.output}")
    return 0 if found.settled and not done.refused else 1


def _record(request: Request, found: Any, refused: list[str]) -> dict[str, Any]:  # noqa: ANN401 - its class loads the workbook room
    return {
        "schema": SCHEMA,
        "input": str(request.base),
        "output": str(request.output),
        "status": "ok" if found.settled and not refused else "findings",
        **{key: list(value) for key, value in asdict(found).items()},
        "refused": refused,
    }


def _place(one: Any) -> str:  # noqa: ANN401 - as below
    return f"{one.file} {one.sheet}!{one.cell}" if one.cell else f"{one.file} {one.sheet}"


def _lines(found: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    yield f"填入 {len(found.filled)} 格"
    for one in found.filled:
        source = one.source
        yield f"  {one.name} = {source.value:.15g}（{_place(source)}）"
    for one in found.unlike:
        left = f"，{'、'.join(one.left)}都没有取" if one.left else "，请看是不是同一个项目"
        yield f"{one.what}不同：{_place(one)} 是“{one.found}”，主工作簿是“{one.own}”{left}"
    for conflict in found.conflicts:
        places = "；".join(f"{s.value:.15g} 在 {_place(s)}" for s in conflict.sources)
        yield f"不一致，没有填 {conflict.name}：{places}"
    for one in found.strangers:
        yield f"没有对应的行 {one.name}：{_place(one)}"
    for one in found.untaken:
        yield f"没有取 {one.name}：{_place(one)} {one.why}"
    for one in found.silent:
        yield f"还空着 {one.name}：{'、'.join(one.missing)}"
    if found.idle:
        yield f"没有带来新数的文件：{'，'.join(found.idle)}"
