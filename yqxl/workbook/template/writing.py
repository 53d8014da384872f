"""Writes a new workbook: the contract's sheets with live formulas, blank or filled in.

It is the only place that saves with openpyxl; a user's file is never saved this way.
The sheets 校验 and 表… are grafted in afterwards, as are the cached values.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from yqxl import __version__
from yqxl.evaluation.formulas.column_formulas import NATIVE
from yqxl.model.contract.optional_parts import NO_PARTS, OptionalParts
from yqxl.model.contract_version import CONTRACT, CONTRACT_PROPERTY
from yqxl.model.layout import Layout
from yqxl.model.rows import Evaluation

_SUBJECT = "预算绩效评价"
_KEYWORDS = "绩效评价 指标体系 评分 yqxl"
#: a template has no time of its own: the same data give the same bytes
_WRITTEN = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write_template(
    evaluation: Evaluation, flavour: str = NATIVE, also: OptionalParts = NO_PARTS
) -> tuple[bytes, Layout]:
    """Return a new workbook with the rows of this evaluation, and where they stand.

    Args:
        evaluation: what is filled in; an empty one gives the blank template. Tables of
            参数 without rows take the shipped ones.
        flavour: ``native`` or ``udf``, who computes rates and scores.
        also: optional columns, sheets and cells that it has although nothing fills them yet.

    Returns:
        The package and its layout. Formula cells carry no cached values yet.
    """
    # read when openpyxl is first imported: lxml would refuse characters that a cell may hold
    os.environ.setdefault("OPENPYXL_LXML", "False")
    from openpyxl.packaging.custom import StringProperty  # noqa: PLC0415 - likewise

    from yqxl.workbook.template.book import build_book  # noqa: PLC0415 - openpyxl, when needed
    from yqxl.workbook.template.layout import place_everything  # noqa: PLC0415 - likewise
    from yqxl.workbook.template.package import package_bytes  # noqa: PLC0415 - likewise

    layout = place_everything(evaluation, also)
    book = build_book(evaluation, layout, flavour)
    version = StringProperty(name=CONTRACT_PROPERTY, value=str(CONTRACT))
    book.custom_doc_props.append(version)  # type: ignore[attr-defined]  # the stubs lack it
    properties = book.properties
    properties.title = _plain(evaluation.project.name) or "绩效评价工作簿"
    properties.subject, properties.keywords = _SUBJECT, _KEYWORDS
    properties.creator = properties.lastModifiedBy = "yqxl"
    properties.category = flavour
    properties.version = __version__
    properties.created = properties.modified = _WRITTEN
    return package_bytes(book), layout


def _plain(text: str) -> str:
    """Return a text without control characters, which a document property cannot hold."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()
