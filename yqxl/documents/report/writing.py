"""``yqxl report``: our own Word report, a person's own document filled, or the tables alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from yqxl import look
from yqxl.catalog import tables
from yqxl.documents.report.contents import Contents
from yqxl.documents.table_markup import TWIPS_PER_MM, TWIPS_PER_POINT, Room
from yqxl.errors import InputRefusedError, UsageError
from yqxl.grid import Grid
from yqxl.pipeline.examine import Examined, examine_file
from yqxl.pipeline.isolation.confined import confined
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.workbook.package.package import Package
from yqxl.workbook.saving.output_failures import refuse_standing
from yqxl.workbook.saving.saving import check_target, save

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part

    from yqxl.documents.report.filling import Filled

_SUFFIX = ".docx"
_BODY = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted: ``into`` a person's own document, or ``only_tables``."""

    source: Path
    target: Path
    into: Path | None = None
    only_tables: bool = False
    force: bool = False


@dataclass(frozen=True)
class Report:
    """The bytes of a document and what became of its placeholders."""

    data: bytes
    filled: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    without_data: tuple[str, ...] = ()
    unknown: tuple[str, ...] = field(default=())


def write_report(request: Request) -> Report:
    """Write a report; return what became of it.

    Raises:
        UsageError: python-docx is missing (YQ-463), the output is no .docx (YQ-464), or
            options contradict each other (YQ-465).
        InputRefusedError: workbook or document cannot be read (YQ-236: no Word document).
        OutputFailedError: the target exists or cannot be written.
    """
    _refuse(request)
    check_target(request.target)
    examined = examine_file(request.source)
    if request.into is None:
        report = composed(examined, only_tables=request.only_tables)
    else:
        report = confined(request.into, filled_document, request.into, examined)

    def content(file: BinaryIO) -> None:
        file.write(report.data)

    save(request.target, content, lambda _path: None)
    return report


def _refuse(request: Request) -> None:
    if find_spec("docx") is None:
        raise UsageError(
            "YQ-463",
            "写 Word 报告要用 python-docx，这台机器上没有装。",
            remedy="请运行 pip install python-docx；不能联网的，把它的 wheel 文件拷来安装。",
        )
    if request.target.suffix.lower() != _SUFFIX:
        raise UsageError(
            "YQ-464",
            f"输出 {request.target} 的扩展名不是 .docx。",
            remedy="请把输出写成 名称.docx。",
        )
    if request.into is not None and request.only_tables:
        raise UsageError(
            "YQ-465",
            "--into 和 --only-tables 不能同时用。",
            remedy="要填自己的文档，只写 --into；只要表格，只写 --only-tables。",
        )
    option = "--force；改写过的报告用 --into 更新，写过的文字不丢"
    refuse_standing(request.target, overwrite=request.force, option=option)


def composed(examined: Examined, *, only_tables: bool = False) -> Report:
    """Return our own report, or its tables alone."""
    # python-docx is there only with the extra ``report``
    from yqxl.documents.report.own_document import own_document, tables_alone  # noqa: PLC0415

    contents = Contents(examined.evaluation, examined.results)
    if only_tables:
        sheets = [one.sheet for one in tables() if contents.has(one.sheet)]
        document = tables_alone(contents, sheets, _own_room)
    else:
        document = own_document(contents, _own_room)
    return _filled(document, contents, _own_room)


def filled_document(path: Path, examined: Examined) -> Report:
    """Return a person's own document with its placeholders filled, its blocks renewed."""
    import docx  # noqa: PLC0415 - there only with the extra ``report``
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 - as above

    with Package.open(path, bounds().limits) as package:
        if package.find(_BODY) is None:
            raise _no_document(path)
        for name in package.entries:
            package.verify(name)
        data = io.BytesIO(path.read_bytes())
        package.refuse_changed()
    try:
        document = docx.Document(data)
    except (KeyError, ValueError, PackageNotFoundError) as error:
        raise _no_document(path) from error
    contents = Contents(examined.evaluation, examined.results)
    return _filled(document, contents, lambda grid: _room_in(document, grid))


def _no_document(path: Path) -> InputRefusedError:
    return InputRefusedError(
        "YQ-236",
        "不是 Word 文档（.docx）。",
        remedy="请给出 .docx；.doc、.wps、带宏的 .docm 先在 Word 或 WPS 里另存为 .docx。",
        file=str(path),
    )


def _filled(document: Document, contents: Contents, room: object) -> Report:
    from yqxl.documents.report.filling import Filler  # noqa: PLC0415 - as above
    from yqxl.documents.report.package_bytes import document_bytes  # noqa: PLC0415 - as above

    filler = Filler(contents, room)  # type: ignore[arg-type]  # a function of a grid
    for root, part in _parts(document):
        filler.part(root, part)
    return _report(document_bytes(document), filler.done)


def _report(data: bytes, done: Filled) -> Report:
    lists = (done.filled, done.renewed, done.kept, done.without_data, done.unknown)
    return Report(data, *(tuple(dict.fromkeys(one)) for one in lists))


def _parts(document: Document) -> Iterator[tuple[object, Part]]:
    """Yield the body and every header and footer that the document has itself."""
    yield document.element, document.part
    seen = set()
    for section in document.sections:
        for one in (
            section.header, section.footer, section.first_page_header, section.first_page_footer,
            section.even_page_header, section.even_page_footer,
        ):  # fmt: skip
            if not one.is_linked_to_previous and id(one.part) not in seen:
                seen.add(id(one.part))
                yield one._element, one.part  # noqa: SLF001 - python-docx shows its paragraphs only


def _own_room(grid: Grid) -> Room:
    margins, (short, long) = look.margins(landscape=False), look.PAPER
    width = (short - margins.left - margins.right) * TWIPS_PER_MM
    height = (long - margins.top - margins.bottom) * TWIPS_PER_MM / TWIPS_PER_POINT
    return Room(width, height, _size(grid), repeated=True)


def _room_in(document: Document, grid: Grid) -> Room:
    """Return the room of the document's last section."""
    section = document.sections[-1]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    height = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
    own = _own_room(grid)
    if width <= 0 or height <= 0:
        return own
    points = _EMU_PER_POINT
    return Room(width / points * TWIPS_PER_POINT, height / points, own.size, repeated=True)


_EMU_PER_POINT = 12_700


def _size(grid: Grid) -> float:
    """Return the type of a table: smaller where its sheet lies on its side."""
    return look.XIAO_WU if grid.page.landscape else look.WU_HAO
