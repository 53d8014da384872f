"""Which cell formats show per cent."""

from __future__ import annotations

import pytest

from yqxl.workbook.scan.cell_formats import percent_formats

STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs></styleSheet>'
)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0%", {1, 2}),
        ("0.0##%", {1, 2}),
        ("[红色]0%;-0%", {1, 2}),
        ("0&quot;%&quot;", {2}),
        ("0\\%", {2}),
        ("@", {2}),
    ],
)
def test_the_sign_counts_where_it_is_no_literal(code: str, expected: set[int]) -> None:
    assert percent_formats(STYLES.format(code=code).encode()) == expected


def test_a_stylesheet_may_be_empty() -> None:
    assert percent_formats(b"<styleSheet/>") == frozenset()
