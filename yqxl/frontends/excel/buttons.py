"""Buttons on a sheet as form controls: the three parts that Excel keeps of each.

A form control stands in the sheet with its properties, in a drawing as a hidden twin and
in VML as what old programs show; Excel writes all three, and so does this.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from yqxl.frontends.excel.commands import COMMANDS, Command
from yqxl.look import BLACK, NORMAL_FONT
from yqxl.workbook.package.markup import OFFICE_RELATIONSHIPS

DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
CONTROL_TYPE = "application/vnd.ms-excel.controlproperties+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"

_SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_DRAWING_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_EXTENSION = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_DRAWING_EXTENSION = "http://schemas.microsoft.com/office/drawing/2010/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIRST_SHAPE = 1025
#: a pixel, in the units of drawings and in points
_EMU, _POINTS = 9525, 0.75
#: pixels within the cells in which a button begins and ends
_LEFT, _TOP, _RIGHT, _BOTTOM = 12, 3, 60, 22


@dataclass(frozen=True, slots=True)
class Buttons:
    """The parts of all buttons of one sheet, and the markup that the sheet gets."""

    markup: str
    drawing: bytes
    vml: bytes
    control: bytes
    relationships: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A button in columns and rows counted from 0."""

    command: Command
    number: int
    column: int
    row: int

    @property
    def shape(self) -> int:
        return _FIRST_SHAPE + self.number

    @property
    def relationship(self) -> str:
        return f"rIdYqxlControl{self.number + 1}"

    @property
    def macro(self) -> str:
        return f"[0]!{self.command.macro}"

    def corners(self) -> str:
        """Return the anchor of drawings and controls."""
        first = (self.column, _LEFT, self.row, _TOP)
        last = (self.column + 1, _RIGHT, self.row, _BOTTOM)
        return "".join(
            f"<{tag}><xdr:col>{column}</xdr:col><xdr:colOff>{right * _EMU}</xdr:colOff>"
            f"<xdr:row>{row}</xdr:row><xdr:rowOff>{down * _EMU}</xdr:rowOff></{tag}>"
            for tag, (column, right, row, down) in (("{0}from", first), ("{0}to", last))
        )


def buttons(column: int, row: int) -> Buttons:
    """Return a button for each usual command, one below the other; both count from 0."""
    usual = [command for command in COMMANDS if not command.extra]
    places = [_Place(c, n, column, row + n) for n, c in enumerate(usual)]
    links = [
        ("rIdYqxlDrawing", f"{OFFICE_RELATIONSHIPS}/drawing", "drawing"),
        ("rIdYqxlVml", f"{OFFICE_RELATIONSHIPS}/vmlDrawing", "vml"),
    ]
    links += [
        (p.relationship, f"{OFFICE_RELATIONSHIPS}/ctrlProp", f"control{p.number + 1}")
        for p in places
    ]
    return Buttons(_sheet_markup(places), _drawing(places), _vml(places), _control(), tuple(links))


def _choice(requires: str, content: str, namespaces: str = "") -> str:
    return (
        f'<mc:AlternateContent xmlns:mc="{_COMPATIBILITY}">'
        f'<mc:Choice{namespaces} Requires="{requires}">{content}</mc:Choice></mc:AlternateContent>'
    )


def _sheet_markup(places: list[_Place]) -> str:
    namespaces = (
        f' xmlns:r="{OFFICE_RELATIONSHIPS}" xmlns:xdr="{_SHEET_DRAWING}" xmlns:x14="{_EXTENSION}"'
    )
    controls = "".join(
        _choice(
            "x14",
            f'<control shapeId="{place.shape}" r:id="{place.relationship}"'
            f' name="{place.command.macro}">'
            f'<controlPr defaultSize="0" print="0" autoFill="0" autoPict="0" macro="{place.macro}">'
            f"<anchor>{place.corners().format('')}</anchor></controlPr></control>",
        )
        for place in places
    )
    link = f'xmlns:r="{OFFICE_RELATIONSHIPS}" r:id'
    return f'<drawing {link}="rIdYqxlDrawing"/><legacyDrawing {link}="rIdYqxlVml"/>' + _choice(
        "x14", f"<controls>{controls}</controls>", namespaces
    )


def _drawing(places: list[_Place]) -> bytes:
    twins = "".join(
        _choice(
            "a14",
            f'<xdr:twoCellAnchor editAs="oneCell">{place.corners().format("xdr:")}'
            '<xdr:sp macro="" textlink=""><xdr:nvSpPr>'
            f'<xdr:cNvPr id="{place.shape}" name="{place.command.macro}" hidden="1"><a:extLst>'
            '<a:ext uri="{63B3BB69-23CF-44E3-9099-C40C66FF867C}">'
            f'<a14:compatExt spid="_x0000_s{place.shape}"/></a:ext></a:extLst></xdr:cNvPr>'
            '<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr bwMode="auto">'
            '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp>'
            '<xdr:clientData fPrintsWithSheet="0"/></xdr:twoCellAnchor>',
            f' xmlns:a14="{_DRAWING_EXTENSION}"',
        )
        for place in places
    )
    return (
        f'{_HEAD}<xdr:wsDr xmlns:xdr="{_SHEET_DRAWING}" xmlns:a="{_DRAWING_MAIN}">'
        f"{twins}</xdr:wsDr>"
    ).encode()


def _vml(places: list[_Place]) -> bytes:
    shapes = "".join(
        f'<v:shape id="{place.command.macro}" o:spid="_x0000_s{place.shape}"'
        ' type="#_x0000_t201" style="position:absolute;margin-left:0;margin-top:0;'
        f'width:{112 * _POINTS:g}pt;height:{19 * _POINTS:g}pt;z-index:{place.number + 1}"'
        ' o:button="t" fillcolor="buttonFace [67]" strokecolor="windowText [64]"'
        ' o:insetmode="auto">'
        '<v:fill color2="buttonFace [67]" o:detectmouseclick="t"/>'
        '<o:lock v:ext="edit" rotation="t"/>'
        '<v:textbox o:singleclick="f"><div style="text-align:center">'
        f'<font face="{NORMAL_FONT.name}" size="{NORMAL_FONT.size * 20:g}" color="#{BLACK}">'
        f"{escape(place.command.label)}</font>"
        '</div></v:textbox><x:ClientData ObjectType="Button">'
        f"<x:Anchor>{place.column}, {_LEFT}, {place.row}, {_TOP},"
        f" {place.column + 1}, {_RIGHT}, {place.row}, {_BOTTOM}</x:Anchor>"
        "<x:PrintObject>False</x:PrintObject><x:AutoFill>False</x:AutoFill>"
        f"<x:FmlaMacro>{place.macro}</x:FmlaMacro>"
        "<x:TextHAlign>Center</x:TextHAlign><x:TextVAlign>Center</x:TextVAlign>"
        "</x:ClientData></v:shape>\n"
        for place in places
    )
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel">\n'
        '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>\n'
        '<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201"'
        ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        '<v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/>'
        '<o:lock v:ext="edit" shapetype="t"/></v:shapetype>\n'
        f"{shapes}</xml>\n"
    ).encode()


def _control() -> bytes:
    return (
        f'{_HEAD}<formControlPr xmlns="{_EXTENSION}" objectType="Button" lockText="1"/>'
    ).encode()
