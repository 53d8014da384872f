"""The sketch of a sheet from its markup: whether it stands as yqxl wrote it, told quickly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b

from yqxl.arithmetic import Value
from yqxl.evaluation.reading.sheet_digest import sketch
from yqxl.workbook.scan.cell_tokens import CellMarkup

_FORMULA = re.compile(rb"<f(?: [^<>]*+)?+>([^<]*+)</f>")
_CONSTANT = re.compile(
    rb'<c r="([A-Z]++[0-9]++)"([^<>]*+)>(?:<v>([^<]*+)</v>|<is>(.*?)</is>)</c>', re.DOTALL
)
_TEXT = re.compile(rb"<t(?: [^<>]*+)?+>([^<]*+)</t>")
_SHARED = b't="s"'
#: the saved value of a formula, and its kind
_SAVED = re.compile(rb'(?: t="(?:str|e|b)")?><f></f><v>[^<]*+</v>')
_EMPTY = b"><f></f>"
_FINGERPRINT_SIZE = 16
_ENTITIES = (
    (b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"),
)  # fmt: skip


def markup_sketch(part: bytes, strings: Callable[[], Sequence[str]]) -> str:
    """Return the sketch of a sheet part; one that is written unusually has an odd one."""
    return sketch([_plain(b"\n".join(_FORMULA.findall(part)))], _constants(part, strings))


def fingerprint(markup: CellMarkup) -> bytes:
    """Return a hash of the cells of a sheet part without the saved values of its formulas.

    The markup of one program is compared, nothing is understood: sheets that hold the same
    may have different fingerprints, but what has the same one holds the same.

    >>> from yqxl.workbook.scan.cell_tokens import cell_markup
    >>> def of(cell: bytes) -> bytes:
    ...     return fingerprint(cell_markup(cell))
    >>> one = of(b'<c r="A1" t="str"><f>B1</f><v>x</v></c>')
    >>> one == of(b'<c r="A1"><f>B1</f><v>2</v></c>'), one == of(b'<c r="A1"><f>B2</f></c>')
    (True, False)
    """
    hashed = blake2b(_SAVED.sub(_EMPTY, markup.cells), digest_size=_FINGERPRINT_SIZE)
    hashed.update(b"\0".join((b"", *markup.formulas)))
    return hashed.digest()


def _plain(text: bytes) -> bytes:
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text


def _constants(part: bytes, strings: Callable[[], Sequence[str]]) -> Iterator[tuple[str, Value]]:
    for match in _CONSTANT.finditer(part):
        cell, attributes, stored, inline = match.groups()
        value: Value
        if inline is not None:
            value = _plain(b"".join(_TEXT.findall(inline))).decode("utf-8", "replace")
        elif _SHARED in attributes:
            index, known = int(stored), strings()
            value = known[index] if index < len(known) else ""
        elif b"t=" in attributes and b't="n"' not in attributes:
            value = _plain(stored).decode("utf-8", "replace")
        else:
            value = _number(stored)
        yield cell.decode(), value


def _number(stored: bytes) -> Value:
    try:
        return float(stored)
    except ValueError:
        return stored.decode("utf-8", "replace")
