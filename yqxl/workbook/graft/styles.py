"""Adds the styles of our roles to a workbook's stylesheet and moves none of its own.

Fonts, fills, borders, number formats, cell formats, named styles and conditional
formats are appended behind those that are there, each only once: the indexes that the
user's cells carry stay right, and a second run appends nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from yqxl.grid import Overlay, Role
from yqxl.look import LIVE_ROLES, NAMED_STYLES, ROLES, SHORT_PERCENTS, Form
from yqxl.workbook.graft.role_styles import (
    BUILTIN_FORMATS,
    FIRST_CUSTOM_FORMAT,
    GRAY_FILL,
    NO_BORDER,
    NO_FILL,
    NORMAL_FONT,
    alignment_markup,
    border_markup,
    fill_markup,
    font_markup,
    overlay_markup,
)
from yqxl.workbook.package.markup import (
    MAIN,
    Edit,
    Element,
    append_children,
    parse,
    prefixed,
    set_attribute,
    splice,
)

#: A stylesheet for a workbook that has none.
EMPTY_STYLES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
)

_NORMAL = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
#: The collections in the order of the schema, each with what must stand in front.
_FIRST_ITEMS: dict[str, tuple[str, ...]] = {
    "numFmts": (),
    "fonts": (NORMAL_FONT,),
    "fills": (NO_FILL, GRAY_FILL),
    "borders": (NO_BORDER,),
    "cellStyleXfs": (_NORMAL,),
    "cellXfs": (_NORMAL.replace("/>", ' xfId="0"/>'),),
    "cellStyles": ('<cellStyle name="Normal" xfId="0" builtinId="0"/>',),
    "dxfs": (),
}


class _Collection:
    """One list of the stylesheet: what is there, and what comes behind it."""

    def __init__(self, root: Element, name: str) -> None:
        self.name = name
        self.element = root.first(name)
        kind = "xf" if name.endswith("Xfs") else name.removesuffix("s")
        self.items: list[Element] = list(self.element.items(kind)) if self.element else []
        self.added: list[str] = []
        self._index: dict[tuple[object, ...], int] = {}
        for number, item in enumerate(self.items):
            self._index.setdefault(item.canonical(), number)
        for markup in _FIRST_ITEMS[name][len(self.items) :]:
            self.append(markup)

    def append(self, markup: str) -> int:
        """Put the markup behind the last item and return its index."""
        index = len(self.items) + len(self.added)
        self._index.setdefault(_canonical(markup), index)
        self.added.append(markup)
        return index

    def index(self, markup: str) -> int:
        """Return the index of an item that says the same, appended if there is none."""
        known = self._index.get(_canonical(markup))
        return self.append(markup) if known is None else known

    def edits(self, source: bytes) -> list[Edit]:
        """Return the edits of a list that stands in the source already."""
        if self.element is None or not self.added:
            return []
        count = str(len(self.items) + len(self.added))
        markup = prefixed("".join(self.added), self.element.prefix)
        return [
            *set_attribute(source, self.element, "count", count),
            append_children(self.element, markup),
        ]


class _Stylesheet:
    """The lists of one stylesheet, and the ways in which they refer to each other."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.root = parse(source)
        self.lists = {name: _Collection(self.root, name) for name in _FIRST_ITEMS}

    def number_format(self, code: str) -> int:
        """Return the id of a number format, a new one behind all others if need be."""
        if code in BUILTIN_FORMATS:
            return BUILTIN_FORMATS[code]
        formats = self.lists["numFmts"]
        used = [FIRST_CUSTOM_FORMAT - 1]
        for item in (*formats.items, *(_element(markup) for markup in formats.added)):
            number = _number(item, "numFmtId")
            if item.attributes.get("formatCode") == code:
                return number
            used.append(number)
        number = max(used) + 1
        formats.append(f'<numFmt numFmtId="{number}" formatCode="{code}"/>')
        return number

    def cell_format(self, form: Form, parent: int | None) -> str:
        """Return the ``xf`` of a form; the format of a named style has no parent."""
        belongs = "" if parent is None else f' xfId="{parent}"'
        return (
            f'<xf numFmtId="{self.number_format(form.number_format)}"'
            f' fontId="{self.lists["fonts"].index(font_markup(form.font))}"'
            f' fillId="{self.lists["fills"].index(fill_markup(form.paper))}"'
            f' borderId="{self.lists["borders"].index(border_markup(form.frame))}"{belongs}'
            ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
            f' applyAlignment="1">{alignment_markup(form)}</xf>'
        )

    def named_style(self, name: str, form: Form) -> int:
        """Return the index of a named style's format; one of that name is left as it is."""
        styles = self.lists["cellStyles"]
        for style in styles.items:
            if style.attributes.get("name") == name:
                return _number(style, "xfId")
        index = self.lists["cellStyleXfs"].append(self.cell_format(form, None))
        styles.append(f'<cellStyle name="{name}" xfId="{index}"/>')
        return index

    def written(self) -> bytes:
        """Return the stylesheet with everything that was added."""
        edits = [edit for each in self.lists.values() for edit in each.edits(self.source)]
        return splice(self.source, [*edits, *self._new_lists()])

    def _new_lists(self) -> list[Edit]:
        """Return the edits that insert lists which the stylesheet lacks, in schema order."""
        edits: list[Edit] = []
        place, held_back = self.root.opened, ""
        for each in self.lists.values():
            if each.element is not None:
                place = each.element.end
            elif each.added:
                markup = prefixed(_list_markup(each.name, each.added), self.root.prefix)
                if self.root.empty:
                    held_back += markup
                else:
                    edits.append((place, place, markup.encode()))
        return [append_children(self.root, held_back)] if held_back else edits


