"""The model case as a person leaves it: with everything that a library may lose.

A workbook that keeps the contract, and on top of it a chart, a picture, a text box, a
form button, a comment, sparklines, x14 formats and validations, a slicer on a survey of
200 answers, custom XML, printer settings, a calculation chain, links, properties of its
own and, as ``.xlsm``, VBA. All of it is put into the package by bytes.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import decoration_parts as given
import pyopenvba
from package_editing import TYPES, PackageEdit

from yqxl.arithmetic import Value
from yqxl.interchange.importing import load
from yqxl.model.layout import column_letters
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.scan.workbook import open_workbook

MODEL_CASE = Path(__file__).parents[1] / "workbooks" / "yangquan_2022.json"
SURVEY_SHEET, SURVEY_PART = "满意度问卷", "xl/worksheets/sheet20.xml"
WORKBOOK = "xl/workbook.xml"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MACRO = "Generate"
_COLUMNS = (
    "序号", "姓名", "单位", "县区", "类别", "培训项目", "填报日期", "Q1", "Q2", "Q3", "Q4", "Q5",
)  # fmt: skip
_UNITS = ("市本级", "城区", "矿区", "郊区", "平定县", "盂县")
_TRAININGS = ("校长及管理干部领导力提升", "教师学科素养提升", "教研管理与专业素养提升")
_SURNAMES, _NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明"


def evaluation_of(variant: int) -> Evaluation:
    """Return the model case; 0 is the case itself, others differ in every input sheet."""
    old = load(MODEL_CASE)
    if not variant:
        return old
    project = replace(old.project, name=f"{old.project.name}（{variant}）")
    return replace(
        old,
        project=project,
        goals=_noted(_shortened(old.goals, variant), "target", variant),
        funds=tuple(replace(row, spent=_less(row.spent, variant)) for row in old.funds),
        outputs=tuple(replace(row, actual=_more(row.actual, variant)) for row in old.outputs),
        survey=_noted(old.survey, "note", variant),
        costs=_noted(old.costs, "basis", variant),
        trends=_noted(_shortened(old.trends, variant), "note", variant),
        elements=_noted(old.elements, "element", variant),
        indicators=_noted(old.indicators, "note", variant),
    )


_Row = TypeVar("_Row", bound=Any)


def _noted(rows: tuple[_Row, ...], field: str, variant: int) -> tuple[_Row, ...]:
    """Return the rows with another text in a field that nothing is computed from."""
    return tuple(replace(row, **{field: f"{getattr(row, field)} {variant}"}) for row in rows)


def _shortened(rows: tuple[_Row, ...], variant: int) -> tuple[_Row, ...]:
    return rows[: len(rows) - variant % 3]


def _more(value: Value, variant: int) -> Value:
    return value + variant if isinstance(value, float | int) else value


def _less(value: Value, variant: int) -> Value:
    return (
        round(value - variant / 100, 2) if isinstance(value, float | int) and value > 5 else value
    )


def build(target: Path, *, rows: int = 200, variant: int = 0) -> Path:
    """Write the decorated model case; a target that ends in .xlsm gets VBA."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.xlsx"
        create(evaluation_of(variant), plain)
        with open_workbook(plain) as workbook:
            book = PackageEdit(workbook)
            _decorate_cover(book, "首页")
            _decorate_funds(book, "资金")
            _decorate_indicators(book, "指标体系")
            _add_survey(book, rows, random.Random(variant))
            _add_package_parts(book)
            if target.suffix == ".xlsm":
                _add_vba(book, Path(folder))
            with target.open("wb") as file:
                assemble(workbook.package, set(), book.parts, file)
    return target


