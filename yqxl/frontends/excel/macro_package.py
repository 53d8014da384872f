"""Puts VBA, ribbon, buttons and hidden sheets into the package of a macro-free workbook."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from string import digits

from yqxl.evaluation.formulas.function_probe import PROBE_CELL, PROBE_FORMULA, PROBE_TEXT
from yqxl.frontends.excel import buttons, ribbon
from yqxl.frontends.excel.vba.project import SHEET_MODULE, WORKBOOK_MODULE
from yqxl.look import ALERT, ALERT_STYLE
from yqxl.model.layout import cell_name
from yqxl.workbook.graft.shared_parts import SharedParts, shared_parts
from yqxl.workbook.graft.styles import add_named_style
from yqxl.workbook.graft.workbook_part import NewSheet, amend_workbook, listed_sheets, new_sheet_ids
from yqxl.workbook.package.addresses import COLUMNS
from yqxl.workbook.package.cell_markup import text_markup
from yqxl.workbook.package.content_types import CONTENT_TYPES, WORKSHEET_TYPE, amend_content_types
from yqxl.workbook.package.markup import append_children, parse, splice
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.relationships import (
    EMPTY,
    PACKAGE_RELATIONSHIPS,
    WORKSHEET,
    amended,
    new_ids,
    relationships_of,
)
from yqxl.workbook.package.writer import assemble

TEMPLATE_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
VBA_PART = "xl/vbaProject.bin"
_VBA_TYPE = "application/vnd.ms-office.vbaProject"
_VBA_RELATIONSHIP = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_SHEET_PROPERTIES = re.compile(rb"<sheetPr(?=[\s/>])")
_FIRST_SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True, slots=True)
class HiddenSheet:
    """A sheet that nobody sees; ``state`` is hidden or veryHidden."""

    name: str
    part: bytes
    state: str


@dataclass(slots=True)
class MacroPackage:
    """A package on its way to a workbook with macros."""

    package: Package
    shared: SharedParts = field(init=False)
    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up the parts that all sheets share."""
        self.shared = shared_parts(self.package)

    def read(self, name: str) -> bytes:
        """Return a part as it will be."""
        return self.parts[name] if name in self.parts else self.package.read(name)

    def make(self, kind: str) -> None:
        """Give the workbook part the content type of a template or of an add-in."""
        self.types[self.shared.places.workbook] = kind

    def add_project(self, project: bytes) -> None:
        """Add the VBA project, and name the modules of the workbook and of its first sheet."""
        self.parts[VBA_PART] = project
        self.types[VBA_PART] = _VBA_TYPE
        places = self.shared.places
        links = {"rIdYqxlVba": (_VBA_RELATIONSHIP, VBA_PART)}
        links_before = self.read(places.relationships)
        self.parts[places.relationships] = amended(links_before, places.workbook, links, ())
        workbook = self.read(places.workbook)
        properties = parse(workbook).first("workbookPr")
        if properties is None:
            raise ValueError("the workbook part has no workbookPr")
        end = properties.start + len(f"<{properties.tag}")
        name = f' codeName="{WORKBOOK_MODULE}"'.encode()
        self.parts[places.workbook] = splice(workbook, [(end, end, name)])
        first = self.read(_FIRST_SHEET)
        named, count = _SHEET_PROPERTIES.subn(
            f'<sheetPr codeName="{SHEET_MODULE}"'.encode(), first, count=1
        )
        if not count:
            raise ValueError("the first sheet has no sheetPr")
        self.parts[_FIRST_SHEET] = named

    def add_ribbon(self, label: str) -> None:
        """Add the ribbon tab."""
        self.parts[ribbon.PART] = ribbon.ribbon_xml(label)
        links = {"rIdYqxlRibbon": (ribbon.RELATIONSHIP, ribbon.PART)}
        before = self.read(PACKAGE_RELATIONSHIPS)
        self.parts[PACKAGE_RELATIONSHIPS] = amended(before, "", links, ())

    def add_hidden(self, sheets: Iterable[HiddenSheet]) -> None:
        """Add hidden sheets behind the last one."""
        places = self.shared.places
        for sheet in sheets:
            workbook, links = self.read(places.workbook), self.read(places.relationships)
            listed = listed_sheets(parse(workbook))
            part = f"xl/worksheets/sheet{len(listed) + 1}.xml"
            relationship = next(new_ids(links))
            new = NewSheet(sheet.name, new_sheet_ids(listed, 1)[0], relationship)
            workbook = amend_workbook(workbook, [new], (), ())
            before = f'<sheet name="{sheet.name}"'
            after = f'{before} state="{sheet.state}"'
            self.parts[places.workbook] = workbook.replace(before.encode(), after.encode())
            link = {relationship: (WORKSHEET, part)}
            self.parts[places.relationships] = amended(links, places.workbook, link, ())
            self.parts[part] = sheet.part
            self.types[part] = WORKSHEET_TYPE

    def add_probe(self) -> None:
        """Add the cell that says whether the functions work, saved with what it says at first."""
        styles = self.shared.places.styles
        if styles is None:
            raise ValueError("the workbook has no styles")
        self.parts[styles], index = add_named_style(self.read(styles), ALERT_STYLE, ALERT)
        sheet = self.read(_FIRST_SHEET)
        row_number, column = PROBE_CELL
        data = parse(sheet).first("sheetData")
        rows = [] if data is None else data.all("row")
        row = next(r for r in rows if r.attributes.get("r") == str(row_number))
        address = cell_name(row_number, column)
        if any(column <= COLUMNS[c.attributes["r"].rstrip(digits)] for c in row.all("c")):
            raise ValueError(f"the first sheet has something at {address} or behind it")
        markup = (
            f'<c r="{address}" s="{index}" t="str"><f>{text_markup(PROBE_FORMULA)}</f>'
            f"<v>{text_markup(PROBE_TEXT)}</v></c>"
        )
        self.parts[_FIRST_SHEET] = splice(sheet, [append_children(row, markup)])

    def add_buttons(self, column: int, row: int) -> None:
        """Add a button for each command to the first sheet; both count from 0."""
        made = buttons.buttons(column, row)
        names = {"drawing": "xl/drawings/drawingYqxl.xml", "vml": "xl/drawings/vmlDrawingYqxl.vml"}
        links = {}
        for identifier, kind, key in made.relationships:
            part = names.setdefault(key, f"xl/ctrlProps/{key}.xml")
            links[identifier] = (kind, part)
            if key.startswith("control"):
                self.parts[part] = made.control
                self.types[part] = buttons.CONTROL_TYPE
        self.parts[names["drawing"]] = made.drawing
        self.parts[names["vml"]] = made.vml
        self.types[names["drawing"]] = buttons.DRAWING_TYPE
        sheet = self.read(_FIRST_SHEET)
        root = parse(sheet)
        if any(root.first(name) for name in ("drawing", "legacyDrawing", "tableParts", "extLst")):
            raise ValueError("the first sheet has something behind the place of the buttons")
        self.parts[_FIRST_SHEET] = splice(sheet, [append_children(root, made.markup)])
        holder = relationships_of(_FIRST_SHEET)
        if holder in self.package.entries:
            raise ValueError("the first sheet has relationships already")
        self.parts[holder] = amended(EMPTY, _FIRST_SHEET, links, ())

    def content(self) -> bytes:
        """Return the whole package; the same parts give the same bytes."""
        types = amend_content_types(self.read(CONTENT_TYPES), (), self.types)
        root = parse(types)
        extensions = {e.attributes.get("Extension", "").lower() for e in root.all("Default")}
        vml = any(posixpath.splitext(name)[1] == ".vml" for name in self.parts)
        if vml and "vml" not in extensions:
            default = f'<Default Extension="vml" ContentType="{buttons.VML_TYPE}"/>'
            first = root.children[0]
            types = splice(types, [(first.start, first.start, default.encode())])
        self.parts[CONTENT_TYPES] = types
        written = BytesIO()
        assemble(self.package, (), self.parts, written)
        return written.getvalue()
