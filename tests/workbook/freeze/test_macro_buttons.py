"""Buttons go; lists, tick boxes and comments in the same parts stay."""

from __future__ import annotations

from yqxl.workbook.freeze.macro_buttons import (
    drawing_without_buttons,
    vml_without_buttons,
    without_buttons,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def control(shape: int, macro: str) -> str:
    attribute = f' macro="{macro}"' if macro else ""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="{shape}"'
        f' r:id="rId{shape}"><controlPr{attribute}/></control></mc:Choice></mc:AlternateContent>'
    )


def sheet(*controls: str) -> bytes:
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}" xmlns:mc="{MC}"><sheetData/>'
        '<mc:AlternateContent><mc:Choice Requires="x14"><controls>'
        f"{''.join(controls)}</controls></mc:Choice></mc:AlternateContent></worksheet>"
    ).encode()


def test_only_controls_with_a_macro_go() -> None:
    box = control(2, "")
    stripped = without_buttons(sheet(control(1, "[0]!X"), box))
    assert stripped.part == sheet(box)
    assert (stripped.shapes, stripped.unused) == (frozenset({"1"}), frozenset({"rId1"}))


def test_the_last_control_takes_its_frame_along() -> None:
    stripped = without_buttons(sheet(control(1, "[0]!X"), control(3, "Y")))
    assert b"controls" not in stripped.part
    assert b"AlternateContent" not in stripped.part
    assert stripped.part.endswith(b"<sheetData/></worksheet>")


BUTTON = b'<v:shape id="b"><x:ClientData><x:FmlaMacro>X</x:FmlaMacro></x:ClientData></v:shape>'
COMMENT = b'<v:shape id="c"><br><x:ClientData ObjectType="Note"/></v:shape>'


def test_comments_stay_in_vml_that_is_no_xml() -> None:
    assert vml_without_buttons(b"<xml>" + BUTTON + COMMENT + b"</xml>") == (
        b"<xml>" + COMMENT + b"</xml>",
        True,
    )
    assert vml_without_buttons(b"<xml>" + BUTTON + b"</xml>") == (b"<xml></xml>", False)
    # nothing was cut out, so the part is none of ours, whatever it holds
    assert vml_without_buttons(b"<xml><v:rect/></xml>") == (b"<xml><v:rect/></xml>", True)


def test_a_picture_that_ran_a_macro_stays_as_a_picture() -> None:
    twin = '<anchor><sp><ext spid="_x0000_s1"/></sp></anchor>'
    picture = '<anchor><sp macro="{}"/></anchor>'
    drawing = f"<wsDr>{twin}{picture.format('[0]!X')}</wsDr>".encode()
    part, left = drawing_without_buttons(drawing, frozenset({"1"}))
    assert part == f"<wsDr>{picture.format('')}</wsDr>".encode()
    assert left
    assert drawing_without_buttons(f"<wsDr>{twin}</wsDr>".encode(), frozenset({"1"})) == (
        b"<wsDr></wsDr>",
        False,
    )
