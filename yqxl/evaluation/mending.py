"""What yqxl mends of its own in a workbook: a plan, nothing is written here.

Formulas that rows with data lack, names that the formulas look things up by, closing rows
and rows of 参数 that are in use (design §3a, §6). What a person typed, over a formula too,
is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from yqxl.arithmetic import Value
from yqxl.evaluation.formulas.anchored_names import anchored_names
from yqxl.evaluation.formulas.column_formulas import NATIVE, UDF
from yqxl.evaluation.formulas.contracts import contract
from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.formulas.guarded_totals import GUARDED, named_text
from yqxl.evaluation.formulas.named_formulas import missing_formula
from yqxl.evaluation.parameter_rows import copied_rows, missing_rows, row_cells
from yqxl.evaluation.reading.book import Book
from yqxl.evaluation.reading.own_cells import OwnCell
from yqxl.evaluation.reading.tables import Reading
from yqxl.model.contract import BY_KEY, CLOSING_TEXT, NAMED_CELLS
from yqxl.model.facts import Fact, FactKind
from yqxl.model.layout import Layout, TableLayout, cell_name, column_letters, quoted_sheet

Place = tuple[int, int]
#: a column of a sheet from one row to another
_COLUMN = re.compile(
    r"(?P<start>(?P<sheet>'[^']+'|[^\W\d]\w*)!\$?(?P<column>[A-Z]{1,3})\$?(?P<top>\d+):)"
    r"\$?(?P=column)\$?(?P<end>\d+)"
)
#: how many names a sentence lists
_LISTED = 5


class MendedCell(NamedTuple):
    """What comes into a cell; ``like`` is the cell whose format it takes when it is new."""

    value: Value = None
    formula: str | None = None
    like: Place | None = None


@dataclass
class Mends:
    """Everything of ours that a workbook lacks."""

    cells: dict[str, dict[Place, MendedCell]] = field(default_factory=dict)
    #: names of the whole workbook and what they mean
    names: dict[str, str] = field(default_factory=dict)
    #: names of single sheets, by (name, sheet), that hide one of the workbook's
    hiding: list[tuple[str, str]] = field(default_factory=list)
    #: last rows of ListObjects, by (sheet, name), that end above rows with data
    ends: dict[tuple[str, str], int] = field(default_factory=dict)
    #: what is lost, as sentences at their places
    facts: list[Fact] = field(default_factory=list)
    #: the same as facts of a workbook in which it is there again
    told: list[Fact] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Return whether there is anything to mend."""
        return bool(self.cells or self.names or self.hiding or self.ends)

    def put(self, sheet: str, place: Place, cell: MendedCell) -> None:
        """Plan one cell."""
        self.cells.setdefault(sheet, {})[place] = cell

    def tell(
        self, sheet: str, cell: str, what: str, *, done: str = "", known: bool = False
    ) -> None:
        """Note what is lost, and that it will be there again.

        ``done`` is what becomes of it, if it is not put back; ``known``: the reader told it.
        """
        if not known:
            self.facts.append(Fact(FactKind.OWN_CELL_LOST, sheet, cell, found=what))
        self.told.append(Fact(FactKind.MENDED, sheet, cell, found=what, expected=done))


def mends_of(book: Book, reading: Reading) -> Mends:
    """Return what of ours is to be put in order, by the workbook's version of the contract."""
    found = Mends()
    _mend_formulas(found, book, reading)
    _mend_outgrown(found, reading)
    _mend_closing_rows(found, book, reading.layout)
    _mend_ends(found, book, reading.layout)
    _mend_named_cells(found, book, reading)
    _mend_names(found, book, reading)
    _mend_parameters(found, book, reading)
    return found


def _mend_formulas(found: Mends, book: Book, reading: Reading) -> None:
    """Give rows with data the formulas that they lack."""
    version = ContractFormulas(reading.evaluation.contract)
    flavour = UDF if reading.calls_functions else NATIVE
    rows: dict[tuple[str, int], list[OwnCell]] = {}
    for own in reading.bare_cells:
        if own.table == "project":
            continue
        place = reading.layout.tables[own.table]
        row = own.cell[0]
        text = version.column(own.table, own.field, place.columns).text(row, flavour)
        if text:
            like = _like(book, place, own)
            found.put(own.sheet, own.cell, MendedCell(formula=text, like=like))
            rows.setdefault((own.table, row), []).append(own)
    for cells in rows.values():
        first = min(cells, key=lambda own: own.cell)
        found.tell(
            first.sheet,
            cell_name(*first.cell),
            f"第 {first.cell[0]} 行缺少公式 {len(cells)} 个",
            known=True,
        )


