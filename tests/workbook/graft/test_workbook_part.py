"""The list of sheets and the local names, patched in every shape that they come in."""

from __future__ import annotations

import pytest
from workbook.foreign_workbooks import MAIN, OFFICE

from yqxl.errors import InputRefusedError
from yqxl.evaluation.reading.generated_sheets import free_sheet_name
from yqxl.workbook.graft.workbook_part import (
    ListedSheet,
    LocalName,
    NewSheet,
    amend_workbook,
    listed_sheets,
    new_sheet_ids,
)
from yqxl.workbook.package.markup import parse

HEAD = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
SHEETS = '<sheets><sheet name="首页" sheetId="1" r:id="rId1"/></sheets>'
MARK = LocalName("_yqxl_table", 0, '"3-1"', hidden=True)
MARKED = '<definedName name="_yqxl_table" localSheetId="0" hidden="1">"3-1"</definedName>'
SHOWN_MARK = MARKED.replace(' hidden="1"', "")
TITLES = '<definedName name="_xlnm.Print_Titles" localSheetId="0">首页!$1:$1</definedName>'


def amended(inside: str, *names: LocalName, replaced: tuple[int, ...] = (0,)) -> str:
    source = f"{HEAD}{inside}</workbook>".encode()
    result = amend_workbook(source, [], names, replaced).decode()
    return result.removeprefix(HEAD).removesuffix("</workbook>")


NAMES = [
    pytest.param("", f"<definedNames>{MARKED}</definedNames>", id="none-there"),
    pytest.param(
        "<externalReferences/>",
        f"<externalReferences/><definedNames>{MARKED}</definedNames>",
        id="behind-external-references",
    ),
    pytest.param(
        '<definedNames/><calcPr calcId="1"/>',
        f'<definedNames>{MARKED}</definedNames><calcPr calcId="1"/>',
        id="empty-list",
    ),
    pytest.param(
        f"<definedNames>{MARKED}</definedNames>",
        f"<definedNames>{MARKED}</definedNames>",
        id="right-already",
    ),
    pytest.param(
        f"<definedNames>{MARKED.replace('3-1', '9')}<definedName name='合计'>1</definedName>"
        "</definedNames>",
        f"<definedNames>{MARKED}<definedName name='合计'>1</definedName></definedNames>",
        id="stale",
    ),
    pytest.param(
        f"<definedNames>{SHOWN_MARK}</definedNames>",
        f"<definedNames>{MARKED}</definedNames>",
        id="shown",
    ),
    pytest.param(
        f"<definedNames>{TITLES}{MARKED}</definedNames>",
        f"<definedNames>{MARKED}</definedNames>",
        id="print-titles-no-longer-wanted",
    ),
    pytest.param(
        f"<definedNames>{TITLES.replace('0', '1')}{MARKED}"
        '<definedName name="本表" localSheetId="0">1</definedName>'
        '<definedName name="_xlnm.Print_Titles" localSheetId="x">1</definedName></definedNames>',
        f"<definedNames>{TITLES.replace('0', '1')}{MARKED}"
        '<definedName name="本表" localSheetId="0">1</definedName>'
        '<definedName name="_xlnm.Print_Titles" localSheetId="x">1</definedName></definedNames>',
        id="others-stay",
    ),
]


@pytest.mark.parametrize(("before", "after"), NAMES)
def test_local_names(before: str, after: str) -> None:
    assert amended(SHEETS + before, MARK) == SHEETS + after


def test_names_of_a_sheet_that_is_not_replaced_stay() -> None:
    inside = f"{SHEETS}<definedNames>{TITLES}</definedNames>"
    assert amended(inside, replaced=()) == inside


def test_a_name_with_signs_of_markup_is_escaped() -> None:
    written = amended(SHEETS, LocalName("_xlnm.Print_Area", 0, "'a&b<'!$A$1"))
    assert "'a&amp;b&lt;'!$A$1" in written


def test_new_sheets_carry_the_prefix_of_the_part() -> None:
    source = (
        f'<x:workbook xmlns:x="{MAIN}"><x:sheets xmlns:q="{OFFICE}">'
        '<x:sheet name="a" sheetId="1" q:id="1"/></x:sheets></x:workbook>'
    )
    result = amend_workbook(source.encode(), [NewSheet("甲&乙", 2, "rId2")], [], ()).decode()
    assert '<x:sheet name="甲&amp;乙" sheetId="2" q:id="rId2"/></x:sheets>' in result


def test_reads_the_list_of_sheets() -> None:
    sheets = (
        '<sheets><sheet name="首页" sheetId="1" r:id="rId1"/>'
        '<sheet name="坏" sheetId="x" r:id="rId9"/></sheets>'
    )
    assert listed_sheets(parse(f"{HEAD}{sheets}</workbook>".encode())) == (
        ListedSheet("首页", 1, "rId1"),
        ListedSheet("坏", 0, "rId9"),
    )


@pytest.mark.parametrize(
    ("workbook", "code"),
    [
        pytest.param(
            '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>',
            "YQ-118",
            id="strict",
        ),
        pytest.param(f"{HEAD}</workbook>", "YQ-135", id="no-sheets"),
    ],
)
def test_refuses_another_structure(workbook: str, code: str) -> None:
    with pytest.raises(InputRefusedError) as caught:
        listed_sheets(parse(workbook.encode()))
    assert caught.value.code == code


def test_refuses_to_amend_a_workbook_without_sheets() -> None:
    with pytest.raises(InputRefusedError):
        amend_workbook(f"{HEAD}</workbook>".encode(), [], [], ())


@pytest.mark.parametrize(
    ("used", "count", "expected"),
    [
        pytest.param([1, 7], 2, [8, 9], id="behind-the-highest"),
        pytest.param([], 1, [1], id="first"),
        pytest.param([1, 65_534], 3, [2, 3, 4], id="gaps-when-the-end-is-reached"),
    ],
)
def test_sheet_ids(used: list[int], count: int, expected: list[int]) -> None:
    sheets = [ListedSheet(str(number), number, "") for number in used]
    assert new_sheet_ids(sheets, count) == expected


@pytest.mark.parametrize(
    ("wanted", "taken", "expected"),
    [
        ("表3-1", [], "表3-1"),
        ("Sheet", ["SHEET", "sheet (2)"], "Sheet (3)"),
        ("长" * 31, ["长" * 31], "长" * 27 + " (2)"),
        ("𠮷" * 15, ["𠮷" * 15], "𠮷" * 13 + " (2)"),
    ],
)
def test_free_sheet_names(wanted: str, taken: list[str], expected: str) -> None:
    name = free_sheet_name(wanted, taken)
    assert name == expected
    assert len(name.encode("utf-16-le")) <= 62
