"""The skeleton of a workbook: its kind, sheets, names and tables, from the small parts."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote

from yqxl.errors import InputRefusedError
from yqxl.workbook.package.addresses import Area, area_of
from yqxl.workbook.package.cell_markup import text_from_markup
from yqxl.workbook.package.markup import MAIN, OFFICE_RELATIONSHIPS
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.package.relationships import PACKAGE_RELATIONSHIPS, relationships_of
from yqxl.workbook.package.xml_part import Attributes, Walk, refuse_declarations, utf8_of

_CONTENT_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONSHIP_ID = f"{OFFICE_RELATIONSHIPS} id"
_WORKBOOK, _SHEET = f"{MAIN} workbook", f"{MAIN} sheet"
_CALCULATION = f"{MAIN} calcPr"
_DEFINED_NAME, _PROPERTIES = f"{MAIN} definedName", f"{MAIN} workbookPr"
_TABLE, _TABLE_COLUMN = f"{MAIN} table", f"{MAIN} tableColumn"
_INDEX = re.compile("[0-9]{1,5}")
_TRUE = {"1", "true"}
#: a part is remembered up to this size
KEPT_PART = 1 << 16
_STATES = {"hidden", "veryHidden"}


@dataclass(frozen=True, slots=True)
class ScannedTable:
    """A table object (ListObject): ``ref`` is its area, header and totals row included."""

    name: str
    ref: Area
    columns: tuple[str, ...]
    part: str


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One worksheet as the workbook part names it."""

    name: str
    part: str
    state: str


@dataclass(slots=True)
class Structure:
    """What the workbook part and its relationships say."""

    part: str
    sheets: list[SheetEntry] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    local_names: dict[tuple[str, str], str] = field(default_factory=dict)
    date1904: bool = False
    #: attributes of calcPr: how the workbook wants to be computed
    calculation: dict[str, str] = field(default_factory=dict)
    macro: bool = False
    strings: str | None = None
    styles: str | None = None


def xml_bytes(package: Package, name: str) -> bytes:
    """Return a part that is to be parsed, after the checks before a parser."""
    data = package.read(name)
    refuse_declarations(name, data, package.path)
    return utf8_of(name, data, package.path)


def _skeleton_bytes(package: Package, name: str) -> bytes:
    """Return a part whose content is kept as objects, so that it must be small."""
    limit = package.limits.skeleton_part
    size = package.entries[name].size
    if size > limit:
        found = f"{name}：{size:,} 字节，上限 {limit:,} 字节"
        raise Refusal.PART_TOO_LARGE.error(found, file=package.path)
    return xml_bytes(package, name)


def references(package: Package, source: str) -> dict[str, tuple[str, str]]:
    """Return (type, part) by relationship id; a part that is missing keeps its path."""
    holder = package.find(relationships_of(source) if source else PACKAGE_RELATIONSHIPS)
    found: dict[str, tuple[str, str]] = {}
    if holder is None:
        return found
    data = _skeleton_bytes(package, holder)
    try:
        links = (_known_links if len(data) <= KEPT_PART else _links)(data)
    except InputRefusedError:
        links = _links(data, holder, package.path)  # raises again, with its place
    folder = posixpath.dirname(source)
    for key, kind, link in links:
        target = posixpath.normpath(posixpath.join("/", folder, link.replace("\\", "/")))
        part = package.find(target) or package.find(unquote(target))
        found[key] = kind, part or target.lstrip("/")
    return found


def _links(data: bytes, name: str = "", file: object = "") -> tuple[tuple[str, str, str], ...]:
    """Return (id, type, target) of the relationships that stay within the package."""
    found: list[tuple[str, str, str]] = []

    def start(element: str, attributes: Attributes) -> None:
        if element.endswith(" Relationship") and attributes.get("TargetMode") != "External":
            get = attributes.get
            found.append((get("Id", ""), get("Type", ""), get("Target", "")))

    Walk(start).over(name, data, file)
    return tuple(found)


