"""Codes of indicators: kept where they come in company, else made from the levels."""

from __future__ import annotations

import math
import re
import string
from collections import Counter
from collections.abc import Iterator, Sequence

from yqxl.evaluation.importing.taken import CERTAIN, DOUBTFUL, Draft, IndicatorRow, Taken

#: so many of the names must have a code before any of them counts as one
_IN_COMPANY = 0.8
_SHAPE = re.compile(r".")
_LEVEL_CODE = re.compile(r"([A-Za-z]+)(\d*)")


def settle_codes(draft: Draft) -> None:
    """Give every indicator a code; what only looked like one goes back into the name.

    "A101政策依据" carries a code; "A级景区", "PM2.5浓度" and "B超检查率" do not: codes come
    in company, with digits, each of them once. A code of a column that stands twice is kept
    by the first; formulas look indicators up by it.
    """
    rows = draft.rows
    _same_shape(rows)
    coded = [row for row in rows if row.whole]
    codes = [row.text("code") for row in coded]
    believed = (
        len(coded) >= max(2, math.ceil(_IN_COMPANY * len(rows)))
        and all(any(sign.isdigit() for sign in code) for code in codes)
        and len(set(codes)) == len(codes)
    )
    for row in coded if not believed else ():
        old = row.cells["name"]
        row.cells["name"] = Taken(row.whole, old.place, old.sure, old.why, old.form, old.cell)
        del row.cells["code"]
    for row in coded if believed else ():
        code = row.cells["code"]
        row.cells["code"] = Taken(code.value, code.place, 1.0, "", code.form, code.cell)
    repeated = _without_repeated(rows)
    _make_missing(rows)
    for row, old in repeated:
        new = row.text("code")
        row.cells["code"] = Taken(new, old.place, DOUBTFUL, f"编码 {old.value} 重复，另编")
        draft.contradict("编码重复", old.place, f"编码 {old.value} 前面已有，改编为 {new}，请核对")


def _without_repeated(rows: Sequence[IndicatorRow]) -> list[tuple[IndicatorRow, Taken]]:
    """Take codes away that stand above already, whatever their case; return them."""
    seen: set[str] = set()
    repeated = []
    for row in rows:
        code = row.text("code").casefold()
        if code and code in seen:
            repeated.append((row, row.cells.pop("code")))
        seen.add(code)
    return repeated


def _same_shape(rows: Sequence[IndicatorRow]) -> None:
    """Take codes off names that go on with a letter ("A101PM2.5浓度"), as the others have them."""
    codes = [row.text("code") for row in rows if row.whole]
    shapes = Counter(_SHAPE.sub(_placeholder, code) for code in codes if _has_digit(code))
    if not shapes:
        return
    shape, count = shapes.most_common(1)[0]
    if count < max(2, len(codes) * _IN_COMPANY):
        return
    code = re.compile(shape + r"(?=\S)")
    for row in rows:
        name = row.text("name")
        found = None if row.text("code") else code.match(name)
        if found:
            old = row.cells["name"]
            rest = name[found.end() :]
            row.whole = name
            row.cells["code"] = Taken(found[0], old.place, old.sure, old.why, old.form, old.cell)
            row.cells["name"] = Taken(rest, old.place, old.sure, old.why, old.form, old.cell)


def _has_digit(code: str) -> bool:
    return any(sign.isdigit() for sign in code)


def _placeholder(found: re.Match[str]) -> str:
    sign = found[0]
    if sign.isdigit():
        return r"\d"
    return "[A-Za-z]" if sign.isalpha() else re.escape(sign)


def _make_missing(rows: Sequence[IndicatorRow]) -> None:
    taken = {row.text("code").upper() for row in rows if row.text("code")}
    firsts: dict[str, str] = {}
    seconds: dict[tuple[str, str], str] = {}
    for row in rows:
        if row.text("code"):
            continue
        first, second = row.text("level1"), row.text("level2")
        letter = _first_code(first, firsts)
        branch = _second_code(letter, (first, second), seconds)
        code = next(c for c in _numbered(branch) if c not in taken)
        taken.add(code)
        row.cells["code"] = Taken(code, row.cells["name"].place, CERTAIN, "按层级生成")


def _first_code(name: str, known: dict[str, str]) -> str:
    if name not in known:
        own = _LEVEL_CODE.match(name)
        free = (letter for letter in _letters() if letter not in known.values())
        known[name] = own[1].upper() if own else next(free)
    return known[name]


def _second_code(letter: str, key: tuple[str, str], known: dict[tuple[str, str], str]) -> str:
    if key not in known:
        own = _LEVEL_CODE.match(key[1])
        number = sum(each[0] == key[0] for each in known) + 1
        known[key] = own[0].upper() if own and own[2] else f"{letter}{number}"
    return known[key]


def _letters() -> Iterator[str]:
    for prefix in ("", *string.ascii_uppercase):
        for letter in string.ascii_uppercase:
            yield prefix + letter


def _numbered(branch: str) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{branch}{number:02d}"
