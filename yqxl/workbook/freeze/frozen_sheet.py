"""A sheet whose calls of worksheet functions are replaced by native formulas or by values.

Only formula cells that call such a function change, and the formulas of names, validations
and conditional formats; every other byte of the part stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from yqxl.evaluation.formulas.function_probe import is_probe
from yqxl.model.layout import cell_name
from yqxl.workbook.freeze.array_calls import elements_of
from yqxl.workbook.freeze.native_calls import NoNativeFormError, calls_functions, native_formula
from yqxl.workbook.package.addresses import COLUMNS, Area, area_of
from yqxl.workbook.package.cell_markup import text_from_markup, text_markup
from yqxl.workbook.package.markup import Edit, Element, append_children, parse, remove, splice

#: row and column, counted from 1
Place = tuple[int, int]

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TYPE = re.compile(rb'\st="[^"]*"')
_METADATA = re.compile(rb'\s(?:cm|ca)="[^"]*"')


class NoSavedValueError(ValueError):
    """A call that must become a value has none saved; the argument is its address."""


@dataclass(slots=True)
class FrozenSheet:
    """The new part, and what became of the cells that called a function."""

    part: bytes
    formulas: int = 0
    values: int = 0
    #: addresses whose value stands where no native formula was possible
    instead: list[str] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """How many cells called a function."""
        return self.formulas + self.values


def freeze_sheet(part: bytes, own: Mapping[Place, str], *, as_values: bool) -> FrozenSheet:
    """Return a worksheet part without calls of worksheet functions.

    Args:
        part: the part; cells of ours carry their right values already.
        own: the native formula of each formula cell of ours.
        as_values: put the saved value in place of every call instead.

    Raises:
        NoSavedValueError: a cell must become a value and has none, or an array was never
            computed.
    """
    return _Freezer(part, own, as_values=as_values).freeze()


class _Freezer:
    """One pass over a sheet."""

    def __init__(self, part: bytes, own: Mapping[Place, str], *, as_values: bool) -> None:
        self.root = parse(part)
        self.own = own
        self.as_values = as_values
        self.frozen = FrozenSheet(part)
        self.edits: list[Edit] = []
        self.cells = dict(_cells(self.root))
        #: shared formulas that become values: their dependents do, too
        self.lost: set[str] = set()

    def freeze(self) -> FrozenSheet:
        for place, cell in self.cells.items():
            formula = cell.first("f")
            if formula is None:
                continue
            text = text_from_markup(formula.text)
            if is_probe(text):
                self._clear(cell)
            elif calls_functions(text):
                self._freeze_cell(place, cell, formula, text)
            elif not text and formula.attributes.get("si") in self.lost:
                self._to_value(place, cell, formula)
        for element in _other_formulas(self.root):
            self.edits += frozen_text(element)
        self.frozen.part = splice(self.frozen.part, self.edits)
        return self.frozen

    def _freeze_cell(self, place: Place, cell: Element, formula: Element, text: str) -> None:
        kind = formula.attributes.get("t", "normal")
        if self.as_values:
            self._drop(place, cell, formula, kind)
            return
        area = area_of(formula.attributes.get("ref", "")) if kind == "array" else None
        elements = elements_of(text, area) if area is not None else None
        if area is not None and elements is not None:
            self._spread(area, elements)
            return
        try:
            native = self.own.get(place) or native_formula(text)
        except NoNativeFormError:
            self.frozen.instead.append(cell_name(*place))
            self._drop(place, cell, formula, kind)
            return
        self.edits.append((formula.opened, formula.closing, text_markup(native).encode()))
        self.frozen.formulas += 1

    def _drop(self, place: Place, cell: Element, formula: Element, kind: str) -> None:
        if kind == "shared":
            self.lost.add(formula.attributes.get("si", ""))
        self._to_value(place, cell, formula)

    def _to_value(self, place: Place, cell: Element, formula: Element) -> None:
        value = cell.first("v")
        # an empty value is one only where it is a text
        if value is None or (not value.text and cell.attributes.get("t") != "str"):
            raise NoSavedValueError(cell_name(*place))
        self.edits.append(remove(formula))
        self._unlink(cell)
        self.frozen.values += 1

    def _clear(self, cell: Element) -> None:
        """Leave only the form of a cell that speaks of macros alone."""
        self.edits += [remove(child) for child in cell.children]
        for match in _TYPE.finditer(self.frozen.part, cell.start, cell.opened):
            self.edits.append((match.start(), match.end(), b""))

    def _spread(self, area: Area, elements: Mapping[Place, str]) -> None:
        """Give every cell of an array its own formula.

        A program that computed the array has written all its cells; else the file was
        never opened by one, and it is not for us to say what it would show.
        """
        for (down, right), native in elements.items():
            place = area[0] + down, area[1] + right
            cell = self.cells.get(place)
            if cell is None:
                raise NoSavedValueError(cell_name(*place))
            tag = f"{cell.prefix}:f" if cell.prefix else "f"
            markup = f"<{tag}>{text_markup(native)}</{tag}>"
            formula = cell.first("f")
            if formula is not None:
                self.edits.append((formula.start, formula.end, markup.encode()))
                self._unlink(cell)
            elif cell.empty:
                self.edits.append(append_children(cell, markup))
            else:
                self.edits.append((cell.opened, cell.opened, markup.encode()))
            self.frozen.formulas += 1

    def _unlink(self, cell: Element) -> None:
        """Take away what marks a cell as a spilling one."""
        for match in _METADATA.finditer(self.frozen.part, cell.start, cell.opened):
            self.edits.append((match.start(), match.end(), b""))


def frozen_text(element: Element) -> list[Edit]:
    """Return the edits that make the formula in this element native, none if it is."""
    text = element.text
    if not calls_functions(text):
        return []
    try:
        native = text_markup(native_formula(text)).encode()
    except NoNativeFormError:
        return []
    return [(element.opened, element.closing, native)]


def _cells(root: Element) -> Iterator[tuple[Place, Element]]:
    data = root.first("sheetData")
    row_number = 0
    for row in data.all("row") if data else ():
        row_number = int(row.attributes.get("r", row_number + 1))
        column = 0
        for cell in row.all("c"):
            address = _ADDRESS.fullmatch(cell.attributes.get("r", ""))
            column = COLUMNS[address[1]] if address else column + 1
            yield (int(address[2]) if address else row_number, column), cell


def _other_formulas(element: Element) -> Iterator[Element]:
    """Yield formulas outside of cells: conditional formats, validations, extensions."""
    for child in element.children:
        if child.name == "sheetData":
            continue
        if child.name in {"formula", "formula1", "formula2", "f", "calculatedColumnFormula"}:
            yield child
        yield from _other_formulas(child)