def _decorate_cover(book: PackageEdit, name: str) -> None:
    """Picture, text box, comment, link to the web, printer settings."""
    part = book.sheet(name)
    book.put("xl/media/image1.png", given.picture())
    book.declare('<Default Extension="png" ContentType="image/png"/>')
    book.put(
        "xl/drawings/drawing1.xml",
        given.drawing(
            given.anchored(given.picture_shape("rId1"), 6, 1),
            given.anchored(given.text_box("填表说明：黄色单元格由用户填写，其余自动计算。"), 6, 12),
        ),
        "application/vnd.openxmlformats-officedocument.drawing+xml",
    )
    book.relate("xl/drawings/drawing1.xml", "rId1", "image", "../media/image1.png")
    book.relate(part, "rIdDrawing", "drawing", "../drawings/drawing1.xml")
    book.refer(part, "drawing", "rIdDrawing")
    book.put(
        "xl/comments1.xml", given.comment("C5", "请按委托合同填写"), f"{SPREADSHEET}.comments+xml"
    )
    book.put("xl/drawings/vmlDrawing1.vml", given.comment_box(4, 2))
    vml = "application/vnd.openxmlformats-officedocument.vmlDrawing"
    book.declare(f'<Default Extension="vml" ContentType="{vml}"/>')
    book.relate(part, "rIdComments", "comments", "../comments1.xml")
    book.relate(part, "rIdShapes", "vmlDrawing", "../drawings/vmlDrawing1.vml")
    book.refer(part, "legacyDrawing", "rIdShapes")
    book.relate(part, "rIdWeb", "hyperlink", "https://www.yq.gov.cn/", outside=True)
    link = f'<hyperlink xmlns:r="{given.OFFICE}" ref="B40" r:id="rIdWeb"/></hyperlinks>'
    book.put(part, book.text(part).replace("</hyperlinks>", link))
    book.put("xl/printerSettings/printerSettings1.bin", b"H\0P\0 \0L\0J\0" + bytes(500))
    book.declare(f'<Default Extension="bin" ContentType="{SPREADSHEET}.printerSettings"/>')
    book.relate(part, "rIdPrinter", "printerSettings", "../printerSettings/printerSettings1.bin")
    setup = f'<pageSetup xmlns:r="{given.OFFICE}" r:id="rIdPrinter" '
    book.put(part, book.text(part).replace("<pageSetup ", setup))


def _decorate_funds(book: PackageEdit, name: str) -> None:
    """Chart, sparklines, x14 data bars."""
    part = book.sheet(name)
    chart = given.column_chart(
        "各县区到位与支出",
        f"'{name}'!$A$5:$A$10",
        [f"'{name}'!${letter}$5:${letter}$10" for letter in "DF"],
    )
    book.put(
        "xl/charts/chart1.xml",
        chart,
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    )
    book.put(
        "xl/drawings/drawing2.xml",
        given.drawing(given.anchored(given.chart_frame("rId1"), 1, 20, wide=7, high=15)),
        "application/vnd.openxmlformats-officedocument.drawing+xml",
    )
    book.relate("xl/drawings/drawing2.xml", "rId1", "chart", "../charts/chart1.xml")
    book.relate(part, "rIdDrawing", "drawing", "../drawings/drawing2.xml")
    book.refer(part, "drawing", "rIdDrawing")
    lines = given.sparklines(f"'{name}'", range(5, 11), "B", "F", "N")
    book.extend(part, given.data_bars("F5:F10"), lines)


def _decorate_indicators(book: PackageEdit, name: str) -> None:
    """Validation by a list in another sheet, which only the x14 extension can say."""
    book.extend(book.sheet(name), given.list_validation("AB5:AB40", "'资金'!$A$5:$A$10"))


