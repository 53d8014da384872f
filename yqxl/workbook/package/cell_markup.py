"""What a cell holds, as it stands in sheet XML: numbers, texts, errors.

A text is data and nothing else: it becomes an inline string or the cached text of a
formula, never a formula.
"""

from __future__ import annotations

import re
from functools import lru_cache

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.model.contract import MAX_TEXT

#: The longest text that a cell takes.
#: Up to here a whole double is written without its ``.0``, as spreadsheets do.
_WHOLE = 1e16

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)",
)
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")


def number_text(number: float) -> str:
    """Return the shortest text that reads back as the same double.

    >>> number_text(509 / 700), number_text(17.0), number_text(-0.0)
    ('0.7271428571428571', '17', '0')
    """
    if isinstance(number, int) or (number.is_integer() and -_WHOLE < number < _WHOLE):
        return str(int(number))
    return repr(number)


def text_markup(text: str) -> str:
    """Return a text as the content of ``<t>`` or ``<v>``.

    Characters that XML cannot hold are coded ``_xHHHH_``, and a text that looks like
    such a code is coded too.

    >>> text_markup("a<b"), text_markup(chr(7)), text_markup("_x0041_")
    ('a&lt;b', '_x0007_', '_x005F_x0041_')
    """
    if not text.isprintable() or "_x" in text:
        text = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text


def text_from_markup(coded: str) -> str:
    """Return the text behind its ``_xHHHH_`` codes (entities are resolved already).

    >>> text_from_markup("_x005F_x0041_")
    '_x0041_'
    """
    if "_x" not in coded:
        return coded
    return _CODED.sub(lambda match: chr(int(match[1], 16)), coded)


@lru_cache(maxsize=4096)
def _short_inline(text: str) -> str:
    markup = text_markup(text)
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<is><t{space}>{markup}</t></is></c>"


def inline_string(text: str) -> str:
    """Return the rest of a cell ``t="inlineStr"`` behind its start tag.

    Labels repeat within a workbook and over a batch, so short ones are kept. A text
    longer than a cell can hold ends with ``…``; spreadsheets refuse the file otherwise.
    """
    if len(text) <= 200:  # noqa: PLR2004 - a label, not an essay
        return _short_inline(text)
    return _short_inline.__wrapped__(fitting(text))


def fitting(text: str) -> str:
    """Return the text, cut with ``…`` where a cell would not take it.

    A cell counts UTF-16 units: a rare character (𠮷) counts twice.
    """
    if 2 * len(text) <= MAX_TEXT or len(text.encode("utf-16-le", "surrogatepass")) <= 2 * MAX_TEXT:
        return text
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * (MAX_TEXT - 1)]
    return units.decode("utf-16-le", "ignore") + "…"


def cached_value(value: Value) -> tuple[str, str]:
    """Return type attribute and ``<v>`` of a formula cell with this result.

    The type attribute stands with its leading blank and is empty for a number. A
    formula cannot give an empty cell: nothing is the empty text.

    >>> cached_value(0.85), cached_value(None), cached_value(ErrorValue.DIV0)
    (('', '0.85'), (' t="str"', ''), (' t="e"', '#DIV/0!'))
    """
    if isinstance(value, str):
        return ' t="str"', text_markup(fitting(value))
    if value is None:
        return ' t="str"', ""
    if isinstance(value, ErrorValue):
        return ' t="e"', value.value
    if value - value != 0:  # infinity or not a number: no cell can hold it
        return ' t="e"', ErrorValue.NUM.value
    return "", number_text(value)
