"""``yqxl report FILE --check REPORT``: a finished report, as a file, against its workbook."""

from __future__ import annotations

from pathlib import Path

from yqxl.documents.checking.verdicts import Verdicts, compare_text
from yqxl.pipeline.examine import examine_file
from yqxl.pipeline.isolation.confined import confined
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.workbook.foreign.report_text import report_text


def check_report(workbook: Path, report: Path) -> Verdicts:
    """Return what of a report (.docx, .pdf, .txt) agrees with a workbook.

    Raises:
        InputRefusedError: one of them cannot be read.
        UsageError: the report is a PDF and pypdf is missing.
    """
    examined = examine_file(workbook)
    text = confined(report, _text, report)
    return compare_text(text, examined.evaluation, examined.results, examined.layout)


def _text(path: Path) -> str:
    return report_text(path, bounds().limits)
