"""Array formulas that are one call of an array function: the native formula of each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from yqxl.model.layout import cell_name
from yqxl.registry import Argument
from yqxl.workbook.freeze.native_calls import (
    LONGEST_FORMULA,
    NoNativeFormError,
    calls_functions,
    native_call,
    whole_call,
)
from yqxl.workbook.package.addresses import Area, area_of

_RANGE = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')*'|[^\s'!(){}\[\],;:\"]+)!)?"
    r"(?P<cells>\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}(?::\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6})?)"
)
#: the text of one argument for the cell so many rows down and columns to the right
_Element = Callable[[int, int], str]


def elements_of(formula: str, area: Area) -> dict[tuple[int, int], str] | None:
    """Return by row and column, counted from 0, the native formula of each cell of an array.

    None when the formula is something else than one call of an array function over
    ranges that fit the area: then no formula of one cell can stand for it.
    """
    found = whole_call(formula)
    if found is None or not found[0].returns_array:
        return None
    declaration, arguments = found
    rows, columns = area[2] - area[0] + 1, area[3] - area[1] + 1
    try:
        parts = [
            _element(argument, text.strip(), (rows, columns))
            for argument, text in zip(declaration.arguments, arguments, strict=False)
        ]
        elements = {
            (down, right): native_call(declaration, [part(down, right) for part in parts])
            for down in range(rows)
            for right in range(columns)
        }
    except NoNativeFormError:
        return None
    return elements if _fit(list(elements.values())) else None


def _fit(formulas: Sequence[str]) -> bool:
    return all(len(text) <= LONGEST_FORMULA and not calls_functions(text) for text in formulas)


def _element(argument: Argument, text: str, shape: tuple[int, int]) -> _Element:
    if argument.kind != "range" or not text:
        if calls_functions(text):
            raise NoNativeFormError(text)
        return lambda _down, _right: text
    match = _RANGE.fullmatch(text)
    area = area_of(match["cells"].replace("$", "")) if match else None
    if match is None or area is None:
        raise NoNativeFormError(text)
    sheet = match["sheet"] or ""
    single = area[0] == area[2] and area[1] == area[3]
    if not single and (area[2] - area[0] + 1, area[3] - area[1] + 1) != shape:
        raise NoNativeFormError(text)

    def element(down: int, right: int) -> str:
        step = (0, 0) if single else (down, right)
        cell = f"{sheet}{cell_name(area[0] + step[0], area[1] + step[1])}"
        # a blank cell of an optional range counts as left out, not as 0
        return f'IF(ISBLANK({cell}),"",{cell})' if argument.optional else cell

    return element