def _number(element: Element, name: str) -> int:
    text = element.attributes.get(name, "")
    return int(text) if text.isdecimal() else 0


def _list_markup(name: str, items: Sequence[str]) -> str:
    return f'<{name} count="{len(items)}">{"".join(items)}</{name}>'


@lru_cache(maxsize=256)
def _element(markup: str) -> Element:
    return parse(f'<a xmlns="{MAIN}">{markup}</a>'.encode()).children[0]


@lru_cache(maxsize=256)
def _canonical(markup: str) -> tuple[object, ...]:
    return _element(markup).canonical()


def add_role_styles(
    styles_xml: bytes, overlays: Sequence[Overlay] = ()
) -> tuple[bytes, Mapping[Role, int], Mapping[str | Overlay, int]]:
    """Return the stylesheet with our styles, and the indexes of what it has for us.

    They are the cell format of each role and the dxf of each short form of percentages; of
    the roles of live tables only where some ``overlays`` are laid over them, and their dxf.
    The stylesheet is the same object when nothing had to be added.
    """
    sheet = _Stylesheet(styles_xml)
    parents = {name: sheet.named_style(name, ROLES[role]) for name, role in NAMED_STYLES.items()}
    cell_formats = sheet.lists["cellXfs"]
    roles = {
        role: cell_formats.index(sheet.cell_format(form, parents[form.style]))
        for role, form in ({**ROLES, **LIVE_ROLES} if overlays else ROLES).items()
    }
    conditional: dict[str | Overlay, int] = {
        code: sheet.lists["dxfs"].index(
            f'<dxf><numFmt numFmtId="{sheet.number_format(code)}" formatCode="{code}"/></dxf>'
        )
        for code, _ in SHORT_PERCENTS
    }
    for overlay in overlays:
        number = sheet.number_format(overlay.number_format) if overlay.number_format else None
        conditional[overlay] = sheet.lists["dxfs"].index(overlay_markup(overlay, number))
    return sheet.written(), roles, conditional


def add_named_style(styles_xml: bytes, name: str, form: Form) -> tuple[bytes, int]:
    """Return the stylesheet with a named style, and the index of its cell format."""
    sheet = _Stylesheet(styles_xml)
    parent = sheet.named_style(name, form)
    index = sheet.lists["cellXfs"].index(sheet.cell_format(form, parent))
    return sheet.written(), index
