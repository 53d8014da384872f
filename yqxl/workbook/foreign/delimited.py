"""Text files: comma, semicolon or tab, UTF-8, UTF-16 or GB18030."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from yqxl.evaluation.importing.source_grid import SourceCell, SourceGrid, grid_of
from yqxl.workbook.foreign.cell_areas import within_limits
from yqxl.workbook.package.limits import CELL_TEXT, Limits
from yqxl.workbook.package.refusals import Refusal

_RULE = re.compile(r"[\s|:\-]+")
_FEWEST_BARS = 5


def text_grids(path: Path, data: bytes, limits: Limits) -> list[SourceGrid]:
    """Return the one table of a text file as a grid.

    Raises:
        InputRefusedError: it is no text, or exceeds a limit.
    """
    text = decoded(data)
    if text is None:
        raise Refusal.UNKNOWN.error("不是 UTF-8、UTF-16 或 GB18030 文字", file=path)
    try:
        rows = _rows(text)
    except csv.Error as fault:
        raise Refusal.DAMAGED.error(f"分隔不完整：{fault}", file=path) from fault
    width = max(map(len, rows), default=0)
    if len(rows) * max(1, width) > limits.cells:
        raise Refusal.TOO_MANY_CELLS.error(f"{len(rows):,} 行 × {width:,} 列", file=path)
    cells = [
        SourceCell(value.strip(), row, column, row, column)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value.strip()
    ]
    within_limits(cells, limits, path, path.stem)
    filled = [[column for column, value in enumerate(row) if value.strip()] for row in rows]
    lengths = [max(columns, default=-1) + 1 for columns in filled]
    return [grid_of(path.stem, cells, lengths=lengths)]


def decoded(data: bytes) -> str | None:
    """Return the text of a file, None when it is none in any usual encoding.

    >>> decoded("分值".encode("gb18030")), decoded("分值".encode("utf-16"))
    ('分值', '分值')
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data:
        encodings = ("utf-16-le", "utf-16-be")
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return None


def _rows(text: str) -> list[list[str]]:
    csv.field_size_limit(CELL_TEXT * 4)
    if "\t" in text:
        return list(csv.reader(io.StringIO(text), delimiter="\t"))
    if text.count("|") > _FEWEST_BARS and text.count("|") > text.count(","):
        lines = [line for line in text.splitlines() if line.strip() and not _RULE.fullmatch(line)]
        return [re.sub(r"^\s*\||\|\s*$", "", line).split("|") for line in lines]
    delimiter = ";" if text.count(";") > text.count(",") else ","
    if text.count("，") > text.count(delimiter):
        delimiter = "，"
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))
