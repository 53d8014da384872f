"""What stands around the table: name, department, year, money unit, the overall target."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yqxl.evaluation.importing.cell_texts import joined, number_of, plain, tidy
from yqxl.evaluation.importing.header_words import (
    ACHIEVED_OBJECTIVE,
    EXPECTED_OBJECTIVE,
    cover_role,
    indicator_role,
)
from yqxl.evaluation.importing.points import Form, points_of
from yqxl.evaluation.importing.source_grid import SourceCell
from yqxl.evaluation.importing.taken import GUESSED, LIKELY, Draft, Reader, Taken

_YEAR = re.compile(r"(20\d\d)年?度")
_MONEY = re.compile(r"(?:金额)?单位:(万元|元)\)?$")
_NAMED = re.compile(
    r"(项目名称|政策名称|评价项目名称|主管部门|实施单位|项目单位|评价机构|委托单位)[:：](.+)"
)
_OBJECTIVES = EXPECTED_OBJECTIVE | ACHIEVED_OBJECTIVE
#: in a row of so many labels a label with a number beneath is the header of something else
_FEW = 2
#: a longer text is no title
_TITLE = 40
_DATE = re.compile(r"20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?")


def read_text(draft: Draft, text: str, place: str) -> bool:
    """Take what a line of text says: the year of a title, "项目名称：…", "金额单位：万元"."""
    spelt, hit = plain(text), False
    year = _YEAR.search(spelt)
    if year and "year" not in draft.cover:
        sure, why = (1.0, "") if len(spelt) <= _TITLE else (LIKELY, "文字中的年度")
        draft.cover["year"] = Taken(float(year[1]), place, sure, why)
        hit = True
    money = _MONEY.search(spelt)
    if money:
        draft.cover.setdefault("money_unit", Taken(money[1], place))
        hit = True
    named = _NAMED.fullmatch(joined(text))
    role = cover_role(named[1]) if named else None
    if named and role:
        draft.cover.setdefault(role, Taken(tidy(named[2]), place))
        hit = True
    return hit


def money_unit_of(texts: Sequence[str]) -> str:
    """Return the money unit that labels name in brackets, "" for none.

    >>> money_unit_of(["项目资金 （万元）"]), money_unit_of(["预算数"])
    ('万元', '')
    """
    for text in texts:
        spelt = plain(text)
        if "万元" in spelt:
            return "万元"
        if re.search(r"[(:]元\)?$", spelt):
            return "元"
    return ""


def read_cover_row(reader: Reader, draft: Draft, row: int) -> None:
    """Take the labels of a row with the values beside them."""
    cells = reader.grid.starting(row)
    objectives = [cell for cell in cells if plain(cell.text).rstrip(":") in _OBJECTIVES]
    for number, cell in enumerate(cells):
        word = plain(cell.text).rstrip(":")
        beside = cells[number + 1] if number + 1 < len(cells) else None
        if word in _OBJECTIVES:
            _objective(reader, draft, cell, None if _stands_over(cells, objectives) else beside)
            continue
        role = cover_role(word)
        if role is None:
            if read_text(draft, cell.text, reader.grid.place(cell)):
                reader.use(cell)
            continue
        reader.use(cell)
        if beside is not None and not _is_label(beside) and not _is_heading(reader, cells, cell):
            follower = cells[number + 2] if number + 2 < len(cells) else None
            alone = follower is None or _is_label(follower)
            _value(reader, draft, role, (cell, beside), alone=alone)


def _stands_over(cells: Sequence[SourceCell], objectives: Sequence[SourceCell]) -> bool:
    """Return whether two labels of the overall target head columns: nothing is between them."""
    if len(objectives) < _FEW:
        return False
    first, second = objectives[:2]
    return not any(first.column < cell.column < second.column for cell in cells)


def _objective(reader: Reader, draft: Draft, cell: SourceCell, beside: SourceCell | None) -> None:
    """Take the overall target, or how far it was reached: below its label or beside it."""
    key = "expected" if plain(cell.text).rstrip(":") in EXPECTED_OBJECTIVE else "achieved"
    below = reader.grid.filled(cell.last_row + 1, cell.column)
    if below is not None and below.row <= cell.last_row:
        below = None
    beside_word = plain(beside.text).rstrip(":") if beside else ""
    on_its_own = beside is None or beside_word in _OBJECTIVES or indicator_role(beside_word)
    reader.use(cell)
    if below is not None and plain(below.text) not in _OBJECTIVES and on_its_own:
        if cover_role(plain(below.text)) is None and indicator_role(plain(below.text)) is None:
            draft.objective.setdefault(key, reader.take(below, tidy(below.text)))
    elif beside is not None and beside_word not in _OBJECTIVES:
        sure, why = (1.0, "") if below is None else (GUESSED, "标签右边和下面都有字")
        draft.objective.setdefault(key, reader.take(beside, tidy(beside.text), sure, why))


def _is_label(cell: SourceCell) -> bool:
    word = plain(cell.text).rstrip(":")
    return cover_role(word) is not None or word in _OBJECTIVES


def _is_heading(reader: Reader, cells: Sequence[SourceCell], cell: SourceCell) -> bool:
    """Return whether a label heads a column of numbers instead of naming what is beside it."""
    if len(cells) <= _FEW:
        return False
    beside = next((each for each in cells if each.column > cell.last_column), None)
    if beside is None:
        return False
    below = reader.grid.filled(cell.last_row + 1, cell.column)
    number = reader.grid.filled(beside.last_row + 1, beside.column)
    return below is not None and points_of(number).form in (Form.POINTS, Form.PERCENT)


def _value(
    reader: Reader, draft: Draft, role: str, pair: tuple[SourceCell, SourceCell], *, alone: bool
) -> None:
    label, cell = pair
    if role == "other":
        reader.leave(draft, cell, f"“{tidy(label.text)}”没有对应的字段")
    elif role not in draft.cover or role == "year":
        value: float | str = tidy(cell.text)
        if role == "year":
            digits = re.fullmatch(r"(20\d\d)年?度?", plain(cell.text))
            if digits is None:
                return
            value = number_of(digits[1])
        if role == "base_date" and not _DATE.fullmatch(plain(cell.text)):
            return
        apart = cell.column > label.last_column + 1 and not _blank_between(reader, label, cell)
        taken = reader.take(cell, value, *((GUESSED, "不在标签旁边") if apart else ()))
        draft.cover[role] = taken if alone else taken.doubted(GUESSED, "标签右边不止一格有字")


def _blank_between(reader: Reader, label: SourceCell, cell: SourceCell) -> bool:
    """Return whether one narrow blank cell, or none, stands between a label and its value."""
    between = cell.column - label.last_column - 1
    return between == 1 and not reader.grid.filled(label.row, label.last_column + 1)
