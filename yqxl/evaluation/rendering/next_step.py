"""The line that says what to do next: for somebody who has never heard of yqxl.

It stands in 校验, below the live checks, and 首页 shows it as a link to the cell it names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from yqxl.checks.cells.blank_cells import CODE as BLANK_CELLS
from yqxl.errors import ErrorValue
from yqxl.evaluation.verdicts import PASSED, UNFINISHED, Verdicts
from yqxl.grid import Cell, Formula, Here, NamedRef, Reference, Role
from yqxl.model.contract import CHECK_SHEET, COVER_SHEET
from yqxl.model.findings import Level
from yqxl.model.layout import Layout, cell_name, quoted_sheet
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation

NEXT_TEXT_COLUMN = 2
_TITLE, _VERDICT, _CELL = 2, 4, 5
_LABEL = "下一步"

BEGIN = "先填本页左边的黄格（红字为必填），再按“三、各表”的顺序填各表。"
MISSING = ("还差 ", " 格没有填（橙底的格）")
WRONG = ("有 ", " 项不符，先改：")
TO = "，点这里到 "
OF_RUN = "yqxl 上次运行发现的问题还没有改，见“校验”表的下半部分。"
_RESULTS = "结果在表1-1、表2-1、表3-1、表3-2，看过后把本文件交给"
DONE = f"填完了：{_RESULTS}"
REMINDED = ("填完了，另有 ", f" 项提醒请看“校验”；{_RESULTS}")
ANYBODY = "汇总的人"
_SHEET = quoted_sheet(CHECK_SHEET)
_HERE = f"{_SHEET}!A1"
#: the cells that count what is offended
_ERRORS, _WARNINGS = Here(1, 1), Here(1, 3)

Data = tuple[Evaluation, Results, Layout]
Row = tuple[Cell, ...]


def next_row(data: Data, found: Verdicts, live: Sequence[Row], number: int) -> Row:
    """Return the row of 校验 that says what to do next.

    Args:
        data: the rows, what they give, and where they stand.
        found: what the checks come to.
        live: the rows of the live checks, the last of them two rows above this one.
        number: the row in which it stands, counted from 0.
    """
    first = number - 1 - len(live)
    rows = [
        _Step(first + place, row, check.code)
        for place, (row, (check, _)) in enumerate(zip(live, found.live, strict=True))
        if check.level is Level.ERROR
    ]
    # what is still missing comes before what is wrong
    rows.sort(key=lambda one: one.code != BLANK_CELLS)
    text, cell = _shown(data, found, rows)
    return (
        Cell("—", None, Role.LABEL),
        Cell(_LABEL, None, Role.LABEL),
        Cell(text, _text_formula(rows), Role.TEXT),
        Cell(None, None, Role.TEXT),
        Cell(None, None, Role.TEXT),
        Cell(cell, _cell_formula(rows, data[2]), Role.LABEL),
    )


class _Step(NamedTuple):
    """An error check: its row in the sheet, counted from 0, its cells and its code."""

    number: int
    row: Row
    code: str


def _shown(data: Data, found: Verdicts, rows: Sequence[_Step]) -> tuple[str, str]:
    """Return the text and the cell, as the two formulas give them."""
    evaluation, results, layout = data
    if evaluation.in_named_cell("check_state", found.state) == UNFINISHED:
        return BEGIN, _begin(layout)
    for number, row, code in rows:
        if row[_VERDICT].value == PASSED:
            continue
        at = str(row[_CELL].value or "")
        blank = code == BLANK_CELLS
        count = results.missing if blank else float(found.errors)
        told = OF_RUN
        if not isinstance(count, ErrorValue):
            before, after = MISSING if blank else WRONG
            shown = f"{count:g}" if isinstance(count, float | int) else str(count)
            told = f"{before}{shown}{after}{'' if blank else row[_TITLE].value}"
            told += f"{TO}{_plain(at)}" if at else ""
        return told, at or f"{_SHEET}!A{number + 1}"
    if found.errors:
        return OF_RUN, _HERE
    to = evaluation.project.client or ANYBODY
    warnings = found.offended(Level.WARNING)
    return (f"{REMINDED[0]}{warnings}{REMINDED[1]}" if warnings else DONE) + to + "。", _HERE


def _plain(address: str) -> str:
    """Return an address as people read it, without the marks around the sheet's name."""
    return address.replace("'", "")


def _begin(layout: Layout) -> str:
    place = layout.named.get("name")
    cell = cell_name(*place[1:]) if place else "A1"
    return f"{quoted_sheet(COVER_SHEET)}!{cell}"


def _text_formula(rows: Sequence[_Step]) -> Formula:
    refs: list[Reference] = [
        NamedRef("check_state"), NamedRef("missing"), _ERRORS, _WARNINGS, NamedRef("client"),
    ]  # fmt: skip
    text = (
        f'IF({{2}}>0,"{OF_RUN}",IF({{3}}>0,"{REMINDED[0]}"&{{3}}&"{REMINDED[1]}","{DONE}")'
        f'&IF({{4}}="","{ANYBODY}",{{4}})&"。")'
    )
    for number, _, code in reversed(rows):
        verdict, title, cell = (f"{{{len(refs) + place}}}" for place in range(3))
        refs += [Here(number, column) for column in (_VERDICT, _TITLE, _CELL)]
        blank = code == BLANK_CELLS
        before, after = MISSING if blank else WRONG
        told = f'"{before}"&{{1}}&"{after}"' if blank else f'"{before}"&{{2}}&"{after}"&{title}'
        told += f'&IF({cell}="","","{TO}"&SUBSTITUTE({cell},"\'",""))'
        text = f'IF({verdict}<>"{PASSED}",{told},{text})'
    return Formula(f'IFERROR(IF({{0}}="{UNFINISHED}","{BEGIN}",{text}),"{OF_RUN}")', tuple(refs))


def _cell_formula(rows: Sequence[_Step], layout: Layout) -> Formula:
    refs: list[Reference] = [NamedRef("check_state")]
    text = f'"{_HERE}"'
    for number, _, _ in reversed(rows):
        verdict, cell = (f"{{{len(refs) + place}}}" for place in range(2))
        refs += [Here(number, column) for column in (_VERDICT, _CELL)]
        there = f'IF({cell}="","{_SHEET}!A"&ROW({verdict}),{cell})'
        text = f'IF({verdict}<>"{PASSED}",{there},{text})'
    return Formula(f'IF({{0}}="{UNFINISHED}","{_begin(layout)}",{text})', tuple(refs))
