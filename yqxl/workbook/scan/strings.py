"""Texts as a workbook stores them: shared strings, rich text, codes and entities.

The runs of a rich text are joined; phonetic guides (``rPh``) are no part of the text.
"""

from __future__ import annotations

import re

from yqxl.errors import InputRefusedError
from yqxl.workbook.package.cell_markup import text_from_markup
from yqxl.workbook.package.limits import Limits
from yqxl.workbook.package.markup import MAIN
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.package.xml_part import Attributes, Walk

_PLAIN = re.compile(
    r'<si><t(?: xml:space="preserve")?+>([^<\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*+)</t></si>'
)
#: A plain item; an item of any other make; or all the rest, when it is neither.
_ITEM = re.compile(
    r'<si><t(?: xml:space="preserve")?>([^<\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*+)</t></si>'
    r"|<si>([^<]*+(?:<(?!/?si\b)[^<]*+)*+)</si>|(.+)",
    re.DOTALL,
)
_COUNTS = re.compile(r"""\b(?:uniqueCount|count)\s*=\s*["']\s*\+?(\d+)""")
_ENTITY = re.compile("&([^;&<]*;?)")
_RARE_ENTITY = re.compile("&(?!(?:lt|gt|amp|quot|apos);)")
#: The ampersand comes last, or ``&amp;lt;`` would become ``<``.
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_REFERENCE = re.compile("#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROLS = frozenset(range(32)) - {9, 10, 13} | {0xFFFE, 0xFFFF}
_LAST_CHARACTER = 0x10FFFF
_ROOT = f"{MAIN} sst"
_SI, _T, _RPH = f"{MAIN} si", f"{MAIN} t", f"{MAIN} rPh"


class NotCanonicalError(Exception):
    """The markup is not written the usual way: the strict parser has to decide."""


def unescaped(markup: str) -> str:
    """Return the text of markup without tags.

    Raises:
        NotCanonicalError: it refers to something that is no plain character.
    """
    if "&" not in markup:
        return markup
    if _RARE_ENTITY.search(markup):
        return _ENTITY.sub(_character, markup)
    for name, character in _ENTITIES.items():
        markup = markup.replace(name, character)
    return markup


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if match[0] in _ENTITIES:
        return _ENTITIES[match[0]]
    reference = _REFERENCE.fullmatch(name)
    if not reference:
        raise NotCanonicalError(name)
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if code in _CONTROLS or code > _LAST_CHARACTER or 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - surrogates
        raise NotCanonicalError(name)
    return chr(code)


def decoded(text: str) -> str:
    """Return the text behind its ``_xHHHH_`` codes; halves of a pair are joined.

    >>> decoded("_xD842__xDFB7_"), decoded("_x005F_x000D_")
    ('𠮷', '_x000D_')
    """
    if "_x" not in text:
        return text
    text = text_from_markup(text)
    if _SURROGATE.search(text):
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def read_strings(name: str, text: str, file: object, limits: Limits) -> list[str]:
    """Return the shared strings in order.

    Raises:
        InputRefusedError: the part is malformed, or declares or holds absurdly many.
    """
    head = text[: text.find(">", text.find("sst")) + 1]
    limit = limits.declared_count
    for count in (*_COUNTS.findall(head), str(text.count("<si"))):
        if len(count) > len(str(limit)) or int(count) > limit:
            raise Refusal.DECLARED_COUNT.error(f"{name}：{count[:20]}，上限 {limit:,}", file=file)
    try:
        return _fast(head, text)
    except NotCanonicalError:
        return _strict(name, text, file, limit)


def _fast(head: str, text: str) -> list[str]:
    """Return the strings of a part that is written as every spreadsheet writes it."""
    end = text.rfind("</sst>")
    if end < 0 or "<!" in text or text[end + 6 :].strip():
        raise NotCanonicalError(head[:80])
    if _root_of(f"{head}</sst>") != _ROOT:
        raise NotCanonicalError(head[:80])
    plain: list[str] = _PLAIN.findall(text, len(head), end)
    if len(plain) != text.count("<si", len(head)):
        return [_item(match) for match in _ITEM.finditer(text, len(head), end)]
    if "&" in text or "_x" in text:
        return [decoded(unescaped(item)) for item in plain]
    return plain


def _item(match: re.Match[str]) -> str:
    if match.lastindex == 1:
        return decoded(unescaped(match[1]))
    if match.lastindex == 2:  # noqa: PLR2004 - the second group: a rich item
        return decoded(_joined(match[2]))
    raise NotCanonicalError(match[0][:80])


def _root_of(markup: str) -> str:
    names: list[str] = []
    _walk_fragment(Walk(lambda name, _: names.append(name)), markup)
    return names[0]


def _walk_fragment(walk: Walk, markup: str) -> None:
    try:
        walk.over("", markup, "")
    except InputRefusedError as error:
        raise NotCanonicalError(markup[:80]) from error


def _joined(item: str) -> str:
    """Return the text of a rich item."""
    runs = TextRuns()
    _walk_fragment(
        Walk(runs.start, runs.end, runs.text), f'<si xmlns="{MAIN}" xmlns:r="r">{item}</si>'
    )
    return runs.take()


def _strict(name: str, text: str, file: object, limit: int) -> list[str]:
    strings: list[str] = []
    runs = TextRuns()
    depth = 0

    def start(element: str, attributes: Attributes) -> None:
        nonlocal depth
        if not depth and element != _ROOT:
            raise Refusal.STRUCTURE.error(f"{name}：根元素 {element[-60:]}", file=file)
        depth += 1
        runs.start(element, attributes)

    def end(element: str) -> None:
        runs.end(element)
        if element == _SI:
            strings.append(decoded(runs.take()))
            if len(strings) > limit:
                raise Refusal.DECLARED_COUNT.error(f"{name}：上限 {limit:,}", file=file)

    Walk(start, end, runs.text).over(name, text, file)
    return strings


class TextRuns:
    """Joins the ``<t>`` of one text while a parser walks over it."""

    def __init__(self) -> None:
        """Begin with an empty text."""
        self._pieces: list[str] = []
        self._inside = False
        self._phonetic = 0

    def start(self, name: str, _: Attributes) -> None:
        """Enter an element."""
        if name == _RPH:
            self._phonetic += 1
        self._inside = name == _T and not self._phonetic

    def end(self, name: str) -> None:
        """Leave an element."""
        if name == _RPH:
            self._phonetic -= 1
        self._inside = False

    def text(self, text: str) -> None:
        """Take the characters of the innermost element."""
        if self._inside:
            self._pieces.append(text)

    def take(self) -> str:
        """Return the text so far and begin a new one."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return text
