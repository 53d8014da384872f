from __future__ import annotations

from xml.etree import ElementTree as ET

from yqxl.workbook.freeze.removed_sheets import without_sheets

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = f"""<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews>
<workbookView activeTab="3" firstSheet="1"/></bookViews><sheets>
<sheet name="甲" sheetId="1" r:id="rId1"/><sheet name="设置" sheetId="2" r:id="rId2"/>
<sheet name="乙" sheetId="3" r:id="rId3"/><sheet name="丙" sheetId="9" r:id="rId4"/></sheets>
<definedNames><definedName name="n" localSheetId="0">1</definedName>
<definedName name="n" localSheetId="1">2</definedName>
<definedName name="n" localSheetId="3">4</definedName><definedName name="全">5</definedName>
</definedNames></workbook>""".encode()
LINKS = b"""<Relationships xmlns="urn:r"><Relationship Id="rId1"/><Relationship Id="rId2"/>
<Relationship Id="rId3"/><Relationship Id="rId4"/></Relationships>"""


def test_what_counts_sheets_is_renumbered() -> None:
    workbook, links = without_sheets(WORKBOOK, LINKS, ["设置", "没有"])
    root = ET.fromstring(workbook)
    assert [sheet.get("name") for sheet in root.iter(f"{{{MAIN}}}sheet")] == ["甲", "乙", "丙"]
    names = [(n.get("localSheetId"), n.text) for n in root.iter(f"{{{MAIN}}}definedName")]
    assert names == [("0", "1"), ("2", "4"), (None, "5")]
    view = next(root.iter(f"{{{MAIN}}}workbookView"))
    assert (view.get("activeTab"), view.get("firstSheet")) == ("2", "0")
    assert [element.get("Id") for element in ET.fromstring(links)] == ["rId1", "rId3", "rId4"]


def test_a_workbook_without_such_sheets_is_the_same_object() -> None:
    workbook, links = without_sheets(WORKBOOK, LINKS, ["没有"])
    assert workbook is WORKBOOK
    assert links is LINKS
