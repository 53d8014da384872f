"""The text of a finished report: .docx, .pdf, .txt; rows of tables have ``|`` between cells."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from yqxl.errors import InputRefusedError, UsageError
from yqxl.workbook.foreign.delimited import decoded
from yqxl.workbook.foreign.docx import DOCUMENT, docx_text
from yqxl.workbook.package.gate import check_parts, check_sizes
from yqxl.workbook.package.limits import DEFAULT, Limits
from yqxl.workbook.package.package import Package, file_bytes
from yqxl.workbook.package.sniff import refuse_owner_file

_ZIP, _PDF = b"PK\3\4", b"%PDF-"
_PAGE_NUMBER = re.compile(r"[\s\-—–·第页共/\d]{1,16}")
#: a blank between two Chinese characters: two cells of a table
_GAP = re.compile(r"(?<=[\u4e00-\u9fff%])\s+(?=[\u4e00-\u9fff])|\d\s+[\d.]+\s+\d")
_ENDS = re.compile("[。；：]$")
_HEAD = re.compile(r"[（(]?[一二三四五六七八九十]+[）)、]|\d+[.．、]\D")
#: a line this wide for most pages goes on in the next; shorter ones say nothing of the page
_FULL, _SHORT = 0.88, 18


def report_text(path: Path, limits: Limits = DEFAULT) -> str:
    """Return the text of a report, told by its content, never by its name.

    Raises:
        InputRefusedError: it is none of these, the gate refuses it (YQ-237, YQ-238).
        UsageError: it is a PDF and pypdf is missing (YQ-467).
    """
    refuse_owner_file(path)
    data = bytes(file_bytes(path, limits))
    if data.startswith(_ZIP):
        return _document(path, limits)
    if data.startswith(_PDF):
        return _pdf(path, data)
    text = decoded(data)
    if text is None:
        raise _unreadable(path)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _document(path: Path, limits: Limits) -> str:
    with Package.open(path, limits) as package:
        if package.find(DOCUMENT) is None:
            raise _unreadable(path)
        check_sizes(package, None)
        check_parts(package, (), (DOCUMENT,))
        return docx_text(package)


def _pdf(path: Path, data: bytes) -> str:
    if find_spec("pypdf") is None:
        raise UsageError(
            "YQ-467",
            "读 PDF 报告要用 pypdf，这台机器上没有装。",
            remedy="请运行 pip install pypdf，或把报告另存为 .docx、.txt。",
            file=str(path),
        )
    import pypdf  # noqa: PLC0415 - there only with the extra ``report``

    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except Exception as error:  # pypdf raises many kinds on damaged files
        raise InputRefusedError(
            "YQ-238",
            f"PDF 读不出来：{type(error).__name__}。",
            remedy="有密码的先去掉密码；损坏的请重新导出，或给出 .docx。",
            file=str(path),
        ) from error
    text = "\n".join(_paragraphs(line for page in pages for line in page.split("\n")))
    if not text.strip():
        raise InputRefusedError(
            "YQ-238",
            "PDF 里没有文字，多半是扫描件。",
            remedy="请给出报告的 .docx，或先做文字识别。",
            file=str(path),
        )
    return text


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Yield the paragraphs of running text; what else a page has ends with ``|``.

    A line of running text is as wide as the page, or goes on one that is, or ends a sentence,
    or is a heading; between its Chinese characters there is no blank, as there is between the
    cells of a table.
    """
    kept = [line.strip() for line in lines if not _PAGE_NUMBER.fullmatch(line.strip() or "1")]
    full = _FULL * _page_width(kept)
    paragraph, goes_on = "", False
    for line in kept:
        wide = _width(line) >= full
        if _HEAD.match(line) and paragraph:
            yield paragraph
            paragraph = ""
        if _GAP.search(line) or not (wide or goes_on or _ENDS.search(line) or _HEAD.match(line)):
            yield from filter(None, (paragraph, f"{line} |"))
            paragraph, goes_on = "", False
            continue
        paragraph += line.replace(" ", "")
        goes_on = wide
        if not wide:
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _width(line: str) -> int:
    return sum(1 if sign < "\u2e80" else 2 for sign in line.replace(" ", ""))


def _page_width(lines: Iterable[str]) -> int:
    """Return how wide most full lines of running text are."""
    widths = Counter(
        round(_width(line), -1) for line in lines if len(line) > _SHORT and not _GAP.search(line)
    )
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _unreadable(path: Path) -> InputRefusedError:
    return InputRefusedError(
        "YQ-237",
        "不是 Word（.docx）、PDF 或文字文件，读不出报告的文字。",
        remedy="请给出 .docx、.pdf 或 .txt；.doc、.wps 先另存为 .docx。",
        file=str(path),
    )