def _add_survey(book: PackageEdit, rows: int, chance: random.Random) -> None:
    """Add a sheet of answers with a table, a slicer, a form button and shared strings."""
    strings: dict[str, int] = {}
    lines = [_row(1, _COLUMNS, strings)]
    lines += [_row(number + 1, _answer(number, chance), strings) for number in range(1, rows + 1)]
    area = f"A1:{column_letters(len(_COLUMNS))}{rows + 1}"
    book.put(
        SURVEY_PART,
        f'{given.HEAD}<worksheet xmlns="{given.MAIN}"><dimension ref="{area}"/>'
        f"<sheetData>{''.join(lines)}</sheetData>"
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        "</worksheet>",
        f"{SPREADSHEET}.worksheet+xml",
    )
    _share(book, strings)
    _table(book, area)
    book.put("xl/ctrlProps/ctrlProp1.xml", given.BUTTON_PROPERTIES, _CONTROL_TYPE)
    book.put("xl/drawings/vmlDrawing2.vml", given.button_box("生成标准表", MACRO))
    book.relate(SURVEY_PART, "rIdShapes", "vmlDrawing", "../drawings/vmlDrawing2.vml")
    book.refer(SURVEY_PART, "legacyDrawing", "rIdShapes")
    book.relate(SURVEY_PART, "rIdButton", "ctrlProp", "../ctrlProps/ctrlProp1.xml")
    book.insert(SURVEY_PART, "mc:AlternateContent", given.button_control("rIdButton", MACRO))
    book.put("xl/slicers/slicer1.xml", given.slicer("县区"), "application/vnd.ms-excel.slicer+xml")
    book.relate(SURVEY_PART, "rIdSlicer", f"{_MICROSOFT}/slicer", "../slicers/slicer1.xml")
    book.extend(SURVEY_PART, given.slicer_list("rIdSlicer"))
    _list_survey(book)


_CONTROL_TYPE = "application/vnd.ms-excel.controlproperties+xml"
_MICROSOFT = "http://schemas.microsoft.com/office/2007/relationships"


def _answer(number: int, chance: random.Random) -> tuple[str | int, ...]:
    name = chance.choice(_SURNAMES) + chance.choice(_NAMES) + chance.choice(_NAMES)
    unit = chance.choice(_UNITS)
    school = f"{unit}第{chance.choice('一二三四五六七八九')}中学"
    kind = "教师" if chance.random() < 0.85 else "干部"
    answers = (1 + int(chance.random() ** 0.5 * 5) for _ in range(5))
    day = 45_000 + chance.randrange(60)
    return (number, name, school, unit, kind, chance.choice(_TRAININGS), day, *answers)


def _row(number: int, values: Iterable[str | int], strings: dict[str, int]) -> str:
    cells = []
    for column, value in enumerate(values, 1):
        head = f'<c r="{column_letters(column)}{number}"'
        if isinstance(value, str):
            cells.append(f'{head} t="s"><v>{strings.setdefault(value, len(strings))}</v></c>')
        else:
            cells.append(f"{head}><v>{value}</v></c>")
    return f'<row r="{number}">{"".join(cells)}</row>'


def _share(book: PackageEdit, strings: Iterable[str]) -> None:
    """Write the shared strings, one of them with a bold run."""
    items = [f"<si><t>{text}</t></si>" for text in strings]
    items.append("<si><r><t>注：</t></r><r><rPr><b/></rPr><t>必须</t></r><r><t>填</t></r></si>")
    book.put(
        "xl/sharedStrings.xml",
        f'{given.HEAD}<sst xmlns="{given.MAIN}" uniqueCount="{len(items)}">{"".join(items)}</sst>',
        f"{SPREADSHEET}.sharedStrings+xml",
    )
    book.relate(WORKBOOK, "rIdStrings", "sharedStrings", "sharedStrings.xml")


