"""Build the workbooks of this folder: ``python workbooks/build.py [FOLDER]``.

They are made from the code and from yangquan_2022.json, never edited by hand; a test
says when they are out of date. The two with macros need xlwings and pyOpenVBA (the extra
``excel`` and the group ``build``).
"""

from __future__ import annotations

import sys
from pathlib import Path

from yqxl.frontends.excel.building import build_macro_workbooks
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create

HERE = Path(__file__).parent


def build(folder: Path) -> list[Path]:
    """Write every workbook into the folder and return their paths."""
    case, template = folder / "yangquan_2022.xlsx", folder / "template.xlsx"
    create(load(HERE / "yangquan_2022.json"), case)
    create(Evaluation(), template, live=True)
    return [case, template, *build_macro_workbooks(folder)]


if __name__ == "__main__":
    for path in build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        sys.stdout.write(f"{path}\n")
