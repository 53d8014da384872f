"""Compares every formula cell's cached value with what LibreOffice computes for it.

The cached values are read straight from the package with lxml, independently of the
reader and the writer under test.
"""

from __future__ import annotations

import math
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from libreoffice.addresses import address, position
from libreoffice.office import Calc, Computed, SheetReading
from lxml import etree

from yqxl.errors import ErrorValue

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TOLERANCE = 1e-9

Cached = float | str | ErrorValue


@dataclass(frozen=True)
class CachedFormula:
    """A formula cell as the file has it; a missing value is "" like a blank one."""

    formula: str
    value: Cached


@dataclass(frozen=True)
class Difference:
    """A formula cell whose cached value is not what LibreOffice computes."""

    sheet: str
    cell: str
    formula: str
    cached: Cached | None
    computed: Computed | None

    def __str__(self) -> str:
        found = f"cached {self.cached!s}, computed {self.computed!s}"
        return f"{self.sheet}!{self.cell} {found}: {self.formula}"


@dataclass(frozen=True)
class Comparison:
    """How many formula cells were compared, and which differ."""

    compared: int
    differences: tuple[Difference, ...]

    def assert_same(self, *, at_least: int = 1) -> None:
        """Fail with the first differences, or where too few cells were compared."""
        listed = "\n".join(str(one) for one in self.differences[:20])
        assert not self.differences, f"{len(self.differences)} of {self.compared}:\n{listed}"
        assert self.compared >= at_least, f"only {self.compared} formula cells were compared"


def nowhere(_sheet: str, _cell: str) -> bool:
    """Name no cell: numbers are compared within the tolerance everywhere."""
    return False


def everywhere(_sheet: str, _cell: str) -> bool:
    """Name every cell: numbers must be the same double."""
    return True


def recalculate(calc: Calc, path: Path, exact: Callable[[str, str], bool] = nowhere) -> Comparison:
    """Have LibreOffice recalculate a workbook and compare every formula cell.

    Numbers agree within 1e-9, relative or absolute; where ``exact(sheet, cell)`` says so,
    they are the same double.
    """
    return compare(cached_formulas(path), calc.read(path), exact)


def compare(
    cached: dict[str, dict[str, CachedFormula]],
    computed: dict[str, SheetReading],
    exact: Callable[[str, str], bool] = nowhere,
) -> Comparison:
    """Compare what the file says with what was read; cells on one side only differ too."""
    compared, differences = 0, []
    for sheet in {**cached, **computed}:
        ours = cached.get(sheet, {})
        theirs = computed.get(sheet, SheetReading([], {}))
        for cell in {**ours, **theirs.formulas}:
            compared += 1
            mine = ours.get(cell)
            value = theirs[cell] if cell in theirs.formulas else None
            if (
                mine is None
                or value is None
                or not same_value(mine.value, value, exact(sheet, cell))
            ):
                text = mine.formula if mine else theirs.formulas[cell]
                given = mine.value if mine else None
                differences.append(Difference(sheet, cell, text, given, value))
    return Comparison(compared, tuple(differences))


def same_value(cached: Cached, computed: Computed, exact: bool = False) -> bool:  # noqa: FBT002 - one switch
    """Return whether two values are one: numbers within 1e-9, or to be the same double."""
    if not isinstance(cached, float) or not isinstance(computed, float) or exact:
        return type(cached) is type(computed) and cached == computed
    return math.isclose(cached, computed, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)


def cached_formulas(path: Path) -> dict[str, dict[str, CachedFormula]]:
    """Return every formula cell of every worksheet with its cached value."""
    with zipfile.ZipFile(path) as package:
        shared = _shared_strings(package)
        return {
            name: dict(_formulas(etree.fromstring(package.read(part)), shared))
            for name, part in _worksheets(package)
        }


def _worksheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield name and part of every worksheet (chart sheets have no cells)."""
    workbook = _target(package, "", "officeDocument")[0]
    related = dict(_targets(package, workbook, "worksheet"))
    for sheet in etree.fromstring(package.read(workbook)).iter(_MAIN + "sheet"):
        if sheet.get(_RELATED) in related:
            yield sheet.get("name"), related[sheet.get(_RELATED)]


def _target(package: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    return [target for _, target in _targets(package, part, kind)]


def _targets(package: zipfile.ZipFile, part: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield id and part of what a part is related to by this kind of relationship."""
    folder, name = posixpath.split(part)
    for one in etree.fromstring(package.read(posixpath.join(folder, "_rels", name + ".rels"))):
        if one.get("Type").endswith("/" + kind):
            yield (
                one.get("Id"),
                posixpath.normpath(posixpath.join("/", folder, one.get("Target"))).lstrip("/"),
            )


def _shared_strings(package: zipfile.ZipFile) -> list[str]:
    workbook = _target(package, "", "officeDocument")[0]
    return [
        _text_of(item)
        for part in _target(package, workbook, "sharedStrings")
        for item in etree.fromstring(package.read(part)).iter(_MAIN + "si")
    ]


def _text_of(item: etree._Element) -> str:
    """Return a string's text without its phonetic guide."""
    runs = item.findall(f"{_MAIN}t") + item.findall(f"{_MAIN}r/{_MAIN}t")
    return "".join(run.text or "" for run in runs)


def _formulas(sheet: etree._Element, shared: list[str]) -> Iterator[tuple[str, CachedFormula]]:
    """Yield every formula cell; the cells of a multi-cell array hold its formula too."""
    arrays: list[tuple[int, int, int, int, str]] = []
    families: dict[str, str] = {}
    for cell in sheet.iter(_MAIN + "c"):
        place, formula = cell.get("r"), cell.find(_MAIN + "f")
        row, column = position(place)
        if formula is None:
            text = next(
                (a[4] for a in arrays if a[0] <= row <= a[2] and a[1] <= column <= a[3]), None
            )
            if text is None:
                continue
        else:
            # the children of a shared formula are listed with their parent's text
            text = formula.text or families.get(formula.get("si"), "")
            if formula.get("t") == "shared" and formula.text:
                families[formula.get("si")] = formula.text
            if formula.get("t") == "array":
                first, _, last = formula.get("ref").partition(":")
                arrays.append((*position(first), *position(last or first), text))
        yield address(row, column), CachedFormula("=" + text, _cached(cell, shared))


def _cached(cell: etree._Element, shared: list[str]) -> Cached:
    written, kind = cell.find(_MAIN + "v"), cell.get("t", "n")
    text = "" if written is None else written.text or ""
    if kind == "inlineStr":
        return _text_of(cell.find(_MAIN + "is"))
    if kind == "str" or not text:
        return text
    if kind == "s":
        return shared[int(text)]
    if kind == "e":
        return ErrorValue(text)
    return float(text)
