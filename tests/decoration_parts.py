"""The parts that decorate a workbook, as Excel writes them: texts without a place yet.

Each function gives one part of a package. Where they go, and who refers to them, is the
business of :mod:`decorated_workbook`.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
MICROSOFT = "http://schemas.microsoft.com/office"
X14 = f"{MICROSOFT}/spreadsheetml/2009/9/main"
X15 = f"{MICROSOFT}/spreadsheetml/2010/11/main"
XM = f"{MICROSOFT}/excel/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def picture(side: int = 64) -> bytes:
    """A PNG of noise: nothing packs it any further."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    noise = random.Random(1)
    lines = b"".join(b"\0" + noise.randbytes(3 * side) for _ in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


def anchored(content: str, column: int, row: int, *, wide: int = 4, high: int = 8) -> str:
    """A shape between two cells, counted from 0."""
    corners = "".join(
        f"<xdr:{corner}><xdr:col>{x}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{y}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{corner}>"
        for corner, x, y in (("from", column, row), ("to", column + wide, row + high))
    )
    return f"<xdr:twoCellAnchor>{corners}{content}<xdr:clientData/></xdr:twoCellAnchor>"


def drawing(*anchors: str) -> str:
    return (
        f'{HEAD}<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main"'
        f' xmlns:r="{OFFICE}">{"".join(anchors)}</xdr:wsDr>'
    )


_SHAPE_PLACE = (
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="1200000" cy="600000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
)


def picture_shape(relationship: str) -> str:
    return (
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="标志" descr="单位标志"/>'
        '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch>'
        f"</xdr:blipFill><xdr:spPr>{_SHAPE_PLACE}</xdr:spPr></xdr:pic>"
    )


def text_box(text: str) -> str:
    return (
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="3" name="文本框 1"/>'
        '<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        f"<xdr:spPr>{_SHAPE_PLACE}</xdr:spPr><xdr:txBody><a:bodyPr/><a:lstStyle/>"
        f'<a:p><a:r><a:rPr lang="zh-CN" b="1"/><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    )


def chart_frame(relationship: str) -> str:
    return (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="图表 1"/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>"
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{DRAWING}/chart"><c:chart xmlns:c="{DRAWING}/chart"'
        f' r:id="{relationship}"/></a:graphicData></a:graphic></xdr:graphicFrame>'
    )


def column_chart(title: str, labels: str, values: Sequence[str]) -> str:
    """A column chart with pattern fills and data labels."""
    series = "".join(
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:spPr>'
        '<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="1F4E79"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill></c:spPr>'
        '<c:invertIfNegative val="0"/><c:dLbls><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{labels}</c:f></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{reference}</c:f></c:numRef></c:val></c:ser>"
        for number, reference in enumerate(values)
    )
    axes = "".join(
        f'<c:{kind}><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/><c:crossAx val="{other}"/></c:{kind}>'
        for kind, own, side, other in (("catAx", 1, "b", 2), ("valAx", 2, "l", 1))
    )
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main"><c:chart>'
        "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r>"
        f'<a:rPr lang="zh-CN"/><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>'
        '<c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>'
        f'{series}<c:axId val="1"/><c:axId val="2"/></c:barChart>{axes}</c:plotArea>'
        '<c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    )


_VML_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{map}"/></o:shapelayout>'
)


def comment(cell: str, text: str) -> str:
    return (
        f'{HEAD}<comments xmlns="{MAIN}"><authors><author>评价组</author></authors><commentList>'
        f'<comment ref="{cell}" authorId="0"><text><t>{text}</t></text></comment>'
        "</commentList></comments>"
    )


def comment_box(row: int, column: int) -> str:
    """The box of a comment; row and column count from 0."""
    return (
        _VML_HEAD.format(map=1)
        + '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
        ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        '<v:shape id="_x0000_s1025" type="#_x0000_t202" style="position:absolute;margin-left:80pt;'
        'margin-top:5pt;width:104pt;height:60pt;z-index:1;visibility:hidden" fillcolor="#ffffe1"'
        ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
        "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>3, 15, 4, 10, 5, 15, 8, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape></xml>"
    )


def button_box(caption: str, macro: str) -> str:
    """The face of a form button."""
    return (
        _VML_HEAD.format(map=2)
        + '<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201"'
        ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path shadowok="f"'
        ' o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/></v:shapetype>'
        '<v:shape id="_x0000_s2049" type="#_x0000_t201" style="position:absolute;margin-left:700pt;'
        'margin-top:5pt;width:96pt;height:24pt;z-index:1" o:button="t"'
        ' fillcolor="buttonFace [67]" strokecolor="windowText [64]" o:insetmode="auto">'
        '<v:fill color2="buttonFace [67]" o:detectmouseclick="t"/>'
        '<v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div'
        f' style="text-align:center"><font face="宋体" size="220">{caption}</font></div>'
        '</v:textbox><x:ClientData ObjectType="Button">'
        "<x:Anchor>13, 10, 0, 5, 15, 10, 1, 15</x:Anchor>"
        "<x:PrintObject>False</x:PrintObject><x:AutoFill>False</x:AutoFill>"
        f"<x:FmlaMacro>[0]!{macro}</x:FmlaMacro><x:TextHAlign>Center</x:TextHAlign>"
        "<x:TextVAlign>Center</x:TextVAlign></x:ClientData></v:shape></xml>"
    )


BUTTON_PROPERTIES = (
    f'{HEAD}<formControlPr xmlns="{X14}" objectType="Button" lockText="1"/>'  # what Excel writes
)


def button_control(relationship: str, macro: str) -> str:
    """What a sheet says of its button, for programs that know form controls."""
    corners = "".join(
        f"<{corner}><xdr:col>{x}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{y}</xdr:row><xdr:rowOff>0</xdr:rowOff></{corner}>"
        for corner, x, y in (("from", 13, 0), ("to", 15, 1))
    )
    return (
        f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY}"><mc:Choice xmlns:x14="{X14}"'
        ' Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14">'
        f'<control xmlns:r="{OFFICE}" shapeId="2049" r:id="{relationship}" name="按钮 1">'
        f'<controlPr defaultSize="0" print="0" autoFill="0" autoPict="0" macro="[0]!{macro}">'
        f'<anchor xmlns:xdr="{DRAWING}/spreadsheetDrawing" moveWithCells="1" sizeWithCells="1">'
        f"{corners}</anchor></controlPr></control></mc:Choice></mc:AlternateContent></controls>"
        "</mc:Choice></mc:AlternateContent>"
    )