@lru_cache(maxsize=256)
def _known_links(data: bytes) -> tuple[tuple[str, str, str], ...]:
    """Parse what every workbook of one template has in common only once."""
    return _links(data)


def read_structure(package: Package) -> Structure:
    """Return the skeleton of a workbook.

    Raises:
        InputRefusedError: the package is no workbook, or its skeleton is broken.
    """
    types = _content_types(package)
    part = _workbook_part(package, types)
    structure = Structure(part, macro="macroenabled" in types.get(part, "").lower())
    links = references(package, part)
    for kind, target in links.values():
        leaf = kind.rpartition("/")[2]
        if leaf == "sharedStrings":
            structure.strings = _present(package, target)
        elif leaf == "styles":
            structure.styles = _present(package, target)
    _WorkbookPart(package, structure, links).read()
    return structure


def _content_types(package: Package) -> dict[str, str]:
    """Return the declared type of each part that has one of its own."""
    holder = package.find(_CONTENT_TYPES)
    if holder is None:
        if package.find("content.xml") or package.find("mimetype"):
            raise Refusal.OPEN_DOCUMENT.error("OpenDocument 容器", file=package.path)
        raise Refusal.ARCHIVE.error("zip", file=package.path)
    types: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name.endswith(" Override"):
            part = package.find(attributes.get("PartName", ""))
            if part:
                types[part] = attributes.get("ContentType", "")

    Walk(start).over(holder, _skeleton_bytes(package, holder), package.path)
    return types


def _workbook_part(package: Package, types: dict[str, str]) -> str:
    links = references(package, "")
    documents = [link for link in links.values() if link[0].endswith("/officeDocument")]
    if not documents:
        raise Refusal.MISSING_PART.error(
            "找不到工作簿部件（_rels/.rels 未指明）", file=package.path
        )
    kind, part = documents[0]
    if kind.startswith(_STRICT):
        raise Refusal.STRICT.error("Strict 命名空间", file=package.path)
    if part.lower().endswith(".bin"):
        raise Refusal.BINARY_XLSB.error(part, file=package.path)
    declared = types.get(part, "")
    if "wordprocessing" in declared or "presentation" in declared:
        raise Refusal.OTHER_OFFICE.error(declared, file=package.path)
    return _present(package, part)


def _present(package: Package, part: str) -> str:
    if part not in package.entries:
        raise Refusal.MISSING_PART.error(part, file=package.path)
    return part


