"""Inserts rows into a sheet, and moves whatever refers to the rows below along.

Cells, merged areas, validations, formats by condition, links, tables, defined names and
formulas of every sheet follow (as in ECMA-376 part 1, 18.17.2.3, references are moved by
their row). A new row looks like the one above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yqxl.model.layout import cell_name
from yqxl.workbook.package.addresses import COLUMNS
from yqxl.workbook.package.cell_markup import text_from_markup, text_markup
from yqxl.workbook.package.markup import (
    Edit,
    Element,
    parse,
    prefixed,
    set_attribute,
    splice,
)

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: attributes of a sheet that name areas of it
_AREAS = ("ref", "sqref", "activeCell", "topLeftCell")
_FORMULAS = frozenset(("f", "formula", "formula1", "formula2"))
_REFERENCE = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")"""
    r"""|(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"""
    r"""(?<![\w.$])(?P<first>\$?[A-Z]{1,3}\$?)(?P<top>[0-9]{1,7})"""
    r"""(?::(?P<last>\$?[A-Z]{1,3}\$?)(?P<bottom>[0-9]{1,7}))?(?![\w(.!])"""
)


class Insertion:
    """So many rows above one row of a sheet."""

    def __init__(self, sheet: str, row: int, count: int) -> None:
        """Take the sheet, the row (counted from 1) above which rows come, and how many."""
        self._sheet, self._row, self._count = sheet, row, count

    def row(self, row: int) -> int:
        """Return where a row comes to stand."""
        return row + self._count if row >= self._row else row

    def formula(self, text: str, *, home: bool) -> str:
        """Return a formula with its references moved.

        Args:
            text: the formula without its ``=``.
            home: whether it stands in the sheet itself, whose references name no sheet.

        >>> rows = Insertion("参数", 10, 2)
        >>> rows.formula('SUM(参数!$A$5:$A$12)&"A12"&A12', home=False)
        'SUM(参数!$A$5:$A$14)&"A12"&A12'
        >>> rows.formula("IF(A9=A10,LOG10(B3),'参数'!C$11)", home=True)
        "IF(A9=A12,LOG10(B3),'参数'!C$13)"
        """

        def moved(match: re.Match[str]) -> str:
            named = match["sheet"]
            own = home if named is None else self._is_own(named)
            if match["text"] is not None or not own:
                return match[0]
            area = f"{named or ''}{match['first']}{self.row(int(match['top']))}"
            if match["bottom"] is None:
                return area
            return f"{area}:{match['last']}{self.row(int(match['bottom']))}"

        return _REFERENCE.sub(moved, text)

    def _is_own(self, named: str) -> bool:
        plain = named.removesuffix("!")
        if plain.startswith("'"):
            plain = plain[1:-1].replace("''", "'")
        return plain.casefold() == self._sheet.casefold()

    def sheet(self, source: bytes) -> bytes:
        """Return the sheet itself with the rows inserted."""
        root = parse(source)
        edits = list(self._formulas(root, home=True))
        for element in _all(root):
            if element.name not in ("row", "c"):
                edits += self._areas(source, element)
        data = root.first("sheetData")
        rows = list(_rows(data)) if data is not None else []
        above = next((row for number, row in reversed(rows) if number < self._row), None)
        below = next((row for number, row in rows if number >= self._row), None)
        if above is not None:
            at = above.end if below is None else below.start
            edits.insert(0, (at, at, self._new_rows(above).encode()))
        for number, row in rows:
            if number >= self._row:
                edits += set_attribute(source, row, "r", str(self.row(number)))
                for cell in row.all("c"):
                    address = _ADDRESS.fullmatch(cell.attributes.get("r", ""))
                    if address is not None:
                        new = f"{address[1]}{self.row(int(address[2]))}"
                        edits += set_attribute(source, cell, "r", new)
        return splice(source, edits)

    def other(self, source: bytes) -> bytes:
        """Return another sheet, or the workbook part, with its references moved."""
        return splice(source, self._formulas(parse(source), home=False))

    def table(self, source: bytes) -> bytes:
        """Return a table of the sheet where it stands now."""
        root = parse(source)
        return splice(source, [e for one in _all(root) for e in self._areas(source, one)])

    def _areas(self, source: bytes, element: Element) -> Iterator[Edit]:
        for name in _AREAS:
            area = element.attributes.get(name)
            if area is not None:
                moved = " ".join(self.formula(one, home=True) for one in area.split())
                yield from set_attribute(source, element, name, moved)

    def _formulas(self, root: Element, *, home: bool) -> Iterator[Edit]:
        names = _FORMULAS | {"definedName"}
        for element in _all(root):
            if element.name in names and not element.empty and not element.children:
                before = text_from_markup(element.text)
                after = self.formula(before, home=home and element.name != "definedName")
                if after != before:
                    yield element.opened, element.closing, text_markup(after).encode()

    def _new_rows(self, above: Element) -> str:
        """Return rows with the height and the formats of the one above, and nothing in them."""
        kept = "".join(
            f' {name}="{above.attributes[name]}"'
            for name in ("ht", "customHeight", "s", "customFormat")
            if name in above.attributes
        )
        markup = ""
        for number in range(self._row, self._row + self._count):
            cells = "".join(
                f'<c r="{cell_name(number, COLUMNS[address[1]])}" s="{cell.attributes["s"]}"/>'
                for cell in above.all("c")
                if "s" in cell.attributes
                and (address := _ADDRESS.fullmatch(cell.attributes.get("r", "")))
            )
            markup += f'<row r="{number}"{kept}>{cells}</row>'
        return prefixed(markup, above.prefix)


def _rows(data: Element) -> Iterator[tuple[int, Element]]:
    number = 0
    for row in data.all("row"):
        number = int(row.attributes.get("r", number + 1))
        yield number, row


def _all(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from _all(child)
