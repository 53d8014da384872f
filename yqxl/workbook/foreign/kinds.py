"""Which reader a file goes to: told by its content, never by its name."""

from __future__ import annotations

import re
from pathlib import Path

from yqxl.errors import InputRefusedError
from yqxl.evaluation.importing.source_grid import SourceGrid
from yqxl.workbook.foreign.delimited import text_grids
from yqxl.workbook.foreign.docx import DOCUMENT, docx_grids
from yqxl.workbook.foreign.html import html_grids
from yqxl.workbook.foreign.ods import CONTENT, ods_grids
from yqxl.workbook.foreign.xls import xls_grids
from yqxl.workbook.foreign.xlsx import is_ours, xlsx_grids
from yqxl.workbook.package.gate import check_parts, check_sizes
from yqxl.workbook.package.limits import DEFAULT, Limits
from yqxl.workbook.package.package import Package, file_bytes
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.package.sniff import refuse_owner_file
from yqxl.workbook.scan.workbook import open_workbook

_ZIP, _OLE = b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_PAGE = re.compile(rb"<table|<html|<!doctype html", re.IGNORECASE)
_PAGE_WIDE = re.compile(r"<table|<html|<!doctype html", re.IGNORECASE)
#: an XML spreadsheet of Excel 2003 and a flat .fods say "<Table" too, but hold no web page
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b", re.IGNORECASE)
_PAGE_ITSELF = re.compile(rb"<html|<!doctype html", re.IGNORECASE)
#: a web page with its pictures in one file, as Excel saves it
_MAIL = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,20}?MIME-Version:", re.IGNORECASE
)
_TEXT_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_SEARCHED = 200_000
#: streams of an OLE file, as its directory spells them
_WORD, _SLIDES, _LOCKED = "WordDocument", "PowerPoint Document", "EncryptedPackage"


def read_tables(path: Path, limits: Limits = DEFAULT) -> list[SourceGrid]:
    """Return the tables of a file.

    Raises:
        InputRefusedError: no reader takes the file, the gate refuses it, or it is a workbook
            of ours already.
    """
    refuse_owner_file(path)
    data = bytes(file_bytes(path, limits))
    if data.startswith(_ZIP):
        return _package_grids(path, limits)
    if data.startswith(_OLE):
        _refuse_other_ole(path, data)
        return xls_grids(path, data, limits)
    if data[:2] in _BIFF:
        return xls_grids(path, data, limits)
    if data.startswith(b"%PDF-"):
        raise Refusal.IMPORT_PDF.error(file=path)
    if data.startswith((b"{\\rtf", b"Rar!", b"7z\xbc\xaf")):
        kind = Refusal.IMPORT_WORD if data.startswith(b"{") else Refusal.ARCHIVE
        raise kind.error(path.suffix, file=path)
    if _XML.match(data) and not _PAGE_ITSELF.search(data[:_SEARCHED]):
        raise Refusal.XML_2003.error(path.suffix, file=path)
    if _MAIL.match(data):
        raise Refusal.HTML.error("单个文件网页 .mht", file=path)
    if _is_page(data):
        return html_grids(path, data, limits)
    return text_grids(path, data, limits)


def _package_grids(path: Path, limits: Limits) -> list[SourceGrid]:
    with Package.open(path, limits) as package:
        kind = package.find("mimetype")
        if kind and package.read(kind).startswith(_TEXT_DOCUMENT):
            raise Refusal.IMPORT_WORD.error(path.suffix, file=path)
        for part, grids in ((DOCUMENT, docx_grids), (CONTENT, ods_grids)):
            if package.find(part):
                check_sizes(package, None)
                check_parts(package, (), (part,))
                return grids(package)
    with open_workbook(path, limits) as workbook:
        if is_ours(workbook):
            raise InputRefusedError(
                "YQ-232",
                "这已经是绩效评价填报工作簿，不用导入。",
                remedy="直接填写、检查（yqxl check）或生成（yqxl regenerate）即可。",
                file=str(path),
            )
        return xlsx_grids(workbook)


def _refuse_other_ole(path: Path, data: bytes) -> None:
    """Refuse old Word and PowerPoint files, and locked ones."""
    for stream, kind in (
        (_LOCKED, Refusal.PASSWORD),
        (_WORD, Refusal.IMPORT_WORD),
        (_SLIDES, Refusal.OTHER_OFFICE),
    ):
        if data.find(stream.encode("utf-16-le")) >= 0:
            raise kind.error(path.suffix, file=path)


def _is_page(data: bytes) -> bool:
    head = data[:_SEARCHED]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _PAGE_WIDE.search(head.decode("utf-16", "replace")) is not None
    return _PAGE.search(head) is not None
