"""Writes a bare .xlsx with every number as ``repr``, formulas with the cached value given.

openpyxl cannot stand in: it writes numbers with 16 digits, which is another double in
about three cases of ten, and no cached values beside formulas.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from libreoffice.addresses import address

from yqxl.errors import ErrorValue

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."


@dataclass(frozen=True)
class Formula:
    """A formula without its equals sign, and what the file says that it gave.

    A matrix formula has the ``area`` that it fills: ``C1:C5``.
    """

    text: str
    cached: float | str | ErrorValue | None = None
    area: str = ""


#: What a cell of the workbook to be written may be.
Content = float | str | Formula | None


def _cell(place: str, content: Content) -> str:
    if isinstance(content, Formula):
        kind, value = _value(content.cached)
        array = f' t="array" ref="{content.area}"' if content.area else ""
        return f'<c r="{place}"{kind}><f{array}>{escape(content.text)}</f>{value}</c>'
    if isinstance(content, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(content)}</t></is></c>'
    return "" if content is None else f'<c r="{place}">{_value(content)[1]}</c>'


def _value(cached: float | str | ErrorValue | None) -> tuple[str, str]:
    if cached is None:
        return "", ""
    if isinstance(cached, ErrorValue):
        return ' t="e"', f"<v>{cached}</v>"
    if isinstance(cached, str):
        return ' t="str"', f"<v>{escape(cached)}</v>"
    return "", f"<v>{cached!r}</v>"


def _sheet(rows: Iterable[Sequence[Content]]) -> str:
    written = "".join(
        f'<row r="{number}">'
        + "".join(_cell(address(number, at), content) for at, content in enumerate(row, 1))
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{written}</sheetData></worksheet>'


def write(path: Path, sheets: Mapping[str, Iterable[Sequence[Content]]]) -> Path:
    """Write a workbook of these sheets, each given as rows from A1."""
    numbered = list(enumerate(sheets, 1))
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in numbered
    )
    linked = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number, _ in numbered
    )
    typed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{_SHEET}worksheet+xml"/>'
        for number, _ in numbered
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}sheet.main+xml"/>'
        f"{typed}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{linked}</Relationships>',
    }
    for (number, _), rows in zip(numbered, sheets.values(), strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + xml)
    return path
