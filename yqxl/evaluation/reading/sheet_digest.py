"""A digest of a generated sheet, by which yqxl knows its own sheet again.

It covers the constants and the formulas, never saved values or bytes, and it survives a
save by Excel, WPS or LibreOffice and rows that are inserted elsewhere: numbers count with
twelve digits, and of a formula only what is left without references, sheet names, blanks
and the prefixes and separators that programs write differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue

#: the custom document property that holds the digests of all generated sheets
SHEETS_PROPERTY = "yqxl.sheets"

_SIZE = 8
_QUICK = "~"
_PREFIXES = re.compile(r"_xlfn\.|_xlws\.|_xll\.|_xludf\.", re.IGNORECASE)
_TEXT = re.compile(r'("(?:[^"]|"")*")')
#: Excel writes ``'资金'!A1``, Calc ``$'资金'.A1`` or ``$资金.A1``
_SHEET = re.compile(
    r"\$?(?:'[^']*(?:''[^']*)*'|(?<![\w.])[^\W\d][\w.]*)!"
    r"|\$(?:'[^']*(?:''[^']*)*'|[^\W\d]\w*)\."
)
#: 100.0 comes back as 100, a short whole number as it is
_NUMBER = re.compile(
    r"(?<![\w.])(?!(?:0|[1-9]\d{0,9})(?![\w.]))\d+(?:\.\d+)?(?:E[+-]?\d+)?(?![\w.])"
)
#: Calc writes the constants as functions
_TRUTH = re.compile(r"\b(TRUE|FALSE)\(\)")
_REFERENCE = re.compile(r"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?(?![\w(.])")
#: what is surely a reference before anything else is taken away
_SURELY = re.compile(r"(?<![\w.$\s])\$?[A-Z]{1,3}\$?\d+(?=[,;:)=<>*/^&-]|$)")


class DigestCell(NamedTuple):
    """What a digest looks at: the place, counted from 1, and what stands there."""

    row: int
    column: int
    value: Value
    #: without ``=``; "" where the text is not at hand
    formula: str | None


def digest(cells: Iterable[DigestCell]) -> str:
    """Return ``constants/formulas`` of a sheet, two digests of 16 hexadecimal digits.

    The second is empty where the text of a formula is not at hand (a child of a shared
    formula has none); then only the constants can be compared.

    >>> one = digest([DigestCell(1, 1, "甲", None), DigestCell(2, 1, 0.1 + 0.2, None)])
    >>> one == digest([DigestCell(2, 1, 0.3, None), DigestCell(1, 1, "甲", None)])
    True
    """
    constants, formulas, complete = [], [], True
    for cell in cells:
        if cell.formula is None:
            text = _constant(cell.value)
            if text:
                constants.append(f"{cell.row},{cell.column},{text}")
        elif cell.formula:
            formulas.append(f"{cell.row},{cell.column},{skeleton(cell.formula)}")
        else:
            complete = False
    return f"{_hashed(constants)}/{_hashed(formulas) if complete else ''}"


def same(one: str, other: str) -> bool:
    """Return whether two digests are of the same sheet, as far as both can tell."""
    mine, _, my_formulas = one.partition("/")
    theirs, _, their_formulas = other.partition("/")
    formulas = not my_formulas or not their_formulas or my_formulas == their_formulas
    return mine == theirs and formulas


def _hashed(lines: list[str]) -> str:
    return blake2b("\0".join(sorted(lines)).encode(), digest_size=_SIZE).hexdigest()


def _constant(value: Value) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, ErrorValue):
        return f"e{value.value}"
    if isinstance(value, float | int):
        return f"n{value:.12g}"
    return "t" + value.replace("\r\n", "\n")


#: what inserted rows change in formulas, and how programs quote sheets
_MOVING = b"0123456789$' "


def sketch(formulas: Iterable[str | bytes], constants: Iterable[tuple[str, Value]]) -> str:
    """Return a quick digest of a sheet of very many formulas, in the order of its cells.

    It looks at no formula by itself. Programs may write the same formulas otherwise: only that
    two sketches are equal says something.

    Args:
        formulas: their texts as they stand, without entities of XML.
        constants: the name of a cell and what stands there.

    >>> sketch(["IF('甲'!A5=0,1)"], [("A1", 5.0)]) == sketch([b"IF(A6=0,1)"], [("A1", 5.0)])
    False
    >>> sketch(["IF('甲'!A5=0,1)"], []) == sketch(["IF('甲'!A6=0,1)".encode()], [])
    True
    """
    texts = (one if isinstance(one, bytes) else one.encode() for one in formulas)
    lines = [f"{cell},{_constant(value)}" for cell, value in constants]
    text = b"\n".join(texts).translate(None, _MOVING) + "\0".join(["", *lines]).encode()
    return blake2b(text, digest_size=_SIZE).hexdigest()


def joined(full: str, quick: str) -> str:
    """Return a digest together with the sketch of the same sheet."""
    return f"{full}{_QUICK}{quick}"


def parted(text: str) -> tuple[str, str]:
    """Return the digest and the sketch that :func:`joined` joined; ``""`` where there is none.

    >>> parted(joined("aa/bb", "cc")), parted("aa/bb")
    (('aa/bb', 'cc'), ('aa/bb', ''))
    """
    full, _, quick = text.partition(_QUICK)
    return full, quick


def skeleton(formula: str) -> str:
    """Return what of a formula no program and no inserted row changes.

    >>> skeleton("IF('指标体系'!$A$5=0,NA(),'指标体系'!B5+1)")
    'IF(#=0,NA(),#+1)'
    >>> skeleton("SUM(A1:B2)") == skeleton("sum( $A$1:$B$9 )")
    True
    >>> skeleton("IF('资金'!A1,FALSE,100.0)") == skeleton("IF($资金.$A$1;FALSE();100)")
    True
    """
    pieces = _TEXT.split(formula)
    # the rows of a sheet differ in references only: most have the skeleton of an earlier one
    rest = _SURELY.sub("A1", "\0".join(pieces[::2])).split("\0")
    return _skeleton(tuple(rest), tuple(pieces[1::2]))


@lru_cache(maxsize=4096)
def _skeleton(pieces: tuple[str, ...], texts: tuple[str, ...]) -> str:
    plain = [_plain(piece) for piece in pieces]
    return plain[0] + "".join(text + piece for text, piece in zip(texts, plain[1:], strict=True))


def _plain(piece: str) -> str:
    piece = _SHEET.sub("", _PREFIXES.sub("", piece)).upper().replace(";", ",")
    plain = _REFERENCE.sub("#", "".join(piece.split()))
    if "E()" in plain:
        plain = _TRUTH.sub(r"\1", plain)
    return _NUMBER.sub(lambda match: f"{float(match[0]):.12g}", plain)


def digests_from(text: str | None) -> Mapping[str, str]:
    """Return the digests by table from the text of the document property.

    >>> digests_from("check=aa/bb;3-1=cc/")
    {'check': 'aa/bb', '3-1': 'cc/'}
    """
    pairs = (piece.partition("=") for piece in (text or "").split(";") if "=" in piece)
    return {table.strip(): own.strip() for table, _, own in pairs}


def digests_text(digests: Mapping[str, str]) -> str:
    """Return the text of the document property."""
    return ";".join(f"{table}={digests[table]}" for table in sorted(digests))