def sparklines(sheet: str, rows: range, first: str, last: str, at: str) -> str:
    each = "".join(
        f"<x14:sparkline><xm:f>{sheet}!{first}{row}:{last}{row}</xm:f>"
        f"<xm:sqref>{at}{row}</xm:sqref></x14:sparkline>"
        for row in rows
    )
    return (
        f'<ext xmlns:x14="{X14}" uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}">'
        f'<x14:sparklineGroups xmlns:xm="{XM}"><x14:sparklineGroup displayEmptyCellsAs="gap">'
        f'<x14:colorSeries rgb="FF376092"/><x14:sparklines>{each}</x14:sparklines>'
        "</x14:sparklineGroup></x14:sparklineGroups></ext>"
    )


def data_bars(area: str) -> str:
    return (
        f'<ext xmlns:x14="{X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}">'
        "<x14:conditionalFormattings><x14:conditionalFormatting"
        f' xmlns:xm="{XM}"><x14:cfRule type="dataBar"'
        ' id="{DA7ABA51-AAAA-BBBB-0001-000000000001}">'
        '<x14:dataBar minLength="0" maxLength="100" border="1" gradient="0">'
        '<x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/><x14:borderColor rgb="FF638EC6"/>'
        '<x14:axisColor rgb="FF000000"/></x14:dataBar></x14:cfRule>'
        f"<xm:sqref>{area}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
    )


def list_validation(area: str, source: str) -> str:
    return (
        f'<ext xmlns:x14="{X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}">'
        f'<x14:dataValidations xmlns:xm="{XM}" count="1"><x14:dataValidation type="list"'
        f' allowBlank="1" showErrorMessage="1"><x14:formula1><xm:f>{source}</xm:f></x14:formula1>'
        f"<xm:sqref>{area}</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
    )


def slicer_list(relationship: str) -> str:
    return (
        f'<ext xmlns:x15="{X15}" uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}"><x14:slicerList'
        f' xmlns:x14="{X14}"><x14:slicer xmlns:r="{OFFICE}" r:id="{relationship}"/>'
        "</x14:slicerList></ext>"
    )


def slicer_cache_list(relationship: str) -> str:
    return (
        f'<ext xmlns:x15="{X15}" uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}">'
        f'<x15:slicerCaches xmlns:x14="{X14}"><x14:slicerCache xmlns:r="{OFFICE}"'
        f' r:id="{relationship}"/></x15:slicerCaches></ext>'
    )


def slicer(name: str) -> str:
    return (
        f'{HEAD}<slicers xmlns="{X14}"><slicer name="{name}" cache="切片器_{name}"'
        f' caption="{name}" rowHeight="241300"/></slicers>'
    )


def slicer_cache(name: str, table: int, column: int) -> str:
    return (
        f'{HEAD}<slicerCacheDefinition xmlns="{X14}" name="切片器_{name}" sourceName="{name}">'
        f'<extLst><x:ext xmlns:x="{MAIN}" xmlns:x15="{X15}"'
        ' uri="{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}">'
        f'<x15:tableSlicerCache tableId="{table}" column="{column}"/></x:ext></extLst>'
        "</slicerCacheDefinition>"
    )


CUSTOM_DATA = '<?xml version="1.0"?><yq xmlns="urn:yq"><batch>42</batch></yq>'
CUSTOM_DATA_PROPERTIES = (
    '<?xml version="1.0"?><ds:datastoreItem ds:itemID="{11111111-2222-3333-4444-555555555555}"'
    ' xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
    "<ds:schemaRefs/></ds:datastoreItem>"
)
CUSTOM_PROPERTY = (
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="77" name="TemplateVersion">'
    '<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    "1.0</vt:lpwstr></property>"
)
