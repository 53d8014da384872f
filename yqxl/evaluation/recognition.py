"""Which version of the contract a workbook keeps that does not say it.

0.1.0 wrote no version into its workbooks; later ones do (``yqxl.contract``), and a program
that knows nothing of document properties drops it. The formulas in the cells still tell
the two apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from yqxl.evaluation.formulas.contracts import Place, contract, contract_of, known_contracts
from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.reading.book import Book
from yqxl.evaluation.reading.table_finder import FoundTable, find_tables
from yqxl.model.contract_version import CONTRACT_PROPERTY


def contract_of_book(book: Book) -> int:
    """Return the version that a workbook says it keeps, else the one its formulas are of.

    Of the cells whose formula is not the same in every version, each counts for the
    versions that write it so; the version with most cells is taken, and where the cells do
    not tell (there is none, or as many of two), the one of 0.1.0, which never said it.

    Raises:
        InputRefusedError: the version is newer than this program, or none at all (YQ-233).
    """
    said = book.custom_property(CONTRACT_PROPERTY)
    if said is not None:
        return contract_of(said)
    cells = Counter(number for versions in _versions(book) for number in versions)
    silent = contract_of(None)
    return max(known_contracts(), key=lambda number: (cells[number], number == silent, number))


def _versions(book: Book) -> Iterator[frozenset[int]]:
    """Yield for each telling cell with a formula of ours the versions that write it so."""
    found = find_tables(book, ContractFormulas().has)
    for table, field in _telling():
        place = found[table]
        if place is not None and field in place.columns:
            yield from _in_column(place, field)


def _in_column(place: FoundTable, field: str) -> Iterator[frozenset[int]]:
    formula = ContractFormulas().column(place.table.key, field, place.columns)
    cells, column = place.sheet.cells, place.columns[field]
    for row in range(place.header_row + 1, place.end):
        cell = cells.get((row, column))
        if cell is not None and cell.formula:
            yield formula.versions(cell.formula, row)


@cache
def _telling() -> tuple[Place, ...]:
    """Return the computed columns whose formula, in any flavour, changed between versions."""
    texts: dict[tuple[str, Place], set[str | None]] = {}
    for number in known_contracts():
        for flavour, templates in contract(number).formulas.items():
            for place, text in templates.items():
                texts.setdefault((flavour, place), set()).add(text)
    return tuple(dict.fromkeys(place for (_, place), known in texts.items() if len(known) > 1))
