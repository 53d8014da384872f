"""Placeholders of a document filled, and what was filled before renewed.

A placeholder that stands alone in its paragraph becomes paragraphs or a table in the form of
that paragraph; within a text it becomes text in the form of its run, however many runs it was
typed in. Runs, styles and everything else of the document stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from yqxl.documents.report.contents import (
    Content,
    Contents,
    Picture,
    Words,
    is_empty,
    is_known_kind,
)
from yqxl.documents.report.marks import (
    Mark,
    Marker,
    block_text,
    marks,
    placeholder_key,
    renamed,
    text_digest,
)
from yqxl.documents.report.markup import (
    PPR,
    RPR,
    Element,
    P,
    R,
    T,
    paragraph,
    run,
    run_form,
    text_of,
    texts,
)
from yqxl.documents.report.word_charts import chart_paragraph, renewed_chart
from yqxl.documents.table_markup import Room, framed_rows, table, texts_of
from yqxl.documents.table_markup import paragraph as note_markup
from yqxl.grid import Grid

#: 〔总分〕; the year of a document, 财预〔2020〕10号, is none
PLACEHOLDER = re.compile(r"〔\s*([^〔〕]{1,60}?)\s*〕")
_YEAR = re.compile(r"[\d\s.、—-]+")


@dataclass
class Filled:
    """What became of the placeholders of a document."""

    #: placeholders that were filled now
    filled: list[str] = field(default_factory=list)
    #: blocks of an earlier run that have new text now
    renewed: list[str] = field(default_factory=list)
    #: blocks of an earlier run that somebody changed: they stay
    kept: list[str] = field(default_factory=list)
    #: placeholders for which the workbook has no data: they stay
    without_data: list[str] = field(default_factory=list)
    #: what looks like a placeholder and is none: it stays
    unknown: list[str] = field(default_factory=list)


class Filler:
    """Fills and renews the parts of one document."""

    def __init__(self, contents: Contents, room: Callable[[Grid], Room]) -> None:
        """Keep what placeholders stand for, and how much room a table has."""
        self.contents = contents
        self.room = room
        self.done = Filled()

    def part(self, root: Element, part: Part) -> None:
        """Renew and fill one part of the document: its body, a header, a footer."""
        self._part = part
        self._marker = Marker(root)
        known = {placeholder_key(name): name for name in self.contents.names}
        for mark in list(marks(root)):
            self._renew(mark, known.get(mark.key, ""))
        for one in list(root.iter(P)):
            if "〔" in "".join(node.text or "" for node in texts(one)):
                self._fill(one)

    # ------------------------------------------------------------------ renewing

    def _renew(self, mark: Mark, name: str) -> None:
        content = self.contents.find(name) if name else None
        before, notes = mark.table() if isinstance(content, Grid) else (None, [])
        if before is not None:
            own = "".join(text_of(one) for one in (before, *notes))
        else:
            inside = mark.within and not isinstance(content, Picture)
            own = mark.own_text if inside else block_text(mark)
        if text_digest(own) != mark.digest or not mark.paragraphs:
            self.done.kept.append(f"〔{name}〕{_shortened(own)}")
        elif content is None or is_empty(content):
            self.done.without_data.append(f"{name or '（原来的一段）'}：{_shortened(own)}")
        elif isinstance(content, Picture):
            if renewed_chart(self._part, mark.paragraphs[0], content):
                self.done.renewed.append(name)
        elif isinstance(content, Grid):
            self._renew_table(mark, name, content, (before, notes))
        elif text_digest(content.line) != mark.digest:
            self._renew_words(mark, content)
            self.done.renewed.append(name)

    def _renew_words(self, mark: Mark, content: Words) -> None:
        if mark.within:
            form = next((node.find(RPR) for node in mark.between if node.tag == R), None)
            for node in mark.between:
                node.getparent().remove(node)
            mark.start.addnext(run(content.line, form))
        else:
            first, *others = mark.paragraphs
            new = _paragraphs(first, content.paragraphs)
            for other in others:
                other.getparent().remove(other)
            _replace(first, new)
            place = 1 if new[0].find(PPR) is not None else 0
            new[0].insert(place, mark.start)
            new[-1].append(mark.end)
        renamed(mark, content.line)

    def _renew_table(
        self, mark: Mark, name: str, grid: Grid, block: tuple[Element | None, list[Element]]
    ) -> None:
        before, notes = block
        new, below = self._table(grid)
        text = text_of(new) + "".join(text_of(one) for one in below)
        if before is None or text_digest(text) == mark.digest:
            return
        _replace(before, [new])
        first, *others = notes
        for other in others:
            other.getparent().remove(other)
        _replace(first, below)
        below[-1].extend([mark.start, mark.end])
        renamed(mark, text)
        self.done.renewed.append(name)

    # ------------------------------------------------------------------ filling

    def _fill(self, one: Element) -> None:
        whole = "".join(node.text or "" for node in texts(one))
        alone = PLACEHOLDER.fullmatch(whole.strip())
        if alone:
            content = self._content(alone[1])
            if content is not None:
                self._fill_block(one, alone[1], content)
            return
        for found in reversed(list(PLACEHOLDER.finditer(whole))):
            content = self._content(found[1])
            if isinstance(content, Words):
                start, end = self._marker.ends(found[1], content.line)
                _replace_text(one, found.span(), [start, content.line, end])
                self.done.filled.append(found[1])
            elif content is not None:
                self.done.unknown.append(f"{found[1]}（表和图要单独成一段）")

    def _content(self, name: str) -> Content | None:
        if _YEAR.fullmatch(name):
            return None
        content = self.contents.find(name)
        if content is None:
            (self.done.without_data if is_known_kind(name) else self.done.unknown).append(name)
        elif is_empty(content):
            self.done.without_data.append(name)
        else:
            return content
        return None

    def _fill_block(self, one: Element, name: str, content: Content) -> None:
        if isinstance(content, Grid):
            new, below = self._table(content)
            text = text_of(new) + "".join(text_of(line) for line in below)
            _replace(one, [new, *below])
            self._marker.behind(below[-1], name, text)
        elif isinstance(content, Picture):
            made = chart_paragraph(self._part, content, one)
            _replace(one, [made])
            self._marker.around(made, made, name, "")
        else:
            paragraphs = _paragraphs(one, content.paragraphs)
            _replace(one, paragraphs)
            self._marker.around(paragraphs[0], paragraphs[-1], name, content.line)
        self.done.filled.append(name)

    def _table(self, grid: Grid) -> tuple[Element, list[Element]]:
        """Return the table of a grid and the paragraphs below it, at least one."""
        room = self.room(grid)
        _, last = framed_rows(grid)
        notes = [one for row in grid.rows[last:] for one in texts_of(row)]
        below = [_parsed(note_markup(text, role, room.size, framed=True)) for text, role in notes]
        return _parsed(table(grid, room)), below or [paragraph([])]


def _shortened(text: str) -> str:
    most = 20
    return text if len(text) <= most else f"{text[:most]}…"


def _parsed(markup: str) -> Element:
    tag = markup[1:].split(">", 1)[0].split(" ", 1)[0]
    return parse_xml(markup.replace(f"<{tag}", f"<{tag} {nsdecls('w')}", 1))


def _paragraphs(model: Element, lines: Iterable[str]) -> list[Element]:
    """Return paragraphs in the form of one that is there."""
    form = run_form(model)
    return [paragraph([run(line, form)], model.find(PPR)) for line in lines]


def _replace(one: Element, new: Iterable[Element]) -> None:
    for node in new:
        one.addprevious(node)
    one.getparent().remove(one)


def _replace_text(one: Element, span: tuple[int, int], new: list[Element | str]) -> None:
    """Put elements in the place of a part of a paragraph's text, in the form it begins in."""
    first, last = span
    place = 0
    anchor: Element | None = None
    for node in texts(one):
        text = node.text or ""
        begin, end = place, place + len(text)
        place = end
        if end <= first or begin >= last:
            continue
        kept_before, kept_after = text[: max(0, first - begin)], text[last - begin :]
        owner = node.getparent()
        if anchor is None:
            anchor = owner
            form = owner.find(RPR)
            tail = _split_off(owner, node, kept_after if end >= last else "")
            node.text = kept_before
            pieces = [run(piece, form) if isinstance(piece, str) else piece for piece in new]
            for piece in reversed([*pieces, *([tail] if tail is not None else [])]):
                owner.addnext(piece)
        else:
            node.text = kept_after if end >= last else ""


def _split_off(owner: Element, node: Element, rest: str) -> Element | None:
    """Take what stands behind a text out of its run; return it as a run of its own."""
    behind = [child for child in owner if child.tag != RPR]
    behind = behind[behind.index(node) + 1 :]
    if not rest and not behind:
        return None
    made = run(rest, owner.find(RPR))
    for child in behind:
        made.append(child)
    if not rest:
        made.remove(made.find(T))
    return made
