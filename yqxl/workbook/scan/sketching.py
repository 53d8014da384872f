"""The sketch of a sheet from its markup: whether it stands as yqxl wrote it, told quickly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from yqxl.arithmetic import Value
from yqxl.evaluation.reading.sheet_digest import sketch

_FORMULA = re.compile(rb"<f(?: [^<>]*+)?+>([^<]*+)</f>")
_CONSTANT = re.compile(
    rb'<c r="([A-Z]++[0-9]++)"([^<>]*+)>(?:<v>([^<]*+)</v>|<is>(.*?)</is>)</c>', re.DOTALL
)
_TEXT = re.compile(rb"<t(?: [^<>]*+)?+>([^<]*+)</t>")
_SHARED = b't="s"'
_ENTITIES = (
    (b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"),
)  # fmt: skip


def markup_sketch(part: bytes, strings: Callable[[], Sequence[str]]) -> str:
    """Return the sketch of a sheet part; one that is written unusually has an odd one."""
    return sketch([_plain(b"\n".join(_FORMULA.findall(part)))], _constants(part, strings))


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
