"""``python -m yqxl.evaluation.formulas.release 0.2.0``: keep today's contract as data.

Run once, when a version of yqxl is released whose contract is new. The file is never
written again; what changes a formula, a column or a row of 参数 afterwards raises
``CONTRACT`` in ``model/contract_version.py`` first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from yqxl.evaluation.formulas.contracts import contract, data_of, released_file
from yqxl.model.contract_version import CONTRACT


def snapshot(release: str) -> str:
    """Return today's contract as the text of its file."""
    data = data_of(contract(CONTRACT), release)
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def changed_since_release() -> list[str]:
    """Return what the code gives otherwise than the released file of today's version.

    Nothing while the version is not released.
    """
    target = released_file(CONTRACT)
    if not target.exists():
        return []
    kept = json.loads(target.read_text(encoding="utf-8"))
    return sorted(_differences("", kept, json.loads(snapshot(kept["release"]))))


def _differences(place: str, kept: Any, now: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(kept, dict) and isinstance(now, dict):
        for name in kept.keys() | now.keys():
            yield from _differences(f"{place}/{name}", kept.get(name), now.get(name))
    elif kept != now:
        yield place


def main(arguments: list[str]) -> int:
    """Write the file of today's contract; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("用法：python -m yqxl.evaluation.formulas.release 版本号（如 0.2.0）\n")
        return 2
    target = released_file(CONTRACT)
    if target.exists():
        sys.stderr.write(
            f"{target.name} 已经发布，不再改写；"
            "公式有变的，先把 model/contract_version.py 的 CONTRACT 加一。\n"
        )
        return 1
    target.write_text(snapshot(arguments[0]), encoding="utf-8")
    sys.stdout.write(f"已写入 {target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