def _mend_outgrown(found: Mends, reading: Reading) -> None:
    """Have formulas reckon with the optional columns that somebody added (design §4)."""
    version = ContractFormulas(reading.evaluation.contract)
    flavour = UDF if reading.calls_functions else NATIVE
    tables: dict[str, list[OwnCell]] = {}
    for own in reading.outgrown_cells:
        columns = reading.layout.tables[own.table].columns
        text = version.column(own.table, own.field, columns).text(own.cell[0], flavour)
        found.put(own.sheet, own.cell, MendedCell(formula=text))
        tables.setdefault(own.table, []).append(own)
    for key, cells in tables.items():
        headers = dict.fromkeys(BY_KEY[key].column(own.field).header for own in cells)
        what = f"{_listed(list(headers))}的公式没有算进后来加的列"
        found.tell(cells[0].sheet, cell_name(*cells[0].cell), what)


def _like(book: Book, place: TableLayout, own: OwnCell) -> Place | None:
    """Return a cell of the same column in a neighbouring row, for the format."""
    cells, (row, column) = book.sheets[own.sheet].cells, own.cell
    near = sorted(place.rows, key=lambda other: abs(other - row))
    return next(((other, column) for other in near if (other, column) in cells), None)


def _mend_closing_rows(found: Mends, book: Book, layout: Layout) -> None:
    """Write the closing row where a table has none and its place is free."""
    for key, place in layout.tables.items():
        column = place.columns.get(BY_KEY[key].closing_column)
        cells = book.sheets[place.sheet].cells
        own = cells.get((place.last_row, column)) if column else None
        if column is None or (own is not None and own.value == CLOSING_TEXT):
            continue
        if any((place.last_row, other) in cells for other in place.columns.values()):
            continue
        found.put(
            place.sheet,
            (place.last_row, column),
            MendedCell(CLOSING_TEXT, like=(place.last_row - 1, column)),
        )
        found.tell(place.sheet, cell_name(place.last_row, column), f"表 {place.table} 缺少结尾行")


def _mend_ends(found: Mends, book: Book, layout: Layout) -> None:
    """Have a ListObject end with the last row that belongs to its table."""
    for key, place in layout.tables.items():
        last = max(place.rows, default=0)
        for table in book.sheets[place.sheet].tables:
            if table.name.lower() == BY_KEY[key].name.lower() and last > table.ref[2]:
                found.ends[place.sheet, table.name] = last
                column = min(place.columns.values())
                what = f"表 {table.name} 的区域没有包括第 {last} 行"
                found.tell(place.sheet, cell_name(last, column), what)


def _mend_named_cells(found: Mends, book: Book, reading: Reading) -> None:
    """Renew 合计, 总分 and 等级 with their guard, and the count of blank cells; fill blanks."""
    bare = {own.field: own for own in reading.bare_cells if own.table == "project"}
    present = {own.field: own for own in reading.own_cells if own.table == "project"}
    number = reading.evaluation.contract
    for name, own in {**bare, **present}.items():
        text = named_text(name, number, reading.layout.tables)
        cell = book.sheets[own.sheet].cells.get(own.cell)
        before = cell.formula if cell is not None else None
        if name == "missing":
            text = (
                missing_formula(reading.layout, number)
                if before is None or _broken(before)
                else _reaching_the_ends(before, reading.layout)
            )
        if text is None or (name in present and name not in GUARDED and name != "missing"):
            continue
        if before is None or _plain(before) != _plain(text):
            found.put(own.sheet, own.cell, MendedCell(formula=text))
            if name in bare or _broken(before or ""):
                label = next(one.label for one in NAMED_CELLS if one.field == name)
                found.tell(own.sheet, cell_name(*own.cell), f"“{label}”缺少公式")


