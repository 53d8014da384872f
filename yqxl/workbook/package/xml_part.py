"""XML parts of a package: the checks before any parser, and the one parser.

No part of a workbook needs a DOCTYPE, so each one is refused before expat sees it, in
UTF-16 too. Parts whose content is read must be UTF-8: libraries disagree about the
others, and some of them read such a sheet as empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat  # every DOCTYPE and ENTITY is refused before it runs

from yqxl.workbook.package.refusals import Refusal

#: What expat puts between a namespace and a name.
BLANK = " "
Attributes = dict[str, str]

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([^"'>]*)["']""")
_UTF8_NAMES = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
#: ``<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`` without its end
_LONGEST_DECLARATION = 56
_MARK = re.compile(rb"<[!?]")
_MARKED = (b"<!--", b"<![CDATA[")
_INSTRUCTION = b"<?"
#: the declaration itself is no instruction, whatever mark of bytes stands before it
_BEHIND_DECLARATION = 8


def refuse_declarations(name: str, data: bytes, file: object) -> bool:
    """Refuse a part, or a piece of one, with a DOCTYPE or an ENTITY in whatever encoding.

    Returns whether the part has comments, CDATA or instructions: then a search for tags
    may find something that is no tag.
    """
    if b"\0" in data[:64]:
        data = data.replace(b"\0", b"")
    # a search for one byte is ten times as fast as one for two
    if b"!" not in data and data.find(b"?", _LONGEST_DECLARATION) < 0:
        return False
    hidden = False
    for mark in _MARK.finditer(data):
        at = mark.start()
        if mark[0] == _INSTRUCTION:
            hidden = hidden or at >= _BEHIND_DECLARATION
        elif data.startswith(_MARKED, at):
            hidden = True
        else:
            found = data[at : at + 24].decode("ascii", "replace")
            raise Refusal.DTD.error(f"{name}：{found}", file=file)
    return hidden


def utf8_of(name: str, data: bytes, file: object) -> bytes:
    """Return the bytes of a UTF-8 part without its mark, line ends as XML reads them."""
    if data.startswith(_UTF16_MARKS) or b"\0" in data[:64]:
        raise Refusal.ENCODING.error(f"{name}：UTF-16 或 UTF-32", file=file)
    data = data.removeprefix(_UTF8_MARK)
    declared = _DECLARATION.match(data)
    if declared and declared[1].strip().lower() not in _UTF8_NAMES:
        found = declared[1][:20].decode("ascii", "replace")
        raise Refusal.ENCODING.error(f"{name}：{found}", file=file)
    if not data.isascii():
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refusal.ENCODING.error(f"{name}：第 {error.start} 字节", file=file) from error
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


class Walk:
    """One run of expat over a part whose names come as ``namespace name``.

    ``start`` gets each element and its attributes, ``end`` each element, ``text`` the
    characters between two tags in one piece.
    """

    def __init__(
        self,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
        prefix: Callable[[str | None, str | None], None] | None = None,
    ) -> None:
        """Take what is called for each event; ``prefix`` gets namespace declarations."""
        self._start, self._end, self._text, self._prefix = start, end, text, prefix
        self._parser: expat.XMLParserType | None = None
        self._name = ""
        self._file: object = ""

    def _refuse(self, *_: object) -> None:
        raise Refusal.DTD.error(self._name, file=self._file)

    def stop_starting(self) -> None:
        """Call ``start`` no more; the rest is only checked to be well-formed."""
        if self._parser is not None:
            self._parser.StartElementHandler = None

    def over(self, name: str, data: bytes | str, file: object) -> None:
        """Walk over the part to its end.

        Raises:
            InputRefusedError: the part is not well-formed XML.
        """
        self._name, self._file = name, file
        parser = self._parser = expat.ParserCreate("utf-8", BLANK)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartNamespaceDeclHandler = self._prefix
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(data, True)  # noqa: FBT003 - expat's own signature: the last piece
        except expat.ExpatError as error:
            found = f"{name}：第 {error.lineno} 行，{error}"
            raise Refusal.MALFORMED.error(found, file=file) from error
        except UnicodeEncodeError as error:
            raise Refusal.ENCODING.error(name, file=file) from error
        finally:
            # The parser knows its handlers and they know it: without this cut, all that
            # a walk has seen would stay in memory until the collector runs.
            self._parser = None
