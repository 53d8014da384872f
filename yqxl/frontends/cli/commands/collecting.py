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
    return 1 if found.conflicts or done.refused else 0


def _record(request: Request, found: Any, refused: list[str]) -> dict[str, Any]:  # noqa: ANN401 - its class loads the workbook room
    return {
        "schema": SCHEMA,
        "input": str(request.base),
        "output": str(request.output),
        "status": "findings" if found.conflicts or refused else "ok",
        **{key: list(value) for key, value in asdict(found).items()},
        "refused": refused,
    }


def _lines(found: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    yield f"填入 {len(found.filled)} 格"
    for one in found.filled:
        source = one.source
        yield f"  {one.name} = {source.value:g}（{source.file} {source.sheet}!{source.cell}）"
    for conflict in found.conflicts:
        places = "；".join(f"{s.value:g} 在 {s.file} {s.sheet}!{s.cell}" for s in conflict.sources)
        yield f"不一致，没有填 {conflict.name}：{places}"
    for one in found.strangers:
        yield f"没有对应的行 {one.name}：{one.file} {one.sheet}!{one.cell}"
    if found.silent:
        yield f"还没有数的行：{'，'.join(found.silent)}"
    if found.idle:
        yield f"没有带来新数的文件：{'，'.join(found.idle)}"