class _WorkbookPart:
    """Reads the workbook part: sheets in order, defined names, the date system."""

    def __init__(
        self, package: Package, structure: Structure, links: dict[str, tuple[str, str]]
    ) -> None:
        self.package = package
        self.structure = structure
        self.links = links
        #: names of all sheets, charts and dialogs included: what localSheetId counts
        self.tabs: list[str] = []
        self.taken: set[str] = set()
        self.parts: set[str] = set()
        self.local: list[tuple[str, str, str]] = []
        self.defined: tuple[str, str | None] | None = None
        self.text: list[str] = []
        self.depth = 0

    def read(self) -> None:
        part, file = self.structure.part, self.package.path
        walk = Walk(self.start, self.end, self.text.append)
        walk.over(part, _skeleton_bytes(self.package, part), file)
        for name, index, text in self.local:
            if not _INDEX.fullmatch(index) or int(index) >= len(self.tabs):
                raise Refusal.STRUCTURE.error(
                    f"名称 {name[:40]} 的工作表序号 {index[:9]}", file=file
                )
            self.structure.local_names[name, self.tabs[int(index)]] = text
        if not self.structure.sheets:
            raise Refusal.STRUCTURE.error("没有工作表", file=file)

    def start(self, name: str, attributes: Attributes) -> None:
        if not self.depth:
            self.check_root(name)
        self.depth += 1
        if name == _SHEET:
            self.add_sheet(attributes)
        elif name == _DEFINED_NAME:
            self.defined = attributes.get("name", ""), attributes.get("localSheetId")
            self.text.clear()
        elif name == _CALCULATION:
            self.structure.calculation = dict(attributes)
        elif name == _PROPERTIES:
            self.structure.date1904 = attributes.get("date1904") in _TRUE

    def check_root(self, name: str) -> None:
        if name.startswith(_STRICT):
            raise Refusal.STRICT.error("Strict 命名空间", file=self.package.path)
        if name != _WORKBOOK:
            found = f"{self.structure.part}：根元素 {name[-60:]}"
            raise Refusal.STRUCTURE.error(found, file=self.package.path)

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.defined is None or name != _DEFINED_NAME:
            return
        key, index = self.defined
        text = "".join(self.text)
        if index is None:
            self.structure.names[key] = text
        else:
            self.local.append((key, index, text))
        self.defined = None
        limit = self.package.limits.defined_names
        if len(self.structure.names) + len(self.local) > limit:
            raise Refusal.TOO_MANY_NAMES.error(f"上限 {limit:,} 个", file=self.package.path)

    def add_sheet(self, attributes: Attributes) -> None:
        name, file = attributes.get("name", ""), self.package.path
        if not name or name.casefold() in self.taken:
            raise Refusal.STRUCTURE.error(f"工作表名重复或为空：“{name}”", file=file)
        self.tabs.append(name)
        self.taken.add(name.casefold())
        limit = self.package.limits.sheets
        if len(self.tabs) > limit:
            raise Refusal.TOO_MANY_SHEETS.error(f"上限 {limit} 张", file=file)
        link = attributes.get(_RELATIONSHIP_ID, "")
        kind, part = self.links.get(link, ("", ""))
        if not link:
            return  # a sheet of macros that came with an old .xls: Excel keeps the entry alone
        if not kind:
            raise Refusal.MISSING_PART.error("工作表没有对应的部件", file=file, sheet=name)
        if kind.rpartition("/")[2] != "worksheet":
            return
        if part not in self.package.entries:
            raise Refusal.MISSING_PART.error(part, file=file, sheet=name)
        if part in self.parts:
            raise Refusal.STRUCTURE.error(f"两张工作表共用部件 {part}", file=file, sheet=name)
        self.parts.add(part)
        state = attributes.get("state", "")
        self.structure.sheets.append(
            SheetEntry(name, part, state if state in _STATES else "visible")
        )


def read_tables(package: Package, sheet: SheetEntry) -> tuple[ScannedTable, ...]:
    """Return the tables that stand in a sheet, in the order of its relationships."""
    return tuple(
        _read_table(package, part, sheet.name)
        for kind, part in references(package, sheet.part).values()
        if kind.rpartition("/")[2] == "table"
    )


def _read_table(package: Package, part: str, sheet: str) -> ScannedTable:
    if part not in package.entries:
        raise Refusal.MISSING_PART.error(part, file=package.path, sheet=sheet)
    data = _skeleton_bytes(package, part)
    try:
        table, columns = (_known_table if len(data) <= KEPT_PART else _table)(data)
    except InputRefusedError:
        table, columns = _table(data, part, package.path)  # raises again, with its place
    name = table.get("displayName") or table.get("name", "")
    ref = area_of(table.get("ref", ""))
    if not name or ref is None:
        found = f"{part}：表格“{name}”的区域“{table.get('ref', '')[:40]}”"
        raise Refusal.STRUCTURE.error(found, file=package.path, sheet=sheet)
    return ScannedTable(name, ref, columns, part)


def _table(data: bytes, name: str = "", file: object = "") -> tuple[Attributes, tuple[str, ...]]:
    """Return the attributes of a table part and the names of its columns."""
    table: Attributes = {}
    columns: list[str] = []

    def start(element: str, attributes: Attributes) -> None:
        if element == _TABLE:
            table.update(attributes)
        elif element == _TABLE_COLUMN:
            columns.append(text_from_markup(attributes.get("name", "")))

    Walk(start).over(name, data, file)
    return table, tuple(columns)


@lru_cache(maxsize=256)
def _known_table(data: bytes) -> tuple[Attributes, tuple[str, ...]]:
    """Parse what every workbook of one template has in common only once."""
    return _table(data)
