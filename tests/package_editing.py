"""A package that is being edited by bytes: parts, types, relationships, elements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from decoration_parts import HEAD, OFFICE, PACKAGE

from yqxl.workbook.scan.workbook import ScannedWorkbook

ROOT = "_rels/.rels"
TYPES = "[Content_Types].xml"
#: What a worksheet may hold behind its cells, in the order that the standard wants.
_TAIL = [
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "mc:AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
    "/worksheet",
]


@dataclass
class PackageEdit:
    """The package while it is decorated: what becomes of its parts."""

    source: ScannedWorkbook
    parts: dict[str, bytes] = field(default_factory=dict)

    def text(self, part: str) -> str:
        if part in self.parts:
            return self.parts[part].decode()
        return self.source.package.read(part).decode()

    def put(self, part: str, content: str | bytes, content_type: str = "") -> None:
        """Write a part; a new one that no extension stands for tells its type."""
        self.parts[part] = content if isinstance(content, bytes) else content.encode()
        if content_type:
            self.declare(f'<Override PartName="/{part}" ContentType="{content_type}"/>')

    def declare(self, types: str) -> None:
        self.put(TYPES, self.text(TYPES).replace("</Types>", f"{types}</Types>"))

    def relate(
        self, source: str, identifier: str, kind: str, target: str, *, outside: bool = False
    ) -> None:
        """Add a relationship; ``kind`` without a scheme is one of the standard's."""
        folder, _, name = source.rpartition("/")
        part = f"{folder}/_rels/{name}.rels" if source else ROOT
        known = part in self.parts or part in self.source.package.entries
        before = (
            self.text(part) if known else f'{HEAD}<Relationships xmlns="{PACKAGE}"></Relationships>'
        )
        kind = kind if ":" in kind else f"{OFFICE}/{kind}"
        mode = ' TargetMode="External"' if outside else ""
        link = f'<Relationship Id="{identifier}" Type="{kind}" Target="{target}"{mode}/>'
        self.put(part, before.replace("</Relationships>", f"{link}</Relationships>"))

    def insert(self, part: str, tag: str, content: str) -> None:
        """Put an element behind the cells of a worksheet, where the standard wants it."""
        text = self.text(part)
        later = map(re.escape, _TAIL[_TAIL.index(tag) + 1 :])
        following = re.compile(rf"<(?:{'|'.join(later)})[\s/>]")
        found = following.search(text, text.index("</sheetData>"))
        assert found is not None, f"{part} has no end"
        at = found.start()
        self.put(part, text[:at] + content + text[at:])

    def refer(self, part: str, tag: str, identifier: str) -> None:
        self.insert(part, tag, f'<{tag} xmlns:r="{OFFICE}" r:id="{identifier}"/>')

    def extend(self, part: str, *extensions: str) -> None:
        self.insert(part, "extLst", f"<extLst>{''.join(extensions)}</extLst>")

    def sheet(self, name: str) -> str:
        """The part of a sheet that the source has."""
        return self.source.sheets[name].part
