"""Whether a spreadsheet has to compute a regenerated workbook anew when it opens it.

Every formula of ours is saved with its right value, so nothing needs computing, and Excel
does not ask on closing whether to save what nobody changed. A formula of somebody else
that reads a cell whose value we changed still shows what it gave before: then, and only
then, the workbook asks for a full calculation (``fullCalcOnLoad``, ECMA-376 18.2.2).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from yqxl.workbook.package.addresses import area_of
from yqxl.workbook.package.markup import Edit, Element, escaped, parse, splice
from yqxl.workbook.package.writer import SharedPart

#: what Excel 2019 and later write: none of them computes such a file anew by itself
CALC_ID = "191029"
Position = tuple[int, int]
Changed = Mapping[str, Collection[Position]]

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_SHEET = r"(?:'((?:[^']|'')+)'|([^\s'!(),;:+\-*/^&=<>{}\"\[\]]+))!"
_AREA = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?"
_REFERENCE = re.compile(rf"(?:{_SHEET})?({_AREA})(?![\w.(])", re.IGNORECASE)
_CALL = re.compile(r"[A-Za-z_][\w.]*\(")
_SETTLED = re.compile(r"\b(?:TRUE|FALSE)\b|#[A-Z/0]+[!?]?|[0-9.]+(?:E[+-]?[0-9]+)?", re.IGNORECASE)
#: functions that find their cells only when they are computed
_FLOATING = re.compile(r"\b(?:INDIRECT|OFFSET)\(", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d]|[$]|[0-9]:[0-9]")


def reaches(formula: str, sheet: str, changed: Changed) -> bool:
    """Return whether a formula may read a changed cell.

    A name, a whole column or row, a table and INDIRECT count as reading it.

    Args:
        formula: the formula without ``=``.
        sheet: the sheet in which it stands.
        changed: by sheet the cells (row, column) whose values were changed.

    >>> changed = {"表3-1": {(5, 3)}}
    >>> reaches("'表3-1'!C5*2", "我的", changed), reaches("'表3-1'!C6*2", "我的", changed)
    (True, False)
    >>> reaches("SUM('表3-1'!A1:D9)", "我的", changed), reaches("C5", "我的", changed)
    (True, False)
    >>> reaches("SUM('表3-1'!C:C)", "我的", changed), reaches("yq_total", "我的", changed)
    (True, True)
    """
    bare = _TEXT.sub("", formula)
    if _FLOATING.search(bare):
        return True
    for quoted, plain, text in _REFERENCE.findall(bare):
        of = (quoted.replace("''", "'") or plain or sheet).rpartition("]")[2]
        if _meets(text, changed.get(of, ())):
            return True
    rest = _SETTLED.sub(" ", _CALL.sub("(", _REFERENCE.sub(" ", bare)))
    return bool(_WORD.search(rest))


def _meets(text: str, cells: Collection[Position]) -> bool:
    area = area_of(text.replace("$", "").upper())
    if area is None:
        return True
    top, left, bottom, right = area
    return any(top <= row <= bottom and left <= column <= right for row, column in cells)


def first_reaching(
    formulas: Iterable[tuple[str, Position, str]], changed: Changed
) -> tuple[str, Position] | None:
    """Return where the first formula stands that may read a changed cell."""
    if not any(changed.values()):
        return None
    for sheet, position, formula in formulas:
        if reaches(formula, sheet, changed):
            return sheet, position
    return None


@lru_cache(maxsize=32)
def with_calculation(workbook: bytes, *, full: bool, ours: bool) -> bytes:
    """Return the workbook part with what it says of calculation.

    Args:
        workbook: the part.
        full: a formula of somebody else reads what was changed.
        ours: no formula is somebody else's, so that every saved value is right.
    """
    if not full and not ours:
        return workbook
    root = parse(workbook)
    element = root.first("calcPr")
    kept = dict(element.attributes) if element is not None else {}
    wanted = {name: text for name, text in kept.items() if name != "fullCalcOnLoad"}
    if full:
        wanted["fullCalcOnLoad"] = "1"
    else:
        wanted["calcId"] = CALC_ID
    if element is not None and wanted == kept:
        return workbook
    return SharedPart(splice(workbook, list(_edits(root, element, wanted))))


def _edits(root: Element, element: Element | None, attributes: Mapping[str, str]) -> Iterator[Edit]:
    prefix = f"{root.prefix}:" if root.prefix else ""
    text = "".join(f' {name}="{escaped(value)}"' for name, value in attributes.items())
    markup = f"<{prefix}calcPr{text}/>".encode()
    if element is not None:
        yield element.start, element.end, markup
        return
    # CT_Workbook is a sequence (ECMA-376 18.2.27): behind the names, else what comes before
    for name in ("definedNames", "externalReferences", "functionGroups", "sheets"):
        before = root.first(name)
        if before is not None:
            yield before.end, before.end, markup
            return
