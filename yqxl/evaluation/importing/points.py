"""Weights and scores: plain points, per cent, or a product that multiplies out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from yqxl.arithmetic import divide, round_half_up
from yqxl.evaluation.importing.cell_texts import NUMBER, means_nothing, number_of, plain
from yqxl.evaluation.importing.source_grid import SourceCell

_PRODUCT = re.compile(rf"({NUMBER})(%?)[×*xX]({NUMBER})(%?)=({NUMBER})分?")
_PER_CENT = re.compile(rf"({NUMBER})%")
_PLAIN = re.compile(rf"({NUMBER})分?")
#: a printed product of two decimals may be off by half a unit of the last one
_TOLERANCE = 0.0051


class Form(Enum):
    """How points are written."""

    POINTS = "points"
    PERCENT = "percent"
    PRODUCT = "product"
    #: something stands there that is no number
    TEXT = "text"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Points:
    """A number of points, a ratio where it is per cent; None where it is no number."""

    number: float | None
    form: Form


def points_of(cell: SourceCell | None) -> Points:
    """Return the points in a cell.

    >>> points_of(SourceCell("25.00×25%=6.25", 0, 0, 0, 0))
    Points(number=6.25, form=<Form.PRODUCT: 'product'>)
    >>> points_of(SourceCell("25×25%=7", 0, 0, 0, 0)).number is None
    True
    """
    if cell is None or not cell.filled:
        return Points(None, Form.BLANK)
    if isinstance(cell.value, str):
        return points_of_text(cell.value)
    return Points(cell.value, Form.PERCENT if cell.percent else Form.POINTS)


def points_of_text(text: str) -> Points:
    """Return the points in a text; "15分" are 15, "20%" is 0.2, "—" is nothing.

    >>> points_of_text("15分").number, points_of_text("20%").number, points_of_text("—").form.value
    (15.0, 0.2, 'blank')
    """
    if means_nothing(text):
        return Points(None, Form.BLANK)
    spelt = plain(text)
    product = _PRODUCT.fullmatch(spelt)
    if product:
        return _product(product)
    per_cent = _PER_CENT.fullmatch(spelt)
    if per_cent:
        return Points(ratio_of(number_of(per_cent[1])), Form.PERCENT)
    found = _PLAIN.fullmatch(spelt)
    return Points(number_of(found[1]), Form.POINTS) if found else Points(None, Form.TEXT)


def ratio_of(per_cent: float) -> float:
    """Return a number of per cent as the ratio that a cell with per cent holds.

    >>> ratio_of(96.2), 96.2 / 100
    (0.962, 0.9620000000000001)
    """
    return round_half_up(divide(per_cent, 100), 12)


def _product(found: re.Match[str]) -> Points:
    factors = [
        ratio_of(number_of(number)) if sign else number_of(number)
        for number, sign in ((found[1], found[2]), (found[3], found[4]))
    ]
    result = number_of(found[5])
    if abs(factors[0] * factors[1] - result) < _TOLERANCE:
        return Points(result, Form.PRODUCT)
    return Points(None, Form.TEXT)
