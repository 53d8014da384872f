"""Column formulas cut at their row numbers, so that one comparison tells ours from others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from yqxl.evaluation.formulas.anchored_names import FIRST
from yqxl.evaluation.formulas.column_formulas import NATIVE
from yqxl.evaluation.formulas.contracts import contract, known_contracts
from yqxl.evaluation.formulas.guarded_totals import named_text
from yqxl.evaluation.formulas.optional_parts import optional_fields, with_parts
from yqxl.model.contract import LEVEL_SCORES
from yqxl.model.contract_version import CONTRACT
from yqxl.model.layout import column_letters, column_number

_FIELD = re.compile(r"\[(\w+)\]")
#: evaluations are shorter; what is longer is compared anew
_REMEMBERED_ROWS = 500
#: how 还差 begins in every version; the rest counts the blank cells of the sheet at hand
_MISSING = "COUNTBLANK(YQ_PROJECT_"
_BLANKS = re.compile(r"\s+|_xlfn\.|_xll\.|_xludf\.")


@lru_cache(maxsize=1024)
def _pieces(template: str, columns: tuple[tuple[str, int], ...]) -> tuple[str, ...] | None:
    """Return the texts between the row numbers: ``str(row).join(pieces)`` is the formula."""
    numbers = dict(columns)
    parts = _FIELD.split(with_parts(template, numbers))
    pieces = [parts[0]]
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        if name not in numbers:
            return None
        pieces[-1] += column_letters(numbers[name])
        pieces.append(text)
    return tuple(pieces)


class ColumnFormula:
    """What yqxl writes into one computed column whose table has its columns like this.

    The text of any known version of the contract is ours: a cell may have come from an
    older workbook. What it should be is the text of the workbook's own version.
    """

    def __init__(
        self, table: str, field: str, columns: tuple[tuple[str, int], ...], own: int
    ) -> None:
        """Prepare every version's formula of each flavour, the workbook's own version first."""
        self._own, self._table, self._field = own, table, field
        self._columns = dict(columns)
        self._known = [
            (number, flavour, pieces)
            for number in (own, *(one for one in known_contracts() if one != own))
            for flavour, template in _templates(number, table, field)
            if (pieces := _pieces(template, columns)) is not None
        ]
        #: flavours of texts that were seen, by text and row: a batch sees the same ones
        self._seen: dict[tuple[str, int], str] = {}

    def flavour(self, text: str, row: int) -> str | None:
        """Return the flavour that this text is in this row; None when it is not ours."""
        seen = self._seen.get((text, row))
        if seen is not None:
            return seen
        number = str(row)
        for _, flavour, pieces in self._known:
            if number.join(pieces) == text:
                if row <= _REMEMBERED_ROWS:
                    self._seen[text, row] = flavour
                return flavour
        plain = _plain(text)
        for _, flavour, pieces in self._known:
            if _plain(number.join(pieces)) == plain:
                return flavour
        return None

    def outgrown(self, text: str, row: int) -> str | None:
        """Return the flavour of a text that our version wrote before an optional column came."""
        plain, number = _plain(text), str(row)
        for flavour, template in _templates(self._own, self._table, self._field):
            optional = [one for one in optional_fields(template) if one in self._columns]
            for count in range(1, len(optional) + 1):
                for later in combinations(optional, count):
                    earlier = {k: v for k, v in self._columns.items() if k not in later}
                    pieces = _pieces(template, tuple(earlier.items()))
                    if pieces is not None and _plain(number.join(pieces)) == plain:
                        return flavour
        return None

    def versions(self, text: str, row: int) -> frozenset[int]:
        """Return the versions of the contract that write this text into this row."""
        plain, number = _plain(text), str(row)
        return frozenset(
            version for version, _, pieces in self._known if _plain(number.join(pieces)) == plain
        )

    def text(self, row: int, flavour: str = NATIVE) -> str:
        """Return the formula of this row as the workbook's version has it.

        ``""`` when a column is missing, or the version has no such column.
        """
        for number, one, pieces in self._known:
            if (number, one) == (self._own, flavour):
                return str(row).join(pieces)
        return ""


def _templates(number: int, table: str, field: str) -> Iterator[tuple[str, str]]:
    for flavour, templates in contract(number).formulas.items():
        template = templates.get((table, field))
        if template is not None:
            yield flavour, template


@lru_cache(maxsize=512)
def _kept(table: str, field: str, columns: tuple[tuple[str, int], ...], own: int) -> ColumnFormula:
    return ColumnFormula(table, field, columns, own)


@dataclass(frozen=True)
class ContractFormulas:
    """The column formulas of the workbooks that keep one version of the contract."""

    number: int = CONTRACT

    def has(self, table: str, field: str) -> bool:
        """Return whether this version knows the column."""
        return contract(self.number).has(table, field)

    def column(self, table: str, field: str, columns: Mapping[str, int]) -> ColumnFormula:
        """Return the formula of a computed column for the columns as they stand in the file."""
        return _kept(table, field, tuple(columns.items()), self.number)

    def columns_in(
        self, table: str, field: str, text: str, row: int, columns: Mapping[str, int]
    ) -> Mapping[str, int]:
        """Return which columns a formula of ours looks at, by field; none if it is not ours.

        ``columns`` are those that are known: of the optional ones the formula has the
        parts that go with them.
        """
        for number in (self.number, *(one for one in known_contracts() if one != self.number)):
            for _, template in _templates(number, table, field):
                match = _pattern(template, tuple(columns)).fullmatch(f"{_plain(text)}#{row}")
                if match:
                    return {
                        name: column_number(letters)
                        for name, letters in match.groupdict().items()
                        if name != "row"
                    }
        return {}

    def spans(self, table: str) -> Mapping[str, tuple[str, ...]]:
        """Return the columns that the names over a table span, by name."""
        spans = contract(self.number).spans.items()
        return {
            name: tuple(fields)
            for name, (key, fields, part) in spans
            if key == table and part != FIRST
        }

    def is_named(self, field: str, text: str) -> bool:
        """Return whether some version writes this text into a computed named cell."""
        plain = _plain(text)
        if field == "missing":
            return plain.startswith(_MISSING)
        return plain in _named_texts(field)


@lru_cache(maxsize=64)
def _named_texts(field: str) -> frozenset[str]:
    """Return what the versions write into a named cell, as programs may have rewritten it."""
    return frozenset(
        _plain(text)
        for number in known_contracts()
        for tables in ((), (LEVEL_SCORES.key,))
        if (template := contract(number).named.get(field)) is not None
        for text in (with_parts(template, tables), named_text(field, number, tables) or "")
    )


@lru_cache(maxsize=256)
def _pattern(template: str, columns: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the letters of each field in a plain formula followed by #row."""
    parts = _FIELD.split(with_parts(template, columns))
    found = [re.escape(_plain(parts[0]))]
    seen: set[str] = set()
    # the row is told behind the formula; a look-ahead gives it to the first address
    rows = "(?=.*#(?P<row>[0-9]+)$)"
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        found.append(f"(?P={name})" if name in seen else f"(?P<{name}>[A-Z]{{1,3}})")
        seen.add(name)
        found.append("(?P=row)" + re.escape(_plain(text)))
    return re.compile(rows + "".join(found) + "#[0-9]+")


def _plain(text: str) -> str:
    """Return a formula as programs may have rewritten it: no blanks, no case, no anchors."""
    return _BLANKS.sub("", text).replace("$", "").replace("'", "").upper()
