"""A small program with the manners of yqxl: to try the torture programs themselves on.

``example.py regenerate IN/*.xlsx -o OUT`` copies workbooks with one part changed, in
workers, under the folder lock, through :func:`yqxl.workbook.saving.saving.save`. With
``--naive`` it writes as most programs do, and every torture program must notice.
"""

from __future__ import annotations

import argparse
import sys
import zipfile
from functools import partial
from pathlib import Path
from typing import BinaryIO

sys.path.insert(0, str(Path(__file__).parents[2]))

from yqxl.errors import InputRefusedError, YqxlError
from yqxl.pipeline.isolation.workers import Workers, in_order
from yqxl.workbook.saving.folder_lock import folder_lock
from yqxl.workbook.saving.saving import save
from yqxl.workbook.saving.temporaries import remove_stale_temporaries
from yqxl.workbook.saving.verifying import verify_parts

_ADDED = "custom/added.xml"


def copy_with_part(source: Path, stream: BinaryIO) -> None:
    """Write the package again with one part added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename), old.read(info))
        new.writestr(zipfile.ZipInfo(_ADDED), "<added/>")


def regenerate(task: tuple[Path, Path]) -> str:
    """Save one output; what is wrong with the input is a refusal."""
    source, target = task
    try:
        with zipfile.ZipFile(source) as package:
            names = [*package.namelist(), _ADDED]
            for name in names[:-1]:
                package.read(name)
    except Exception as error:
        message = f"{type(error).__name__}"
        raise InputRefusedError("YQ-120", message, file=str(source)) from error
    save(target, partial(copy_with_part, source), lambda path: verify_parts(path, names))
    return str(target)


def naive(task: tuple[Path, Path]) -> str:
    """Write straight to the final name."""
    source, target = task
    with target.open("wb") as stream:
        copy_with_part(source, stream)
    return str(target)


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("verb")
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("-o", dest="out", type=Path, required=True)
    parser.add_argument("--naive", action="store_true")
    options = parser.parse_args()
    inputs = [path for text in options.inputs for path in _expanded(Path(text))]
    if options.naive:
        for path in inputs:
            naive((path, options.out / path.name))
        return 0
    code = 0
    with folder_lock(options.out):
        remove_stale_temporaries(options.out)
        tasks = [(path, options.out / path.name) for path in inputs]
        with Workers(regenerate, 2, 1 << 29, 20.0, name=lambda task: str(task[0])) as workers:
            for result in in_order(workers.run(tasks)):
                if isinstance(result, YqxlError):
                    sys.stderr.write(f"{result}\n")
                    code = max(code, result.exit_code)
    return code


def _expanded(path: Path) -> list[Path]:
    return sorted(path.parent.glob(path.name)) if "*" in path.name else [path]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except YqxlError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