def _table(book: PackageEdit, area: str) -> None:
    columns = "".join(
        f'<tableColumn id="{number}" name="{name}"/>' for number, name in enumerate(_COLUMNS, 1)
    )
    book.put(
        "xl/tables/table40.xml",
        f'{given.HEAD}<table xmlns="{given.MAIN}" id="40" name="tblSurvey"'
        f' displayName="tblSurvey" ref="{area}"><autoFilter ref="{area}"/>'
        f'<tableColumns count="{len(_COLUMNS)}">{columns}</tableColumns>'
        '<tableStyleInfo name="TableStyleMedium2" showRowStripes="1"/></table>',
        f"{SPREADSHEET}.table+xml",
    )
    book.relate(SURVEY_PART, "rIdTable", "table", "../tables/table40.xml")
    table = f'<tablePart xmlns:r="{given.OFFICE}" r:id="rIdTable"/>'
    book.insert(SURVEY_PART, "tableParts", f'<tableParts count="1">{table}</tableParts>')


def _list_survey(book: PackageEdit) -> None:
    """Name the sheet and its slicer in the workbook part."""
    book.relate(WORKBOOK, "rIdSurvey", "worksheet", "worksheets/sheet20.xml")
    book.put(
        "xl/slicerCaches/slicerCache1.xml",
        given.slicer_cache("县区", 40, 4),
        "application/vnd.ms-excel.slicerCache+xml",
    )
    cache = "slicerCaches/slicerCache1.xml"
    book.relate(WORKBOOK, "rIdSlicerCache", f"{_MICROSOFT}/slicerCache", cache)
    sheet = f'name="{SURVEY_SHEET}" sheetId="40" r:id="rIdSurvey"'
    text = book.text(WORKBOOK)
    for closing, content in (
        ("</sheets>", f'<sheet xmlns:r="{given.OFFICE}" {sheet}/>'),
        ("</definedNames>", "<definedName name=\"我的到位资金\">'资金'!$D$5</definedName>"),
        ("</workbook>", f"<extLst>{given.slicer_cache_list('rIdSlicerCache')}</extLst>"),
    ):
        text = text.replace(closing, content + closing)
    book.put(WORKBOOK, text)


def _add_package_parts(book: PackageEdit) -> None:
    """Custom XML, properties of one's own, the calculation chain."""
    book.put("customXml/item1.xml", given.CUSTOM_DATA)
    properties = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    book.put("customXml/itemProps1.xml", given.CUSTOM_DATA_PROPERTIES, properties)
    book.relate(WORKBOOK, "rIdCustom", "customXml", "../customXml/item1.xml")
    book.relate("customXml/item1.xml", "rId1", "customXmlProps", "itemProps1.xml")
    # a package has one such part, and the template keeps the version of its contract there
    part = "docProps/custom.xml"
    end = "</Properties>"
    book.put(part, book.text(part).replace(end, given.CUSTOM_PROPERTY + end))
    cells = "".join(
        f'<c r="{cell}" i="{number}"/>'
        for number, sheet in enumerate(book.source.sheets.values(), 1)
        for cell in re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f', book.text(sheet.part))
    )
    chain = f'{given.HEAD}<calcChain xmlns="{given.MAIN}">{cells}</calcChain>'
    book.put("xl/calcChain.xml", chain, f"{SPREADSHEET}.calcChain+xml")
    book.relate(WORKBOOK, "rIdChain", "calcChain", "calcChain.xml")


def _add_vba(book: PackageEdit, folder: Path) -> None:
    """Make it a workbook with macros, with a VBA project that can be read."""
    made = folder / "made.xlsm"
    pyopenvba.ExcelFile.create_new(made)
    with pyopenvba.ExcelFile(made) as file:
        file.vba_project().add_module("Macros", f"Public Sub {MACRO}()\r\nEnd Sub\r\n")
        file.save()
    with open_workbook(made) as workbook:
        project = bytes(workbook.package.read("xl/vbaProject.bin"))
    book.put("xl/vbaProject.bin", project, "application/vnd.ms-office.vbaProject")
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    book.relate(WORKBOOK, "rIdVba", kind, "vbaProject.bin")
    plain, with_macros = f"{SPREADSHEET}.sheet.main+xml", _MACRO_TYPE
    book.put(TYPES, book.text(TYPES).replace(plain, with_macros))


_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