def _reaching_the_ends(formula: str, layout: Layout) -> str:
    """Return the count of blank cells with every column down to its table's closing row."""
    ends = {
        (place.sheet, str(place.header_row), column_letters(column)): str(place.last_row)
        for place in layout.tables.values()
        for column in place.columns.values()
    }

    def area(match: re.Match[str]) -> str:
        sheet, letters, top = match["sheet"].strip("'"), match["column"], match["top"]
        end = ends.get((sheet, top, letters), match["end"])
        return f"{match['start']}${letters}${end}"

    return _COLUMN.sub(area, formula)


def _broken(formula: str) -> bool:
    """Return whether a formula lost cells; LibreOffice writes ``$趋势.$#ref $4`` too."""
    return "#REF" in formula.upper()


def _plain(text: str) -> str:
    return text.replace("$", "").replace("'", "").replace(" ", "").upper()


def _mend_names(found: Mends, book: Book, reading: Reading) -> None:
    """Have every name of ours mean its columns or its cell, seen from every sheet of ours."""
    wanted = _wanted_names(reading)
    lost, short = [], []
    for name, area in wanted.items():
        own = _own_name(book, name)
        if own is None:
            lost.append(name)
        elif _plain(own[1]) != _plain(area):
            short.append(name)
        else:
            continue
        found.names[own[0] if own else name] = area
    sheets = {place.sheet for place in reading.layout.tables.values()}
    sheets |= {place[0] for place in reading.layout.named.values()}
    known = {name.lower(): area for name, area in wanted.items()}
    found.hiding = [
        (name, sheet)
        for (name, sheet), text in book.local_names.items()
        if sheet in sheets and name.lower() in known and _plain(text) != _plain(known[name.lower()])
    ]
    hidden = [name for name, _ in found.hiding]
    for what, names in (("丢失", lost), ("范围不对", short), ("被工作表内的同名名称遮住", hidden)):
        if names:
            found.tell("", "", f"{len(names)} 个名称{what}：{_listed(names)}")


def _mend_parameters(found: Mends, book: Book, reading: Reading) -> None:
    """Put rows of 参数 that are in use back, and clear those that were copied and left alone."""
    tables, version = reading.layout.tables, reading.evaluation.contract
    for table, row, number in missing_rows(reading):
        place = tables[table.key]
        for cell in row_cells(place, row, number, version):
            found.put(place.sheet, cell.place, MendedCell(cell.value, cell.formula, cell.like))
        what = f"表 {table.name} 缺少“{getattr(row, table.key_column)}”一行"
        found.tell(place.sheet, cell_name(number, place.columns[table.key_column]), what)
    for table, row, first, second in copied_rows(reading):
        place = tables[table.key]
        cells = book.sheets[place.sheet].cells
        for column in table.typed:
            at = place.columns.get(column.field)
            if at is not None and (second, at) in cells:
                found.put(place.sheet, (second, at), MendedCell())
        name = getattr(row, table.key_column)
        what = f"表 {table.name} 的“{name}”有一样的两行（第 {first}、{second} 行）"
        where = cell_name(second, place.columns[table.key_column])
        found.tell(place.sheet, where, what, done=f"第 {second} 行已清空")


def _own_name(book: Book, name: str) -> tuple[str, str] | None:
    """Return a name as the workbook spells it and its text; case does not tell names apart."""
    text = book.names.get(name)
    if text is not None:
        return name, text
    # all names are asked for only where one is missing: a workbook can carry thousands
    same = (each for each in book.names if each.lower() == name.lower())
    spelled = next(same, None)
    return None if spelled is None else (spelled, book.names[spelled])


def _wanted_names(reading: Reading) -> Mapping[str, str]:
    names = anchored_names(reading.layout, contract(reading.evaluation.contract).spans)
    for cell in NAMED_CELLS:
        place = reading.layout.named.get(cell.field)
        if place is not None:
            sheet, row, column = place
            names[cell.name] = f"{quoted_sheet(sheet)}!${column_letters(column)}${row}"
    return names


def _listed(names: list[str]) -> str:
    rest = "" if len(names) <= _LISTED else f" 等 {len(names)} 个"
    return "、".join(names[:_LISTED]) + rest


__all__ = ["MendedCell", "Mends", "mends_of"]
